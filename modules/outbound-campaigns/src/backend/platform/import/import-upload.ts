/** How every uploaded file comes in, whatever its rows become: a campaign's people, leads, opt-outs. */
import type { IncomingMessage } from 'http'
import type { Database } from '../database/database'
import { notFound, unprocessable } from '../http/problem'
import type { Caller } from '../http/route'
import type { MxPrefix } from '../phone/address'
import { CsvFile } from './csv-file'
import { refusedAsCsv } from './refused-csv'
import { ImportRunner, type ImportTarget } from './run'
import type { ImportAnswer } from './schema'
import { findImport, type Counts, type NewImport } from './store'
import { withUpload, type Upload } from './upload'

export interface UploadedFile {
  db: Database
  botId: string
  /** The upload: a form with the field `file`, or the file as the body. */
  req: IncomingMessage
  /** JSON from the query. The form's own field goes before it. */
  mapping?: string
  maxUploadMb: number
  defaultCountry: string
  mxPrefix: MxPrefix
  caller: Caller
  /** From the query. A form may ask for it as well, by its field dry_run. */
  dryRun: boolean
  onProgress?(progress: Counts): void
}

/** Which columns of a file are used, by what they hold, and where its rows go. */
export interface Plan {
  used: NewImport['mapping']
  target: ImportTarget
}

export interface ImportKind<Mapping> {
  owner: NewImport['owner']
  readMapping(json: string | undefined): Mapping | null
  planOf(file: CsvFile, mapping: Mapping | null): Plan
}

export const importUpload = <Mapping>(
  options: UploadedFile,
  kind: ImportKind<Mapping>
): Promise<ImportAnswer> =>
  withUpload(options.req, options.maxUploadMb, upload => importFrom(upload, options, kind))

const importFrom = async <Mapping>(
  upload: Upload,
  { db, botId, mapping, caller, dryRun, onProgress }: UploadedFile,
  { owner, readMapping, planOf }: ImportKind<Mapping>
): Promise<ImportAnswer> => {
  const said = readMapping(upload.fields.get('mapping') ?? mapping)
  const isDry = dryRun || asksForDryRun(upload.fields)
  const file = await CsvFile.open(upload.pieces)
  const { used, target } = planOf(file, said)
  const answer = await ImportRunner.run({
    db,
    file,
    target,
    record: { botId, owner, fileName: upload.fileName, mapping: used, startedBy: caller.email },
    dryRun: isDry,
    onProgress: onProgress ?? (() => {})
  })
  const behind = await upload.fieldsBehind()
  if (!isDry && asksForDryRun(behind)) throw tooLateForDryRun()
  const late = readMapping(behind.get('mapping'))
  if (late && !isSame(planOf(file, late).used, used)) throw tooLate(used)
  return answer
}

const asksForDryRun = (fields: ReadonlyMap<string, string>): boolean => {
  const said = fields.get('dry_run')?.trim().toLowerCase()
  if (said === undefined || said === 'false' || said === '0') return false
  if (said === 'true' || said === '1' || said === '') return true
  throw unprocessable('The field dry_run says neither true nor false.', [
    { path: 'dry_run', message: 'must be true or false' }
  ])
}

const tooLateForDryRun = () =>
  unprocessable(
    'The form has its dry_run behind the file, too late to be used: the rows are in. ' +
      'Send the field dry_run before the file, or in the address.',
    [{ path: 'dry_run', message: 'must come before the file' }]
  )

const isSame = (one: NewImport['mapping'], other: NewImport['mapping']): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const tooLate = (used: NewImport['mapping']) =>
  unprocessable(
    `The form has its mapping behind the file, too late to be used: the columns were taken as ${JSON.stringify(used)}. ` +
      'Send the field mapping before the file, or in the address.',
    [{ path: 'mapping', message: 'must come before the file' }]
  )

/** Every row that an import did not take, as CSV text piece by piece. Throws 404 before the first piece. */
export const refusedOf = async (
  db: Database,
  botId: string,
  owner: NewImport['owner'],
  importId: number,
  missing: string
): Promise<AsyncGenerator<string>> => {
  const one = await findImport(db, botId, owner, importId)
  if (!one) throw notFound(missing)
  return refusedAsCsv(db, botId, one)
}
