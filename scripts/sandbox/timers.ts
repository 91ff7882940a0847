/** Timers that can all be stopped at once, so that a closed sandbox leaves nothing behind. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>()

  after(ms: number, act: () => void) {
    const timer = setTimeout(() => {
      this.running.delete(timer)
      act()
    }, ms)
    this.running.add(timer)
  }

  clear() {
    for (const timer of this.running) clearTimeout(timer)
    this.running.clear()
  }
}
