import { z } from 'zod'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { IMPORT_LIMIT } from '../../platform/http/limits'
import { pageQuerySchema } from '../../platform/http/lists'
import { route, type AnyRoute } from '../../platform/http/route'
import { streamText } from '../../platform/http/stream'
import type { SettingsService } from '../../platform/settings/settings'
import type { CreatedLeads } from '../created'
import { importLeads, listLeadImports, streamRefusedLeads } from './import'
import { leadImportAnswerSchema, leadImportListSchema, leadUploadQuerySchema } from './schema'

const tag = 'Leads'
const CSV = 'text/csv'

export interface LeadImportServices {
  db: Database
  settings: SettingsService
  audit: Audit
  calendar: Calendar
  created: CreatedLeads
  changed(botId: string): void
}

/** How leads come in by files. */
export const importRoutes = ({
  db,
  calendar,
  settings,
  audit,
  created,
  changed
}: LeadImportServices): AnyRoute[] => [
  route({
    method: 'post',
    path: '/leads/upload-csv',
    tag,
    summary: 'Add the people of a file, or bring those up to date who are there',
    query: leadUploadQuerySchema,
    consumes: ['multipart/form-data', CSV],
    limit: IMPORT_LIMIT,
    answer: leadImportAnswerSchema,
    async handle({ botId, query, caller, req }) {
      const { max_upload_mb, mx_prefix, default_country } = await settings.of(botId)
      const answer = await importLeads({
        db,
        botId,
        calendar,
        created,
        req,
        mapping: query.mapping,
        maxUploadMb: max_upload_mb,
        defaultCountry: default_country,
        mxPrefix: mx_prefix,
        caller,
        dryRun: query.dry_run,
        onProgress: () => changed(botId)
      })
      if (answer.import_id !== null) {
        const { import_id, rows, accepted, updated } = answer
        await audit.record(db, botId, caller, {
          action: 'leads.uploaded',
          subject_type: 'leads',
          subject_id: null,
          details: { import_id, rows, accepted, updated }
        })
        created.poke(botId)
      }
      return answer
    }
  }),
  route({
    method: 'get',
    path: '/leads/imports',
    tag,
    summary: 'The files of leads that were uploaded, newest first',
    query: pageQuerySchema,
    answer: leadImportListSchema,
    handle: ({ botId, query }) => listLeadImports(db, botId, query)
  }),
  route({
    method: 'get',
    path: '/leads/imports/:importId/errors',
    tag,
    summary: 'The rows of a file that were not taken, as CSV, original columns first',
    params: z.object({ importId: z.coerce.number().int().min(1) }),
    produces: CSV,
    answer: z.string().describe('CSV'),
    async handle({ botId, params }, res) {
      const pieces = await streamRefusedLeads(db, botId, params.importId)
      await streamText(res, { type: CSV, fileName: `leads-errors-${params.importId}.csv` }, pieces)
      return ''
    }
  })
]
