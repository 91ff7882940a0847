import { forgottenAmong, keptOptOuts, suppressedAmong } from '../../compliance'
import type { Calendar } from '../../platform/calendar'
import type { Fates, ImportTarget, Offered } from '../../platform/import/run'
import type { RowProblem } from '../../platform/import/row'
import { displayPhone, type MxPrefix } from '../../platform/phone/address'
import type { CreatedLeads } from '../created'
import type { GivenLead } from '../given'
import { COLUMN_OF } from '../identity'
import { conflictDetail, conflictDetails } from '../refusals'
import { IDENTITIES, type Identity } from '../schema'
import { findHolders } from '../store'
import { planned, upsertLeads, type Upserted } from '../upsert'
import { leadRow, type LeadRow } from './row'
import type { LeadColumns } from './fields'
import { SeenLeads } from './seen'

export interface LeadsTargetOptions {
  botId: string
  columns: LeadColumns
  defaultCountry: string
  mxPrefix: MxPrefix
  calendar: Calendar
  created: CreatedLeads
}

interface Row extends Offered {
  given: GivenLead
}

/**
 * People brought in as leads, each by whichever identity they have: who is there already is brought up to date, and a row
 * whose identities are those of two people is refused.
 *
 * What a row says is kept as long as the row itself: so each is read once, and the runner that all imports share needs
 * to know nothing of what a row means.
 */
export const leadsTarget = (options: LeadsTargetOptions): ImportTarget => {
  const { botId, columns, defaultCountry, mxPrefix, calendar, created } = options
  const seen = new SeenLeads()
  const readings = new WeakMap<readonly string[], LeadRow>()
  const read = (cells: readonly string[]): LeadRow => {
    const known = readings.get(cells)
    if (known) return known
    const found = leadRow(cells, columns, defaultCountry)
    readings.set(cells, found)
    return found
  }
  const rowsOf = (offered: readonly Offered[]): Row[] =>
    offered.flatMap(row => {
      const found = read(row.cells)
      return found.kind === 'lead' ? [{ ...row, given: found.given }] : []
    })
  const cellOf = (identity: Identity, cells: readonly string[]) => {
    const found = columns.fields.find(({ field }) => field === identity)
    return { column: found?.column ?? identity, value: found ? (cells[found.at] ?? '') : null }
  }
  const fates = (rows: readonly Row[], became: readonly Upserted[]): Fates => {
    const duplicates = new Set<string>()
    const updated = new Set<string>()
    const refused = new Map<string, RowProblem>()
    rows.forEach(({ key, cells }, at) => {
      const one = became[at]
      if (one?.kind === 'repeated') duplicates.add(key)
      else if (one?.kind === 'conflict') {
        const path = conflictDetails(one.meant)[0]?.path
        const identity = IDENTITIES.find(known => known === path) ?? 'ext_id'
        refused.set(key, { ...cellOf(identity, cells), code: 'conflict', message: conflictDetail(one.meant) })
      } else if (one?.kind !== 'created') updated.add(key)
    })
    return { duplicates, updated, refused }
  }

  return {
    read(cells) {
      const found = read(cells)
      return found.kind === 'lead'
        ? { kind: 'taken', key: keyOf(found.given) }
        : { kind: 'refused', problem: found.problem }
    },

    async add(tx, importId, offered) {
      const rows = rowsOf(offered)
      const given = rows.map(row => row.given)
      const became = await upsertLeads(tx, botId, given, calendar.now(), importId)
      const ids = became.flatMap(one => (one.kind === 'created' ? [one.lead.id] : []))
      await created.tell(tx, botId, ids)
      return fates(rows, became)
    },

    async foresee(db, offered) {
      const rows = rowsOf(offered)
      const given = rows.map(row => row.given)
      const foreseen = fates(rows, planned(given, await findHolders(db, botId, given), null))
      const repeated = rows.filter(row => !seen.add(row.given)).map(({ key }) => key)
      return { ...foreseen, duplicates: new Set([...foreseen.duplicates, ...repeated]) }
    },

    async optedOut(db, offered) {
      const kept = await keptOptOuts(db, botId)
      if (!kept.listed && !kept.forgotten) return new Set()
      const rows = rowsOf(offered)
      const persons = rows.flatMap(({ given }) => personsIn(given))
      const out = await suppressedAmong(db, botId, 'all', persons)
      const forgotten = await forgottenAmong(db, botId, kept.forgotten ? persons : [], 'all')
      return new Set(
        rows
          .filter(({ given }) => personsIn(given).some(person => out.has(person) || forgotten.has(person)))
          .map(({ key }) => key)
      )
    },

    preview({ line, cells }) {
      const found = read(cells)
      const given = found.kind === 'lead' ? found.given : {}
      return {
        line,
        phone_number: given.phone ? displayPhone(given.phone, mxPrefix) : '',
        data: shownOf(given)
      }
    },
    duplicateMessage: 'This person stands further up in this file.',
    keyCell(cells) {
      const found = read(cells)
      const given = found.kind === 'lead' ? found.given : {}
      return cellOf(IDENTITIES.find(identity => given[COLUMN_OF[identity]]) ?? 'ext_id', cells)
    }
  }
}

/** The surest identity; whoever shares another one is found out where the rows are added. */
const keyOf = (given: GivenLead): string => {
  const identity = IDENTITIES.find(one => typeof given[COLUMN_OF[one]] === 'string')
  return identity ? `${identity} ${String(given[COLUMN_OF[identity]])}` : ''
}

const personsIn = ({ phone, email_key }: GivenLead): string[] =>
  [phone, email_key].flatMap(person => person ?? [])

/** What will be kept of a row, by field. */
const shownOf = ({ custom, email_key, phone, consent_at, ...fields }: GivenLead): Record<string, string> =>
  Object.fromEntries(
    [
      ...Object.entries(fields),
      ['consent_at', consent_at ? new Date(consent_at).toISOString() : null],
      ...Object.entries(custom ?? {})
    ].flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[String(name), String(value)]]
    )
  )
