import { z } from 'zod'
import { addNews, news, type FactKind, type Reaction } from '../../inbox'
import type { Database } from '../../platform/database/database'
import { fromJson, toNumber } from '../../platform/database/values'
import { freeRooms } from '../engine/budget'
import { readData } from './message-data'

const freedBody = z.object({
  rooms: z.array(z.object({ scope: z.string(), day: z.string(), n: z.number().int() }))
})

/**
 * What was owed and didn't leave takes nothing of the limits of its day. They are given back by a fact, in a transaction of
 * its own: a limit is shared by sequences, and whoever takes a message back holds locks behind which nobody may wait for it.
 */
export const limitsFreed: FactKind<z.infer<typeof freedBody>> = {
  name: 'sequence.limits_freed',
  body: freedBody,
  keepMs: 60_000
}

/** These messages were taken back, for good: each is said once. In the transaction that takes them back. */
export const giveBack = async (tx: Database, botId: string, messageIds: readonly number[]): Promise<void> => {
  if (messageIds.length === 0) return
  const rows = await tx.query(
    `select id, data from outbound_messages where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [JSON.stringify(messageIds.map(id => ({ id })))]
  )
  const sums = new Map<string, { scope: string; day: string; n: number }>()
  for (const { data } of rows)
    for (const { scope, day } of readData(fromJson(data))?.rooms ?? []) {
      const key = JSON.stringify([scope, day])
      sums.set(key, { scope, day, n: (sums.get(key)?.n ?? 0) + 1 })
    }
  if (sums.size === 0) return
  const first = Math.min(...rows.map(({ id }) => toNumber(id)))
  await addNews(tx, [
    {
      botId,
      ...news(limitsFreed, {
        dedupeKey: `limits freed ${first}`,
        subject: null,
        body: { rooms: [...sums.values()] }
      })
    }
  ])
}

export const freeLimits: Reaction<z.infer<typeof freedBody>> = (tx, botId, facts) =>
  freeRooms(
    tx,
    botId,
    facts.flatMap(({ body }) => body.rooms)
  )
