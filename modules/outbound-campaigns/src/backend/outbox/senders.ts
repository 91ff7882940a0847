import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull } from '../platform/database/values'
import type { SenderState } from './pace'

/** Takes the sender for this transaction: its budget is one, whoever spends it. */
export const takeSender = async (
  db: Database,
  sender: string
): Promise<{ state: SenderState; now: number }> => {
  const select = `select next_slot_at, slow_factor, slowed_at, paused_until, ${db.now} as now
                    from outbound_senders where sender = ? ${db.forUpdate}`
  let row = await db.first(select, [sender])
  if (!row) {
    await db.change('insert into outbound_senders (sender) values (?) on conflict (sender) do nothing', [
      sender
    ])
    row = await db.first(select, [sender])
  }
  if (!row) throw new Error('The sender vanished while it was taken.')
  return {
    now: toNumber(row.now),
    state: {
      nextSlotAt: toNumber(row.next_slot_at),
      slowFactor: toNumber(row.slow_factor),
      slowedAt: toNumberOrNull(row.slowed_at),
      pausedUntil: toNumber(row.paused_until)
    }
  }
}

export const saveSender = async (db: Database, sender: string, state: SenderState): Promise<void> => {
  await db.change(
    'update outbound_senders set next_slot_at = ?, slow_factor = ?, slowed_at = ?, paused_until = ? where sender = ?',
    [state.nextSlotAt, state.slowFactor, state.slowedAt, state.pausedUntil, sender]
  )
}
