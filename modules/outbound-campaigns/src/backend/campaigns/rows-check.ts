import type { Database } from '../platform/database/database'
import { fromJson, toNumber, toNumberOrNull } from '../platform/database/values'
import { lintParameter, parameterMessage } from '../channels/whatsapp/parameter-lint'
import type { CheckItem } from './check-schema'
import { personalise, rowReader, type RowValues } from './personalise'
import type { Campaign } from './schema'

const AT_ONCE = 500
const EXAMPLES = 3

type Found = Map<string, CheckItem & { rows: number; examples: NonNullable<CheckItem['examples']> }>

/**
 * Looks at every row that is owed, with the same code that will send it: which have a gap, and which have a value that
 * WhatsApp refuses. Piece by piece, so that the bot's process and its database connection stay free in between.
 */
export const checkRows = async (
  db: Database,
  botId: string,
  campaign: Campaign,
  imports: ReadonlyMap<number, { columns: string[] }>
): Promise<CheckItem[]> => {
  const readers = new Map([...imports].map(([id, { columns }]) => [id, rowReader(columns)]))
  const found: Found = new Map()
  let after = 0
  for (;;) {
    const rows = await db.query(
      `select id, line, import_id, data from outbound_messages
        where bot_id = ? and owner_type = 'campaign' and owner_id = ? and status = 'pending' and id > ?
        order by id limit ${AT_ONCE}`,
      [botId, campaign.id, after]
    )
    for (const row of rows) {
      const reader = readers.get(toNumberOrNull(row.import_id) ?? -1)
      checkRow(campaign, reader?.(cellsOf(fromJson(row.data))) ?? nothing, toNumberOrNull(row.line), found)
    }
    const last = rows[rows.length - 1]
    if (!last || rows.length < AT_ONCE) return [...found.values()]
    after = toNumber(last.id)
  }
}

const nothing: RowValues = () => undefined

const cellsOf = (data: unknown): string[] =>
  Array.isArray(data) ? data.map(cell => (typeof cell === 'string' ? cell : '')) : []

const checkRow = (campaign: Campaign, values: RowValues, line: number | null, found: Found): void => {
  const { parameters, missing } = personalise(campaign, values)
  for (const { position, column } of missing) {
    note(
      found,
      {
        path: `variables.${position}`,
        code: 'missing_variable',
        message: `Nothing in the column "${column}".`
      },
      line,
      ''
    )
  }
  const gaps = new Set(missing.map(({ position }) => position))
  Object.values(parameters).forEach((value, index) => {
    const code = gaps.has(index + 1) ? null : lintParameter(value)
    if (code)
      note(
        found,
        { path: `variables.${index + 1}`, code, message: parameterMessage(code) },
        line,
        value.slice(0, 60)
      )
  })
}

const note = (
  found: Found,
  item: Pick<CheckItem, 'path' | 'code' | 'message'>,
  line: number | null,
  value: string
): void => {
  const key = `${item.path} ${item.code}`
  const known = found.get(key) ?? { ...item, rows: 0, examples: [] }
  known.rows += 1
  if (known.examples.length < EXAMPLES) known.examples.push({ line, value })
  found.set(key, known)
}
