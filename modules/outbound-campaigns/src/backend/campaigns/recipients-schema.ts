import { z } from 'zod'
import { listOf, pageQuerySchema } from '../platform/http/lists'
import { MESSAGE_STATUSES } from '../outbox'
import { reasonSchema } from './schema'

export const recipientSchema = z.object({
  id: z.number().int(),
  phone_number: z
    .string()
    .describe('As it is addressed; empty once the people are forgotten (retention_days)'),
  status: z.enum(MESSAGE_STATUSES),
  reason: reasonSchema.nullable().describe('Why it is in this status'),
  attempts: z.number().int(),
  line: z.number().int().nullable().describe('Its line in the uploaded file'),
  values: z.record(z.string(), z.string()).describe('The row as it was uploaded, by column'),
  phone_column: z.string().nullable().describe('The column that its number came from'),
  message_uuid: z.string().nullable(),
  last_attempt_at: z.iso.datetime().nullable(),
  next_attempt_at: z.iso.datetime().nullable(),
  sent_at: z.iso.datetime().nullable(),
  delivered_at: z.iso.datetime().nullable(),
  read_at: z.iso.datetime().nullable(),
  replied_at: z.iso.datetime().nullable(),
  price: z.number().nullable(),
  currency: z.string().nullable()
})
export type Recipient = z.infer<typeof recipientSchema>

export const attemptSchema = z.object({
  n: z.number().int(),
  started_at: z.iso.datetime(),
  settled_at: z.iso.datetime().nullable(),
  outcome: z.string().nullable().describe('null: nobody knows yet'),
  code: z.string().nullable(),
  detail: z.string().nullable().describe('What the provider said'),
  message_uuid: z.string().nullable(),
  sender: z.string()
})
export type Attempt = z.infer<typeof attemptSchema>

export const recipientWithAttemptsSchema = recipientSchema.extend({ attempts_log: z.array(attemptSchema) })
export type RecipientWithAttempts = z.infer<typeof recipientWithAttemptsSchema>

export const recipientsQuerySchema = pageQuerySchema.extend({
  status: z.enum(MESSAGE_STATUSES).optional(),
  code: z.string().min(1).optional().describe('Why they are in their status: an error code of the report'),
  search: z.string().trim().min(1).optional().describe('The beginning of a number, in any of its forms')
})

export const recipientListSchema = listOf(recipientSchema).extend({
  total_is_exact: z
    .boolean()
    .describe('false: `total` is the least that it is, since a search finds very many')
})

export const recipientChangeSchema = z
  .strictObject({
    phone_number: z.string().min(1).optional(),
    values: z.record(z.string(), z.string()).optional().describe('By column; what is not named stays')
  })
  .refine(
    ({ phone_number, values }) => phone_number !== undefined || values !== undefined,
    'name phone_number or values'
  )

export const recipientIdSchema = z.object({
  id: z.coerce.number().int().min(1),
  rid: z.coerce.number().int().min(1)
})
