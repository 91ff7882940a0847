import { leadsByPersons } from '../../leads'
import { addNews, news, subjectOf } from '../../inbox'
import type { Database } from '../../platform/database/database'
import { toNewRow, type StoredEvent } from './columns'
import { engagementEvent, type NewEvent } from './event'
import { insertEvents, markTold, untoldByKeys } from './store'

/**
 * Adds events, in the caller's transaction. What is final is told at once, the rest when it is (settle.ts). Whoever tells
 * the same again changes nothing; what is about no lead of the bot's is passed over. It locks nothing but the new rows.
 */
export const recordEvents = async (
  tx: Database,
  botId: string,
  events: readonly NewEvent[]
): Promise<void> => {
  const rows = await withLeads(tx, botId, events)
  if (rows.length === 0) return
  // In one order for everybody, so that two who tell the same don't wait for each other crosswise.
  rows.sort((a, b) => (a.dedupe_key < b.dedupe_key ? -1 : a.dedupe_key > b.dedupe_key ? 1 : 0))
  await insertEvents(tx, botId, rows)

  const waiting = new Set(
    events.flatMap(({ finalAt, dedupeKey }) => (typeof finalAt === 'number' ? [dedupeKey] : []))
  )
  const final = rows.map(row => row.dedupe_key).filter(key => !waiting.has(key))
  if (final.length > 0) await tellEvents(tx, botId, await untoldByKeys(tx, botId, final))
}

/** Their verdict is final: it can be reacted to. The rows are locked. */
export const tellEvents = async (
  tx: Database,
  botId: string,
  events: readonly StoredEvent[]
): Promise<void> => {
  if (events.length === 0) return
  await addNews(
    tx,
    events.map(event => ({
      ...news(engagementEvent, {
        dedupeKey: `engagement event ${event.id}`,
        subject: event.person === null ? null : subjectOf(event.person),
        body: {
          event_id: event.id,
          type: event.type,
          lead_id: event.leadId,
          person: event.person,
          channel: event.channel,
          message_id: event.messageId,
          enrollment_id: event.enrollmentId,
          sequence_id: event.sequenceId,
          step_key: event.stepKey,
          at: event.at,
          verdict: event.verdict,
          return_at: event.returnAt,
          bounce: bounceOf(event)
        }
      }),
      botId
    }))
  )
  await markTold(
    tx,
    events.map(({ id }) => id)
  )
}

/** What isn't said to pass is for good. */
const bounceOf = ({ type, details }: StoredEvent): 'hard' | 'soft' | null => {
  if (type !== 'bounced') return null
  const said = details.bounce ?? details.bounce_type
  return typeof said === 'string' && /^(?:soft|transient|temporary)/i.test(said) ? 'soft' : 'hard'
}

const withLeads = async (tx: Database, botId: string, events: readonly NewEvent[]) => {
  const asked = events.flatMap(({ leadId, person }) => (typeof leadId !== 'number' && person ? [person] : []))
  const leads = asked.length === 0 ? undefined : await leadsByPersons(tx, botId, asked)
  return events.flatMap(event => {
    const leadId = event.leadId ?? (event.person ? leads?.get(event.person)?.id : undefined)
    return leadId === undefined ? [] : [toNewRow(leadId, event)]
  })
}
