import type { IncomingMessage } from 'http'
import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { notFound } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { CsvFile } from '../../platform/import/csv-file'
import { mappingOf } from '../../platform/import/mapping'
import { refusedAsCsv } from '../../platform/import/refused-csv'
import { ImportRunner } from '../../platform/import/run'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import { withUpload, type Upload } from '../../platform/import/upload'
import type { MxPrefix } from '../../platform/phone/address'
import type { AddressBook } from '../opt-outs'
import { namesOf, optOutColumns } from './columns'
import { optOutTarget } from './import-target'
import { optOutMappingSchema, type OptOutChannel } from './schema'

export interface OptOutImport {
  db: Database
  botId: string
  book: AddressBook
  /** The upload: a form with the field `file`, or the file as the body. */
  req: IncomingMessage
  mapping?: string
  channel: OptOutChannel
  maxUploadMb: number
  defaultCountry: string
  mxPrefix: MxPrefix
  caller: Caller
  dryRun: boolean
}

/** All files of opt-outs belong together: there is one list. */
const OWNER = { type: 'opt_outs', id: 0 }

export const importOptOuts = (options: OptOutImport): Promise<ImportAnswer> =>
  withUpload(options.req, options.maxUploadMb, upload => importFrom(upload, options))

const importFrom = async (upload: Upload, options: OptOutImport): Promise<ImportAnswer> => {
  const { db, botId, book, channel, defaultCountry, mxPrefix, caller, dryRun } = options
  const mapping = mappingOf(
    upload.fields.get('mapping') ?? options.mapping,
    optOutMappingSchema,
    'The mapping names columns by what they hold: {"email":"Name of the column"}.'
  )
  const file = await CsvFile.open(upload.pieces)
  const columns = optOutColumns(file.columns, mapping)
  const names = namesOf(file.columns, columns)
  return ImportRunner.run({
    db,
    file,
    target: optOutTarget({ botId, book, mxPrefix, rules: { columns, names, defaultCountry, channel } }),
    record: { botId, owner: OWNER, fileName: upload.fileName, mapping: names, startedBy: caller.email },
    dryRun,
    onProgress: () => {}
  })
}

export const listOptOutImports = (
  db: Database,
  botId: string,
  page: PageRequest
): Promise<Page<Import> & { total: number }> => store.listImports(db, botId, OWNER, page)

/** Every row that an import did not take, as CSV text piece by piece. Throws 404 before the first piece. */
export const refusedOptOuts = async (
  db: Database,
  botId: string,
  importId: number
): Promise<AsyncGenerator<string>> => {
  const one = await store.findImport(db, botId, OWNER, importId)
  if (!one) throw notFound(`There is no import ${importId} of opt-outs.`)
  return refusedAsCsv(db, botId, one)
}
