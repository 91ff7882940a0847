/** Files of people over the API: of a campaign, of leads, of opt-outs. `place` is whose they are: `/campaigns/12`, `/leads`. */
import type { Import, ImportAnswer } from '../../backend/campaigns/import/schema'
import type { Http, UploadProgress } from '../studio'
import { isRecord, type Answer } from './answer'
import type { CancelToken } from './cancelling'
import { address, asked, get, getFile, isListed, type Listed } from './request'

export type { Import, ImportAnswer }
export type RowError = ImportAnswer['errors'][number]

const isImportAnswer = (body: unknown): body is ImportAnswer =>
  isRecord(body) &&
  Array.isArray(body.columns) &&
  Array.isArray(body.errors) &&
  Array.isArray(body.preview) &&
  typeof body.accepted === 'number'

const isImport = (body: unknown): body is Import =>
  isRecord(body) && typeof body.id === 'number' && Array.isArray(body.columns)

export interface Upload {
  file: File
  /** Which column holds what, by the field's name; what is not said is found by the columns' names. */
  mapping: Readonly<Record<string, string>>
  params: Readonly<Record<string, string>>
  dryRun: boolean
  onProgress(progress: UploadProgress): void
  cancelToken: CancelToken
}

/** However long it takes: a large file on a slow line is no failure. The mapping stands before the file. */
export const uploadCsv = (
  http: Http,
  place: string,
  { file, mapping, params, dryRun, onProgress, cancelToken }: Upload
): Promise<Answer<ImportAnswer>> => {
  const form = new FormData()
  if (Object.keys(mapping).length > 0) form.append('mapping', JSON.stringify(mapping))
  form.append('file', file)
  return asked(
    http.post(address(`${place}/upload-csv`), form, {
      timeout: 0,
      params: dryRun ? { ...params, dry_run: true } : { ...params },
      onUploadProgress: onProgress,
      cancelToken
    }),
    isImportAnswer
  )
}

const isImports = isListed(isImport)

/** The latest ones, newest first. */
export const getImports = (http: Http, place: string, limit = 100): Promise<Answer<Listed<Import>>> =>
  get(http, `${place}/imports`, isImports, { limit })

/** Every row that was not taken, its original columns first. */
export const getRefusedRows = (http: Http, place: string, importId: number): Promise<Answer<Blob>> =>
  getFile(http, `${place}/imports/${importId}/errors`)
