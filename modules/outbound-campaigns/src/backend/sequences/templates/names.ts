import type { Database } from '../../platform/database/database'
import { conflict } from '../../platform/http/problem'
import { nameKey } from '../../platform/names'
import { findByNameKey } from './store'

/** No two sequences of a bot have the same name, since they are called by it. To be asked under `lockNames`. */
export const refuseTakenName = async (
  tx: Database,
  botId: string,
  name: string,
  except: number | null
): Promise<void> => {
  const other = await findByNameKey(tx, botId, nameKey(name))
  if (!other || other.id === except) return
  throw conflict(`Sequence ${other.id} has the name "${other.name}" already. Take another one.`, [
    { path: 'name', code: 'name_taken', message: `is the name of sequence ${other.id}` }
  ])
}

/** The name itself, or the first of "name (2)", "name (3)" … that nobody has. */
export const freeName = async (tx: Database, botId: string, name: string): Promise<string> => {
  const plain = name.replace(/ \(\d+\)$/, '')
  const numbered = (n: number) => (n === 1 ? name : `${plain.slice(0, 190)} (${n})`)
  let n = 1
  while (await findByNameKey(tx, botId, nameKey(numbered(n)))) n += 1
  return numbered(n)
}
