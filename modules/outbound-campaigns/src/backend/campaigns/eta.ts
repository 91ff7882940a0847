import { opensAt, isOpen, type SendWindow } from '../platform/window'

export interface Speed {
  batchSize: number
  batchIntervalMs: number
  senderPerSecond: number
}

/** Messages per millisecond, over a long run: the slower of the batches and the sender. */
export const speedOf = ({ batchSize, batchIntervalMs, senderPerSecond }: Speed): number =>
  Math.min(batchSize / batchIntervalMs, senderPerSecond / 1000)

const LONGEST_MS = 366 * 86_400_000
const STEP_MS = 15 * 60_000

export interface Road {
  owed: number
  speed: Speed
  window: SendWindow | null
  zone: string
  now: number
  /** Nothing leaves before this: the next batch, the rest that the provider asked for. null: nothing is in the way. */
  heldUntil: number | null
  /** When the last of what is owed may leave at the earliest: a retry that was put off. null: nothing is owed. */
  lastDue: number | null
  /** How many more different people may be written to today, and how many on each day after; null: no limit. */
  people: { left: number; perDay: number | null }
}

const DAY_MS = 86_400_000

/**
 * When the last message will have left, by all that is known: the pace, the hours, what holds the next one up, retries
 * that are due later, and the days that a limit of people takes. null: nobody should be promised a time.
 */
export const endOf = ({
  owed,
  speed,
  window,
  zone,
  now,
  heldUntil,
  lastDue,
  people
}: Road): number | null => {
  const begin = Math.max(now, heldUntil ?? now)
  const byPace = estimatedEnd(owed, speedOf(speed), window, zone, begin)
  if (byPace === null) return null
  const { left, perDay } = people
  const days = perDay === null || owed <= left ? 0 : Math.ceil((owed - left) / perDay)
  const earliest = Math.max(lastDue ?? now, now + days * DAY_MS)
  if (earliest <= byPace) return byPace
  const end = opensAt(window, zone, earliest) ?? earliest
  return end - now > LONGEST_MS ? null : end
}

/**
 * When the last of `owed` messages will have left, if nothing comes in between: the time that the window leaves open,
 * laid end to end. null: more than a year away, which nobody should be promised.
 */
export const estimatedEnd = (
  owed: number,
  speed: number,
  window: SendWindow | null,
  zone: string,
  now: number
): number | null => {
  let left = owed / speed
  if (window === null) return left > LONGEST_MS ? null : now + left
  let at = now
  while (at - now < LONGEST_MS) {
    at = opensAt(window, zone, at) ?? at
    const step = Math.min(STEP_MS, left)
    // A step that ends outside the window is taken minute by minute: windows open and close on whole minutes.
    const taken = isOpen(window, zone, at + step - 1) ? step : untilClosed(window, zone, at)
    if (taken >= left) return at + left
    left -= taken
    at += taken
  }
  return null
}

const untilClosed = (window: SendWindow, zone: string, from: number): number => {
  let at = Math.floor(from / 60_000 + 1) * 60_000
  while (isOpen(window, zone, at)) at += 60_000
  return at - from
}
