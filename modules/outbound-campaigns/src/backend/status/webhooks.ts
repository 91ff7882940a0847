import type { Request } from 'express'
import { z } from 'zod'
import { Problem } from '../platform/http/problem'
import { route, type AnyRoute } from '../platform/http/route'

const addressesSchema = z.object({
  status: z.string().describe('Given to Vonage with each message; to be set there only for what others send'),
  inbound: z.string().describe("To be set at Vonage as the application's inbound address"),
  ses: z.string().describe("To be subscribed to SES's topic at Amazon, which sesTopics must name"),
  events: z.string().describe('Where other systems report events, with the key of /events/key')
})

/** What somebody copies to a provider's dashboard. They hold a key, so only who may write sees them. */
export const webhookRoutes = ({
  addressesOf,
  mayWrite
}: {
  addressesOf(botId: string): Promise<z.infer<typeof addressesSchema>>
  mayWrite(req: Request): Promise<boolean>
}): AnyRoute[] => [
  route({
    method: 'get',
    path: '/webhook-addresses',
    tag: 'Module',
    summary: 'The addresses that Vonage and Amazon call for this bot',
    answer: addressesSchema,
    async handle({ botId, req }) {
      if (!(await mayWrite(req)))
        throw new Problem(403, 'Only who may change campaigns sees these addresses.')
      return addressesOf(botId)
    }
  })
]
