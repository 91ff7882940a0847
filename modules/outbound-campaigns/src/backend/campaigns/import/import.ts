import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { importUpload, refusedOf, type UploadedFile } from '../../platform/import/import-upload'
import { mappingOf } from '../../platform/import/mapping'
import { toTableRow } from '../../platform/import/row'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import { campaignTarget } from './campaign-target'
import { phoneColumn } from './phone-column'
import { mappingSchema, type Mapping } from './schema'

export interface RecipientsImport extends UploadedFile {
  campaignId: number
  channel: 'whatsapp'
}

const ownerOf = (campaignId: number) => ({ type: 'campaign', id: campaignId })

/** Brings the people of an uploaded file into a campaign. */
export const importRecipients = (options: RecipientsImport): Promise<ImportAnswer> => {
  const { botId, campaignId, channel, defaultCountry, mxPrefix } = options
  const owner = ownerOf(campaignId)
  return importUpload(options, {
    owner,
    readMapping,
    planOf(file, mapping) {
      const { columns } = file
      const firstRows = file.firstRows.map(record => toTableRow(record, file.width, columns).cells)
      const phoneAt = phoneColumn(columns, mapping, firstRows, defaultCountry)
      return {
        used: { phone_number: columns[phoneAt] },
        target: campaignTarget({ botId, owner, channel, columns, phoneAt, defaultCountry, mxPrefix })
      }
    }
  })
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

export const streamRefused = (
  db: Database,
  botId: string,
  campaignId: number,
  importId: number
): Promise<AsyncGenerator<string>> =>
  refusedOf(db, botId, ownerOf(campaignId), importId, `The campaign has no import ${importId}.`)
