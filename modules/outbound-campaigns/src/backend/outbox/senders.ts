import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull } from '../platform/database/values'
import type { SenderState } from './pace'

export interface SenderNow {
  state: SenderState
  /** The database's time when it was read. */
  now: number
}

/** Takes the sender for this transaction: its budget is one, whoever spends it. */
export const takeSender = async (db: Database, sender: string): Promise<SenderNow> => {
  const found = await select(db, sender, db.forUpdate)
  if (found) return found
  await db.change('insert into outbound_senders (sender) values (?) on conflict (sender) do nothing', [
    sender
  ])
  const made = await select(db, sender, db.forUpdate)
  if (!made) throw new Error('The sender vanished while it was taken.')
  return made
}

/** Looks at the sender without taking it. One that never sent is fresh. */
export const readSender = async (db: Database, sender: string): Promise<SenderNow> =>
  (await select(db, sender, '')) ?? {
    state: { nextSlotAt: 0, slowFactor: 1, slowedAt: null, pausedUntil: 0 },
    now: toNumber((await db.first(`select ${db.now} as now`))?.now)
  }

const select = async (db: Database, sender: string, lock: string): Promise<SenderNow | undefined> => {
  const row = await db.first(
    `select next_slot_at, slow_factor, slowed_at, paused_until, ${db.now} as now
       from outbound_senders where sender = ? ${lock}`,
    [sender]
  )
  return (
    row && {
      now: toNumber(row.now),
      state: {
        nextSlotAt: toNumber(row.next_slot_at),
        slowFactor: toNumber(row.slow_factor),
        slowedAt: toNumberOrNull(row.slowed_at),
        pausedUntil: toNumber(row.paused_until)
      }
    }
  )
}

export const saveSender = async (db: Database, sender: string, state: SenderState): Promise<void> => {
  await db.change(
    'update outbound_senders set next_slot_at = ?, slow_factor = ?, slowed_at = ?, paused_until = ? where sender = ?',
    [state.nextSlotAt, state.slowFactor, state.slowedAt, state.pausedUntil, sender]
  )
}
