import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { importUpload, refusedOf, type UploadedFile } from '../../platform/import/import-upload'
import { mappingOf } from '../../platform/import/mapping'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import type { AddressBook } from '../opt-outs'
import { namesOf, optOutColumns } from './columns'
import { optOutTarget } from './import-target'
import { optOutMappingSchema, type OptOutChannel, type OptOutMapping } from './schema'

export interface OptOutImport extends UploadedFile {
  book: AddressBook
  channel: OptOutChannel
}

/** All files of opt-outs belong together: there is one list. */
const OWNER = { type: 'opt_outs', id: 0 }

export const importOptOuts = (options: OptOutImport): Promise<ImportAnswer> => {
  const { botId, book, channel, defaultCountry, mxPrefix } = options
  return importUpload(options, {
    owner: OWNER,
    readMapping,
    planOf(file, mapping) {
      const columns = optOutColumns(file.columns, mapping)
      const names = namesOf(file.columns, columns)
      return {
        used: names,
        target: optOutTarget({ botId, book, mxPrefix, rules: { columns, names, defaultCountry, channel } })
      }
    }
  })
}

const readMapping = (json: string | undefined): OptOutMapping | null =>
  mappingOf(
    json,
    optOutMappingSchema,
    'The mapping names columns by what they hold: {"email":"Name of the column"}.'
  )

export const listOptOutImports = (
  db: Database,
  botId: string,
  page: PageRequest
): Promise<Page<Import> & { total: number }> => store.listImports(db, botId, OWNER, page)

export const refusedOptOuts = (
  db: Database,
  botId: string,
  importId: number
): Promise<AsyncGenerator<string>> =>
  refusedOf(db, botId, OWNER, importId, `There is no import ${importId} of opt-outs.`)
