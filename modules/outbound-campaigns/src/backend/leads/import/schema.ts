import { z } from 'zod'
import { listOf } from '../../platform/http/lists'
import { importAnswerSchema, importSchema } from '../../platform/import/schema'

const column = z.string().min(1).optional()

/** Which column is which, where the names don't say it: `{ "email": "Dirección", "ext_id": "Folio" }`. */
export const leadMappingSchema = z.strictObject({
  ext_id: column,
  email: column,
  phone_number: column,
  first_name: column,
  last_name: column,
  company: column,
  icp: column,
  score: column,
  priority: column,
  timezone: column,
  language: column,
  tracking: column,
  consent_source: column,
  consent_at: column,
  deal_id: column
})
export type LeadMapping = z.infer<typeof leadMappingSchema>

export const leadImportAnswerSchema = importAnswerSchema
export const leadImportListSchema = listOf(importSchema)

export const leadUploadQuerySchema = z.object({
  dry_run: z
    .enum(['true', 'false', '1', '0', ''])
    .optional()
    .transform(value => value === 'true' || value === '1' || value === '')
    .describe('Gives the same answer and writes nothing. In a form it may be the field `dry_run`'),
  mapping: z
    .string()
    .optional()
    .describe('JSON, such as {"email":"Column"}. In a form it may be the field `mapping`, before the file')
})
