import { filterLeads, type LeadChoice, type StoredLead } from '../leads'
import type { Database } from '../platform/database/database'
import type { Caller } from '../platform/http/route'
import { nameKey } from '../platform/names'
import type { Offered } from '../platform/import/run'
import { finishImport, insertImport, saveCounts, type Counts } from '../platform/import/store'
import { displayPhone, type MxPrefix } from '../platform/phone/address'
import { ownerOf } from './campaigns'
import { campaignTarget } from './import/campaign-target'
import type { FromLeadsAnswer } from './from-leads-schema'

/** People brought into a campaign from the leads: as if they had stood in a file with a column for each field. */

export interface FromLeads {
  db: Database
  botId: string
  campaignId: number
  choice: LeadChoice
  defaultCountry: string
  mxPrefix: MxPrefix
  caller: Caller
}

const OWN_COLUMNS = [
  'phone_number',
  'first_name',
  'last_name',
  'company',
  'email',
  'ext_id',
  'icp',
  'score',
  'priority',
  'language',
  'timezone'
] as const

/** Further ones would make rows that nobody could read; a template takes a handful. */
const MOST_CUSTOM_COLUMNS = 100

export const addFromLeads = async (options: FromLeads): Promise<FromLeadsAnswer> => {
  const { db, botId, campaignId, choice, defaultCountry, mxPrefix, caller } = options
  const custom = await customColumns(filterLeads(db, botId, choice))
  const counts: Counts = { rows: 0, accepted: 0, updated: 0, duplicates: 0, invalid: 0, opted_out: 0 }
  if (custom === null) return answerOf(null, counts)

  const columns = [...OWN_COLUMNS, ...custom]
  const owner = ownerOf(campaignId)
  const target = campaignTarget({
    botId,
    owner,
    channel: 'whatsapp',
    columns,
    phoneAt: 0,
    defaultCountry,
    mxPrefix
  })
  const importId = await insertImport(db, {
    botId,
    owner,
    fileName: null,
    columns,
    mapping: { phone_number: OWN_COLUMNS[0] },
    delimiter: ',',
    startedBy: caller.email
  })
  let status: 'completed' | 'failed' = 'failed'
  try {
    for await (const leads of filterLeads(db, botId, choice)) {
      const rows = leads.flatMap((lead, at) => rowOf(lead, counts.rows + at + 1, custom, mxPrefix))
      const optedOut = await target.optedOut(db, rows)
      await db.transaction(async tx => {
        const { duplicates } = await target.add(tx, importId, rows)
        const added = rows.filter(({ key }) => !duplicates.has(key))
        const out = added.filter(({ key }) => optedOut.has(key)).length
        counts.rows += leads.length
        counts.invalid += leads.length - rows.length
        counts.duplicates += rows.length - added.length
        counts.opted_out += out
        counts.accepted += added.length - out
        await saveCounts(tx, importId, counts)
      })
    }
    status = 'completed'
  } finally {
    await finishImport(db, importId, status, 'utf-8')
  }
  return answerOf(importId, counts)
}

const answerOf = (import_id: number | null, counts: Counts): FromLeadsAnswer => ({
  import_id,
  leads: counts.rows,
  added: counts.accepted,
  duplicates: counts.duplicates,
  without_phone: counts.invalid,
  opted_out: counts.opted_out
})

/** All custom fields that any of them has, in the order in which they turn up. null: there is nobody. */
const customColumns = async (pages: AsyncIterable<readonly StoredLead[]>): Promise<string[] | null> => {
  const taken = new Set<string>(OWN_COLUMNS.map(nameKey))
  const names: string[] = []
  let isEmpty = true
  for await (const leads of pages) {
    isEmpty = false
    for (const name of leads.flatMap(({ custom }) => Object.keys(custom))) {
      if (names.length >= MOST_CUSTOM_COLUMNS || taken.has(nameKey(name))) continue
      taken.add(nameKey(name))
      names.push(name)
    }
  }
  return isEmpty ? null : names
}

const rowOf = (lead: StoredLead, line: number, custom: readonly string[], mxPrefix: MxPrefix): Offered[] => {
  const { phone } = lead
  if (phone === null) return []
  const cells = [
    displayPhone(phone, mxPrefix),
    ...OWN_COLUMNS.slice(1).map(name => text(lead[name as Exclude<typeof name, 'phone_number'>])),
    ...custom.map(name => text(lead.custom[name]))
  ]
  return [{ line, key: phone, cells }]
}

const text = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : String(value)
