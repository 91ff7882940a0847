/** NUL and halves of surrogate pairs are text to JavaScript and to no database: they are shown as what they are, lost. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const storable = (text: string): string => text.replace(UNSTORABLE, '\ufffd')

/** Texts as every database takes them, names among them, however deep they stand. */
export const storableValue = (value: unknown): unknown => {
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(storableValue)
  return typeof value === 'object' && value !== null ? storableMembers({ ...value }) : value
}

export const storableMembers = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [storable(name), storableValue(value)]))
