import { counts, type EventBody } from '../../engagement'
import type { Mark } from './store'

/**
 * What of an event counts for points: a pure rule.
 *
 * - What a machine did counts as nothing. What may have been either counts like a person's (engagement/events/event.ts):
 *   most programs that open mails before anybody reads them are known, and who is left out for a doubt is never asked.
 * - A mail counts once, however often it is opened and whichever of its links are followed: one person who leaves a mail
 *   open on two devices is no warmer than another.
 * - A message on WhatsApp that is read counts as nothing: nearly all are, so it tells nothing apart. A reply counts on
 *   any channel.
 * - What is reported without saying of which mail counts each time.
 */
export const markOf = (event: EventBody): Mark | null => {
  if (!counts(event)) return null
  const { lead_id: leadId, message_id: messageId, event_id: eventId, type, channel } = event
  const mail = messageId === null ? `event ${eventId}` : `message ${messageId}`
  switch (type) {
    case 'opened':
      return channel === 'whatsapp' ? null : { leadId, kind: 'opens', what: mail }
    case 'clicked':
      return { leadId, kind: 'clicks', what: mail }
    case 'replied':
      return { leadId, kind: 'replies', what: `event ${eventId}` }
    case 'auto_reply':
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'meeting_booked':
      return null
  }
}
