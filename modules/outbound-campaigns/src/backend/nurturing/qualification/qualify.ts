import { z } from 'zod'
import { addNews, news, type Fact, type FactKind } from '../../inbox'
import { leadsByIds, markQualified, type StoredLead } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'
import type { SettingsService } from '../../platform/settings/settings'
import type { QualifiedPlaces } from '../../sequences'
import type { Scored } from '../scores/count'
import { NOTHING, type Counts } from '../scores/points'
import { countsOf } from '../scores/store'
import { qualifies } from './rule'
import { insertQualifications, mayQualify, qualifiedBefore, type How, type Reached } from './store'

/**
 * A lead qualifies in two steps. In the transaction that finds it out, the lead is marked and a fact is written; nothing
 * but leads is locked there. What follows from the fact (their sequences end, others are told) has a transaction of its
 * own, which locks in the order of all: lanes, messages, enrollments. So a process that dies between the two loses
 * nothing.
 */
const bodySchema = z.object({
  qualification_id: z.number().int(),
  lead_id: z.number().int(),
  at: z.number(),
  /** What they were in at that moment. */
  enrollment_ids: z.array(z.number().int())
})
export type LeadQualified = z.infer<typeof bodySchema>

export const leadQualified: FactKind<LeadQualified> = {
  name: 'lead.qualified',
  body: bodySchema,
  keepMs: 60_000
}

/** As many as a transaction marks in a few milliseconds. */
const AT_ONCE = 100

export interface QualifyingSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  places: QualifiedPlaces
  /** There are new facts. */
  poke(botId: string): void
}

export class Qualifying {
  constructor(private readonly sources: QualifyingSources) {}

  /** Those of them who qualify by themselves. The leads are locked. Answers how many. */
  async scored(
    tx: Database,
    botId: string,
    scored: ReadonlyArray<Pick<Scored, 'lead' | 'counts'>>,
    settings: Settings
  ): Promise<number> {
    const reached = scored.filter(({ lead, counts }) =>
      qualifies(lead, counts, settings.min_score_to_qualify)
    )
    // Whoever was put back by somebody doesn't qualify by themselves again: the person has decided.
    const before = await qualifiedBefore(
      tx,
      reached.map(({ lead }) => lead.id)
    )
    const fresh = reached.filter(({ lead }) => !before.has(lead.id))
    const at = this.sources.calendar.now()
    await markQualified(
      tx,
      fresh.map(({ lead }) => lead.id),
      at
    )
    await this.write(tx, botId, fresh, { at, how: 'score', askedBy: null }, settings)
    return fresh.length
  }

  /** Somebody says so: the lead is marked already, and locked. */
  async said(tx: Database, botId: string, lead: StoredLead, askedBy: string | null): Promise<void> {
    const settings = await this.sources.settings.of(botId, tx)
    const counts = (await countsOf(tx, botId, [lead.id])).get(lead.id) ?? NOTHING
    const at = lead.qualified_at ?? this.sources.calendar.now()
    await this.write(tx, botId, [{ lead, counts }], { at, how: 'person', askedBy }, settings)
  }

  /**
   * Everybody who has come to qualify without anything that they did: your own score was changed, or the score that
   * counts. Done again, or by two at once, it changes nothing more. `until`: then the rest is left for the next time.
   */
  async due(botId: string, until = Infinity): Promise<{ qualified: number; isThrough: boolean }> {
    const { db, settings, poke } = this.sources
    let qualified = 0
    for (let reached: Reached = { total: 0, id: 0 }; ;) {
      if (Date.now() > until) return { qualified, isThrough: false }
      const held = await settings.of(botId)
      const found = await mayQualify(db, botId, held.min_score_to_qualify, reached, AT_ONCE)
      const ids = found.map(({ id }) => id)
      const last = found[found.length - 1]
      if (last === undefined) return { qualified, isThrough: true }
      const some = await db.transaction(async tx => {
        const leads = await leadsByIds(tx, botId, ids, true)
        const counts = await countsOf(tx, botId, ids)
        const known = leads.flatMap(lead => {
          const theirs = counts.get(lead.id)
          return theirs ? [{ lead, counts: theirs }] : []
        })
        return this.scored(tx, botId, known, held)
      })
      qualified += some
      if (some > 0) poke(botId)
      reached = last
    }
  }

  private async write(
    tx: Database,
    botId: string,
    qualified: ReadonlyArray<{ lead: StoredLead; counts: Counts }>,
    { at, how, askedBy }: { at: number; how: How; askedBy: string | null },
    { scoring, min_score_to_qualify: minScore }: Settings
  ): Promise<void> {
    if (qualified.length === 0) return
    const ids = await insertQualifications(
      tx,
      botId,
      qualified.map(one => ({ ...one, at, how, askedBy, model: scoring.model, minScore }))
    )
    const places = await this.sources.places.of(
      tx,
      botId,
      qualified.map(({ lead }) => lead.id)
    )
    await addNews(
      tx,
      [...ids].map(([leadId, id]) => ({
        ...news(leadQualified, {
          dedupeKey: `lead qualified ${id}`,
          subject: null,
          body: { qualification_id: id, lead_id: leadId, at, enrollment_ids: places.get(leadId) ?? [] }
        }),
        botId
      }))
    )
  }
}

/** What somebody is in ends, and whoever wants to know is told: `tell` writes down whom. */
export const settleQualified =
  (places: QualifiedPlaces, tell: (tx: Database, botId: string, ids: readonly number[]) => Promise<void>) =>
  async (tx: Database, botId: string, facts: ReadonlyArray<Fact<LeadQualified>>): Promise<void> => {
    await places.end(
      tx,
      botId,
      facts.map(({ body }) => ({
        leadId: body.lead_id,
        at: body.at,
        enrollmentIds: body.enrollment_ids
      }))
    )
    await tell(
      tx,
      botId,
      facts.map(({ body }) => body.qualification_id)
    )
  }
