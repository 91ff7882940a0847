import { z } from 'zod'
import {
  templateButtonSchema,
  templateContentSchema,
  templateHeaderSchema
} from '../channels/whatsapp/message'
import { MESSAGE_STATUSES } from '../outbox'

/** A single message as it is asked for and as it is shown. */

const value = z.string().max(1024)

const templateSchema = z.object({
  template_id: templateContentSchema.shape.template_id,
  language: templateContentSchema.shape.language,
  variables: z
    .union([z.array(value).max(100), z.record(z.string().max(100), value)])
    .default([])
    .describe("The body's values: in their order, or by name"),
  header: templateHeaderSchema.nullable().optional(),
  buttons: z.array(templateButtonSchema).max(10).nullable().optional(),
  idempotency_key: z
    .string()
    .min(1)
    .max(200)
    .describe('Asked again with the same key, nothing is sent again: the first message is answered')
})
export const templateFields = templateSchema.shape
export type TemplateAsked = z.infer<typeof templateSchema>

export const newMessageSchema = z
  .strictObject({
    to: z.string().min(1).max(50).optional().describe('A number as people write it'),
    lead_id: z.number().int().min(1).optional(),
    ...templateFields
  })
  .refine(({ to, lead_id: lead }) => (to === undefined) !== (lead === undefined), {
    path: ['to'],
    message: 'either to or lead_id'
  })

export const messageIdSchema = z.object({ id: z.coerce.number().int().min(1) })

const moment = z.iso.datetime().nullable()

export const singleSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['template', 'confirmation']).describe('Asked for; or the answer to a stop word'),
  status: z.enum(MESSAGE_STATUSES),
  reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  phone_number: z.string().nullable().describe('null: the person was forgotten'),
  template_id: z.string().nullable(),
  language: z.string().nullable(),
  attempts: z.number().int(),
  message_uuid: z.string().nullable(),
  sent_at: moment,
  delivered_at: moment,
  read_at: moment,
  replied_at: moment
})
export type Single = z.infer<typeof singleSchema>

export const createdSchema = singleSchema.extend({
  created: z.boolean().describe('false: it was asked for before, with the same key')
})
export type Created = z.infer<typeof createdSchema>

export const decisionSchema = z.strictObject({
  action: z.enum(['retry', 'assume_delivered']).describe('retry may send it twice')
})
