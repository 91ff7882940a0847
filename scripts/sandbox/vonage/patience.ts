/** How often in a row a number has been refused or failed: `980429` is throttled once and accepted the next time. */
export class Patience {
  private readonly times = new Map<string, number>()

  /** True: once more. False: now it goes well, and the next time it starts anew. */
  again(what: string, most: number): boolean {
    const times = this.times.get(what) ?? 0
    if (times >= most) {
      this.times.delete(what)
      return false
    }
    this.times.set(what, times + 1)
    return true
  }

  clear() {
    this.times.clear()
  }
}
