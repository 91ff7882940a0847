import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { putLane, readLane, reopenLane, type Owner } from '../outbox'
import type { Settings } from '../platform/settings/schema'

/**
 * A bot's single messages go in two lanes, open only while they owe something:
 * template      what somebody asked for: a person, a program, a bot's flow
 * confirmation  the answers to stop words, which alone pass by the opt-out that they confirm
 */
export const SINGLE_KINDS = ['template', 'confirmation'] as const
export type SingleKind = (typeof SINGLE_KINDS)[number]

export const SINGLE = 'single'

export const ownerOf = (id: number): Owner => ({ type: SINGLE, id })

/** The kind whose lane this is; undefined: there is no such lane of the bot. */
export const kindOf = async (db: Database, botId: string, id: number): Promise<SingleKind | undefined> => {
  const row = await db.first('select kind from outbound_singles where bot_id = ? and id = ?', [botId, id])
  return SINGLE_KINDS.find(kind => kind === row?.kind)
}

export const ownersOfBot = async (db: Database, botId: string): Promise<Owner[]> => {
  const rows = await db.query('select id from outbound_singles where bot_id = ? order by id', [botId])
  return rows.map(row => ownerOf(toNumber(row.id)))
}

/**
 * Locks the lane, with the pace of today's settings, and opens it for what the caller is about to add. A lane that was
 * stopped while it owed something stays so: the job tries it again in a while, however much is asked for meanwhile.
 */
export const laneFor = async (
  tx: Database,
  botId: string,
  kind: SingleKind,
  settings: Settings
): Promise<Owner> => {
  const owner = await ownerFor(tx, botId, kind)
  await putLane(tx, { owner, botId, channel: 'whatsapp', pace: settings })
  const lane = await readLane(tx, owner, true)
  if (lane?.tally.pending === 0) await reopenLane(tx, owner)
  return owner
}

const ownerFor = async (tx: Database, botId: string, kind: SingleKind): Promise<Owner> => {
  const known = await ownerIfAny(tx, botId, kind)
  if (known) return known
  await tx.change(
    'insert into outbound_singles (bot_id, kind) values (?, ?) on conflict (bot_id, kind) do nothing',
    [botId, kind]
  )
  const made = await ownerIfAny(tx, botId, kind)
  if (!made) throw new Error('The lane of single messages could not be made.')
  return made
}

/** undefined: nothing of this kind was ever asked for. */
export const ownerIfAny = async (
  db: Database,
  botId: string,
  kind: SingleKind
): Promise<Owner | undefined> => {
  const row = await db.first('select id from outbound_singles where bot_id = ? and kind = ?', [botId, kind])
  return row && ownerOf(toNumber(row.id))
}
