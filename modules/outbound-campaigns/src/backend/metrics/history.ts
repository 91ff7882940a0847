/** What there is to count: plain facts, as their owners tell them. */

/** A lead's way through a sequence. */
export interface EnrollmentFact {
  id: number
  leadId: number
  sequenceId: number
  status: string
  startedAt: number
  qualifiedAt: number | null
  endedAt: number | null
}

/** A message that a sequence owed to a lead, once it was tried. */
export interface MessageFact {
  id: number
  leadId: number
  enrollmentId: number
  sequenceId: number
  stepKey: string
  channel: string
  /** From which number or mailbox it was last tried. */
  sender: string
  /** What became of the step. */
  status: string
  /** The provider took it at least once, whatever was reported afterwards. */
  accepted: boolean
  /** When what became of it was first known, by the calendar. */
  at: number
}

/** Something that a person, or a machine of theirs, did. Its verdict is final. */
export interface EventFact {
  leadId: number
  messageId: number | null
  sequenceId: number | null
  channel: string | null
  type: string
  machine: boolean
  at: number
}

/** Everything of one lead that counts for sequences. */
export interface LeadHistory {
  enrollments: readonly EnrollmentFact[]
  messages: readonly MessageFact[]
  events: readonly EventFact[]
}

/** A message of a campaign, or a single one: they count for their sender alone. */
export interface OtherMessage {
  id: number
  scope: 'campaign' | 'single'
  channel: string
  sender: string
  status: string
  accepted: boolean
  /** When it was first tried, and what was told of it, by the database's clock. */
  triedAt: number
  deliveredAt: number | null
  readAt: number | null
}
