import type { IncomingMessage } from 'http'
import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { notFound, unprocessable } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import { CsvFile } from '../../platform/import/csv-file'
import { mappingOf } from '../../platform/import/mapping'
import { refusedAsCsv } from '../../platform/import/refused-csv'
import { ImportRunner } from '../../platform/import/run'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import { withUpload, type Upload } from '../../platform/import/upload'
import type { MxPrefix } from '../../platform/phone/address'
import type { CreatedLeads } from '../created'
import { leadColumns, mappingOfColumns } from './fields'
import { leadsTarget } from './leads-target'
import { leadMappingSchema, type LeadMapping } from './schema'

export interface LeadsImport {
  db: Database
  botId: string
  created: CreatedLeads
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

/** All uploads of leads belong together: there is one book of people. */
const OWNER = { type: 'leads', id: 0 }

export const importLeads = (options: LeadsImport): Promise<ImportAnswer> =>
  withUpload(options.req, options.maxUploadMb, upload => importFrom(upload, options))

const importFrom = async (upload: Upload, options: LeadsImport): Promise<ImportAnswer> => {
  const { db, botId, created, defaultCountry, mxPrefix, caller, dryRun, onProgress } = options
  const mapping = readMapping(upload.fields.get('mapping') ?? options.mapping)
  const file = await CsvFile.open(upload.pieces)
  const columns = leadColumns(file.columns, mapping)
  const used = mappingOfColumns(columns)

  const answer = await ImportRunner.run({
    db,
    file,
    target: leadsTarget({ botId, columns, defaultCountry, mxPrefix, created }),
    record: { botId, owner: OWNER, fileName: upload.fileName, mapping: used, startedBy: caller.email },
    dryRun,
    onProgress: onProgress ?? (() => {})
  })
  const late = readMapping((await upload.fieldsBehind()).get('mapping'))
  if (late && JSON.stringify(mappingOfColumns(leadColumns(file.columns, late))) !== JSON.stringify(used)) {
    throw unprocessable(
      'The form has its mapping behind the file, too late to be used. Send the field mapping before the file, or in the address.',
      [{ path: 'mapping', message: 'must come before the file' }]
    )
  }
  return answer
}

const readMapping = (json: string | undefined): LeadMapping | null =>
  mappingOf(
    json,
    leadMappingSchema,
    'The mapping names columns by what they hold: {"email":"Name of the column","ext_id":"…"}.'
  )

export const listLeadImports = (
  db: Database,
  botId: string,
  page: PageRequest
): Promise<Page<Import> & { total: number }> => store.listImports(db, botId, OWNER, page)

/** Every row that an import did not take, as CSV text piece by piece. Throws 404 before the first piece. */
export const streamRefusedLeads = async (
  db: Database,
  botId: string,
  importId: number
): Promise<AsyncGenerator<string>> => {
  const one = await store.findImport(db, botId, OWNER, importId)
  if (!one) throw notFound(`There is no import ${importId} of leads.`)
  return refusedAsCsv(db, botId, one)
}
