import { markup, type Markup } from '../markup'
import { QUIET, RULE } from './colours'
import { niceMax, spread, tenth } from './scale'
import { text } from './text'

export type Mark = 'circle' | 'square' | 'triangle'

export interface Line {
  name: string
  values: ReadonlyArray<number | null>
  colour: string
  mark: Mark
  dash: string
}

export interface Lines {
  title: string
  lines: readonly Line[]
  labels: readonly string[]
  /** The value as it stands at the axis and behind a line's name. */
  textOf(value: number): string
}

const WIDTH = 480
const HEIGHT = 157
const LEFT = 38
const RIGHT = 128
const TOP = 12
const BASE = HEIGHT - 20

/** Values over several periods. Each line is known by its mark, its dashes and the name at its end. */
export const linesChart = ({ title, lines, labels, textOf }: Lines): Markup => {
  const max = niceMax(lines.flatMap(({ values }) => [...values]))
  const last = Math.max(1, labels.length - 1)
  const xOf = (at: number) => tenth(LEFT + 10 + (at / last) * (WIDTH - LEFT - RIGHT - 20))
  const yOf = (value: number) => tenth(BASE - (value / max) * (BASE - TOP))
  const grid = [0, max / 2, max].map(value => [
    markup`<path d="M${LEFT} ${yOf(value)}H${WIDTH - RIGHT}" stroke="${RULE}"/>`,
    text({ x: LEFT - 6, y: yOf(value) + 4, anchor: 'end', colour: QUIET }, textOf(value))
  ])
  const named = lines.flatMap(line => {
    const end = line.values[line.values.length - 1]
    return end === null || end === undefined ? [] : [{ line, end, y: yOf(end) }]
  })
  const heights = spread(
    named.map(({ y }) => y),
    15,
    TOP,
    BASE
  )
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-size="11">
${grid}
${labels.map((label, at) => text({ x: xOf(at), y: HEIGHT - 4, anchor: 'middle', colour: QUIET }, label))}
${lines.map(line => drawn(line, xOf, yOf))}
${named.map(({ line, end }, at) =>
  text(
    { x: WIDTH - RIGHT + 8, y: (heights[at] ?? 0) + 4, anchor: 'start', colour: line.colour, bold: true },
    `${line.name} ${textOf(end)}`
  )
)}
</svg>`
}

/** A period without a value leaves a gap: nothing is drawn as though it were nought. */
const drawn = (
  { values, colour, mark, dash }: Line,
  xOf: (at: number) => number,
  yOf: (value: number) => number
): Markup => {
  const points = values.flatMap((value, at) =>
    value === null ? [] : [{ at, x: xOf(at), y: yOf(value), joins: at > 0 && values[at - 1] !== null }]
  )
  const path = points.map(({ x, y, joins }) => `${joins ? 'L' : 'M'}${x} ${y}`).join('')
  return markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" stroke-linejoin="round"/>${points.map(({ x, y }) => marked(mark, x, y, colour))}`
}

const marked = (mark: Mark, x: number, y: number, colour: string): Markup => {
  const look = markup`fill="${colour}" stroke="#fff" stroke-width="1"`
  switch (mark) {
    case 'circle':
      return markup`<circle cx="${x}" cy="${y}" r="3.6" ${look} />`
    case 'square':
      return markup`<rect x="${tenth(x - 3.3)}" y="${tenth(y - 3.3)}" width="6.6" height="6.6" ${look} />`
    case 'triangle':
      return markup`<path d="M${x} ${tenth(y - 4.4)}l4.4 7.6h-8.8z" ${look} />`
  }
}
