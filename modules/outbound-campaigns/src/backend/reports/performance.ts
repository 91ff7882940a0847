import type { FiguresSource } from './gather'
import { addDays, todayIn } from './period'

const DAYS = 30
const MOST = 5

/** What a run of nurturing exports: how the last thirty days stand. */
export const performanceOf = async (source: FiguresSource, botId: string, timezone: string, now: number) => {
  const to = todayIn(timezone, now)
  const days = { from: addDays(to, 1 - DAYS), to }
  const { from: _from, to: _to, ...figures } = await source.summary(botId, days)
  const templates = await source.topSequences(botId, { ...days, limit: MOST })
  const steps = await source.topSteps(botId, { ...days, limit: MOST })
  return {
    kind: 'last_30_days',
    ...days,
    timezone,
    bot_id: botId,
    figures,
    daily: await source.daily(botId, days),
    top_templates: templates.by_conversion,
    top_steps: steps.by_reply_rate
  }
}
