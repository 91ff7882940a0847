import { z } from 'zod'
import { leadSchema, qualificationShownSchema } from '../../leads'
import { listOf, pageQuerySchema } from '../../platform/http/lists'

const score = z.number().min(0).max(100)

export const qualifiedLeadSchema = qualificationShownSchema.extend({
  lead_id: z.number().int(),
  lead: leadSchema.nullable().describe('null: the person was forgotten'),
  total: score.describe('As it was then'),
  own: score.nullable(),
  points: z.number().int(),
  opens: z.number().int(),
  clicks: z.number().int(),
  replies: z.number().int()
})
export type QualifiedLead = z.infer<typeof qualifiedLeadSchema>

const time = z.iso.datetime({ offset: true }).optional()

export const qualifiedQuerySchema = pageQuerySchema.extend({
  from: time.describe('Who qualified from this moment on'),
  to: time.describe('And before this one'),
  format: z.enum(['json', 'csv']).default('json').describe('csv: all of them in one file')
})
export type QualifiedQuery = z.infer<typeof qualifiedQuerySchema>

export const qualifiedListSchema = listOf(qualifiedLeadSchema)
export const qualificationIdSchema = z.object({ id: z.coerce.number().int().min(1) })
