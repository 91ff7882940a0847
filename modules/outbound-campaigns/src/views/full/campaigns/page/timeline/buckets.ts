/**
 * The timeline, minute by minute as the API keeps it, put together so that there are never more columns than can be told
 * apart. Minutes in which nothing happened are gaps in the list and columns of zeros here: the axis is time.
 */
import type { Report } from '../api'

export type Point = Report['timeline'][number]
export const SERIES = ['sent', 'delivered', 'failed'] as const
export type Series = (typeof SERIES)[number]

export interface Bucket {
  /** Where it begins. */
  at: number
  sent: number
  delivered: number
  failed: number
}

const MINUTE = 60_000
/** Minutes in one column. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440]

const stepFor = (ms: number, most: number): number => {
  const minutes = Math.floor(ms / MINUTE) + 1
  const fitting = STEPS.find(step => Math.ceil((minutes + step - 1) / step) <= most)
  return (fitting ?? Math.ceil(minutes / most / 1440) * 1440) * MINUTE
}

export const bucketsOf = (
  timeline: readonly Point[],
  most: number
): { buckets: Bucket[]; stepMs: number } => {
  const points = timeline.map(point => ({ ...point, at: Date.parse(point.at) })).sort((a, b) => a.at - b.at)
  const first = points[0]
  const last = points[points.length - 1]
  if (!first || !last) return { buckets: [], stepMs: MINUTE }
  const stepMs = stepFor(last.at - first.at, most)
  const start = Math.floor(first.at / stepMs) * stepMs
  const count = Math.floor((last.at - start) / stepMs) + 1
  const buckets: Bucket[] = Array.from({ length: count }, (_, index) => ({
    at: start + index * stepMs,
    sent: 0,
    delivered: 0,
    failed: 0
  }))
  for (const { at, sent, delivered, failed } of points) {
    const bucket = buckets[Math.floor((at - start) / stepMs)]
    if (!bucket) continue
    bucket.sent += sent
    bucket.delivered += delivered
    bucket.failed += failed
  }
  return { buckets, stepMs }
}

/** A round number that is at least `value`, so that the axis ends at something a person reads at a glance. */
export const roundTop = (value: number): number => {
  // Half of it stands on the axis too, and there is no half a message.
  const small = [4, 6, 8, 10].find(top => top >= value)
  if (small !== undefined) return small
  const size = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 4, 5, 10].find(candidate => candidate * size >= value) ?? 10
  return factor * size
}
