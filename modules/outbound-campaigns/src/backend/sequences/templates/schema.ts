import { z } from 'zod'
import { zoneSchema } from '../../platform/settings/schema'

export const CATEGORIES = ['cold_outreach', 'nurture', 'follow_up', 'win_back', 'custom'] as const
export type Category = (typeof CATEGORIES)[number]

export const reasonSchema = z.object({ code: z.string(), detail: z.string() })

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00')
const aDay = z.number().int().min(1).max(1_000_000)

/** By which rules a sequence goes. */
export const sequenceSettingsSchema = z.strictObject({
  pause_on_reply: z.boolean().default(true).describe('On any channel; automatic answers do not count'),
  pause_on_meeting: z.boolean().default(true),
  pause_company_on_reply: z
    .boolean()
    .default(false)
    .describe('A reply pauses everybody of the same company in this sequence'),
  skip_weekends: z.boolean().default(false),
  holidays: z.array(z.iso.date()).max(500).default([]).describe('Days on which nothing is sent'),
  send_window: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .nullable()
    .default(null)
    .describe("In the lead's own time zone, else the sequence's, else the bot's; null: always"),
  timezone: zoneSchema.nullable().default(null),
  daily_limit: aDay.nullable().default(null).describe('Messages of this sequence in a day'),
  new_leads_per_day: aDay.nullable().default(null).describe('People who get their first message in a day'),
  in_thread: z.boolean().default(false).describe('Follow-up mails as answers to the first one'),
  reply_to: z.email().nullable().default(null),
  from_name: z.string().trim().max(100).nullable().default(null),
  tracking: z.boolean().default(true).describe('Whether opens and clicks are noticed'),
  unconfirmed_after_hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .default(24)
    .describe('When a mail of which nobody knows counts as sent, so that nobody is stuck')
})
export type SequenceSettings = z.infer<typeof sequenceSettingsSchema>

export const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('on_lead_created') }),
  z.strictObject({ kind: z.literal('score_threshold'), score: z.number().int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('cold_lead') })
])
export type Trigger = z.infer<typeof triggerSchema>
