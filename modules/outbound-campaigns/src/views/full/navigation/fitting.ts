/**
 * Which places the bar has room for, in their order; the others go behind a button. The place that is open is always in
 * sight: where the room ends before it, it takes the last seat.
 */
export interface Bar {
  /** How wide each place is. */
  widths: readonly number[]
  /** Between two of them. */
  gap: number
  room: number
  /** How wide the button is behind which the others are. */
  moreWidth: number
  /** The one that is open; -1: none of them. */
  current: number
}

const widthOf = (places: readonly number[], { widths, gap }: Bar): number =>
  places.reduce((sum, place) => sum + (widths[place] ?? 0) + gap, -gap)

/** Their positions. */
export const fitting = (bar: Bar): number[] => {
  const all = bar.widths.map((_, place) => place)
  if (widthOf(all, bar) <= bar.room) return all
  const room = bar.room - bar.gap - bar.moreWidth
  for (let count = all.length - 1; count > 0; count--) {
    const first = all.slice(0, count)
    const shown =
      bar.current < 0 || first.includes(bar.current) ? first : [...first.slice(0, -1), bar.current]
    if (widthOf(shown, bar) <= room) return shown
  }
  return bar.current < 0 ? [] : [bar.current]
}
