/**
 * Keeps the newest items and forgets the older ones, so that a run of a million messages doesn't fill the memory. Lists
 * are newest first and paged by the item's number, which never changes: new arrivals don't shift a page.
 */
export class Newest<T> {
  private items: { number: number; item: T }[] = []
  private next = 1

  constructor(private readonly keep: () => number) {}

  add(item: T) {
    this.items.push({ number: this.next++, item })
    // In lumps: cutting one item off a long array at each arrival would cost more than the arrival.
    if (this.items.length >= this.keep() + Math.min(1000, this.keep())) this.trim()
  }

  private trim() {
    const over = this.items.length - this.keep()
    if (over > 0) this.items.splice(0, over)
  }

  clear() {
    this.items = []
  }

  *newestFirst(): Generator<{ number: number; item: T }> {
    const oldest = Math.max(0, this.items.length - this.keep())
    for (let index = this.items.length - 1; index >= oldest; index--) {
      const found = this.items[index]
      if (found) yield found
    }
  }

  find(wanted: (item: T) => boolean): T | undefined {
    for (const { item } of this.newestFirst()) if (wanted(item)) return item
    return undefined
  }

  page(wanted: (item: T) => boolean, { limit, cursor }: { limit: number; cursor?: number }) {
    const found: T[] = []
    let last = 0
    for (const { number, item } of this.newestFirst()) {
      if ((cursor !== undefined && number >= cursor) || !wanted(item)) continue
      if (found.length === limit) return { items: found, next_cursor: String(last) }
      found.push(item)
      last = number
    }
    return { items: found, next_cursor: null }
  }
}
