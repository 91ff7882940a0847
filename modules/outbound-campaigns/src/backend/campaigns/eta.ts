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
