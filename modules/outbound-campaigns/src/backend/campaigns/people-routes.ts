import { z } from 'zod'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import { IMPORT_LIMIT } from '../platform/http/limits'
import { pageQuerySchema } from '../platform/http/lists'
import { route, type AnyRoute } from '../platform/http/route'
import { streamText } from '../platform/http/stream'
import type { SettingsService } from '../platform/settings/settings'
import { MESSAGE_STATUSES, type MessageStatus } from '../outbox'
import type { Campaigns } from './campaigns'
import { exportRows } from './exports'
import { importRecipients, listImports, streamRefused } from './import'
import { importAnswerSchema, importListSchema, uploadQuerySchema } from './import/schema'
import type { TrialMessages } from './message'
import { previewQuerySchema, previewSchema, testSendAnswerSchema, testSendSchema } from './message-schema'
import type { Recipients } from './recipients'
import {
  recipientChangeSchema,
  recipientIdSchema,
  recipientListSchema,
  recipientsQuerySchema,
  recipientWithAttemptsSchema
} from './recipients-schema'
import { campaignIdSchema } from './schema'

const tag = 'Recipients'
const csvSchema = z.string().describe('CSV')
const CSV = 'text/csv'

export interface PeopleServices {
  db: Database
  settings: SettingsService
  audit: Audit
  campaigns: Campaigns
  recipients: Recipients
  trial: TrialMessages
  changed(botId: string, campaignId: number): void
}

/** A campaign's people: how they come in, what became of each, and how they go out again as a file. */
export const peopleRoutes = (services: PeopleServices): AnyRoute[] => {
  const { db, settings, audit, campaigns, recipients, trial, changed } = services

  const exported = async (botId: string, id: number, email: string | null, status: MessageStatus | 'all') => {
    await audit.record(
      db,
      botId,
      { email },
      {
        action: 'campaign.exported',
        subject_type: 'campaign',
        subject_id: String(id),
        details: { status }
      }
    )
  }

  return [
    route({
      method: 'post',
      path: '/campaigns/:id/upload-csv',
      tag,
      summary: 'Add the people of a file',
      params: campaignIdSchema,
      query: uploadQuerySchema,
      consumes: ['multipart/form-data', CSV],
      limit: IMPORT_LIMIT,
      answer: importAnswerSchema,
      async handle({ botId, params, query, caller, req }) {
        const campaign = await campaigns.mayDo(botId, params.id, 'upload')
        const { max_upload_mb, mx_prefix } = await settings.of(botId)
        const answer = await importRecipients({
          db,
          botId,
          campaignId: params.id,
          channel: 'whatsapp',
          req,
          mapping: query.mapping,
          maxUploadMb: max_upload_mb,
          defaultCountry: campaign.default_country,
          mxPrefix: mx_prefix,
          caller,
          dryRun: query.dry_run,
          onProgress: () => changed(botId, params.id)
        })
        if (answer.import_id !== null) {
          const { import_id, rows, accepted } = answer
          await campaigns.peopleAdded(botId, params.id, { import_id, rows, accepted }, caller)
        }
        return answer
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/imports',
      tag,
      summary: 'The files that were uploaded, newest first',
      params: campaignIdSchema,
      query: pageQuerySchema,
      answer: importListSchema,
      async handle({ botId, params, query }) {
        await campaigns.get(botId, params.id)
        return listImports(db, botId, params.id, query)
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/imports/:importId/errors',
      tag,
      summary: 'The rows of a file that were not taken, as CSV, original columns first',
      params: campaignIdSchema.extend({ importId: z.coerce.number().int().min(1) }),
      produces: CSV,
      answer: csvSchema,
      async handle({ botId, params }, res) {
        const pieces = await streamRefused(db, botId, params.id, params.importId)
        await streamText(
          res,
          { type: CSV, fileName: `campaign-${params.id}-errors-${params.importId}.csv` },
          pieces
        )
        return ''
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/recipients',
      tag,
      summary: 'The people of a campaign',
      params: campaignIdSchema,
      query: recipientsQuerySchema,
      answer: recipientListSchema,
      handle: ({ botId, params, query }) => recipients.list(botId, params.id, query)
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/recipients/:rid',
      tag,
      summary: 'One of them, with each attempt and what the provider said',
      params: recipientIdSchema,
      answer: recipientWithAttemptsSchema,
      handle: ({ botId, params }) => recipients.get(botId, params.id, params.rid)
    }),
    route({
      method: 'put',
      path: '/campaigns/:id/recipients/:rid',
      tag,
      summary: 'Correct one that was not sent; one that had failed is owed again',
      params: recipientIdSchema,
      body: recipientChangeSchema,
      answer: recipientWithAttemptsSchema,
      handle: ({ botId, params, body, caller }) =>
        recipients.change(botId, params.id, params.rid, body, caller)
    }),
    route({
      method: 'delete',
      path: '/campaigns/:id/recipients/:rid',
      tag,
      summary: 'Remove one that was not sent',
      params: recipientIdSchema,
      answer: z.object({ ok: z.literal(true) }),
      async handle({ botId, params, caller }) {
        await recipients.remove(botId, params.id, params.rid, caller)
        return { ok: true as const }
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/export-failed',
      tag,
      summary: 'The rows that failed, as CSV: can be uploaded again as it is',
      params: campaignIdSchema,
      produces: CSV,
      answer: csvSchema,
      async handle({ botId, params, caller }, res) {
        await campaigns.get(botId, params.id)
        await exported(botId, params.id, caller.email, 'failed')
        const pieces = exportRows(db, botId, params.id, 'failed')
        await streamText(res, { type: CSV, fileName: `campaign-${params.id}-failed.csv` }, pieces)
        return ''
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/export',
      tag,
      summary: 'All rows, or those of a status, as CSV',
      params: campaignIdSchema,
      query: z.object({ status: z.enum(MESSAGE_STATUSES).optional() }),
      produces: CSV,
      answer: csvSchema,
      async handle({ botId, params, query, caller }, res) {
        await campaigns.get(botId, params.id)
        await exported(botId, params.id, caller.email, query.status ?? 'all')
        const pieces = exportRows(db, botId, params.id, query.status)
        await streamText(
          res,
          { type: CSV, fileName: `campaign-${params.id}-${query.status ?? 'all'}.csv` },
          pieces
        )
        return ''
      }
    }),
    route({
      method: 'get',
      path: '/campaigns/:id/preview',
      tag,
      summary: 'What a person will receive',
      params: campaignIdSchema,
      query: previewQuerySchema,
      answer: previewSchema,
      async handle({ botId, params, query }) {
        return trial.preview(botId, await campaigns.get(botId, params.id), query.row)
      }
    }),
    route({
      method: 'post',
      path: '/campaigns/:id/test-send',
      tag,
      summary: 'One message to a number of yours',
      params: campaignIdSchema,
      body: testSendSchema,
      answer: testSendAnswerSchema,
      async handle({ botId, params, body }) {
        return trial.testSend(botId, await campaigns.get(botId, params.id), body)
      }
    })
  ]
}
