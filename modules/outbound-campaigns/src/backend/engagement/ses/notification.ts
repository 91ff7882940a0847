import { z } from 'zod'
import { normalizeEmail } from '../../platform/email/address'
import type { EventType, Verdict } from '../events/event'
import { FINAL_AFTER_MS } from '../events/event'
import type { ToldBody } from '../reported/told'
import { judge } from '../verdict/rules'

/**
 * What SES tells of a mail, as events of whoever it was for: both its older notifications and the events of a
 * configuration set. What is of no consequence for a lead (Send, Reject, a delay) is passed over.
 */
const recipients = z.array(z.object({ emailAddress: z.string() })).max(100)
const visit = z.object({
  timestamp: z.string().optional(),
  userAgent: z.string().optional(),
  ipAddress: z.string().optional(),
  link: z.string().optional()
})

const notificationSchema = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z.object({
    messageId: z.string().min(1).max(200),
    timestamp: z.string().optional(),
    destination: z.array(z.string()).max(100).default([])
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: recipients,
      timestamp: z.string().optional()
    })
    .optional(),
  complaint: z
    .object({
      complainedRecipients: recipients,
      complaintFeedbackType: z.string().nullish(),
      timestamp: z.string().optional()
    })
    .optional(),
  delivery: z
    .object({ recipients: z.array(z.string()).max(100), timestamp: z.string().optional() })
    .optional(),
  open: visit.optional(),
  click: visit.optional()
})
type Notification = z.infer<typeof notificationSchema>

export interface NotificationSurroundings {
  /** The notification service's own id of this message: whoever repeats it says nothing new. */
  id: string
  now: number
  /** Where a request came from, as a digest. */
  originOf(address: string, userAgent: string): string | null
}

/** undefined: this is nothing of SES's. */
export const eventsIn = (text: string, surroundings: NotificationSurroundings): ToldBody[] | undefined => {
  const read = notificationSchema.safeParse(parsed(text))
  if (!read.success) return undefined
  const { data } = read
  switch (data.eventType ?? data.notificationType) {
    case 'Bounce':
      return bounced(data, surroundings)
    case 'Complaint':
      return complained(data, surroundings)
    case 'Delivery':
      return (data.delivery?.recipients ?? []).map(address =>
        told('delivered', data, address, data.delivery?.timestamp, surroundings)
      )
    case 'Open':
      return visited('opened', data, data.open, surroundings)
    case 'Click':
      return visited('clicked', data, data.click, surroundings)
    default:
      return []
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bounced = (data: Notification, surroundings: NotificationSurroundings): ToldBody[] => {
  const { bounce } = data
  return (bounce?.bouncedRecipients ?? []).map(({ emailAddress }) => ({
    ...told('bounced', data, emailAddress, bounce?.timestamp, surroundings),
    metadata: {
      bounce: bounce?.bounceType === 'Permanent' ? 'hard' : 'soft',
      reason: [bounce?.bounceType, bounce?.bounceSubType].filter(Boolean).join(' ')
    }
  }))
}

const complained = (data: Notification, surroundings: NotificationSurroundings): ToldBody[] => {
  const { complaint } = data
  // Somebody took a mail out of their spam.
  if (complaint?.complaintFeedbackType === 'not-spam') return []
  return (complaint?.complainedRecipients ?? []).map(({ emailAddress }) => ({
    ...told('complained', data, emailAddress, complaint?.timestamp, surroundings),
    metadata: { reason: complaint?.complaintFeedbackType ?? null }
  }))
}

const visited = (
  type: 'opened' | 'clicked',
  data: Notification,
  seen: z.infer<typeof visit> | undefined,
  surroundings: NotificationSurroundings
): ToldBody[] => {
  const userAgent = (seen?.userAgent ?? '').slice(0, 300)
  const sent = timeOf(data.mail.timestamp)
  return data.mail.destination.slice(0, 1).map(address => {
    const body = told(type, data, address, seen?.timestamp, surroundings)
    const sinceSent = sent === null ? null : body.at - sent
    const judged = judge({ type, method: 'GET', userAgent, purpose: null, network: null, sinceSent })
    return {
      ...body,
      ...judged,
      final_at: body.at + FINAL_AFTER_MS,
      origin: surroundings.originOf(seen?.ipAddress ?? '', userAgent),
      metadata: {
        user_agent: userAgent,
        ...(seen?.link !== undefined && { link: seen.link.slice(0, 2_000) })
      }
    }
  })
}

const told = (
  type: EventType,
  { mail }: Notification,
  address: string,
  timestamp: string | undefined,
  { id, now }: NotificationSurroundings
): ToldBody => {
  const email = normalizeEmail(address)
  const person = email.kind === 'email' ? email.person : null
  const verdict: Verdict = 'human'
  return {
    source: 'ses',
    key: `${id} ${type} ${person ?? ''}`,
    type,
    at: Math.min(timeOf(timestamp) ?? now, now),
    person,
    channel: 'email',
    message: idsOf(mail.messageId),
    sequence_id: null,
    verdict,
    signals: [],
    final_at: null,
    origin: null,
    return_at: null,
    metadata: {}
  }
}

const timeOf = (text: string | undefined): number | null => {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : time
}

const REGIONS =
  'email us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 me-south-1 af-south-1 il-central-1 mx-central-1 us-gov-west-1 us-gov-east-1'

/** Here a mail is known by the Message-ID that SES gave it, whose domain names the region. */
const idsOf = (messageId: string): string[] => [
  messageId,
  ...REGIONS.split(' ').map(region => `<${messageId}@${region}.amazonses.com>`)
]
