import { markup, type Markup } from '../markup'
import { BLUE, INK, QUIET, RULE, VERMILION } from './colours'
import { niceMax, tenth } from './scale'
import { text } from './text'

export interface Columns {
  /** What a reader of screens is told. */
  title: string
  values: readonly number[]
  /** The same days of the period before; shorter where that one was. */
  before: readonly number[]
  labels: readonly string[]
  /** The last one isn't over yet. */
  running: boolean
  numberOf(value: number): string
}

const WIDTH = 240
const HEIGHT = 118
const TOP = 18
const BOTTOM = 16
const BASE = HEIGHT - BOTTOM
/** The width of a digit: where numbers would run into each other, only the highest column has its own. */
const DIGIT = 5.8
const NUMBER_HEIGHT = 16

/** A column a day; a dash stands where the same day of the period before stood. */
export const columnsChart = ({ title, values, before, labels, running, numberOf }: Columns): Markup => {
  const max = niceMax([...values, ...before.slice(0, values.length)])
  const slot = WIDTH / Math.max(1, values.length)
  const heightOf = (value: number) => (value / max) * (BASE - TOP)
  const numbered = values.every(value => numberOf(value).length * DIGIT < slot)
  const highest = values.indexOf(Math.max(...values))
  const columns = values.map((value, at) => {
    const middle = slot * (at + 0.5)
    const height = heightOf(value)
    const past = heightOf(before[at] ?? 0)
    return [
      value > 0
        ? column(middle, Math.min(slot * 0.62, 26), height, running && at === values.length - 1)
        : null,
      past > 0 ? dash(middle, Math.min(slot * 0.84, 36), past) : null,
      value > 0 && (numbered || at === highest) ? number(middle, clear(height, past), numberOf(value)) : null,
      label(middle, labels[at] ?? '')
    ]
  })
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-size="10">
<path d="M0 ${BASE}.5H${WIDTH}" stroke="${RULE}"/>
${columns}
</svg>`
}

/** What may still grow is an outline. */
const column = (middle: number, width: number, height: number, outline: boolean): Markup =>
  markup`<rect x="${tenth(middle - width / 2)}" y="${tenth(BASE - height)}" width="${tenth(width)}" height="${tenth(height)}" fill="${outline ? '#fff' : BLUE}" stroke="${BLUE}"/>`

/** With a white rim, so that it is seen on a column as well. */
const dash = (middle: number, width: number, height: number): Markup => {
  const path = `M${tenth(middle - width / 2)} ${tenth(BASE - height)}h${tenth(width)}`
  return markup`<path d="${path}" stroke="#fff" stroke-width="4"/><path d="${path}" stroke="${VERMILION}" stroke-width="2"/>`
}

/** Stays on the picture over the first and the last of many narrow columns. */
const number = (middle: number, height: number, words: string): Markup => {
  const half = words.length * 3
  const x = Math.min(WIDTH - half, Math.max(half, middle))
  return text({ x, y: BASE - height - 5, anchor: 'middle', colour: INK }, words)
}

const label = (middle: number, words: string): Markup | null =>
  words === '' ? null : text({ x: middle, y: HEIGHT - 4, anchor: 'middle', colour: QUIET }, words)

/** Where a number stands over its column without the dash running through it. */
const clear = (height: number, past: number): number =>
  past > height && past < height + NUMBER_HEIGHT ? past : height
