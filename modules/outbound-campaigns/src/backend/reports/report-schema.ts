import { z } from 'zod'
import { dailySchema, summarySchema } from '../metrics'
import { REPORT_KINDS } from './period'

/** A report as it is kept, answered and exported. Its figures are those of the metrics, named and counted as there. */
const count = z.number().int()
const pct = z.number().nullable()

/**
 * What a report compares. What can be told at once is counted in the period: who qualified in it, whenever they started.
 * A share is one of those who started or of what was sent in the period, as far as it has come until now.
 */
export const keyFiguresSchema = z.object({
  total_sequences_started: count,
  qualified_in_period: count.describe('happened.qualified: whenever they started'),
  opted_out_in_period: count.describe('happened.opted_out'),
  in_progress: count.describe(
    'Of those who started, who are still on their way: the conversion is not final'
  ),
  sent: count,
  delivered: count,
  opened: count,
  clicked: count,
  replied: count,
  bounced: count,
  conversion_rate_pct: pct.describe('Of those who started in the period, who have qualified until now'),
  open_rate_pct: pct,
  click_rate_pct: pct,
  reply_rate_pct: pct,
  avg_days_to_qualify: z.number().nullable().describe('happened.avg_days_to_qualify: of who qualified in it')
})
export type KeyFigures = z.infer<typeof keyFiguresSchema>
export type FigureName = keyof KeyFigures
export const FIGURE_NAMES = Object.keys(keyFiguresSchema.shape) as FigureName[]

const periodFields = {
  period: z.string().describe('2026-W09 or 2026-02'),
  from: z.string().describe('The first day'),
  to: z.string().describe('The last day, within')
}

export const changeSchema = z.object({
  difference: z.number().nullable().describe('null: one of the two has no value'),
  percent: z.number().nullable().describe('Of the value before; null: that was nothing')
})
export type Change = z.infer<typeof changeSchema>

const changesSchema = z.object(
  Object.fromEntries(FIGURE_NAMES.map(name => [name, changeSchema])) as Record<
    FigureName,
    typeof changeSchema
  >
)
export type Changes = z.infer<typeof changesSchema>

export const trendSchema = z.object({ ...periodFields, ...keyFiguresSchema.shape })
export type Trend = z.infer<typeof trendSchema>

export const topTemplateSchema = z.object({
  sequence_id: count,
  name: z.string(),
  total_sequences_started: count,
  leads_qualified: count,
  conversion_rate_pct: pct,
  sent: count,
  replied: count,
  reply_rate_pct: pct
})
export type TopTemplate = z.infer<typeof topTemplateSchema>

export const topStepSchema = z.object({
  sequence_id: count,
  sequence_name: z.string(),
  step_key: z.string(),
  title: z.string().nullable().describe('Its subject or its template; null: the step is gone'),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  sent: count,
  opened: count,
  clicked: count,
  replied: count,
  open_rate_pct: pct,
  reply_rate_pct: pct
})
export type TopStep = z.infer<typeof topStepSchema>

const figuresSchema = summarySchema.omit({ from: true, to: true })

export const reportSchema = z.object({
  kind: z.enum(REPORT_KINDS),
  ...periodFields,
  complete: z.boolean().describe('false: the period still runs, and the figures go as far as `to`'),
  timezone: z.string().describe('By whose clock a day begins'),
  bot_id: z.string(),
  bot_name: z.string(),
  made_at: z.iso.datetime(),
  key_figures: keyFiguresSchema,
  changes: changesSchema.describe(
    'Against the period before; of one that still runs, against as many of its days'
  ),
  figures: figuresSchema.describe('As GET /metrics/summary gives them'),
  daily: z.array(dailySchema).describe('As GET /metrics/daily gives them'),
  previous: z.object({
    ...periodFields,
    key_figures: keyFiguresSchema,
    figures: figuresSchema,
    daily: z.array(dailySchema)
  }),
  trend: z.array(trendSchema).describe('The last periods, this one last'),
  top_templates: z.array(topTemplateSchema).describe('By conversion'),
  top_steps: z.array(topStepSchema).describe('By replies')
})
export type Report = z.infer<typeof reportSchema>
