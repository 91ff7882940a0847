/**
 * The arithmetic of pace, as plain functions over what the database holds. Times are the database's own milliseconds:
 * a restart finds them where they were, three processes share them, and the sandbox's calendar doesn't move them.
 */

/** How a lane spends its batches: `size` messages every `intervalMs`, starts evenly spaced whatever a batch takes. */
export interface BatchPace {
  size: number
  intervalMs: number
}

export interface BatchState {
  startedAt: number | null
  used: number
}

export interface BatchAllowance {
  /** The batch that is open now. */
  state: { startedAt: number; used: number }
  /** How many more may leave in it. */
  free: number
  /** When the next batch opens. */
  nextAt: number
}

/**
 * A batch that is over makes room for the next one at its own time plus the interval, not at the moment when somebody
 * looked: so the starts stay evenly spaced. After a longer rest (a pause, a restart, a closed window) the spacing begins
 * anew from now, which gives one batch and never the ones that were missed.
 */
export const batchAllowance = (pace: BatchPace, state: BatchState, now: number): BatchAllowance => {
  const open = openBatch(pace, state, now)
  return { state: open, free: Math.max(0, pace.size - open.used), nextAt: open.startedAt + pace.intervalMs }
}

const openBatch = ({ intervalMs }: BatchPace, { startedAt, used }: BatchState, now: number) => {
  if (startedAt === null) return { startedAt: now, used: 0 }
  const passed = now - startedAt
  if (passed < intervalMs) return { startedAt, used }
  return { startedAt: passed < 2 * intervalMs ? startedAt + intervalMs : now, used: 0 }
}

/** What a sender still may: its messages per second, as slots that lie one spacing apart. */
export interface SenderState {
  /** When the next message may leave. */
  nextSlotAt: number
  /** 1 is full speed, 4 a quarter of it: raised by the provider's throttling, and falling again by itself. */
  slowFactor: number
  slowedAt: number | null
  /** Nothing at all before this: what a `Retry-After` asked for. */
  pausedUntil: number
}

export interface Slots {
  /** When each message may leave; as many as were wanted and fit before the horizon. */
  at: number[]
  /** When the first slot beyond these is: there is no use in asking earlier. */
  nextSlotAt: number
}

/** A little less than the rate itself, so that rounding to whole milliseconds never packs one more into a second. */
const HEADROOM = 1.002

export const slotSpacing = (ratePerSecond: number, slowFactor: number): number =>
  (1000 / ratePerSecond) * slowFactor * HEADROOM

/**
 * Slots are handed out only as far as the horizon: what is reserved far ahead would be sent after an opt-out or a pause
 * that came in between. Time that nobody used is gone: no burst makes up for it.
 */
export const senderSlots = (
  ratePerSecond: number,
  sender: SenderState,
  wanted: number,
  now: number,
  horizonMs: number
): Slots => {
  const spacing = slotSpacing(ratePerSecond, recovered(sender, now))
  const first = Math.max(sender.nextSlotAt, sender.pausedUntil, now)
  const fitting = first > now + horizonMs ? 0 : Math.floor((now + horizonMs - first) / spacing) + 1
  const at = Array.from({ length: Math.min(wanted, fitting) }, (_, n) => first + n * spacing)
  return { at, nextSlotAt: first + at.length * spacing }
}

const SLOWEST = 64
/** Without further throttling the speed doubles this often. */
const RECOVERY_MS = 30_000

/** The factor as it is by now: half of it is forgiven every half minute. */
export const recovered = (
  { slowFactor, slowedAt }: Pick<SenderState, 'slowFactor' | 'slowedAt'>,
  now: number
): number => {
  if (slowedAt === null || slowFactor <= 1) return 1
  const forgiven = Math.max(0, now - slowedAt) / RECOVERY_MS
  return Math.max(1, slowFactor / 2 ** forgiven)
}

/** Messages that were on their way together are throttled together: they say it once. */
const SAME_NEWS_MS = 1_000

/** The provider said "slower": half the speed from now on, and nothing at all for as long as it asked. */
export const slowedDown = (sender: SenderState, retryAfterMs: number | null, now: number): SenderState => {
  const pausedUntil = Math.max(sender.pausedUntil, now + (retryAfterMs ?? 0))
  if (sender.slowedAt !== null && now - sender.slowedAt < SAME_NEWS_MS) return { ...sender, pausedUntil }
  return { ...sender, slowFactor: Math.min(SLOWEST, recovered(sender, now) * 2), slowedAt: now, pausedUntil }
}
