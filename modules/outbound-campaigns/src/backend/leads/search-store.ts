import { badRequest } from '../platform/http/problem'
import type { Binding, Database } from '../platform/database/database'
import { behind, pageOf, type Page } from '../platform/database/page'
import { toNumber } from '../platform/database/values'
import { beyond, nameKey } from '../platform/names'
import { beginnings } from '../platform/phone/beginnings'
import { toColumns, toLead } from './columns'
import type { StoredLead } from './lead'
import { conditionOf, type LeadPage } from './list-store'
import type { LeadFilter } from './schema'

type Column = 'name_key' | 'last_name_key' | 'company_key' | 'email_key' | 'ext_id' | 'phone'

/** In these nobody has what another has, so they alone give an order, and their indexes the very same. */
const IS_UNIQUE: Readonly<Record<Column, boolean>> = {
  name_key: false,
  last_name_key: false,
  company_key: false,
  email_key: true,
  ext_id: true,
  phone: true
}

/** Everything in a column that begins like this: one stretch of its index. */
interface Stretch {
  column: Column
  from: string
  to: string
}

/** Behind every character that people write. A range instead of LIKE: both databases agree on it. */
const stretch = (column: Column, from: string): Stretch => ({ column, from, to: beyond(from) })

/** What the beginning of a text may be the beginning of, the likeliest first. */
const stretchesOf = (typed: string): Stretch[] => {
  const name = nameKey(typed)
  const written = typed.trim()
  const phones = /\p{L}|@/u.test(written) ? [] : withoutRepetition(beginnings(written))
  return [
    ...(name === ''
      ? []
      : [stretch('name_key', name), stretch('last_name_key', name), stretch('company_key', name)]),
    stretch('email_key', written.toLowerCase()),
    stretch('ext_id', written),
    // ':' follows '9' among the characters.
    ...phones.map((from): Stretch => ({ column: 'phone', from, to: `${from}:` }))
  ]
}

const withoutRepetition = (found: readonly string[]): string[] =>
  found.filter(one => !found.some(other => other !== one && one.startsWith(other)))

/**
 * Those whose name, last name, company, address, own key or number begins as typed: one stretch after the other until
 * the page is full. Who was found in an earlier one is passed over, so each is there once.
 */
export const searchLeads = async (
  db: Database,
  botId: string,
  typed: string,
  filter: LeadFilter,
  { limit, cursor }: LeadPage
): Promise<Page<StoredLead>> => {
  const stretches = stretchesOf(typed)
  const { place, within } = positionOf(cursor, stretches.length)
  const where = conditionOf(botId, filter)
  const found: Array<{ lead: StoredLead; place: number; key: string }> = []
  for (let at = place; at < stretches.length && found.length <= limit; at += 1) {
    const one = stretches[at]
    if (!one) break
    const earlier = stretches.slice(0, at).map(notWithin)
    const key = IS_UNIQUE[one.column] ? [`l.${one.column}`] : [`l.${one.column}`, 'l.id']
    const next = behind(key, 'asc', at === place ? within : undefined)
    const rows = await db.query(
      `select l.*, l.${one.column} as found_key from outbound_leads l
        where ${where.sql} and l.${one.column} >= ? and l.${one.column} < ?
          ${earlier.map(({ sql }) => `and ${sql}`).join(' ')} and ${next.sql}
        order by ${key.join(', ')} limit ?`,
      [
        ...where.bindings,
        one.from,
        one.to,
        ...earlier.flatMap(({ bindings }) => bindings),
        ...next.bindings,
        limit + 1 - found.length
      ]
    )
    found.push(...rows.map(row => ({ lead: toLead(row), place: at, key: String(row.found_key) })))
  }
  const page = pageOf(found, limit, ({ place: at, key, lead }) => {
    const column = stretches[at]?.column
    return column !== undefined && IS_UNIQUE[column] ? [key] : [key, lead.id]
  })
  const last = page.items[page.items.length - 1]
  return {
    items: page.items.map(({ lead }) => lead),
    next_cursor: page.next_cursor === null || !last ? null : `${last.place}.${page.next_cursor}`
  }
}

export const countFound = async (
  db: Database,
  botId: string,
  typed: string,
  filter: LeadFilter
): Promise<number> => {
  const where = conditionOf(botId, filter)
  const stretches = stretchesOf(typed)
  const within = stretches.map(({ column }) => `(l.bot_id = ? and l.${column} >= ? and l.${column} < ?)`)
  const row = await db.first(
    `select count(*) as n from outbound_leads l where ${where.sql} and (${within.join(' or ')})`,
    [...where.bindings, ...stretches.flatMap(({ from, to }): Binding[] => [botId, from, to])]
  )
  return toNumber(row?.n)
}

/** Whether a lead would be found: the same question, of one that is at hand. */
export const isFoundBy = (typed: string): ((lead: StoredLead) => boolean) => {
  const stretches = stretchesOf(typed)
  return lead => {
    const columns = toColumns(lead)
    return stretches.some(({ column, from, to }) => {
      const value = columns[column]
      return typeof value === 'string' && value >= from && value < to
    })
  }
}

const notWithin = ({ column, from, to }: Stretch): { sql: string; bindings: Binding[] } => ({
  sql: `(l.${column} is null or l.${column} < ? or l.${column} >= ?)`,
  bindings: [from, to]
})

/** Which stretch the cursor stands in, and where in it. */
const positionOf = (
  cursor: string | undefined,
  stretches: number
): { place: number; within: string | undefined } => {
  if (cursor === undefined) return { place: 0, within: undefined }
  const [, place, within] = /^(\d)\.(.+)$/.exec(cursor) ?? []
  if (place === undefined || within === undefined || Number(place) >= stretches)
    throw badRequest('The cursor is not one that this list gave. Begin again without it.', [
      { path: 'cursor', message: 'not a cursor of this list' }
    ])
  return { place: Number(place), within }
}
