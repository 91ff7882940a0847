import type { Database } from '../../platform/database/database'
import { toEvidence } from './entries'
import { entryHash, rootOf, sealHash } from './hash'
import { lockHead, saveHead } from './head'

const AT_ONCE = 1_000

/**
 * Gives what came in since the last time its numbers and one seal. A seal for a thousand entries, not for each: else all
 * nodes would queue behind one row for every message. Answers whether there may be more.
 */
export const seal = (db: Database, botId: string): Promise<boolean> =>
  db.transaction(async tx => {
    const head = await lockHead(tx, botId)
    const rows = await tx.query(
      'select * from outbound_evidence where bot_id = ? and seq is null order by id limit ?',
      [botId, AT_ONCE]
    )
    if (rows.length === 0) return false
    const entries = rows.map(toEvidence).map((entry, index) => {
      const numbered = { ...entry, seq: head.seq + index + 1 }
      return { id: entry.id, seq: numbered.seq, at: entry.at, hash: entryHash(botId, numbered) }
    })
    const times = entries.map(({ at }) => at)
    const facts = {
      n: head.seals + 1,
      firstSeq: head.seq + 1,
      lastSeq: head.seq + entries.length,
      firstAt: Math.min(...times),
      lastAt: Math.max(...times),
      root: rootOf(entries.map(({ hash }) => hash))
    }
    const hash = sealHash(botId, head.hash, facts)
    await number(tx, botId, entries)
    await tx.change(
      `insert into outbound_evidence_seals
         (bot_id, n, first_seq, last_seq, first_at, last_at, root, hash, sealed_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ${tx.now})`,
      [botId, facts.n, facts.firstSeq, facts.lastSeq, facts.firstAt, facts.lastAt, facts.root, hash]
    )
    await saveHead(tx, botId, { ...head, seq: facts.lastSeq, seals: facts.n, hash })
    return rows.length === AT_ONCE
  })

const number = async (
  tx: Database,
  botId: string,
  entries: ReadonlyArray<{ id: number; seq: number; hash: string }>
): Promise<void> => {
  const given = tx.rows({ id: 'integer', seq: 'integer', hash: 'text' })
  const json = JSON.stringify(entries.map(({ id, seq, hash }) => ({ id, seq, hash })))
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_evidence e set seq = given.seq, hash = given.hash
           from ${given} given where e.id = given.id and e.bot_id = ?`
      : // An upsert, because SQLite 3.31 has no update from a set.
        `insert into outbound_evidence (id, bot_id, kind, at, facts, seq, hash)
         select id, '', '', 0, '{}', seq, hash from ${given} given where true
         on conflict (id) do update set seq = excluded.seq, hash = excluded.hash where outbound_evidence.bot_id = ?`,
    [json, botId]
  )
}
