/**
 * Counts how often each name came, and knows the names that came more than once: that is how a double send is seen, also
 * among a million messages. Only the names themselves are kept, never the messages.
 */
const LISTED = 100

export class Tally<Name extends string | number> {
  private times = new Map<Name, number>()
  private doubles = new Set<Name>()
  private repeated = 0

  add(name: Name) {
    const times = (this.times.get(name) ?? 0) + 1
    this.times.set(name, times)
    if (times !== 2) return
    this.repeated++
    if (this.doubles.size < LISTED) this.doubles.add(name)
  }

  timesOf(name: Name) {
    return this.times.get(name) ?? 0
  }

  clear() {
    this.times = new Map()
    this.doubles = new Set()
    this.repeated = 0
  }

  summary() {
    return {
      distinct: this.times.size,
      more_than_once: this.repeated,
      first: [...this.doubles].map(name => ({ name: String(name), times: this.timesOf(name) }))
    }
  }
}
