import { z } from 'zod'
import { campaignSchema } from './schema'

export const waitingSchema = z.object({
  code: z.string(),
  detail: z.string(),
  until: z.iso.datetime().nullable()
})
export type WaitingFor = z.infer<typeof waitingSchema>

/** What lies before a campaign, by the server's calendar. */
export const outlookFields = {
  next_batch_at: z.iso.datetime().nullable(),
  eta: z.iso.datetime().nullable().describe('When the last message will have left; null: nobody can say'),
  waiting_for: z.array(waitingSchema).describe('Empty only for a campaign that has ended')
}
export interface Outlook {
  next_batch_at: string | null
  eta: string | null
  waiting_for: WaitingFor[]
}

/** A campaign in the list: with what a person wants to see of it at a glance. */
export const listedCampaignSchema = campaignSchema.extend({
  eta: outlookFields.eta,
  waiting_for: outlookFields.waiting_for
})
export type ListedCampaign = z.infer<typeof listedCampaignSchema>
