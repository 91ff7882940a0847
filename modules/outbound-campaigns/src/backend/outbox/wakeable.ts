/** A rest that can be ended early. What wakes it while nobody rests ends the next rest at once. */
export class Wakeable {
  private timer: NodeJS.Timeout | undefined
  private dueAt = Infinity
  private end: (() => void) | undefined
  private wokenFor = Infinity

  rest(ms: number): Promise<void> {
    return new Promise(resolve => {
      this.end = resolve
      this.arm(Math.min(Date.now() + ms, this.wokenFor))
    })
  }

  now(): void {
    this.within(0)
  }

  /** Ends the rest after `ms` at the latest. */
  within(ms: number): void {
    const at = Date.now() + ms
    if (!this.end) this.wokenFor = Math.min(this.wokenFor, at)
    else if (at < this.dueAt) this.arm(at)
  }

  private arm(at: number): void {
    if (this.timer) clearTimeout(this.timer)
    this.dueAt = at
    this.timer = setTimeout(() => this.finish(), Math.max(0, at - Date.now()))
  }

  private finish(): void {
    const { end } = this
    this.end = undefined
    this.timer = undefined
    this.dueAt = Infinity
    this.wokenFor = Infinity
    end?.()
  }
}
