import { createHash, randomBytes, timingSafeEqual } from 'crypto'
import type { Audit } from '../../platform/audit/audit'
import type { Database } from '../../platform/database/database'
import { toIso, toNumber, toText, toTextOrNull } from '../../platform/database/values'
import type { Caller } from '../../platform/http/route'
import { fromBase64url, toBase64url } from '../../platform/links/base64url'

/**
 * The key with which other systems report events: one for each bot, shown once when it is made, kept as a hash. It names
 * its bot, so that it works under `___` as well, where a private bot's addresses are open.
 */
export interface ShownKey {
  created_at: string
  created_by: string | null
}

const PREFIX = 'oce_'
const LONGEST_KEY = 400

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A new one; from now on the one before it is worth nothing. */
export const makeKey = (
  db: Database,
  audit: Audit,
  botId: string,
  caller: Caller
): Promise<ShownKey & { key: string }> =>
  db.transaction(async tx => {
    const key = `${PREFIX}${toBase64url(Buffer.from(botId))}.${toBase64url(randomBytes(32))}`
    await tx.change(
      `insert into outbound_event_keys (bot_id, hash, created_at, created_by) values (?, ?, ${tx.now}, ?)
       on conflict (bot_id) do update
          set hash = excluded.hash, created_at = excluded.created_at, created_by = excluded.created_by`,
      [botId, hashOf(key), caller.email]
    )
    await note(audit, tx, botId, caller, 'event_key.made')
    const shown = await findKey(tx, botId)
    if (!shown) throw new Error('The key vanished while it was made.')
    return { key, ...shown }
  })

/** Nobody can report events any more. */
export const removeKey = (db: Database, audit: Audit, botId: string, caller: Caller): Promise<void> =>
  db.transaction(async tx => {
    const removed = await tx.change('delete from outbound_event_keys where bot_id = ?', [botId])
    if (removed > 0) await note(audit, tx, botId, caller, 'event_key.removed')
  })

export const findKey = async (db: Database, botId: string): Promise<ShownKey | undefined> => {
  const row = await db.first('select created_at, created_by from outbound_event_keys where bot_id = ?', [
    botId
  ])
  return row && { created_at: toIso(toNumber(row.created_at)), created_by: toTextOrNull(row.created_by) }
}

/** Whose key this is; undefined: nobody's. Takes as long for a near miss as for a wild guess. */
export const botOfKey = async (db: Database, key: string): Promise<string | undefined> => {
  const [, name = ''] = key.length > LONGEST_KEY ? [] : (/^oce_([\w-]+)\.[\w-]+$/.exec(key) ?? [])
  const botId = fromBase64url(name)?.toString('utf8')
  if (!botId || /\0/.test(botId)) return undefined
  const row = await db.first('select hash from outbound_event_keys where bot_id = ?', [botId])
  const expected = Buffer.from(row ? toText(row.hash) : hashOf('no key was made'), 'hex')
  const isSame = timingSafeEqual(expected, Buffer.from(hashOf(key), 'hex'))
  return row && isSame ? botId : undefined
}

const note = (audit: Audit, tx: Database, botId: string, caller: Caller, action: string): Promise<void> =>
  audit.record(tx, botId, caller, { action, subject_type: 'event_key', subject_id: null, details: null })
