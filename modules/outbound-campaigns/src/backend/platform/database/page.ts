import { badRequest } from '../http/problem'
import type { Binding } from './database'

/**
 * Lists are paged by key: the next page begins behind the last row seen, found by the index that orders the list.
 * So the millionth row costs what the first one did, and rows that come or go meanwhile repeat or hide no other.
 */
export interface PageRequest {
  limit: number
  cursor?: string
}

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

export type Order = 'asc' | 'desc'

/** The condition that begins behind the cursor, for rows ordered by these columns, the last one being unique. */
export const behind = (
  columns: readonly string[],
  order: Order,
  cursor: string | undefined
): { sql: string; bindings: Binding[] } => {
  if (cursor === undefined) return { sql: 'true', bindings: [] }
  const values = decodeCursor(cursor)
  if (values.length !== columns.length) throw invalidCursor()
  const marks = columns.map(() => '?').join(', ')
  return { sql: `(${columns.join(', ')}) ${order === 'asc' ? '>' : '<'} (${marks})`, bindings: values }
}

/** Cuts a page out of `limit + 1` rows: the extra one only says that there are more. */
export const pageOf = <T>(rows: readonly T[], limit: number, keyOf: (row: T) => Binding[]): Page<T> => {
  const items = rows.slice(0, limit)
  const last = items[items.length - 1]
  return { items, next_cursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null }
}

// Node 12 has no 'base64url': these three characters are what differs.
const encodeCursor = (values: Binding[]): string =>
  Buffer.from(JSON.stringify(values), 'utf8')
    .toString('base64')
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

const decodeCursor = (cursor: string): Binding[] => {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor.replace(/-/g, '+').replace(/_/g, '/'), 'base64').toString('utf8'))
  } catch {
    throw invalidCursor()
  }
  if (!Array.isArray(values) || !values.every(isBinding)) throw invalidCursor()
  return values
}

const isBinding = (value: unknown): value is Binding =>
  value === null || typeof value === 'string' || typeof value === 'number'

const invalidCursor = () =>
  badRequest('The cursor is not one that this list gave. Begin again without it.', [
    { path: 'cursor', message: 'not a cursor of this list' }
  ])
