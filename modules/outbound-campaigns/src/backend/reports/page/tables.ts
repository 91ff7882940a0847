import { hasActivity, keyFiguresOf } from '../compare'
import type { FigureName, KeyFigures, TopStep } from '../report-schema'
import { markup, type Markup, type Piece } from './markup'
import type { ColumnName } from './words'
import type { Writing } from './writing'

export const templatesTable = (writing: Writing): Markup | null => {
  if (writing.isEmpty) return null
  const { report, words } = writing
  const rows = report.top_templates.map(
    one =>
      markup`<tr>
        <th scope="row">${one.name}</th>
        ${cells([
          writing.count(one.total_sequences_started),
          writing.count(one.sent),
          writing.rate(one.reply_rate_pct),
          writing.count(one.leads_qualified)
        ])}
        <td class="main">${writing.rate(one.conversion_rate_pct)}</td>
      </tr> `
  )
  return section(
    words.sections.templates,
    rows.length === 0
      ? markup`<p class="nothing">${words.nothingToShow.templates}</p>`
      : markup`<p class="hint">${words.sections.templatesHint}</p>${table(
          '',
          [
            words.columns.template,
            ...named(writing, ['total_sequences_started', 'sent', 'reply_rate_pct', 'leads_qualified']),
            words.columns.conversion_rate_pct
          ],
          rows
        )}`
  )
}

export const stepsTable = (writing: Writing): Markup | null => {
  if (writing.isEmpty) return null
  const { report, words } = writing
  const rows = report.top_steps.map(
    one =>
      markup`<tr>
        <th scope="row">${one.title ?? words.goneStep}<span class="sub">${whereOf(writing, one)}</span></th>
        ${cells([writing.count(one.sent), writing.rate(one.open_rate_pct), writing.count(one.replied)])}
        <td class="main">${writing.rate(one.reply_rate_pct)}</td>
      </tr> `
  )
  return section(
    words.sections.steps,
    rows.length === 0
      ? markup`<p class="nothing">${words.nothingToShow.steps}</p>`
      : table(
          '',
          [words.columns.step, ...named(writing, ['sent', 'open_rate_pct', 'replied', 'reply_rate_pct'])],
          rows
        )
  )
}

const whereOf = ({ words }: Writing, { sequence_name: name, channel }: TopStep): string => {
  const known = channel === 'email' || channel === 'whatsapp' ? words.channels[channel] : null
  return known === null ? name : `${name} · ${known}`
}

const DAY_COLUMNS: ReadonlyArray<ColumnName & FigureName> = [
  'total_sequences_started',
  'sent',
  'opened',
  'clicked',
  'replied',
  'qualified_in_period',
  'opted_out_in_period'
]

export const daysTable = (writing: Writing): Markup | null => {
  if (writing.isEmpty) return null
  const { report, words } = writing
  const valuesOf = (figures: KeyFigures) => cells(DAY_COLUMNS.map(name => writing.figure(name, figures)))
  const rows = report.daily.map(
    day =>
      markup`<tr${hasActivity(keyFiguresOf(day)) ? null : markup` class="rest"`}><th scope="row">${words.weekday(day.date)} ${words.day(day.date)}</th>${valuesOf(keyFiguresOf(day))}</tr>
`
  )
  const total = markup`<tr>
    <th scope="row">${words.columns.total}</th>
    ${valuesOf(report.key_figures)}
  </tr>`
  return section(
    words.sections.table,
    table('days', [words.columns.date, ...named(writing, DAY_COLUMNS)], rows, total),
    false
  )
}

const named = ({ words }: Writing, names: readonly ColumnName[]): string[] =>
  names.map(name => words.columns[name])

const cells = (values: readonly string[]): Piece => values.map(value => markup`<td>${value}</td>`)

const section = (title: string, content: Markup, whole = true): Markup =>
  markup`<section${whole ? markup` class="keep"` : null}>
<h2>${title}</h2>
${content}
</section>`

const table = (kind: string, heads: readonly string[], rows: readonly Markup[], total?: Markup): Markup =>
  markup`<div class="scroll"><table${kind === '' ? null : markup` class="${kind}"`}>
<thead><tr>${heads.map(head => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>${
    total === undefined
      ? null
      : markup`<tfoot>
          ${total}
        </tfoot>`
  }
</table></div>`
