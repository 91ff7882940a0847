import type { Database } from '../database/database'
import { fromJson, toNumber } from '../database/values'

const AT_ONCE = 500

/**
 * Removes the rows of a bot's uploads that were not taken and that are somebody's who asks to be forgotten. Such rows are
 * kept as they stood in the file, so nothing but looking at each of them tells whose they are: piece by piece, and
 * everybody else gets a turn in between. How many there were stays counted.
 */
export const forgetRefusedRows = async (
  db: Database,
  botId: string,
  isTheirs: (cells: readonly string[]) => boolean
): Promise<void> => {
  const imports = await db.query(
    'select id from outbound_imports where bot_id = ? and duplicates + invalid > 0 order by id',
    [botId]
  )
  for (const { id } of imports) await forgetIn(db, toNumber(id), isTheirs)
}

const forgetIn = async (
  db: Database,
  importId: number,
  isTheirs: (cells: readonly string[]) => boolean
): Promise<void> => {
  let after = 0
  for (;;) {
    const rows = await db.query(
      `select id, data from outbound_refused where import_id = ? and id > ? order by id limit ${AT_ONCE}`,
      [importId, after]
    )
    const theirs = rows.filter(({ data }) => isTheirs(fromJson(data) as string[]))
    if (theirs.length > 0) {
      await db.change(
        `delete from outbound_refused where id in (select id from ${db.rows({ id: 'integer' })} given)`,
        [JSON.stringify(theirs.map(({ id }) => ({ id: toNumber(id) })))]
      )
    }
    const last = rows[rows.length - 1]
    if (!last || rows.length < AT_ONCE) return
    after = toNumber(last.id)
    await new Promise(resolve => setImmediate(resolve))
  }
}
