import { z } from 'zod'
import { givenLeadSchema } from '../leads'
import { createdSchema, templateFields } from '../singles'

/** What a bot's flow asks for by its actions. */

/**
 * Whom it is about: the person behind a conversation on WhatsApp, or somebody whose address the flow knows. Whoever isn't
 * a lead yet becomes one.
 */
export const personSchema = z.object({
  channel: z.string().max(100).optional(),
  thread_id: z.string().max(200).optional(),
  phone_number: z.string().max(50).optional(),
  email: z.string().max(320).optional()
})
export type Meant = z.infer<typeof personSchema>

const about = personSchema.shape

export const enrollSchema = z.strictObject({
  ...about,
  sequence: z.union([z.number().int().min(1), z.string().trim().min(1).max(200)]).describe('Its id or name'),
  deal_id: z.string().trim().max(200).optional(),
  lead: givenLeadSchema.optional().describe('What else the flow knows of them')
})

export const stopSchema = z.strictObject({
  ...about,
  sequence: z
    .union([z.number().int().min(1), z.string().trim().min(1).max(200)])
    .optional()
    .describe('Left out: all that they are in'),
  reason: z.string().trim().max(500).optional()
})

export const meetingSchema = z.strictObject({ ...about, event_id: z.string().min(1).max(200) })

export const fieldSchema = z.strictObject({
  ...about,
  field: z.string().min(1).max(100),
  value: z.union([z.string().max(10_000), z.number(), z.boolean()]).nullable()
})

export const optOutSchema = z.strictObject({
  ...about,
  everything: z.boolean().default(true).describe('false: nothing on WhatsApp any more, mails all the same')
})

export const sendTemplateSchema = z.strictObject({ ...about, ...templateFields })

export const resolvedSchema = z.object({
  lead_id: z.number().int(),
  created: z.boolean(),
  phone_number: z.string().nullable()
})

export const enrolledSchema = z.object({
  lead_id: z.number().int(),
  result: z.string().describe('enrolled, already_in, opted_out, no_address, inactive, …'),
  enrollment_id: z.number().int().nullable()
})

export const stoppedSchema = z.object({ lead_id: z.number().int(), stopped: z.number().int() })
export const doneSchema = z.object({ lead_id: z.number().int() })
export const optedOutSchema = z.object({ lead_id: z.number().int(), added: z.number().int() })

export const sentTemplateSchema = z.object({
  lead_id: z.number().int(),
  message_id: z.number().int().describe('What became of it: GET /messages/:id'),
  status: createdSchema.shape.status,
  created: createdSchema.shape.created
})
