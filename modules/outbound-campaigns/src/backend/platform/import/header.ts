import { unguard } from '../csv/csv'

/**
 * The names of a file's columns: as they are in the file, but each there and each once, since variables and exports find
 * a column by its name. A column without a name is called by its place, the second of the same name gets a number.
 * Nameless columns at the end are what spreadsheets leave behind, and no columns.
 */
export const columnNames = (cells: readonly string[]): string[] => {
  const names = cells.map(cell =>
    unguard(cell)
      .replace(/[\ufeff\u200b-\u200f\u2060]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  )
  while (names.length > 1 && names[names.length - 1] === '') names.pop()
  const taken = new Set<string>()
  return names.map((name, at) => {
    const wanted = name || `column ${at + 1}`
    let free = wanted
    for (let n = 2; taken.has(nameKey(free)); n += 1) free = `${wanted} ${n}`
    taken.add(nameKey(free))
    return free
  })
}

/** How names are compared: "Teléfono Celular", "telefono_celular" and "TELEFONO-CELULAR" are one. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

/** The place of the column with this name: written the same, else compared. -1: there is none. */
export const columnNamed = (columns: readonly string[], name: string): number => {
  const same = columns.indexOf(name)
  if (same >= 0) return same
  const key = nameKey(name)
  return columns.findIndex(column => nameKey(column) === key)
}

/**
 * The place of the first column that goes by one of these names and is not taken by something else; earlier names are
 * surer ones. -1: there is none.
 */
export const columnKnownAs = (
  columns: readonly string[],
  aliases: readonly string[],
  taken: ReadonlySet<number> = new Set()
): number => {
  const keys = columns.map(nameKey)
  for (const alias of aliases) {
    const wanted = nameKey(alias)
    const at = keys.findIndex((key, place) => key === wanted && !taken.has(place))
    if (at >= 0) return at
  }
  return -1
}
