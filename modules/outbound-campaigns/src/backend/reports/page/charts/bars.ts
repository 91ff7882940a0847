import { markup, type Markup } from '../markup'
import { BLUE, INK, PALE, QUIET } from './colours'
import { tenth } from './scale'
import { text } from './text'

export interface Bar {
  label: string
  value: number
  number: string
  /** In small beside it: its share. */
  hint: string | null
}

const WIDTH = 480
const LINE = 30
const LEFT = 112
const RIGHT = 132
const ROOM = WIDTH - LEFT - RIGHT

/** Bars beneath each other, as long as their share of the first: how many were left at each point. */
export const barsChart = (title: string, bars: readonly Bar[]): Markup => {
  const whole = Math.max(1, bars[0]?.value ?? 0)
  return markup`<svg viewBox="0 0 ${WIDTH} ${bars.length * LINE}" role="img" aria-label="${title}" font-size="12">
${bars.map(({ label, value, number, hint }, at) => {
  const y = at * LINE + 19
  const share = hint === null ? null : markup`<tspan fill="${QUIET}" font-weight="400" dx="6">${hint}</tspan>`
  return [
    text({ x: LEFT - 10, y, anchor: 'end', colour: INK }, label),
    bar(at, ROOM, PALE),
    value > 0 ? bar(at, Math.min(1, value / whole) * ROOM, BLUE) : null,
    text({ x: LEFT + ROOM + 10, y, anchor: 'start', colour: INK, bold: true }, markup`${number}${share}`)
  ]
})}
</svg>`
}

const bar = (at: number, width: number, colour: string): Markup =>
  markup`<rect x="${LEFT}" y="${at * LINE + 6}" width="${tenth(width)}" height="18" fill="${colour}"/>`
