import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../platform/database/values'
import { MESSAGE_STATUSES, type Owner } from './message'
import { column, tallyOf, type Tally } from './tally'

/** How a bot's queue stands, for those who watch over it. Read off the lanes, however many messages there are. */

const MINUTE_MS = 60_000

export interface ChannelQueue {
  channel: string
  tally: Tally
  /** Accepted within the last full minute. */
  acceptedLastMinute: number
}

export const queueByChannel = async (db: Database, botId: string): Promise<ChannelQueue[]> => {
  const counts = MESSAGE_STATUSES.map(status => `sum(l.${column(status)}) as ${column(status)}`)
  const rows = await db.query(
    `select l.channel, ${counts.join(', ')},
            sum((select t.sent from outbound_timeline t
                  where t.owner_type = l.owner_type and t.owner_id = l.owner_id
                    and t.minute = (${db.now} / ${MINUTE_MS} - 1) * ${MINUTE_MS})) as last_minute
       from outbound_lanes l where l.bot_id = ? group by l.channel order by l.channel`,
    [botId]
  )
  return rows.map(row => ({
    channel: toText(row.channel),
    tally: tallyOf(status => toNumber(row[status])),
    acceptedLastMinute: toNumberOrNull(row.last_minute) ?? 0
  }))
}

export interface WaitingLane {
  owner: Owner
  channel: string
  /** Since when its oldest message could have been sent. */
  since: number
}

/** Open lanes in which something is due. */
export const waitingLanes = async (
  db: Database,
  botId: string
): Promise<{ now: number; lanes: WaitingLane[] }> => {
  const rows = await db.query(
    `select l.owner_type, l.owner_id, l.channel,
            (select case when m.not_before > m.updated_at then m.not_before else m.updated_at end
               from outbound_messages m
              where m.owner_type = l.owner_type and m.owner_id = l.owner_id and m.status = 'pending'
                and m.not_before <= ${db.now}
              order by m.not_before, m.id limit 1) as since
       from outbound_lanes l where l.bot_id = ? and l.open = 1 and l.pending > 0`,
    [botId]
  )
  const lanes = rows.flatMap(row => {
    const since = toNumberOrNull(row.since)
    const owner = { type: toText(row.owner_type), id: toNumber(row.owner_id) }
    return since === null ? [] : [{ owner, channel: toText(row.channel), since }]
  })
  return { now: toNumber((await db.first(`select ${db.now} as now`))?.now), lanes }
}
