import type { Language } from '../../platform/settings/language'
import { hasActivity } from '../compare'
import type { FigureName, KeyFigures, Report } from '../report-schema'
import { decimal, fixed, percent, signed } from './numbers'
import type { PageWords, ShownFigure } from './words'

/** How a figure stands against the period before, in words; `tone` says whether that is good, where anybody can tell. */
export interface ChangeText {
  text: string
  tone: 'better' | 'worse' | 'neutral'
}

type Unit = 'count' | 'rate' | 'days'

const unitOf = (name: FigureName): Unit =>
  name === 'avg_days_to_qualify' ? 'days' : name.endsWith('_pct') ? 'rate' : 'count'

/** More of these is better, or less; of the others it depends. */
const BETTER: Partial<Record<FigureName, 'more' | 'less'>> = {
  qualified_in_period: 'more',
  conversion_rate_pct: 'more',
  open_rate_pct: 'more',
  click_rate_pct: 'more',
  reply_rate_pct: 'more',
  replied: 'more',
  avg_days_to_qualify: 'less',
  bounced: 'less',
  opted_out_in_period: 'less'
}

const UP = '\u25b2'
const DOWN = '\u25bc'
/** There is nothing that it could be a share or an average of. */
const NOTHING = '\u2014'

/** A report with the words in which it is told. */
export class Writing {
  constructor(
    readonly report: Report,
    readonly words: PageWords,
    private readonly language: Language
  ) {}

  count(value: number): string {
    return decimal(value)
  }

  /** With one decimal always, so that a column of them is read at a glance. */
  rate(value: number | null): string {
    return value === null ? NOTHING : percent(fixed(value, 1), this.language)
  }

  roundRate(value: number): string {
    return percent(decimal(value, 1), this.language)
  }

  figure(name: FigureName, figures: KeyFigures = this.report.key_figures): string {
    const value = figures[name]
    if (value === null) return NOTHING
    switch (unitOf(name)) {
      case 'count':
        return decimal(value)
      case 'rate':
        return this.rate(value)
      case 'days':
        return this.words.days(value, decimal(value, 1))
    }
  }

  change(name: FigureName): ChangeText | null {
    const { difference, percent: share } = this.report.changes[name]
    if (difference === null) return null
    const unit = unitOf(name)
    const digits = unit === 'count' ? 0 : 1
    const text = signed(difference, digits)
    if (!/[1-9]/.test(text)) return { text: this.words.noChange, tone: 'neutral' }
    const wanted = BETTER[name]
    return {
      text: `${difference > 0 ? UP : DOWN} ${this.withUnit(unit, difference, text, share)}`,
      tone: wanted === undefined ? 'neutral' : difference > 0 === (wanted === 'more') ? 'better' : 'worse'
    }
  }

  /**
   * What stands beneath a figure. A conversion that may still rise isn't held against one that has come further: each week
   * would look worse than the one before it.
   */
  beneath(name: ShownFigure): ChangeText {
    const { words, report } = this
    const { in_progress: way } = report.key_figures
    if (name === 'conversion_rate_pct' && way > 0)
      return { text: words.onTheirWay(way, this.count(way)), tone: 'neutral' }
    const isUnknown = report.key_figures[name] === null
    return this.change(name) ?? { text: isUnknown ? words.unknown : words.unknownBefore, tone: 'neutral' }
  }

  /** With which days this period is compared. */
  get before(): string {
    const { words, report } = this
    return (report.complete ? words.before : words.sameDaysBefore)[report.kind]
  }

  get isEmpty(): boolean {
    return !hasActivity(this.report.key_figures)
  }

  private withUnit(unit: Unit, difference: number, text: string, share: number | null): string {
    switch (unit) {
      case 'count':
        return `${text} (${share === null ? this.words.wasNothing : percent(signed(share), this.language)})`
      case 'rate':
        return this.words.points(Math.abs(difference), text)
      case 'days':
        return this.words.days(Math.abs(difference), text)
    }
  }
}
