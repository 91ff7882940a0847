import { z } from 'zod'
import { pageQuerySchema } from '../platform/http/lists'
import { LANGUAGES } from '../platform/settings/language'
import { REPORT_KINDS } from './period'

/** What is asked of reports, and how they are listed. */
export const formatFields = {
  format: z.enum(['json', 'csv', 'html']).default('json'),
  language: z.enum(LANGUAGES).optional().describe("Of the page; left out: the bot's")
}

const period = { weekly: '2026-W09', monthly: '2026-02' }
const periodField = (kind: keyof typeof period) =>
  z
    .string()
    .max(20)
    .optional()
    .describe(
      `Such as ${period[kind]}. Left out: the last one that is over; the one that runs is told as far as it is`
    )

export const weeklyQuerySchema = z.object({ week: periodField('weekly'), ...formatFields })
export const monthlyQuerySchema = z.object({ month: periodField('monthly'), ...formatFields })

export const keptParamsSchema = z.object({ id: z.coerce.number().int().min(1) })
export const keptQuerySchema = z.object(formatFields)

export const listQuerySchema = pageQuerySchema.extend({ kind: z.enum(REPORT_KINDS).optional() })

export const listedSchema = z.object({
  id: z.number().int(),
  kind: z.enum(REPORT_KINDS),
  period: z.string(),
  from: z.string(),
  to: z.string(),
  made_at: z.iso.datetime(),
  exported: z
    .object({ key: z.string().nullable(), at: z.iso.datetime().nullable(), error: z.string().nullable() })
    .nullable()
    .describe('null: not to S3, and it was not tried')
})
export type Listed = z.infer<typeof listedSchema>

export const exportParamsSchema = z.object({ kind: z.enum(REPORT_KINDS) })
export const exportBodySchema = z.strictObject({
  week: periodField('weekly'),
  month: periodField('monthly')
})
export const exportedSchema = z.object({
  run_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  period: z.string()
})
