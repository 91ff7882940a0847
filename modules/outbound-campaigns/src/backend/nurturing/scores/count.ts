import type { EventBody } from '../../engagement'
import type { Fact } from '../../inbox'
import { leadsByIds, setPoints, type StoredLead } from '../../leads'
import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'
import { markOf } from './marks'
import { NOTHING, pointsOf } from './points'
import { addMarks, countMarks, saveCounts, type LeadCounts } from './store'

/** A lead whose row is locked, with what it has done and has earned by now. */
export interface Scored {
  lead: StoredLead
  counts: LeadCounts
  /** Whether its points are other ones than before. */
  changed: boolean
}

/**
 * Counts what people did, in the transaction that takes the facts. It locks the leads, and what was counted before is
 * known by its marks: so a fact that comes twice counts once, and two nodes at once lose nothing.
 */
export const countEvents = async (
  tx: Database,
  botId: string,
  facts: ReadonlyArray<Fact<EventBody>>,
  { scoring }: Pick<Settings, 'scoring'>
): Promise<Scored[]> => {
  const marked = facts.flatMap(({ body }) => {
    const mark = markOf(body)
    return mark ? [{ mark, at: body.at }] : []
  })
  if (marked.length === 0) return []
  const ids = [...new Set(marked.map(({ mark }) => mark.leadId))]
  // Of somebody who was forgotten nothing is counted any more.
  const leads = await leadsByIds(tx, botId, ids, true)
  const known = new Set(leads.map(({ id }) => id))
  const theirs = marked.filter(({ mark }) => known.has(mark.leadId))
  if (theirs.length === 0) return []
  await addMarks(
    tx,
    botId,
    theirs.map(({ mark }) => mark)
  )
  const counts = await countMarks(tx, [...known])
  const counted = leads.map((lead): { lead: StoredLead; counts: LeadCounts } => ({
    lead,
    counts: {
      ...(counts.get(lead.id) ?? NOTHING),
      leadId: lead.id,
      lastAt: Math.max(...theirs.filter(({ mark }) => mark.leadId === lead.id).map(({ at }) => at))
    }
  }))
  await saveCounts(
    tx,
    botId,
    counted.map(one => one.counts)
  )
  return givePoints(tx, counted, scoring)
}

/** Their points by this model. The rows are locked. */
export const givePoints = async (
  tx: Database,
  counted: ReadonlyArray<{ lead: StoredLead; counts: LeadCounts }>,
  scoring: Settings['scoring']
): Promise<Scored[]> => {
  const scored = counted.map(({ lead, counts }): Scored => {
    const points = pointsOf(scoring, counts).total
    return { lead: { ...lead, points }, counts, changed: points !== lead.points }
  })
  await setPoints(
    tx,
    scored.filter(({ changed }) => changed).map(({ lead: { id, points } }) => ({ id, points }))
  )
  return scored
}
