import { z } from 'zod'
import { renderedSchema } from '../channels/whatsapp/template-components'
import { reasonSchema } from './schema'

export const previewQuerySchema = z.object({ row: z.coerce.number().int().min(1).max(10_000).default(1) })

export const previewSchema = z.object({
  row: z.number().int(),
  line: z.number().int().nullable(),
  phone_number: z.string(),
  message: renderedSchema
    .nullable()
    .describe("As the person will see it; null: the template's text is not known"),
  parameters: z.array(z.string()),
  problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
})
export type Preview = z.infer<typeof previewSchema>

export const testSendSchema = z.strictObject({
  to: z.string().min(1).describe('A number of yours'),
  row: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1)
    .describe("Whose values fill the message: the nth person's"),
  values: z.record(z.string(), z.string()).optional().describe('Or these, by column')
})

export const testSendAnswerSchema = z.object({
  accepted: z.boolean(),
  message_uuid: z.string().nullable(),
  reason: reasonSchema.nullable()
})
export type TestSendAnswer = z.infer<typeof testSendAnswerSchema>
