/** Files of people over the API. */
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
  /** null: the column is found by its name. */
  phoneColumn: string | null
  dryRun: boolean
  onProgress(progress: UploadProgress): void
  cancelToken: CancelToken
}

/** However long it takes: a large file on a slow line is no failure. The mapping stands before the file. */
export const uploadCsv = (
  http: Http,
  campaignId: number,
  { file, phoneColumn, dryRun, onProgress, cancelToken }: Upload
): Promise<Answer<ImportAnswer>> => {
  const form = new FormData()
  if (phoneColumn !== null) form.append('mapping', JSON.stringify({ phone_number: phoneColumn }))
  form.append('file', file)
  const path = address(`/campaigns/${campaignId}/upload-csv`)
  return asked(
    http.post(path, form, {
      timeout: 0,
      params: dryRun ? { dry_run: true } : {},
      onUploadProgress: onProgress,
      cancelToken
    }),
    isImportAnswer
  )
}

const isImports = isListed(isImport)

/** The latest ones, newest first. */
export const getImports = (http: Http, campaignId: number, limit = 100): Promise<Answer<Listed<Import>>> =>
  get(http, `/campaigns/${campaignId}/imports`, isImports, { limit })

/** Every row that was not taken, its original columns first. */
export const getRefusedRows = (http: Http, campaignId: number, importId: number): Promise<Answer<Blob>> =>
  getFile(http, `/campaigns/${campaignId}/imports/${importId}/errors`)
