import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Page, PageRequest } from '../../platform/database/page'
import { importUpload, refusedOf, type UploadedFile } from '../../platform/import/import-upload'
import { mappingOf } from '../../platform/import/mapping'
import type { Import, ImportAnswer } from '../../platform/import/schema'
import * as store from '../../platform/import/store'
import type { CreatedLeads } from '../created'
import { leadColumns, mappingOfColumns } from './fields'
import { leadsTarget } from './leads-target'
import { leadMappingSchema, type LeadMapping } from './schema'

export interface LeadsImport extends UploadedFile {
  calendar: Calendar
  created: CreatedLeads
}

/** All uploads of leads belong together: there is one book of people. */
const OWNER = { type: 'leads', id: 0 }

export const importLeads = (options: LeadsImport): Promise<ImportAnswer> => {
  const { botId, calendar, created, defaultCountry, mxPrefix } = options
  return importUpload(options, {
    owner: OWNER,
    readMapping,
    planOf(file, mapping) {
      const columns = leadColumns(file.columns, mapping)
      return {
        used: mappingOfColumns(columns),
        target: leadsTarget({ botId, columns, defaultCountry, mxPrefix, calendar, created })
      }
    }
  })
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

export const streamRefusedLeads = (
  db: Database,
  botId: string,
  importId: number
): Promise<AsyncGenerator<string>> =>
  refusedOf(db, botId, OWNER, importId, `There is no import ${importId} of leads.`)
