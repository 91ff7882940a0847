/**
 * What comes out of a row, made the same on both databases. PostgreSQL answers `bigint` as a string and `jsonb` as an
 * object, SQLite answers numbers and text.
 *
 * Times have one representation everywhere: milliseconds since 1970 (UTC) as an integer, in the database and in the
 * code; ISO 8601 only where JSON leaves the module. A bound JS `Date` means an integer to one driver and a timestamp
 * in the server's zone to the other, so no `Date` is ever bound.
 */
export const toNumber = (value: unknown): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number))
    throw new TypeError(`Not a number in the database: ${typeof value}`)
  return number
}

export const toNumberOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : toNumber(value)

export const toText = (value: unknown): string => {
  if (typeof value !== 'string') throw new TypeError(`Not a text in the database: ${typeof value}`)
  return value
}

export const toTextOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : toText(value)

export const toBoolean = (value: unknown): boolean => toNumber(value) === 1

export const fromJson = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)

export const toIso = (millis: number): string => new Date(millis).toISOString()

export const toIsoOrNull = (millis: number | null): string | null => (millis === null ? null : toIso(millis))
