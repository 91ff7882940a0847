import { DAY_MS, mondayOf, type DayOf } from './day'
import type { EnrollmentFact, EventFact, LeadHistory, MessageFact, OtherMessage } from './history'
import type { Counts, Measure } from './measures'

/**
 * What one lead, or one message that belongs to no sequence, adds to the sums: pure, from the facts alone. Counted now or
 * in a year, bit by bit or all at once, it is the same; so a rebuild comes to the same numbers as counting along the way.
 */
export interface Contribution {
  /** Added to one of the sums' kinds, and to what stands above it. */
  kind: 'enrollment' | 'message' | 'other' | 'cohort'
  day: number
  sequenceId: number
  /** A step's key; in cohorts the age in whole weeks; else the scope and the channel. */
  part: string
  sender: string
  channel: string
  counts: Counts
}

/** A reply long after the last message answers something else. */
export const ANSWERS_WITHIN_DAYS = 30

const WENT = new Set(['sent', 'delivered', 'read'])
const ARRIVED = new Set(['delivered', 'read'])

export const contributionsOf = (history: LeadHistory, dayOf: DayOf): Contribution[] => {
  const tally = new Tally()
  const noticed = noticedOf(history)
  const lastBefore = lastMessages(history)
  const answered = new Set<number>()
  for (const message of history.messages) {
    const seen = noticed.get(message.id) ?? {}
    if (seen.replied !== undefined) answered.add(message.enrollmentId)
    addMessage(tally, message, seen, lastBefore.has(message.id), dayOf)
  }
  for (const enrollment of history.enrollments) addEnrollment(tally, enrollment, answered, dayOf)
  return tally.all()
}

const addEnrollment = (
  tally: Tally,
  enrollment: EnrollmentFact,
  answered: ReadonlySet<number>,
  dayOf: DayOf
): void => {
  const { id, sequenceId, startedAt } = enrollment
  const startDay = dayOf(startedAt)
  const add = (day: number, measure: Measure, n = 1) =>
    tally.add({ kind: 'enrollment', day, sequenceId, part: '', sender: '', channel: '' }, measure, n)
  add(startDay, 'started')
  if (answered.has(id)) add(startDay, 'of_started_replied')
  const end = endOf(enrollment)
  if (!end) return
  // Whoever came to the end and qualified afterwards did both, on two days.
  if (end.as === 'qualified' && enrollment.status === 'completed')
    add(dayOf(enrollment.endedAt ?? end.at), 'completed')
  const endDay = dayOf(end.at)
  add(endDay, end.as)
  add(startDay, `of_started_${end.as}`)
  if (end.as !== 'qualified') return
  const took = Math.max(0, end.at - startedAt)
  add(endDay, 'qualify_ms', took)
  add(startDay, 'of_started_qualify_ms', took)
  const age = String(Math.floor(took / (7 * DAY_MS)))
  tally.add(
    { kind: 'cohort', day: mondayOf(startDay), sequenceId, part: age, sender: '', channel: '' },
    'qualified',
    1
  )
}

type End = 'qualified' | 'completed' | 'opted_out' | 'stopped' | 'failed'

/** Whoever qualified has, also after the sequence's end: of those who started, each counts for one end alone. */
const endOf = ({
  status,
  qualifiedAt,
  endedAt,
  startedAt
}: EnrollmentFact): { as: End; at: number } | null => {
  if (qualifiedAt !== null) return { as: 'qualified', at: qualifiedAt }
  switch (status) {
    case 'qualified':
    case 'completed':
    case 'opted_out':
    case 'stopped':
    case 'failed':
      return { as: status, at: endedAt ?? startedAt }
    default:
      return null
  }
}

/** When each was first noticed of a message. */
type Noticed = Partial<
  Record<
    'delivered' | 'opened' | 'clicked' | 'replied' | 'bounced' | 'complained' | 'raw_opened' | 'raw_clicked',
    number
  >
>

const addMessage = (
  tally: Tally,
  message: MessageFact,
  seen: Noticed,
  wasLast: boolean,
  dayOf: DayOf
): void => {
  const { sequenceId, stepKey, sender, channel } = message
  const place = { kind: 'message', sequenceId, part: stepKey, sender, channel } as const
  const sentDay = dayOf(message.at)
  const isSent = went(message) || seen.bounced !== undefined
  if (isSent || message.status === 'failed') tally.add({ ...place, day: sentDay }, 'tried', 1)
  if (message.status === 'failed') tally.add({ ...place, day: sentDay }, 'sending_failed', 1)
  if (!isSent) return
  tally.add({ ...place, day: sentDay }, 'sent', 1)
  if (wasLast) tally.add({ ...place, day: sentDay }, 'of_sent_qualified', 1)
  for (const [what, at] of Object.entries(withStatus(message, seen)) as Array<[keyof Noticed, number]>) {
    tally.add({ ...place, day: dayOf(at) }, what, 1)
    tally.add({ ...place, day: sentDay }, `of_sent_${what}`, 1)
  }
}

const went = ({ accepted, status }: Pick<MessageFact, 'accepted' | 'status'>): boolean =>
  accepted || WENT.has(status)

/** WhatsApp's reports move the message itself. A mail is `delivered` there only because somebody took it to be. */
const withStatus = ({ channel, status, at }: MessageFact, seen: Noticed): Noticed => {
  if (channel !== 'whatsapp') return seen
  const whole = { ...seen }
  if (ARRIVED.has(status)) whole.delivered = whole.delivered ?? at
  if (status === 'read') {
    whole.opened = whole.opened ?? at
    whole.raw_opened = whole.raw_opened ?? at
  }
  return whole
}

const noticedOf = ({ messages, events }: LeadHistory): Map<number, Noticed> => {
  const byId = new Map(messages.map(message => [message.id, message]))
  const noticed = new Map<number, Noticed>()
  for (const event of events) {
    const message = event.messageId === null ? lastMessageBefore(messages, event) : byId.get(event.messageId)
    if (!message) continue
    const seen = noticed.get(message.id) ?? {}
    for (const what of measuresOf(event)) seen[what] = Math.min(seen[what] ?? event.at, event.at)
    noticed.set(message.id, seen)
  }
  return noticed
}

const measuresOf = ({ type, machine }: EventFact): Array<keyof Noticed> => {
  switch (type) {
    case 'opened':
      return machine ? ['raw_opened'] : ['opened', 'raw_opened']
    case 'clicked':
      return machine ? ['raw_clicked'] : ['clicked', 'raw_clicked']
    case 'replied':
      return machine ? [] : ['replied']
    case 'delivered':
    case 'bounced':
    case 'complained':
      return [type]
    default:
      return []
  }
}

/** What names no message is about the last one that they were sent before, on its channel and in its sequence. */
const lastMessageBefore = (
  messages: readonly MessageFact[],
  { at, channel, sequenceId }: EventFact
): MessageFact | undefined =>
  last(
    messages.filter(
      message =>
        went(message) &&
        message.at <= at &&
        at - message.at <= ANSWERS_WITHIN_DAYS * DAY_MS &&
        (channel === null || channel === message.channel) &&
        (sequenceId === null || sequenceId === message.sequenceId)
    )
  )

/** After which message each lead who qualified did so. */
const lastMessages = ({ enrollments, messages }: LeadHistory): Set<number> =>
  new Set(
    enrollments.flatMap(enrollment => {
      const end = endOf(enrollment)
      if (end?.as !== 'qualified') return []
      const before = messages.filter(
        message => message.enrollmentId === enrollment.id && went(message) && message.at <= end.at
      )
      return last(before)?.id ?? []
    })
  )

const last = (messages: readonly MessageFact[]): MessageFact | undefined =>
  messages.reduce<MessageFact | undefined>(
    (found, one) => (!found || one.at > found.at || (one.at === found.at && one.id > found.id) ? one : found),
    undefined
  )

/** A message of a campaign, or a single one, as it counts for its sender. */
export const contributionsOfOther = (message: OtherMessage, dayOf: DayOf): Contribution[] => {
  const { scope, channel, sender, status, triedAt, deliveredAt, readAt } = message
  const tally = new Tally()
  const place = { kind: 'other', sequenceId: 0, part: scope, sender, channel } as const
  const day = dayOf(triedAt)
  if (went(message) || status === 'failed') tally.add({ ...place, day }, 'tried', 1)
  if (status === 'failed') tally.add({ ...place, day }, 'sending_failed', 1)
  if (!went(message)) return tally.all()
  tally.add({ ...place, day }, 'sent', 1)
  const noticed = withStatus(
    { ...message, at: triedAt, leadId: 0, enrollmentId: 0, sequenceId: 0, stepKey: '' },
    {}
  )
  if (noticed.delivered !== undefined) {
    tally.add({ ...place, day: dayOf(deliveredAt ?? readAt ?? triedAt) }, 'delivered', 1)
    tally.add({ ...place, day }, 'of_sent_delivered', 1)
  }
  if (noticed.opened !== undefined) {
    const read = dayOf(readAt ?? triedAt)
    for (const measure of ['opened', 'raw_opened'] as const) {
      tally.add({ ...place, day: read }, measure, 1)
      tally.add({ ...place, day }, `of_sent_${measure}`, 1)
    }
  }
  return tally.all()
}

type Place = Omit<Contribution, 'counts'>

/** Adds up what falls on the same place. */
class Tally {
  private readonly byPlace = new Map<string, Contribution>()

  add(place: Place, measure: Measure, n: number): void {
    const key = [place.kind, place.day, place.sequenceId, place.part, place.sender, place.channel].join('\n')
    const known = this.byPlace.get(key) ?? { ...place, counts: {} }
    known.counts[measure] = (known.counts[measure] ?? 0) + n
    this.byPlace.set(key, known)
  }

  all(): Contribution[] {
    return [...this.byPlace.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  }
}
