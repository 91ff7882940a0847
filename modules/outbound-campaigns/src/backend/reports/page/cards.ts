import { markup, type Markup } from './markup'
import type { ShownFigure } from './words'
import type { Writing } from './writing'

const SHOWN: readonly ShownFigure[] = [
  'qualified_in_period',
  'conversion_rate_pct',
  'reply_rate_pct',
  'total_sequences_started',
  'sent',
  'avg_days_to_qualify'
]

/** The six figures that matter most, each with what became of it. */
export const cards = (writing: Writing): Markup =>
  markup`<section>
    <p class="hint">${writing.words.versus(writing.before)}</p>
    <ul class="cards">
      ${SHOWN.map(name => card(writing, name))}
    </ul>
  </section>`

const card = (writing: Writing, name: ShownFigure): Markup => {
  const { text, tone } = writing.beneath(name)
  return markup`<li>
    <span class="label">${writing.words.figures[name]}</span><span class="value">${writing.figure(name)}</span
    ><span class="change ${tone}">${text}</span>
  </li> `
}
