/**
 * Which numbers were there before, a million of them in sixteen megabytes: a dry run writes nothing, so the database
 * can't be asked whether somebody is in the file twice. A Set of strings would take ten times as much.
 *
 * Open addressing over doubles. A canonical phone number has at most fifteen digits, which a double holds exactly.
 */
export class SeenNumbers {
  private slots = new Float64Array(1024)
  private size = 0

  /** Answers whether it was new. */
  add(number: number): boolean {
    if (this.size * 4 >= this.slots.length * 3) this.grow()
    const at = this.slotOf(number)
    if (this.slots[at] === number) return false
    this.slots[at] = number
    this.size += 1
    return true
  }

  private slotOf(number: number): number {
    const mask = this.slots.length - 1
    // The lower digits alone run in sequences: multiplied, they spread.
    let at =
      (Math.imul((number % 4_294_967_296) | 0, 2_654_435_769) ^
        Math.imul((number / 4_294_967_296) | 0, 40_503)) >>>
      0
    at = (at ^ (at >>> 15)) & mask
    while (this.slots[at] !== 0 && this.slots[at] !== number) at = (at + 1) & mask
    return at
  }

  private grow(): void {
    const before = this.slots
    this.slots = new Float64Array(before.length * 2)
    for (const number of before) if (number !== 0) this.slots[this.slotOf(number)] = number
  }
}
