import { z } from 'zod'
import { MESSAGE_STATUSES } from '../outbox'
import { outlookFields } from './outlook-schema'
import { countsSchema } from './schema'
import { CAMPAIGN_STATUSES } from './states'

const count = z.number().int()
const rate = z.number().nullable().describe('null: nothing to divide by')

export const reportSchema = z.object({
  campaign_id: count,
  name: z.string(),
  status: z.enum(CAMPAIGN_STATUSES),
  counts: countsSchema,
  engagement: z.object({ replied: count, opted_out: count }),
  rates: z.object({ delivered: rate, read: rate, replied: rate, failed: rate }),
  cost: z.array(z.object({ currency: z.string(), amount: z.number() })),
  errors: z.array(
    z.object({ status: z.enum(MESSAGE_STATUSES), code: z.string(), reason: z.string(), count })
  ),
  timeline: z.array(z.object({ at: z.iso.datetime(), sent: count, delivered: count, failed: count })),
  ...outlookFields,
  now: z.iso.datetime().describe("The server's calendar, by which the times above are meant")
})
export type Report = z.infer<typeof reportSchema>
