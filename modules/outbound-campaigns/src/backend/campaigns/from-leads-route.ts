import type { Database } from '../platform/database/database'
import { IMPORT_LIMIT } from '../platform/http/limits'
import { route, type AnyRoute } from '../platform/http/route'
import type { SettingsService } from '../platform/settings/settings'
import type { Campaigns } from './campaigns'
import { addFromLeads } from './from-leads'
import { fromLeadsAnswerSchema, fromLeadsSchema } from './from-leads-schema'
import { campaignIdSchema } from './schema'

export interface FromLeadsServices {
  db: Database
  settings: SettingsService
  campaigns: Campaigns
}

export const fromLeadsRoute = ({ db, settings, campaigns }: FromLeadsServices): AnyRoute =>
  route({
    method: 'post',
    path: '/campaigns/:id/recipients/from-leads',
    tag: 'Recipients',
    summary: 'Add leads, with their fields as columns',
    params: campaignIdSchema,
    body: fromLeadsSchema,
    bodyOptional: true,
    limit: IMPORT_LIMIT,
    answer: fromLeadsAnswerSchema,
    async handle({ botId, params, body, caller }) {
      const { default_country } = await campaigns.mayDo(botId, params.id, 'upload')
      const { mx_prefix } = await settings.of(botId)
      const answer = await addFromLeads({
        db,
        botId,
        campaignId: params.id,
        choice: body,
        defaultCountry: default_country,
        mxPrefix: mx_prefix,
        caller
      })
      const { import_id, leads, added } = answer
      if (import_id !== null)
        await campaigns.peopleAdded(botId, params.id, { import_id, rows: leads, accepted: added }, caller)
      return answer
    }
  })
