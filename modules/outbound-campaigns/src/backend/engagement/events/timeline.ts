import { isBefore, type TimelineSource } from '../../leads'
import type { Database } from '../../platform/database/database'
import { toIsoOrNull } from '../../platform/database/values'
import { toEvent } from './columns'

/**
 * What a lead did with what they were sent. Replies on WhatsApp are in the conversation already, and what arrived is with
 * its message.
 */
export const eventEntries = (db: Database): TimelineSource => ({
  name: 'events',
  async read(botId, lead, { before, limit }) {
    const next = isBefore(before)
    const rows = await db.query(
      `select * from outbound_events
        where bot_id = ? and lead_id = ? and source not in ('inbox', 'channel') and ${next.sql}
        order by at desc, id desc limit ?`,
      [botId, lead.id, ...next.bindings, limit]
    )
    return rows.map(toEvent).map(event => ({
      at: event.at,
      id: event.id,
      kind: `event.${event.type}`,
      channel: event.channel,
      details: {
        verdict: event.verdict,
        signals: event.signals,
        source: event.source,
        message_id: event.messageId,
        sequence_id: event.sequenceId,
        step_key: event.stepKey,
        link: event.link,
        client: event.client,
        device: event.device,
        country: event.country,
        return_at: toIsoOrNull(event.returnAt)
      }
    }))
  }
})
