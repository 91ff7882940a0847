import type { IncomingMessage } from 'http'
import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { badRequest, notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { CsvFile } from '../../platform/import/csv-file'
import { Interrupted } from '../../platform/import/pieces'
import { refusedAsCsv } from '../../platform/import/refused-csv'
import { toTableRow } from '../../platform/import/row'
import { ImportRunner } from '../../platform/import/run'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import { openUpload, type Upload } from '../../platform/import/upload'
import type { MxPrefix } from '../../platform/phone/address'
import { campaignTarget } from './campaign-target'
import { phoneColumn } from './phone-column'
import { mappingSchema, type Mapping } from './schema'

export interface RecipientsImport {
  db: Database
  botId: string
  campaignId: number
  channel: 'whatsapp'
  /** The upload: a form with the field `file`, or the file as the body. */
  req: IncomingMessage
  /** JSON from the query. The form's own field goes before it. */
  mapping?: string
  maxUploadMb: number
  defaultCountry: string
  mxPrefix: MxPrefix
  caller: Caller
  dryRun: boolean
  onProgress?(progress: store.Counts): void
}

const ownerOf = (campaignId: number) => ({ type: 'campaign', id: campaignId })

/** Brings the people of an uploaded file into a campaign. Whatever is refused, the request is read to its end first. */
export const importRecipients = async (options: RecipientsImport): Promise<ImportAnswer> => {
  let upload: Upload | null = null
  try {
    upload = await openUpload(options.req, options.maxUploadMb)
    return await importFrom(upload, options)
  } catch (err) {
    upload?.drain()
    if (!(err instanceof Interrupted)) throw err
    throw badRequest(
      'The connection ended before the file was complete. The rows until there are in; ' +
        'send the same file again, and only what is missing is added.'
    )
  }
}

const importFrom = async (upload: Upload, options: RecipientsImport): Promise<ImportAnswer> => {
  const { db, botId, campaignId, channel, defaultCountry, mxPrefix, caller, dryRun, onProgress } = options
  const owner = ownerOf(campaignId)
  const mapping = readMapping(upload.fields.get('mapping') ?? options.mapping)
  const file = await CsvFile.open(upload.pieces)
  const firstRows = file.firstRows.map(record => toTableRow(record, file.width, file.columns).cells)
  const phoneAt = phoneColumn(file.columns, mapping, firstRows, defaultCountry)

  const answer = await ImportRunner.run({
    db,
    file,
    target: campaignTarget({
      botId,
      owner,
      channel,
      columns: file.columns,
      phoneAt,
      defaultCountry,
      mxPrefix
    }),
    record: {
      botId,
      owner,
      fileName: upload.fileName,
      mapping: { phone_number: file.columns[phoneAt] },
      startedBy: caller.email
    },
    dryRun,
    onProgress: onProgress ?? (() => {})
  })
  const late = readMapping((await upload.fieldsBehind()).get('mapping'))
  if (late && phoneColumn(file.columns, late, firstRows, defaultCountry) !== phoneAt) {
    throw unprocessable(
      `The form has its mapping behind the file, too late to be used: the numbers were taken from the column ` +
        `"${file.columns[phoneAt] ?? ''}". Send the field mapping before the file, or in the address.`,
      [{ path: 'mapping', message: 'must come before the file' }]
    )
  }
  return answer
}

const readMapping = (json: string | undefined): Mapping | null => {
  if (json === undefined || json.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw badRequest('The mapping is not JSON. It looks like {"phone_number":"Name of the column"}.')
  }
  const mapping = mappingSchema.safeParse(value)
  if (mapping.success) return mapping.data
  throw unprocessable(
    'The mapping must name the column of the phone numbers: {"phone_number":"Name of the column"}.',
    mapping.error.issues.map(({ path, message }) => ({ path: ['mapping', ...path].join('.'), message }))
  )
}

export const listImports = (
  db: Database,
  botId: string,
  campaignId: number,
  page: PageRequest
): Promise<Page<Import> & { total: number }> => store.listImports(db, botId, ownerOf(campaignId), page)

/** Every row that an import did not take, as CSV text piece by piece. Throws 404 before the first piece. */
export const streamRefused = async (
  db: Database,
  botId: string,
  campaignId: number,
  importId: number
): Promise<AsyncGenerator<string>> => {
  const one = await store.findImport(db, botId, ownerOf(campaignId), importId)
  if (!one) throw notFound(`The campaign has no import ${importId}.`)
  return refusedAsCsv(db, botId, one)
}
