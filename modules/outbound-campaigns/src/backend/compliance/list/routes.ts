import { z } from 'zod'
import { unprocessable } from '../../platform/http/problem'
import { IMPORT_LIMIT } from '../../platform/http/limits'
import { pageQuerySchema } from '../../platform/http/lists'
import { route, type AnyRoute } from '../../platform/http/route'
import { streamText } from '../../platform/http/stream'
import { validationWords } from '../../platform/http/validation-words'
import { optOutsAsCsv } from './export'
import { importOptOuts, listOptOutImports, refusedOptOuts } from './import'
import { OptOuts, type OptOutsParts } from './opt-outs'
import {
  addedOptOutSchema,
  newOptOutSchema,
  optOutImportAnswerSchema,
  optOutImportListSchema,
  optOutListSchema,
  optOutQuerySchema,
  optOutUploadQuerySchema,
  removalPartSchema,
  removalSchema,
  removedSchema,
  type Removal
} from './schema'
import { shownOptOut } from './shown'
import { countOptOuts, listOptOuts } from './store'

const tag = 'Compliance'
const CSV = 'text/csv'

/** Who must not be written to, for people here. */
export const optOutRoutes = (parts: OptOutsParts): AnyRoute[] => {
  const { db, settings, audit, inbox, book, changed } = parts
  const optOuts = new OptOuts(parts)
  return [
    route({
      method: 'get',
      path: '/opt-outs',
      tag,
      summary: 'Who must not be written to, the newest first; searched, in the order of their addresses',
      query: optOutQuerySchema,
      answer: optOutListSchema,
      async handle({ botId, query: { limit, cursor, format, ...filter } }, res) {
        const { mx_prefix } = await settings.of(botId)
        if (format === 'csv') {
          const pieces = optOutsAsCsv(db, botId, filter, mx_prefix)
          await streamText(res, { type: CSV, fileName: 'opt-outs.csv' }, pieces)
          return { items: [], next_cursor: null, total: 0 }
        }
        const { items, next_cursor } = await listOptOuts(db, botId, filter, { limit, cursor })
        return {
          items: items.map(shownOptOut(mx_prefix)),
          next_cursor,
          total: await countOptOuts(db, botId, filter)
        }
      }
    }),
    route({
      method: 'post',
      path: '/opt-outs',
      tag,
      summary: 'Take somebody off: from a channel, or from everything',
      body: newOptOutSchema,
      status: 201,
      answer: addedOptOutSchema,
      handle: ({ botId, body, caller }) => optOuts.add(botId, body, caller)
    }),
    route({
      method: 'delete',
      path: '/opt-outs',
      tag,
      summary: 'Undo an opt-out that was a mistake, with the reason why; both are kept in the audit',
      query: removalPartSchema,
      body: removalPartSchema,
      bodyOptional: true,
      answer: removedSchema,
      handle: ({ botId, query, body, caller }) =>
        optOuts.remove(botId, wholeOf({ ...query, ...body }), caller)
    }),
    route({
      method: 'post',
      path: '/opt-outs/upload-csv',
      tag,
      summary: 'Take off the people of a file',
      query: optOutUploadQuerySchema,
      consumes: ['multipart/form-data', CSV],
      limit: IMPORT_LIMIT,
      answer: optOutImportAnswerSchema,
      async handle({ botId, query, caller, req }) {
        const { max_upload_mb, mx_prefix, default_country } = await settings.of(botId)
        const answer = await importOptOuts({
          db,
          botId,
          book,
          req,
          mapping: query.mapping,
          channel: query.channel,
          maxUploadMb: max_upload_mb,
          defaultCountry: default_country,
          mxPrefix: mx_prefix,
          caller,
          dryRun: query.dry_run
        })
        if (answer.import_id === null) return answer
        const { import_id, rows, accepted } = answer
        await audit.record(db, botId, caller, {
          action: 'opt_out.uploaded',
          subject_type: 'opt_outs',
          subject_id: null,
          details: { import_id, rows, accepted }
        })
        inbox.poke(botId)
        changed(botId)
        return answer
      }
    }),
    route({
      method: 'get',
      path: '/opt-outs/imports',
      tag,
      summary: 'The files of opt-outs that were uploaded, newest first',
      query: pageQuerySchema,
      answer: optOutImportListSchema,
      handle: ({ botId, query }) => listOptOutImports(db, botId, query)
    }),
    route({
      method: 'get',
      path: '/opt-outs/imports/:importId/errors',
      tag,
      summary: 'The rows of a file that were not taken, as CSV, original columns first',
      params: z.object({ importId: z.coerce.number().int().min(1) }),
      produces: CSV,
      answer: z.string().describe('CSV'),
      async handle({ botId, params }, res) {
        const pieces = await refusedOptOuts(db, botId, params.importId)
        await streamText(res, { type: CSV, fileName: `opt-outs-errors-${params.importId}.csv` }, pieces)
        return ''
      }
    })
  ]
}

const wholeOf = (given: z.infer<typeof removalPartSchema>): Removal => {
  const whole = removalSchema.safeParse(given, { error: validationWords })
  if (whole.success) return whole.data
  const errors = whole.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
}
