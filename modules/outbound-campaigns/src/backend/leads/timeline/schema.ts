import { z } from 'zod'
import { pageQuerySchema } from '../../platform/http/lists'

export const timelineEntrySchema = z.object({
  at: z.iso.datetime(),
  kind: z
    .string()
    .describe('What happened, such as message.sent, message.delivered, reply, opt_out, lead.changed'),
  channel: z.string().nullable().describe('whatsapp, email; null: on none'),
  details: z.record(z.string(), z.unknown())
})
export type ShownEntry = z.infer<typeof timelineEntrySchema>

/** Without a total: what happened to one person is not counted, it is read on and on. */
export const timelineSchema = z.object({
  items: z.array(timelineEntrySchema),
  next_cursor: z.string().nullable()
})
export const timelineQuerySchema = pageQuerySchema
