import type { Language } from '../platform/settings/language'
import { headline } from './page/headline'
import { PAGE_WORDS, type ShownFigure } from './page/words'
import { Writing } from './page/writing'
import type { Report } from './report-schema'

/** A report in a few lines, for Slack and for a mail: the page has the rest. */
export const summaryText = (report: Report, language: Language): { subject: string; text: string } => {
  const words = PAGE_WORDS[language]
  const writing = new Writing(report, words, language)
  const title = `${words.title[report.kind]} · ${words.period(report.kind, report.period, report.from)}`
  const [best] = report.top_templates
  const lines = [
    `${title} (${words.range(report.from, report.to)}) · ${report.bot_name}`,
    headline(writing),
    ...(writing.isEmpty ? [] : FIGURES.map(name => line(writing, name))),
    ...(best && best.leads_qualified > 0
      ? [`${words.bestSequence}: ${best.name} (${writing.rate(best.conversion_rate_pct)})`]
      : [])
  ]
  return { subject: title, text: lines.join('\n') }
}

const FIGURES: readonly ShownFigure[] = [
  'conversion_rate_pct',
  'reply_rate_pct',
  'open_rate_pct',
  'avg_days_to_qualify'
]

const line = (writing: Writing, name: ShownFigure): string => {
  const { text } = writing.beneath(name)
  return `• ${writing.words.figures[name]}: ${writing.figure(name)} (${text})`
}
