import type { KnexExtended } from 'botpress/sdk'
import type { Database } from '../../platform/database/database'

/**
 * For tests: runs some work and answers which of its statements the database would serve by walking through a table, or
 * through all that a bot has in one.
 */
export const statementsThatScan = async (
  knex: KnexExtended,
  db: Database,
  work: () => Promise<unknown>
): Promise<string[]> => {
  const seen = new Map<string, readonly unknown[]>()
  const remember = ({ sql, bindings }: { sql: string; bindings?: readonly unknown[] }) => {
    if (/^\s*(select|update|insert|delete)/i.test(sql)) seen.set(sql, bindings ?? [])
  }
  knex.on('query', remember)
  await work()
  knex.removeListener('query', remember)

  const scanning: string[] = []
  await db.transaction(async tx => {
    if (tx.dialect === 'postgres') await tx.execute('set local enable_seqscan = off')
    for (const [sql, bindings] of seen) {
      const plan = JSON.stringify(
        await tx.query(
          `explain ${tx.dialect === 'sqlite' ? 'query plan ' : ''}${sql.replace(/\$\d+/g, '?')}`,
          bindings.filter(isBinding)
        )
      )
      if (WALKS.some(walk => walk.test(plan))) scanning.push(`${sql}\n${plan}`)
    }
  })
  return scanning
}

/** A whole table, or all that one bot has in it: an index that only narrows it down to the bot is no help. */
const WALKS = [
  /\bSCAN (TABLE )?(outbound_|[amps]\b)/,
  /\(bot_id=\?\)/,
  /Seq Scan on outbound_/,
  /Index Cond: \(bot_id = '[^']*'::text\)"/
]

const isBinding = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number'
