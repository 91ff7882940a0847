/** The arithmetic of the pace: how long so many people take, and when that is over. */
import { openings, type SendWindow } from './window'

export interface Pace {
  batchSize: number
  batchIntervalMs: number
  /** All campaigns of the sender together send no faster. */
  senderPerSecond: number
}

/**
 * From the first message to the last. The batches begin evenly spaced, so the last one has no pause behind it; where the
 * sender can't finish a batch before the next one begins, it is the sender that decides.
 */
export const sendingTime = (
  people: number,
  { batchSize, batchIntervalMs, senderPerSecond }: Pace
): number => {
  if (people <= 0) return 0
  const batches = Math.ceil(people / batchSize)
  const last = people - (batches - 1) * batchSize
  const bySender = (people / senderPerSecond) * 1000
  const byBatches = (batches - 1) * batchIntervalMs + (last / senderPerSecond) * 1000
  return Math.max(bySender, byBatches)
}

/** When `ms` of sending are over if it begins at `start`, with the hours left out in which nothing may leave. */
export const finishedAt = (
  start: number,
  ms: number,
  window: SendWindow | null,
  zone: string
): number | null => {
  if (window === null) return start + ms
  let left = ms
  for (const { opens, closes } of openings(window, zone, start)) {
    const begins = Math.max(opens, start)
    if (closes - begins >= left) return begins + left
    left -= closes - begins
  }
  return null
}
