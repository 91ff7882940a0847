/** Lets so many messages pass in any one second, and says how long the next one has to wait. */
export class Rate {
  private passed: number[] = []
  private oldest = 0

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** 0: it passes. Else the milliseconds until one may. */
  waitFor(perSecond: number): number {
    const now = this.now()
    while (this.oldest < this.passed.length && (this.passed[this.oldest] ?? 0) <= now - 1000) this.oldest++
    if (this.oldest > 10_000) {
      this.passed = this.passed.slice(this.oldest)
      this.oldest = 0
    }
    if (this.passed.length - this.oldest < perSecond) {
      this.passed.push(now)
      return 0
    }
    const blocking = this.passed[this.passed.length - perSecond] ?? now
    return Math.max(1, blocking + 1000 - now)
  }
}
