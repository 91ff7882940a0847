import { markup, type Markup } from './markup'
import type { ShownFigure } from './words'
import type { ChangeText, Writing } from './writing'

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
  const { text, tone } = beneath(writing, name)
  return markup`<li>
    <span class="label">${writing.words.figures[name]}</span><span class="value">${writing.figure(name)}</span
    ><span class="change ${tone}">${text}</span>
  </li> `
}

/**
 * A conversion that may still rise isn't held against one that has come further: each week would look worse than the one
 * before it.
 */
const beneath = (writing: Writing, name: ShownFigure): ChangeText => {
  const { in_progress: way } = writing.report.key_figures
  if (name === 'conversion_rate_pct' && way > 0)
    return { text: writing.words.onTheirWay(way, writing.count(way)), tone: 'neutral' }
  return writing.change(name) ?? { text: noComparison(writing, name), tone: 'neutral' }
}

const noComparison = ({ words, report }: Writing, name: ShownFigure): string =>
  report.key_figures[name] === null ? words.unknown : words.unknownBefore
