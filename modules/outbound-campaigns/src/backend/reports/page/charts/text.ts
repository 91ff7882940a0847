import { markup, type Markup } from '../markup'
import { tenth } from './scale'

export interface Placed {
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  colour: string
  bold?: boolean
}

/** Words in a picture: `y` is where the letters stand. */
export const text = ({ x, y, anchor, colour, bold = false }: Placed, words: string | Markup): Markup =>
  markup`<text x="${tenth(x)}" y="${tenth(y)}" text-anchor="${anchor}" fill="${colour}" font-weight="${bold ? '600' : '400'}">${words}</text>`
