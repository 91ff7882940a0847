/** Looks into the database itself, past the module: what a dead process left there, and when messages really left. */
import createKnex, { type Knex } from 'knex'

export interface Inspection {
  /** How many messages were taken since then and are still on their way. */
  onTheirWaySince(millis: number): Promise<number>
  /** When each attempt began, by the send log. */
  startsOfAttempts(): Promise<number[]>
  close(): Promise<void>
}

const numbers = (answer: unknown, name: string): number[] => {
  const rows = (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as Array<
    Record<string, unknown>
  >
  return rows.map(row => Number(row[name]))
}

export const inspect = (at: { sqliteFile: string } | { postgresUrl: string }): Inspection => {
  const knex: Knex =
    'sqliteFile' in at
      ? createKnex({ client: 'sqlite3', connection: { filename: at.sqliteFile }, useNullAsDefault: true })
      : createKnex({ client: 'pg', connection: at.postgresUrl, pool: { min: 0, max: 2 } })
  return {
    async onTheirWaySince(millis) {
      const answer: unknown = await knex.raw(
        `select count(*) as n from outbound_messages where status = 'sending' and last_attempt_at >= ?`,
        [millis]
      )
      return numbers(answer, 'n')[0] ?? 0
    },
    async startsOfAttempts() {
      const answer: unknown = await knex.raw('select started_at from outbound_attempts order by started_at')
      return numbers(answer, 'started_at')
    },
    close: () => knex.destroy()
  }
}
