/**
 * How often something may happen: `burst` times at once, and `perSecond` in the long run, for each key by itself. In this
 * process's memory: it stands before the database to keep floods from it, and decides nothing that must hold on every node.
 */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>()

  constructor(
    private readonly limits: { perSecond: number; burst: number; mostKeys?: number },
    private readonly now: () => number = Date.now
  ) {}

  /** Takes one. Answers in how many seconds there is another, or 0: it was there. */
  take(key: string, count = 1): number {
    const { perSecond, burst, mostKeys = 10_000 } = this.limits
    const now = this.now()
    const known = this.buckets.get(key)
    const tokens = known
      ? Math.min(burst, known.tokens + (Math.max(0, now - known.at) / 1000) * perSecond)
      : burst
    // The oldest are forgotten first: whoever comes with ever new keys makes nothing grow.
    this.buckets.delete(key)
    const first = this.buckets.keys().next()
    if (this.buckets.size >= mostKeys && !first.done) this.buckets.delete(first.value)
    const isThere = tokens >= Math.min(count, burst)
    this.buckets.set(key, { tokens: isThere ? tokens - count : tokens, at: now })
    return isThere ? 0 : Math.max(1, Math.ceil((Math.min(count, burst) - tokens) / perSecond))
  }
}
