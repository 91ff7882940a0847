import type { Language } from '../../platform/settings/language'
import type { ReportKind } from '../period'
import type { FigureName } from '../report-schema'
import { english } from './words-en'
import { spanish } from './words-es'

/** The figures that have a name of their own on the page. */
export type ShownFigure = Extract<
  FigureName,
  | 'total_sequences_started'
  | 'qualified_in_period'
  | 'conversion_rate_pct'
  | 'open_rate_pct'
  | 'click_rate_pct'
  | 'reply_rate_pct'
  | 'sent'
  | 'avg_days_to_qualify'
>

/** The columns of the tables. */
export type ColumnName =
  | 'total_sequences_started'
  | 'qualified_in_period'
  | 'leads_qualified'
  | 'opted_out_in_period'
  | 'sent'
  | 'opened'
  | 'clicked'
  | 'replied'
  | 'conversion_rate_pct'
  | 'open_rate_pct'
  | 'reply_rate_pct'

/**
 * What the page says, in the language of whoever reads it. Where a number decides about a word's form, both are given:
 * the number, and the number as it is written. `before` is the period that is compared with, in words.
 */
export interface PageWords {
  title: Record<ReportKind, string>
  subject: string
  range(from: string, to: string): string
  period(kind: ReportKind, key: string, from: string): string
  shortPeriod(kind: ReportKind, key: string): string
  day(date: string): string
  weekday(date: string): string
  soFar: string
  made(at: string, zone: string): string
  before: Record<ReportKind, string>
  sameDaysBefore: Record<ReportKind, string>
  headline: {
    and: string
    nothing: string
    none: string
    qualified(n: number, text: string): string
    more(text: string, before: string): string
    fewer(text: string, before: string): string
    same(before: string): string
    replies(n: number, text: string): string
    started(n: number, text: string): string
  }
  figures: Record<ShownFigure, string>
  funnel: Record<'sent' | 'delivered' | 'opened' | 'clicked' | 'replied', string>
  columns: Record<ColumnName | 'date' | 'total' | 'template' | 'step', string>
  lines: Record<'open_rate_pct' | 'click_rate_pct' | 'reply_rate_pct', string>
  onTheirWay(n: number, text: string): string
  unknown: string
  unknownBefore: string
  noChange: string
  wasNothing: string
  points(n: number, text: string): string
  days(n: number, text: string): string
  versus(before: string): string
  sections: {
    daily: string
    dailyHint: Record<ReportKind, string>
    funnel: string
    funnelHint: string
    trends: Record<ReportKind, string>
    rates: string
    templates: string
    templatesHint: string
    steps: string
    table: string
    meaning: string
  }
  bestSequence: string
  nothingToShow: { templates: string; steps: string; messages: string }
  goneStep: string
  channels: { email: string; whatsapp: string }
  notes: readonly string[]
  raw(opened: string, clicked: string): string
  chart(what: string, values: string): string
}

export const PAGE_WORDS: Record<Language, PageWords> = { es: spanish, en: english }
