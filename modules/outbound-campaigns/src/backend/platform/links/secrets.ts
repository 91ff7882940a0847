import { randomBytes } from 'crypto'
import type { Database } from '../database/database'
import { toText, toTextOrNull } from '../database/values'

/** What new keys are signed with, and what older ones still may be. */
export interface SecretPair {
  current: string
  previous: string | null
}

const newSecret = () => randomBytes(32).toString('hex')

/** Made at random when it is first asked for. Several nodes may ask at once: all get what the first one wrote. */
export const readSecret = async (db: Database, name: string): Promise<SecretPair> => {
  const found = await findSecret(db, name)
  if (found) return found
  await db.change(
    `insert into outbound_secrets (name, current, changed_at) values (?, ?, ${db.now}) on conflict (name) do nothing`,
    [name, newSecret()]
  )
  const made = await findSecret(db, name)
  if (!made) throw new Error('The secret of public links vanished while it was made.')
  return made
}

/** From now on another one signs; the one before it is still accepted, the one before that isn't any more. */
export const replaceSecret = async (db: Database, name: string): Promise<void> => {
  await readSecret(db, name)
  await db.change(
    `update outbound_secrets set previous = current, current = ?, changed_at = ${db.now} where name = ?`,
    [newSecret(), name]
  )
}

const findSecret = async (db: Database, name: string): Promise<SecretPair | undefined> => {
  const row = await db.first('select current, previous from outbound_secrets where name = ?', [name])
  return row && { current: toText(row.current), previous: toTextOrNull(row.previous) }
}
