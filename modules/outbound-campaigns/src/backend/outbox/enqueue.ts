import type { Database } from '../platform/database/database'
import { addToTally } from './tally'
import type { Owner } from './message'

export interface NewMessage {
  person: string
  /** Two messages of one owner with the same key are one: a person in a campaign, a step in a sequence. */
  dedupeKey: string
  importId: number | null
  line: number | null
  data: unknown
}

/**
 * Adds what is owed, in the caller's transaction or its own, and answers how many were new. Who is in the owner already
 * is passed over, so the same file again adds nothing.
 */
export const enqueue = (
  db: Database,
  { owner, botId, channel }: { owner: Owner; botId: string; channel: string },
  messages: readonly NewMessage[]
): Promise<number> =>
  db.transaction(async tx => {
    if (messages.length === 0) return 0
    const given = tx.rows({
      person: 'text',
      dedupe_key: 'text',
      import_id: 'integer',
      line: 'integer',
      data: 'json'
    })
    const added = await tx.change(
      `insert into outbound_messages (bot_id, owner_type, owner_id, channel, person, dedupe_key, import_id, line, data, status, updated_at)
       select ?, ?, ?, ?, person, dedupe_key, import_id, line, data, 'pending', ${tx.now} from ${given} given where true
       on conflict (owner_type, owner_id, dedupe_key) do nothing`,
      [
        botId,
        owner.type,
        owner.id,
        channel,
        JSON.stringify(
          messages.map(({ person, dedupeKey, importId, line, data }) => ({
            person,
            dedupe_key: dedupeKey,
            import_id: importId,
            line,
            data
          }))
        )
      ]
    )
    await addToTally(tx, owner, { pending: added })
    return added
  })
