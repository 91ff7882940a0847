import { z } from 'zod'

/**
 * What metrics are, for everybody who shows them. docs/metrics.md says of each figure what it counts.
 *
 * The figures of a day are about what began on it: of the leads who came into a sequence on that day, how many have
 * qualified until now; of the messages that were sent on it, how many have been opened until now. So a rate is always a
 * part of its whole, and no rate is above 100 %. What happened on the day, whenever it began, is in `happened`.
 */
const count = z.number().int()
const pct = z.number().nullable()

const partsSchema = {
  total_sequences_started: count.describe('Leads who came into a sequence'),
  leads_qualified: count.describe(
    'Of these, who have qualified until now. Who qualified in this time, whenever they started: happened.qualified'
  ),
  completed: count.describe('Of those who started, who came to the end'),
  opted_out: count.describe('Of those who started, who left by opting out'),
  stopped: count.describe('Of those who started, who were taken out'),
  failed: count.describe('Of those who started, who could not be reached any more'),
  in_progress: count.describe(
    'Of those who started, who are still on their way: rates of conversion are not final'
  ),
  sent: count.describe('Messages, mails and WhatsApp, that the provider took, or that bounced'),
  delivered: count.describe('Of these, of which it was told that they arrived'),
  opened: count.describe('Of those sent, which a person has opened until now'),
  clicked: count,
  replied: count,
  bounced: count,
  complained: count
}

const ratesSchema = {
  conversion_rate_pct: pct.describe('leads_qualified / total_sequences_started'),
  opt_out_rate_pct: pct.describe('opted_out / total_sequences_started'),
  delivery_rate_pct: pct.describe('delivered / sent; null where nobody tells what arrives'),
  open_rate_pct: pct.describe('opened / sent'),
  click_rate_pct: pct.describe('clicked / sent'),
  reply_rate_pct: pct.describe('replied / sent'),
  bounce_rate_pct: pct.describe('bounced / sent'),
  complaint_rate_pct: pct.describe('complained / sent'),
  avg_days_to_qualify: z
    .number()
    .nullable()
    .describe('Of the leads in leads_qualified, from start to qualification')
}

const rawSchema = z
  .object({ opened: count, clicked: count, open_rate_pct: pct, click_rate_pct: pct })
  .describe('The same with what machines did')

const happenedSchema = z
  .object({
    started: count,
    qualified: count,
    completed: count,
    opted_out: count,
    stopped: count,
    failed: count,
    sent: count,
    delivered: count,
    opened: count,
    clicked: count,
    replied: count,
    bounced: count,
    complained: count,
    raw_opened: count,
    raw_clicked: count,
    avg_days_to_qualify: z.number().nullable().describe('Of the leads who qualified in this time')
  })
  .describe('What happened in this time, whenever it began')
export type Happened = z.infer<typeof happenedSchema>

export const figuresSchema = z.object({
  ...partsSchema,
  ...ratesSchema,
  raw: rawSchema,
  happened: happenedSchema
})
/** The figures of some time: a day, a period, all days of a sequence. */
export type MetricsFigures = z.infer<typeof figuresSchema>

export const dailySchema = z.object({ date: z.string().describe('YYYY-MM-DD'), ...figuresSchema.shape })
export type DailyMetrics = z.infer<typeof dailySchema>

export const summarySchema = z.object({ from: z.string(), to: z.string(), ...figuresSchema.shape })
export type MetricsSummary = z.infer<typeof summarySchema>

export const topSequenceSchema = z.object({
  sequence_id: count,
  name: z.string(),
  ...figuresSchema.shape
})
export type TopSequence = z.infer<typeof topSequenceSchema>

export const stepFiguresSchema = z.object({
  sent: count,
  delivered: count,
  opened: count,
  clicked: count,
  replied: count,
  bounced: count,
  complained: count,
  qualified: count.describe('Messages that were the last one before their lead qualified'),
  conversion_rate_pct: pct.describe('qualified / sent'),
  delivery_rate_pct: pct,
  open_rate_pct: pct,
  click_rate_pct: pct,
  reply_rate_pct: pct,
  bounce_rate_pct: pct,
  complaint_rate_pct: pct,
  raw: rawSchema
})
export type StepFigures = z.infer<typeof stepFiguresSchema>

export const topStepSchema = z.object({
  sequence_id: count,
  sequence_name: z.string(),
  step_key: z.string(),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  title: z.string().nullable().describe('Its subject or its template; null: the step is gone'),
  ...stepFiguresSchema.shape
})
export type TopStep = z.infer<typeof topStepSchema>

const topsOf = <T extends z.ZodType>(item: T) =>
  z.object({
    from: z.string(),
    to: z.string(),
    by_conversion: z.array(item),
    by_reply_rate: z.array(item)
  })
export const topSequencesSchema = topsOf(topSequenceSchema)
export type TopSequences = z.infer<typeof topSequencesSchema>
export const topStepsSchema = topsOf(topStepSchema)
export type TopSteps = z.infer<typeof topStepsSchema>

export const cohortSchema = z.object({
  week: z.string().describe('The Monday of the week in which they started, YYYY-MM-DD'),
  started: count,
  qualified: count,
  replied: count,
  opted_out: count,
  completed: count,
  in_progress: count,
  conversion_rate_pct: pct,
  reply_rate_pct: pct.describe('Leads who replied / started'),
  weeks: z
    .array(z.object({ age: count, qualified: count, qualified_until: count, conversion_rate_pct: pct }))
    .describe('By whole weeks since each lead started: how many qualified in it, and up to its end')
})
export type Cohort = z.infer<typeof cohortSchema>
