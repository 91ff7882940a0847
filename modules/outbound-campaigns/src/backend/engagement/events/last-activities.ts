import { LEAD_ACTS, type LastActivities } from '../../leads'
import type { Database } from '../../platform/database/database'
import { toNumber, toText, toTextOrNull } from '../../platform/database/values'

const ACTS = LEAD_ACTS.map(act => `'${act}'`).join(', ')

/**
 * The last thing that each of some leads did, whenever that was: one look from the end of each lead's own stretch of the
 * index, however many events a bot has. The given ones come first, so that nothing else is ever looked through.
 */
export const lastActivities =
  (db: Database): LastActivities =>
  async (botId, leadIds) => {
    if (leadIds.length === 0) return new Map()
    const rows = await db.query(
      `select e.lead_id, e.type, e.channel, e.at
         from (select (select v.id from outbound_events v
                        where v.bot_id = ? and v.lead_id = given.lead_id and v.type in (${ACTS})
                          and v.verdict <> 'machine'
                        order by v.at desc, v.id desc limit 1) as id
                 from ${db.rows({ lead_id: 'integer' })} given) last
        cross join outbound_events e where e.id = last.id`,
      [botId, JSON.stringify(leadIds.map(lead_id => ({ lead_id })))]
    )
    return new Map(
      rows.flatMap(row => {
        const type = LEAD_ACTS.find(act => act === toText(row.type))
        const channel = (['email', 'whatsapp'] as const).find(one => one === toTextOrNull(row.channel))
        return type ? [[toNumber(row.lead_id), { type, channel: channel ?? null, at: toNumber(row.at) }]] : []
      })
    )
  }
