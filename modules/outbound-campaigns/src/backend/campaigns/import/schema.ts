import { z } from 'zod'
import { listOf } from '../../platform/http/lists'
import { importSchema } from '../../platform/import/schema'

export {
  importAnswerSchema,
  importSchema,
  type Import,
  type ImportAnswer
} from '../../platform/import/schema'

export const importListSchema = listOf(importSchema)

/** Which column is which, where the names don't say it: `{ "phone_number": "Número de contacto" }`. */
export const mappingSchema = z.strictObject({ phone_number: z.string().min(1) })
export type Mapping = z.infer<typeof mappingSchema>

export const uploadQuerySchema = z.object({
  dry_run: z
    .enum(['true', 'false', '1', '0', ''])
    .optional()
    .transform(value => value === 'true' || value === '1' || value === '')
    .describe('Gives the same answer and writes nothing. In a form it may be the field `dry_run`'),
  mapping: z
    .string()
    .optional()
    .describe(
      'JSON, such as {"phone_number":"Column"}. In a form it may be the field `mapping`, before the file'
    )
})
export type UploadQuery = z.infer<typeof uploadQuerySchema>
