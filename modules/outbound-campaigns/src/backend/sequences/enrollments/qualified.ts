import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import type { EnrollmentChanges, Intent } from './change'
import { ending } from './intents'
import { whereIs } from './engagement-store'

/** Where a lead was when they qualified. Who begins a sequence later is there for another reason, and stays in it. */
export interface QualifiedLead {
  leadId: number
  at: number
  enrollmentIds: readonly number[]
}

const REASON = {
  code: 'qualified',
  detail: 'They have qualified.'
}

/** What becomes of leads in sequences who have qualified: these have done what they were for. */
export class QualifiedPlaces {
  constructor(private readonly sources: { changes: EnrollmentChanges; changed(botId: string): void }) {}

  /** What each of them is in at this moment; of somebody who is in nothing, what they came to the end of last. */
  async of(db: Database, botId: string, leadIds: readonly number[]): Promise<Map<number, number[]>> {
    const places = new Map<number, number[]>()
    for (const { leadId, id } of await whereIs(db, botId, leadIds))
      places.set(leadId, [...(places.get(leadId) ?? []), id])
    const others = leadIds.filter(id => !places.has(id))
    for (const [leadId, id] of await lastCompleted(db, botId, others)) places.set(leadId, [id])
    return places
  }

  /**
   * Ends them as qualified, in the caller's transaction, which has locked nothing yet. Whoever came to the end before
   * stays at the end, and it is noted there: the sequence has brought them that far. Done twice, it changes nothing.
   */
  async end(tx: Database, botId: string, leads: readonly QualifiedLead[]): Promise<number> {
    const at = new Map(leads.flatMap(lead => lead.enrollmentIds.map(id => [id, lead.at] as const)))
    const moved = await this.sources.changes.change(tx, botId, [...at.keys()], ({ enrollment }) =>
      qualifying(at.get(enrollment.id) ?? null)
    )
    if (moved.length > 0) this.sources.changed(botId)
    return moved.length
  }
}

const end = ending('qualified', REASON)

const qualifying = (at: number | null): Intent => ({
  takesBack: end.takesBack,
  decide(enrollment, ways, now, known) {
    if (enrollment.qualifiedAt !== null) return null
    if (enrollment.status === 'completed') return { ...enrollment, qualifiedAt: at ?? now }
    const ended = end.decide(enrollment, ways, now, known)
    return ended && { ...ended, qualifiedAt: at ?? now }
  }
})

const lastCompleted = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<Map<number, number>> => {
  if (leadIds.length === 0) return new Map()
  const rows = await db.query(
    `select e.lead_id, max(e.id) as id from ${db.rows({ id: 'integer' })} given
      cross join outbound_enrollments e
      where e.lead_id = given.id and e.status = 'completed' and coalesce(e.bot_id, '') = ? group by e.lead_id`,
    [JSON.stringify(leadIds.map(id => ({ id }))), botId]
  )
  return new Map(rows.map(row => [toNumber(row.lead_id), toNumber(row.id)]))
}
