/** Finding a hundred cold leads costs the same among 1,000 leads and among 100,000, and walks through none of them. */
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { breath } from './breath'
import { findColdLeads, stretchSql, type ColdRules } from './cold-leads'

const NOW = Date.parse('2026-03-02T16:00:00Z')
const DAY = 86_400_000
const RUNS = 7
const AT_ONCE = 20_000

const rules: ColdRules = {
  filters: [{ icp: null, priorityFilter: null, minScore: 0, maxScore: 50 }],
  belowScore: 50,
  createdFrom: NOW - 90 * DAY,
  sequenceIds: [1]
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

describe.each(databases.filter(({ name }) => name.includes('knex 3')))(
  'Cold leads among many, $name',
  ({ create }) => {
    let test: TestDatabase
    let db: Database

    beforeAll(async () => {
      test = await create()
      db = new Database(test.knex)
      await migrate(db, migrations)
    })
    afterAll(() => test.destroy())

    /**
     * One in a hundred of the large bot's leads is cold and new. The others were nurtured before, are known for years, or
     * have no address.
     */
    const fill = async (bot: string, rows: number, oneIn: number): Promise<void> => {
      for (let from = 0; from < rows; from += AT_ONCE) {
        const some = Array.from({ length: Math.min(AT_ONCE, rows - from) }, (_, index) => {
          const n = from + index
          const isCold = n % oneIn === 0
          const kind = isCold ? 'cold' : (['nurtured', 'old', 'without'] as const)[n % 3]
          return {
            n,
            email: kind === 'without' ? null : `lead${n}@example.com`,
            nurtured_at: kind === 'nurtured' ? NOW - DAY : null,
            created_at: kind === 'old' ? NOW - 400 * DAY - n : NOW - DAY - n
          }
        })
        await db.change(
          `insert into outbound_leads (bot_id, ext_id, email, email_key, custom, status, nurtured_at, created_at, updated_at)
         select ?, 'key-' || n, email, email, '{}', 'active', nurtured_at, created_at, created_at
           from ${db.rows({ n: 'integer', email: 'text', nurtured_at: 'integer', created_at: 'integer' })} given where true`,
          [bot, JSON.stringify(some)]
        )
      }
    }

    it('are found as fast among 100,000 as among 1,000, by index', async () => {
      await fill('small', 1_000, 1)
      await fill('large', 100_000, 100)
      await db.change(
        `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, waiting_for, anchor_at, source,
                started_at, created_at, updated_at)
         select bot_id, 1, 1, id, 'completed', 'nothing', 0, 'trigger', 0, 0, 0 from outbound_leads
          where nurtured_at is not null`
      )
      await db.change(
        `insert into outbound_suppressions (bot_id, person, channel, source, at)
         select bot_id, email_key, 'email', 'operator', 0 from outbound_leads
          where nurtured_at is null and email_key is not null and created_at < ?`,
        [rules.createdFrom]
      )
      await db.execute('analyze')
      const times: Record<'small' | 'large', number[]> = { small: [], large: [] }
      for (let run = 0; run < RUNS; run += 1)
        for (const bot of ['small', 'large'] as const) {
          const begin = process.hrtime.bigint()
          const found = await findColdLeads(db, bot, rules, 1_000, breath)
          times[bot].push(Number(process.hrtime.bigint() - begin) / 1e6)
          expect(found).toMatchObject({ lookedAt: 1_000 })
          expect(found.ids).toHaveLength(1_000)
        }
      // Twice is what a busy machine may add; a walk through all of them would be a hundred times.
      expect(median(times.large)).toBeLessThan(median(times.small) * 2 + 20)

      const explain = db.dialect === 'sqlite' ? 'explain query plan' : 'explain'
      const plan = JSON.stringify(
        await db.query(`${explain} ${stretchSql(rules)}`, [
          50,
          0,
          50,
          1,
          'large',
          'large',
          'large',
          rules.createdFrom,
          0,
          500
        ])
      )
      expect(plan).toContain('outbound_leads_cold')
      // What else is asked about each of the stretch goes by its key.
      expect(plan).toContain('outbound_enrollments_lead')
      expect(plan).not.toMatch(/Seq Scan|SCAN (TABLE )?(outbound_|[a-z]\b)/)
    }, 300_000)
  }
)
