import { changesBetween, keyFiguresOf } from './compare'
import type { DailyMetrics, MetricsSummary, TopSequences, TopSteps } from '../metrics'
import { firstDaysOf, lengthOf, periodBefore, periodsUpTo, type Period } from './period'
import type { Report, TopStep, TopTemplate, Trend } from './report-schema'

export interface Days {
  from: string
  to: string
}

/** Where the figures come from. */
export interface FiguresSource {
  daily(botId: string, days: Days): Promise<DailyMetrics[]>
  summary(botId: string, days: Days): Promise<MetricsSummary>
  topSequences(botId: string, days: Days & { limit: number }): Promise<TopSequences>
  topSteps(botId: string, days: Days & { limit: number }): Promise<TopSteps>
}

export interface Asked {
  botId: string
  botName: string
  timezone: string
  /** The whole period, and what of it has passed. */
  whole: Period
  passed: Period
  now: number
}

const MOST = 5
const TREND: Record<Period['kind'], number> = { weekly: 8, monthly: 6 }

/** A report as the metrics stand now. One question after the other: the bot shares the database. */
export const gather = async (source: FiguresSource, asked: Asked): Promise<Report> => {
  const { botId, whole, passed } = asked
  const before = firstDaysOf(periodBefore(whole), lengthOf(passed))
  const current = await periodFigures(source, botId, passed)
  const previous = await periodFigures(source, botId, before)
  const templates = await source.topSequences(botId, { ...daysOf(passed), limit: MOST })
  const steps = await source.topSteps(botId, { ...daysOf(passed), limit: MOST })
  return {
    kind: whole.kind,
    period: whole.key,
    ...daysOf(passed),
    complete: passed.to === whole.to,
    timezone: asked.timezone,
    bot_id: botId,
    bot_name: asked.botName,
    made_at: new Date(asked.now).toISOString(),
    ...current,
    changes: changesBetween(previous.key_figures, current.key_figures),
    previous: { period: before.key, ...daysOf(before), ...previous },
    trend: [
      ...(await pastTrend(source, botId, whole)),
      { period: whole.key, ...daysOf(passed), ...current.key_figures }
    ],
    top_templates: templates.by_conversion.slice(0, MOST).map(toTemplate),
    top_steps: steps.by_reply_rate.slice(0, MOST).map(toStep)
  }
}

const daysOf = ({ from, to }: Days): Days => ({ from, to })

const periodFigures = async (source: FiguresSource, botId: string, days: Days) => {
  const { from: _from, to: _to, ...figures } = await source.summary(botId, daysOf(days))
  const daily = await source.daily(botId, daysOf(days))
  return { key_figures: keyFiguresOf(figures), figures, daily }
}

/** The periods before this one. */
const pastTrend = async (source: FiguresSource, botId: string, whole: Period): Promise<Trend[]> => {
  const trend: Trend[] = []
  for (const period of periodsUpTo(whole, TREND[whole.kind]).slice(0, -1)) {
    const summary = await source.summary(botId, daysOf(period))
    trend.push({ period: period.key, ...daysOf(period), ...keyFiguresOf(summary) })
  }
  return trend
}

const toTemplate = (one: TopSequences['by_conversion'][number]): TopTemplate => ({
  sequence_id: one.sequence_id,
  name: one.name,
  total_sequences_started: one.total_sequences_started,
  leads_qualified: one.leads_qualified,
  conversion_rate_pct: one.conversion_rate_pct,
  sent: one.sent,
  replied: one.replied,
  reply_rate_pct: one.reply_rate_pct
})

const toStep = (one: TopSteps['by_reply_rate'][number]): TopStep => ({
  sequence_id: one.sequence_id,
  sequence_name: one.sequence_name,
  step_key: one.step_key,
  title: one.title,
  channel: one.channel,
  sent: one.sent,
  opened: one.opened,
  clicked: one.clicked,
  replied: one.replied,
  open_rate_pct: one.open_rate_pct,
  reply_rate_pct: one.reply_rate_pct
})
