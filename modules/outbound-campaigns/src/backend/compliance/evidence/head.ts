import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'

/** Where a bot's log ends, and up to which attempt the send log was read. */
export interface Head {
  seq: number
  seals: number
  hash: string
  read: { at: number; message: number; n: number }
}

/** Locked: whoever goes on with the log does so alone. */
export const lockHead = async (tx: Database, botId: string): Promise<Head> => {
  await tx.change('insert into outbound_evidence_heads (bot_id) values (?) on conflict (bot_id) do nothing', [
    botId
  ])
  return (await readHead(tx, botId, true)) ?? NEW_HEAD
}

export const readHead = async (db: Database, botId: string, lock = false): Promise<Head | undefined> => {
  const row = await db.first(
    `select * from outbound_evidence_heads where bot_id = ? ${lock ? db.forUpdate : ''}`,
    [botId]
  )
  return (
    row && {
      seq: toNumber(row.seq),
      seals: toNumber(row.seals),
      hash: toText(row.hash),
      read: {
        at: toNumber(row.read_at),
        message: toNumber(row.read_message),
        n: toNumber(row.read_n)
      }
    }
  )
}

export const saveHead = async (
  tx: Database,
  botId: string,
  { seq, seals, hash, read }: Head
): Promise<void> => {
  await tx.change(
    `update outbound_evidence_heads
        set seq = ?, seals = ?, hash = ?, read_at = ?, read_message = ?, read_n = ? where bot_id = ?`,
    [seq, seals, hash, read.at, read.message, read.n, botId]
  )
}

const NEW_HEAD: Head = { seq: 0, seals: 0, hash: '', read: { at: 0, message: 0, n: 0 } }
