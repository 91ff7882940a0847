/**
 * A scrape costs the same beside 100,000 messages, people in sequences and facts (1,000,000 with TEST_FULL=1) as beside a
 * thousand: an index serves each of its questions, and the database itself says so.
 */
import { databases, type TestDatabase } from '../../../../scripts/test/databases'
import { fillCampaign } from './campaigns/testing/big-campaign'
import { readStanding, type StandingSources } from './observability/standing'
import { Audit } from './platform/audit/audit'
import { Database } from './platform/database/database'
import { migrate } from './platform/database/migrate'
import { migrations } from './platform/database/schema'
import { fromJson } from './platform/database/values'
import { SettingsService } from './platform/settings/settings'

const BOT = 'demo'
const SMALL = 1_000
const LARGE = process.env.TEST_FULL === '1' ? 1_000_000 : 100_000
const DUE = 500
const NOW = Date.parse('2026-03-02T16:00:00Z')
const PATIENCE_MS = 600_000
const RUNS = 9

describe.each(databases)(`A scrape beside ${LARGE} of everything, $name`, ({ create }) => {
  let test: TestDatabase
  let db: Database
  let sources: StandingSources
  let small: number

  /** So many people wait in a sequence and so many facts are kept, of which a few are due and open. */
  const fill = async (id: number, rows: number): Promise<void> => {
    await fillCampaign(db, BOT, id, rows)
    await db.change(`update outbound_messages set updated_at = ${db.now} - 60000 where owner_id = ?`, [id])
    const numbers =
      db.dialect === 'postgres'
        ? `(select generate_series(1, ${rows}) as n) s`
        : `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${rows}) select n from s) s`
    await db.change(
      `insert into outbound_sequences (id, bot_id, name, name_key, category, active, trigger_kind, settings, created_at, updated_at)
       values (?, ?, 'Grande', 'grande', 'custom', 1, 'manual', '{}', 0, 0)`,
      [id, BOT]
    )
    await db.change(
      `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, channel, waiting_for, due_at, anchor_at,
              source, started_at, created_at, updated_at)
       select ?, ?, 1, n, 'active', 'email', 'time', case when n <= ${DUE} then ${NOW} - n * 1000 else ${NOW} + n end, 0,
              'manual', 0, 0, 0 from ${numbers}`,
      [BOT, id]
    )
    await db.change(
      `insert into outbound_inbox (bot_id, kind, dedupe_key, body, received_at, status, due_at)
       select ?, 'message.status', 'fact ${id} ' || n, '{}', ${db.now} - 5000,
              case when n <= ${DUE} then 'open' else 'done' end, case when n <= ${DUE} then 0 else ${db.now} + 1000000 end
         from ${numbers}`,
      [BOT]
    )
    await db.execute('analyze')
  }

  const timeOf = async (): Promise<number> => {
    const times: number[] = []
    for (let n = 0; n < RUNS; n += 1) {
      const startedAt = process.hrtime.bigint()
      await readStanding(sources, BOT)
      times.push(Number(process.hrtime.bigint() - startedAt) / 1e6)
    }
    return Math.min(...times)
  }

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    const sender = (channel: string) => ({ kind: 'ready' as const, channel: { sender: `${channel} one` } })
    sources = {
      db,
      calendar: { now: () => NOW },
      settings: new SettingsService(db, new Audit(db)),
      whatsapp: { open: async () => sender('whatsapp') } as unknown as StandingSources['whatsapp'],
      email: { open: async () => sender('email') } as unknown as StandingSources['email'],
      lagOf: () => 0
    }
    await fill(1, SMALL)
    small = await timeOf()
    await fill(2, LARGE)
  }, PATIENCE_MS)
  afterAll(() => test.destroy(), PATIENCE_MS)

  it('says what there is', async () => {
    const standing = await readStanding(sources, BOT)
    expect(standing.outbound_enrollments_due).toEqual([{ labels: {}, value: 2 * DUE }])
    expect(standing.outbound_enrollments_lag_seconds).toEqual([{ labels: {}, value: DUE }])
    expect(standing.outbound_inbox_open).toEqual([{ labels: {}, value: 2 * DUE }])
    const [messages] = standing.outbound_messages.filter(({ labels }) => labels.status === 'pending')
    expect(messages?.value).toBeGreaterThan(LARGE / 5)
    expect(standing.outbound_inbox_lag_seconds[0]?.value).toBeGreaterThanOrEqual(5)
  })

  it('takes no longer', async () => {
    const large = await timeOf()
    expect(large).toBeLessThan(small * 2 + 20)
  })

  it('walks through no table that grows', async () => {
    const statements = new Map<string, ReadonlyArray<string | number | null>>()
    const remember = (query: { sql: string; bindings?: Array<string | number | null> }) => {
      statements.set(query.sql.replace(/\$\d+/g, '?'), query.bindings ?? [])
    }
    test.knex.on('query', remember)
    await readStanding(sources, BOT)
    test.knex.removeListener('query', remember)
    const found: string[] = []
    await db.transaction(async tx => {
      if (tx.dialect === 'postgres') await tx.execute('set local enable_seqscan = off')
      for (const [sql, bindings] of statements) {
        const explained = await tx.query(
          `explain ${tx.dialect === 'sqlite' ? 'query plan ' : '(format json) '}${sql}`,
          bindings
        )
        const plan =
          tx.dialect === 'sqlite'
            ? explained.map(row => String(row.detail)).join('\n')
            : JSON.stringify(fromJson(explained[0]?.['QUERY PLAN']))
        if (WALKS.test(plan)) found.push(`${sql}\n${plan}`)
      }
    })
    expect(statements.size).toBeGreaterThan(5)
    expect(found).toEqual([])
  })
})

/** Lanes, campaigns and sequences are few: one row each. All others grow with people and time. What is under `Plans` is another node. */
const GROWS = 'outbound_(messages|timeline|enrollments|inbox|attempts)'
const WALKS = new RegExp(
  `SCAN (TABLE )?(${GROWS}|[mt])\\b|"Seq Scan"(?:(?!"Plans")[^}])*?"Relation Name": ?"${GROWS}"|TEMP B-TREE FOR ORDER BY`
)
