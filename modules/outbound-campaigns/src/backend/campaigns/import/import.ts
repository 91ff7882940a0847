import type { IncomingMessage } from 'http'
import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { CsvFile } from '../../platform/import/csv-file'
import { mappingOf } from '../../platform/import/mapping'
import { refusedAsCsv } from '../../platform/import/refused-csv'
import { toTableRow } from '../../platform/import/row'
import { ImportRunner } from '../../platform/import/run'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import { withUpload, type Upload } from '../../platform/import/upload'
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

/** Brings the people of an uploaded file into a campaign. */
export const importRecipients = (options: RecipientsImport): Promise<ImportAnswer> =>
  withUpload(options.req, options.maxUploadMb, upload => importFrom(upload, options))

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

const readMapping = (json: string | undefined): Mapping | null =>
  mappingOf(
    json,
    mappingSchema,
    'The mapping must name the column of the phone numbers: {"phone_number":"Name of the column"}.'
  )

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
