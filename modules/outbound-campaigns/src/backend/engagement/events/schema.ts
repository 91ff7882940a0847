import { z } from 'zod'
import { listOf, pageQuerySchema } from '../../platform/http/lists'
import { EVENT_TYPES, SOURCES, VERDICTS } from './event'

export const eventSchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  type: z.enum(EVENT_TYPES),
  verdict: z.enum(VERDICTS).describe('human and unknown count, machine is shown beside them'),
  final: z.boolean().describe('Two minutes after an open or click, when a burst has been seen whole'),
  signals: z.array(z.string()).describe('What the verdict goes back to'),
  source: z
    .enum(SOURCES)
    .describe('Who told it: our own links, another system, SES, the mail server or Vonage'),
  lead_id: z.number().int(),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  message_id: z.number().int().nullable(),
  sequence_id: z.number().int().nullable(),
  enrollment_id: z.number().int().nullable(),
  step_key: z.string().nullable(),
  link: z.string().nullable().describe('Where a click led'),
  client: z.string().nullable().describe('The mail program or browser, as it calls itself'),
  device: z.enum(['desktop', 'phone', 'tablet']).nullable(),
  country: z.string().nullable().describe('Two letters, where a proxy in front of the server says so'),
  return_at: z.iso.datetime().nullable().describe('Of an automatic answer: when they are back'),
  details: z.record(z.string(), z.unknown())
})
export type ShownEvent = z.infer<typeof eventSchema>

export const eventsQuerySchema = pageQuerySchema.extend({
  lead_id: z.coerce.number().int().min(1).optional(),
  sequence_id: z.coerce.number().int().min(1).optional(),
  type: z.enum(EVENT_TYPES).optional(),
  verdict: z.enum(VERDICTS).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional()
})

export const eventListSchema = listOf(eventSchema)
