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

const date = z.iso.date()
export const rangeSchema = z.object({
  from: date.optional().describe('The first day, in the time zone of the bot; left out: 29 days before `to`'),
  to: date.optional().describe('The last day, within; left out: today'),
  days: z.coerce.number().int().min(1).optional().describe('In place of `from`: so many days up to `to`')
})
const id = z.coerce.number().int().min(1)

export const dailyQuerySchema = rangeSchema.extend({
  sequence_id: id.optional(),
  step_key: z.string().min(1).max(60).optional().describe('Needs `sequence_id`'),
  sender: z
    .string()
    .min(1)
    .max(320)
    .optional()
    .describe('A mailbox or a number, as GET /metrics/senders names it')
})
export const sequenceRangeSchema = rangeSchema.extend({ sequence_id: id.optional() })
export const funnelQuerySchema = rangeSchema.extend({ sequence_id: id })
export const topsQuerySchema = rangeSchema.extend({
  limit: z.coerce.number().int().min(1).max(100).default(5),
  least: z.coerce
    .number()
    .int()
    .min(0)
    .default(10)
    .describe('What has fewer behind it comes after what has enough')
})

/** By whose clock the days are, and how fresh the figures. */
const standing = {
  timezone: z.string().describe('By whose clock a day begins'),
  as_of: z.iso.datetime().nullable().describe('When it was last counted; null: never'),
  rebuilding: z
    .boolean()
    .describe('Everything is just being counted anew; until then these are the figures of before')
}

export const dailyAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  ...standing,
  items: z.array(dailySchema)
})

const changeSchema = z.object({
  difference: z.number().nullable(),
  percent: z.number().nullable().describe('Of the value before; null: that was nothing')
})
export const summaryAnswerSchema = z.object({
  ...summarySchema.shape,
  ...standing,
  last_day: z
    .string()
    .nullable()
    .describe('The last day on which anything was, in whichever time; null: nothing ever was'),
  previous: summarySchema.describe('As many days, just before'),
  changes: z
    .record(z.string(), changeSchema)
    .describe('Each figure against the period before; those that happened as `happened.…`')
})
export type Changes = z.infer<typeof summaryAnswerSchema>['changes']

export const cohortsAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  ...standing,
  items: z.array(cohortSchema)
})

export const senderSchema = z.object({
  sender: z.string(),
  channel: z.string(),
  scope: z.enum(['sequence', 'campaign', 'single']).describe('What it sent for'),
  sent: count,
  sending_failed: count.describe('That the provider refused, or reported as failed'),
  delivered: count,
  opened: count,
  replied: count.describe('Of sequences alone'),
  bounced: count,
  complained: count,
  failure_rate_pct: pct.describe('sending_failed / all that were tried and came to an end'),
  delivery_rate_pct: pct,
  bounce_rate_pct: pct,
  complaint_rate_pct: pct
})
export type SenderFigures = z.infer<typeof senderSchema>
export const sendersAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  ...standing,
  items: z.array(
    senderSchema.extend({
      daily: z.array(
        z.object({
          date: z.string(),
          sent: count,
          sending_failed: count,
          delivered: count,
          bounced: count,
          complained: count
        })
      )
    })
  )
})

export const funnelAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  ...standing,
  sequence_id: count,
  name: z.string(),
  started: count,
  qualified: count,
  opted_out: count,
  completed: count,
  in_progress: count,
  steps: z
    .array(
      z.object({
        step_key: z.string(),
        channel: z.enum(['email', 'whatsapp']).nullable(),
        title: z.string().nullable(),
        current: z.boolean().describe('Whether who comes to the sequence now comes to this step'),
        ...stepFiguresSchema.shape,
        reached_pct: pct.describe('sent / started: messages of the time, of the leads who started in it')
      })
    )
    .describe('Those that write to people, in the order of the way; a step that is gone, behind the others')
})

export const rebuildSchema = z.object({
  state: z.enum(['running', 'idle']),
  progress_pct: z.number().nullable().describe('null: none is running'),
  counted: count.nullable().describe('Enrolments and attempts gone through'),
  started_at: z.iso.datetime().nullable(),
  timezone: z.string().nullable(),
  last_rebuilt_at: z.iso
    .datetime()
    .nullable()
    .describe('When the figures that are shown were begun to be counted anew')
})
