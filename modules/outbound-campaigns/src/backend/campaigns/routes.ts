import { z } from 'zod'
import { listOf, pageQuerySchema } from '../platform/http/lists'
import { route, type AnyRoute } from '../platform/http/route'
import { streamText } from '../platform/http/stream'
import type { Campaigns } from './campaigns'
import type { StartCheck } from './check'
import { checkSchema } from './check-schema'
import type { Outlooks } from './outlook'
import { listedCampaignSchema } from './outlook-schema'
import type { Reports } from './report'
import { reportAsCsv } from './report-csv'
import { reportSchema } from './report-schema'
import { campaignChangeSchema, campaignIdSchema, campaignSchema, newCampaignSchema } from './schema'
import { CAMPAIGN_STATUSES } from './states'

const tag = 'Campaigns'
const listQuerySchema = pageQuerySchema.extend({
  status: z.enum(CAMPAIGN_STATUSES).optional(),
  search: z.string().trim().min(1).optional().describe('The beginning of the name')
})
const howManySchema = z.object({ count: z.number().int() })
const doneSchema = z.object({ ok: z.literal(true) })

export interface CampaignServices {
  campaigns: Campaigns
  reports: Reports
  outlooks: Outlooks
  check: StartCheck
}

/** Campaigns themselves, and what is done with them. Their people and files have routes of their own. */
export const campaignRoutes = ({ campaigns, reports, outlooks, check }: CampaignServices): AnyRoute[] => [
  route({
    method: 'get',
    path: '/campaigns',
    tag,
    summary: 'The campaigns, newest first',
    query: listQuerySchema,
    answer: listOf(listedCampaignSchema),
    async handle({ botId, query }) {
      const page = await campaigns.list(botId, query)
      const outlookOf = await outlooks.of(botId, page.items)
      const items = page.items.map(campaign => {
        const { eta, waiting_for } = outlookOf(campaign)
        return { ...campaign, eta, waiting_for }
      })
      return { ...page, items }
    }
  }),
  route({
    method: 'post',
    path: '/campaigns',
    tag,
    summary: 'A new campaign, as a draft',
    body: newCampaignSchema,
    answer: campaignSchema,
    status: 201,
    handle: ({ botId, body, caller }) => campaigns.create(botId, body, caller)
  }),
  route({
    method: 'get',
    path: '/campaigns/:id',
    tag,
    summary: 'One campaign',
    params: campaignIdSchema,
    answer: campaignSchema,
    handle: ({ botId, params }) => campaigns.get(botId, params.id)
  }),
  route({
    method: 'put',
    path: '/campaigns/:id',
    tag,
    summary: 'Change it. Once it has begun only its pace, window and name',
    params: campaignIdSchema,
    body: campaignChangeSchema,
    answer: campaignSchema,
    handle: ({ botId, params, body, caller }) => campaigns.change(botId, params.id, body, caller)
  }),
  route({
    method: 'delete',
    path: '/campaigns/:id',
    tag,
    summary: 'Delete it with its people and its log. Not while it runs',
    params: campaignIdSchema,
    answer: doneSchema,
    async handle({ botId, params, caller }) {
      await campaigns.delete(botId, params.id, caller)
      return { ok: true as const }
    }
  }),
  route({
    method: 'get',
    path: '/campaigns/:id/check',
    tag,
    summary: 'Everything that speaks against a start',
    params: campaignIdSchema,
    answer: checkSchema,
    async handle({ botId, params }) {
      const { frozen, ...answer } = await check.of(botId, await campaigns.get(botId, params.id))
      return answer
    }
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/start',
    tag,
    summary: 'Start it now, or at a time',
    params: campaignIdSchema,
    body: z.strictObject({ scheduled_at: z.iso.datetime({ offset: true }).nullish() }),
    bodyOptional: true,
    answer: campaignSchema,
    handle: ({ botId, params, body, caller }) =>
      campaigns.start(botId, params.id, body.scheduled_at ?? undefined, caller)
  }),
  ...(['pause', 'resume', 'cancel'] as const).map(action =>
    route({
      method: 'post',
      path: `/campaigns/:id/${action}`,
      tag,
      summary: ACTIONS[action],
      params: campaignIdSchema,
      answer: campaignSchema,
      handle: ({ botId, params, caller }) => campaigns[action](botId, params.id, caller)
    })
  ),
  route({
    method: 'post',
    path: '/campaigns/:id/clone',
    tag,
    summary: 'The same campaign as a draft, without people',
    params: campaignIdSchema,
    body: z.strictObject({ name: z.string().trim().min(1).max(200).optional() }),
    bodyOptional: true,
    answer: campaignSchema,
    status: 201,
    handle: ({ botId, params, body, caller }) => campaigns.clone(botId, params.id, body.name, caller)
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/retry-failed',
    tag,
    summary: 'Send again what failed, all of it or what failed for some reasons',
    params: campaignIdSchema,
    body: z.strictObject({ codes: z.array(z.string().min(1)).min(1).optional() }),
    bodyOptional: true,
    answer: howManySchema,
    async handle({ botId, params, body, caller }) {
      return { count: await campaigns.retryFailed(botId, params.id, body.codes, caller) }
    }
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/unconfirmed',
    tag,
    summary: 'Decide about messages of which nobody knows whether they were sent',
    params: campaignIdSchema,
    body: z.strictObject({
      action: z.enum(['retry', 'assume_delivered']).describe('retry may send it twice'),
      ids: z.array(z.number().int()).min(1).max(10_000).optional()
    }),
    answer: howManySchema,
    async handle({ botId, params, body, caller }) {
      return { count: await campaigns.decideUnconfirmed(botId, params.id, body.action, body.ids, caller) }
    }
  }),
  route({
    method: 'get',
    path: '/campaigns/:id/report',
    tag,
    summary: 'What became of it, and what it waits for',
    params: campaignIdSchema,
    query: z.object({ format: z.enum(['json', 'csv']).default('json') }),
    answer: reportSchema,
    async handle({ botId, params, query }, res) {
      const report = await reports.of(botId, await campaigns.get(botId, params.id))
      if (query.format === 'csv') {
        await streamText(
          res,
          { type: 'text/csv', fileName: `campaign-${params.id}-report.csv` },
          reportAsCsv(report)
        )
      }
      return report
    }
  })
]

const ACTIONS = {
  pause: 'Stand still. What is on its way is settled',
  resume: 'Go on where it was',
  cancel: 'End it. What was not sent is not sent, and says so'
}
