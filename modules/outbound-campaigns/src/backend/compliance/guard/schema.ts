import { z } from 'zod'

const count = z.number().int()
const share = z.number().nullable().describe('Between 0 and 1; null: nothing was sent')

export const capSchema = z.object({
  code: z.enum(['daily_limit', 'new_leads_per_day', 'email_daily_limit', 'daily_unique_limit']),
  sender: z.string().nullable().describe('Whose limit it is; null: a sequence has it'),
  sequence: z.object({ id: count, name: z.string() }).nullable(),
  limit: count,
  used: count,
  until: z.iso.datetime().nullable().describe('When there is room again')
})
export type Cap = z.infer<typeof capSchema>

export const heldSchema = z.object({
  kind: z.enum(['sequence', 'sender']),
  id: count.nullable().describe("The sequence's"),
  name: z.string(),
  channels: z.array(z.enum(['email', 'whatsapp'])).readonly(),
  code: z.string(),
  detail: z.string(),
  since: z.iso.datetime().nullable(),
  until: z.iso.datetime().nullable().describe('null: somebody has to see to it')
})
export type Held = z.infer<typeof heldSchema>

export const guardrailsSchema = z.object({
  window_days: count.describe('So many days count, today among them'),
  floor: count.describe('Below so many mails a rate says nothing'),
  mails: z.object({
    sent: count,
    bounced: count,
    complained: count,
    bounce_rate: share,
    complaint_rate: share
  }),
  limits: z.object({ bounce_rate: z.number(), complaint_rate: z.number() }),
  caps: z.array(capSchema).describe('Limits of a day that are set, and what of them is used'),
  held: z.array(heldSchema).describe('What stands still, and why')
})
export type Guardrails = z.infer<typeof guardrailsSchema>
