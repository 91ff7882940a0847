/** Which statuses a message gets, and when: a pure rule over the outcome and the settings. */
import { createHash } from 'crypto'
import type { Behaviour } from './behaviour'
import { endsAs, type ErrorCode } from './error-codes'
import type { StatusName } from './ledger'
import type { Course } from './outcomes'

export interface PlannedStatus {
  status: StatusName
  error?: { code: ErrorCode; reason?: string }
  /** After the one before; the first one after the message was accepted. */
  afterMs: number
  /** 0: lost. */
  copies: number
}

type Settings = Pick<
  Behaviour,
  | 'submitted_after_ms'
  | 'delivered_after_ms'
  | 'read_after_ms'
  | 'jitter_ms'
  | 'read_share'
  | 'order'
  | 'repeat_share'
  | 'lose_share'
>

/** A person who reads, reads always: whether a number is among the share of readers depends on the number alone. */
export const reads = (to: string, share: number) =>
  createHash('sha256').update(to).digest().readUInt32BE(0) / 0x1_0000_0000 < share

const shuffled = <T>(items: T[], random: () => number): T[] => {
  const keyed = items.map(item => ({ item, key: random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

export const planStatuses = (
  course: Course,
  to: string,
  settings: Settings,
  random: () => number = Math.random
): PlannedStatus[] => {
  const delays: Record<StatusName, number> = {
    submitted: settings.submitted_after_ms,
    delivered: settings.delivered_after_ms,
    read: settings.read_after_ms,
    rejected: settings.submitted_after_ms,
    undeliverable: settings.submitted_after_ms
  }
  const one = (status: StatusName, error?: PlannedStatus['error']): PlannedStatus => ({
    status,
    ...(error && { error }),
    afterMs: delays[status] + Math.floor(random() * settings.jitter_ms),
    copies: random() < settings.lose_share ? 0 : random() < settings.repeat_share ? 2 : 1
  })
  const inTheirOrder = (names: StatusName[]) => {
    const plan = names.map(name => one(name))
    return settings.order === 'shuffled' ? shuffled(plan, random) : plan
  }

  switch (course.kind) {
    case 'silence':
      return []
    case 'fails':
      return [one(endsAs(course.code), { code: course.code, reason: course.reason })]
    case 'unread':
      return inTheirOrder(['submitted', 'delivered'])
    case 'ordinary':
      return inTheirOrder(
        reads(to, settings.read_share) ? ['submitted', 'delivered', 'read'] : ['submitted', 'delivered']
      )
    case 'jumbled':
      // Fixed on purpose: each of the mistakes that a receiver could make is provoked every time.
      return (['read', 'submitted', 'delivered', 'read', 'delivered', 'submitted'] as const).map(name => ({
        ...one(name),
        copies: 1
      }))
  }
}
