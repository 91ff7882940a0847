import { z } from 'zod'
import type { FactKind } from '../../inbox'

/**
 * What people do with what they were sent.
 *
 * opened          a mail's images were loaded; a WhatsApp message was read
 * clicked         a link was followed
 * replied         they wrote back themselves
 * auto_reply      a machine of theirs did ("out of office")
 * delivered       it is in their mailbox or on their device
 * bounced         it can't be delivered to them
 * complained      they called it spam
 * meeting_booked  somebody says that they agreed to meet
 */
export const EVENT_TYPES = [
  'opened',
  'clicked',
  'replied',
  'auto_reply',
  'delivered',
  'bounced',
  'complained',
  'meeting_booked'
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/**
 * human    it looks as if a person did it
 * unknown  it may be either; counts like a person's, and is shown apart
 * machine  a scanner, a proxy that loads in advance, a robot: counts as nothing
 */
export const VERDICTS = ['human', 'unknown', 'machine'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Who told us. */
export const SOURCES = ['tracking', 'reported', 'ses', 'polled', 'channel', 'inbox'] as const
export type Source = (typeof SOURCES)[number]

export type Channel = 'email' | 'whatsapp'

/** A verdict is final so long after the event, so that a burst is seen whole. */
export const FINAL_AFTER_MS = 2 * 60_000

/** Which step of which sequence a message was. */
export interface Place {
  enrollmentId: number
  sequenceId: number
  stepKey: string
  leadId: number
  /** When it was sent, by the calendar. */
  sentAt: number | null
}

/** An event that somebody tells. Whose it is, is said by the lead, or else found by the person. */
export interface NewEvent {
  /** Two events of a bot with the same key are one. */
  dedupeKey: string
  type: EventType
  source: Source
  /** Milliseconds, by the calendar. */
  at: number
  leadId?: number | null
  /** The person's key on the channel. */
  person?: string | null
  channel?: Channel | null
  messageId?: number | null
  enrollmentId?: number | null
  sequenceId?: number | null
  stepKey?: string | null
  /** human, unless said otherwise. */
  verdict?: Verdict
  signals?: readonly string[]
  /** From when on the verdict is final; left out: it is. */
  finalAt?: number | null
  /** How long after the message was sent, in milliseconds. */
  sinceSent?: number | null
  /** The address that was clicked. */
  link?: string | null
  /** A digest of where the request came from, for bursts. */
  origin?: string | null
  client?: string | null
  device?: string | null
  country?: string | null
  /** Of an automatic answer: when they are back. */
  returnAt?: number | null
  details?: Readonly<Record<string, unknown>>
}

const eventBody = z.object({
  event_id: z.number().int(),
  type: z.enum(EVENT_TYPES),
  lead_id: z.number().int(),
  person: z.string().nullable(),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  message_id: z.number().int().nullable(),
  enrollment_id: z.number().int().nullable(),
  sequence_id: z.number().int().nullable(),
  step_key: z.string().nullable(),
  at: z.number(),
  verdict: z.enum(VERDICTS),
  return_at: z.number().nullable().optional(),
  /** Of a bounce: whether nothing will ever arrive there, or it was so for the moment. */
  bounce: z.enum(['hard', 'soft']).nullable().optional()
})
export type EventBody = z.infer<typeof eventBody>

/** An event whose verdict is final. Told once; who reacts asks whether it was a machine. */
export const engagementEvent: FactKind<EventBody> = {
  name: 'engagement.event',
  body: eventBody,
  // The table of the events knows what was told, so nobody tells the same twice.
  keepMs: 60_000
}

/** Whether it counts for conditions, scores and pauses. */
export const counts = ({ verdict }: { verdict: Verdict }): boolean => verdict !== 'machine'
