import { hasActivity, keyFiguresOf } from '../compare'
import type { KeyFigures, Report, Trend } from '../report-schema'
import { barsChart } from './charts/bars'
import { BLUE, GREEN, VERMILION } from './charts/colours'
import { columnsChart } from './charts/columns'
import { linesChart, type Line } from './charts/lines'
import { markup, type Markup } from './markup'
import type { Writing } from './writing'

/** The pictures of the page, each with what it says in words for whoever doesn't see it. */

type CountName = 'qualified_in_period' | 'total_sequences_started' | 'sent'

const EACH_DAY: readonly CountName[] = ['total_sequences_started', 'sent', 'qualified_in_period']

/** A month has more days than names under its columns. */
const MOST_NAMED = 10

export const daily = (writing: Writing): Markup | null => {
  const { report, words } = writing
  if (writing.isEmpty && !hasActivity(report.previous.key_figures)) return null
  const days = report.daily.map(toDay)
  const before = report.previous.daily.map(toDay)
  const labels = days.map(({ date }, at) =>
    days.length <= MOST_NAMED ? words.weekday(date) : at % 7 === 0 ? String(Number(date.slice(8))) : ''
  )
  const chart = (name: CountName) =>
    markup`<div class="keep">
      <h3>${words.figures[name]}</h3>
      ${columnsChart({
        title: spoken(writing, days, name),
        values: days.map(day => day[name]),
        before: before.map(day => day[name]),
        labels,
        running: false,
        numberOf: value => writing.count(value)
      })}
    </div>`
  return markup`<section class="keep">
    <h2>${words.sections.daily}</h2>
    <p class="hint">${words.sections.dailyHint[report.kind]}</p>
    <div class="three pictures">${EACH_DAY.map(chart)}</div>
  </section>`
}

interface Day extends KeyFigures {
  date: string
}

const toDay = (day: Report['daily'][number]): Day => ({ date: day.date, ...keyFiguresOf(day) })

const spoken = (writing: Writing, days: readonly Day[], name: CountName): string =>
  writing.words.chart(
    writing.words.figures[name],
    days.map(day => `${writing.words.day(day.date)}: ${writing.count(day[name])}`).join('; ')
  )

const FUNNEL: ReadonlyArray<'sent' | 'delivered' | 'opened' | 'clicked' | 'replied'> = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied'
]

export const funnel = (writing: Writing): Markup | null => {
  if (writing.isEmpty) return null
  const { report, words } = writing
  const { key_figures: figures } = report
  // Most mail servers tell nothing of what arrives: nought would read as though nothing had.
  const told = FUNNEL.filter(name => name !== 'delivered' || figures.delivered > 0)
  const bars = told.map(name => ({
    label: words.funnel[name],
    value: figures[name],
    number: writing.count(figures[name]),
    hint: name === 'sent' || figures.sent === 0 ? null : writing.rate((figures[name] / figures.sent) * 100)
  }))
  const title = words.chart(
    words.sections.funnel,
    bars
      .map(({ label, number, hint }) => `${label}: ${number}${hint === null ? '' : ` (${hint})`}`)
      .join('; ')
  )
  return markup`<section class="keep">
    <h2>${words.sections.funnel}</h2>
    ${
      figures.sent === 0
        ? markup`<p class="nothing">${words.nothingToShow.messages}</p>`
        : markup`<p class="hint">${words.sections.funnelHint}</p>
            <div class="half">${barsChart(title, bars)}</div>`
    }
  </section>`
}

type RateName = 'open_rate_pct' | 'click_rate_pct' | 'reply_rate_pct'

const LINES: ReadonlyArray<Pick<Line, 'colour' | 'mark' | 'dash'> & { name: RateName }> = [
  { name: 'open_rate_pct', colour: BLUE, mark: 'circle', dash: 'none' },
  { name: 'click_rate_pct', colour: GREEN, mark: 'square', dash: '6 3' },
  { name: 'reply_rate_pct', colour: VERMILION, mark: 'triangle', dash: '2 3' }
]

/** How this period stands among the last: what became of the figures over time. */
export const trends = (writing: Writing): Markup | null => {
  const { report, words } = writing
  const { trend, kind } = report
  if (trend.every(one => !hasActivity(one))) return null
  const labels = trend.map(({ period }) => words.shortPeriod(kind, period))
  const list = (textOf: (one: Trend) => string) =>
    trend.map((one, at) => `${labels[at] ?? ''}: ${textOf(one)}`).join('; ')
  const lines = LINES.map(line => ({
    ...line,
    name: words.lines[line.name],
    values: trend.map(one => one[line.name])
  }))
  return markup`<section class="keep">
    <h2>${words.sections.trends[kind]}</h2>
    <div class="two pictures">
      <div>
        <h3>${words.figures.qualified_in_period}</h3>
        ${columnsChart({
          title: words.chart(
            words.figures.qualified_in_period,
            list(one => writing.count(one.qualified_in_period))
          ),
          values: trend.map(one => one.qualified_in_period),
          before: [],
          labels: labels.map(label => label.replace(/^\D+ /, '')),
          running: !report.complete,
          numberOf: value => writing.count(value)
        })}
      </div>
      <div>
        <h3>${words.sections.rates}</h3>
        ${linesChart({
          title: words.chart(
            words.sections.rates,
            list(one =>
              LINES.map(({ name }) => `${words.figures[name]} ${writing.rate(one[name])}`).join(', ')
            )
          ),
          lines,
          labels,
          textOf: value => writing.roundRate(value)
        })}
      </div>
    </div>
  </section>`
}
