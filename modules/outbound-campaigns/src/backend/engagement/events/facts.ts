import type { Database } from '../../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'

/** What metrics read of events: those whose verdict is final, of a set of leads. */
export interface EventFact {
  leadId: number
  messageId: number | null
  sequenceId: number | null
  channel: string | null
  type: string
  machine: boolean
  at: number
}

const COLUMNS = `e.lead_id, e.message_id, e.type, case when e.verdict = 'machine' then 1 else 0 end as machine,
  min(e.sequence_id) as sequence_id, min(e.channel) as channel, min(e.at) as at`
const OF_LEAD = `e.bot_id = ? and e.lead_id = given.id and e.told = 1 and e.type not in ('auto_reply', 'meeting_booked')`
const APART = `e.lead_id, e.message_id, e.type, case when e.verdict = 'machine' then 1 else 0 end,
  case when e.message_id is null then e.id end`

/**
 * Of what is about one message just the first of each kind, however often a scanner came by: the database adds them up.
 * What names no message is told one by one.
 *
 * PostgreSQL can't know how few leads are given, and would rather walk through all events than look for a hundred leads:
 * it is told to look for one after the other.
 */
export const finalEventsOf = async (
  db: Database,
  botId: string,
  leadIds: readonly number[]
): Promise<EventFact[]> => {
  const given = db.rows({ id: 'integer' })
  const rows = await db.query(
    db.dialect === 'postgres'
      ? `select found.* from ${given} given cross join lateral (
           select ${COLUMNS} from outbound_events e where ${OF_LEAD} group by ${APART}) found`
      : `select ${COLUMNS} from ${given} given cross join outbound_events e where ${OF_LEAD} group by ${APART}`,
    [JSON.stringify(leadIds.map(id => ({ id }))), botId]
  )
  return rows.map(row => ({
    leadId: toNumber(row.lead_id),
    messageId: toNumberOrNull(row.message_id),
    sequenceId: toNumberOrNull(row.sequence_id),
    channel: toTextOrNull(row.channel),
    type: toText(row.type),
    machine: toNumber(row.machine) === 1,
    at: toNumber(row.at)
  }))
}
