/**
 * What compliance asks again and again is found by an index among many rows. The statements are those of the real
 * functions, written down while they run, and the database itself says how it answers each.
 */
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { fromJson } from '../platform/database/values'
import { collect } from './evidence/collect'
import { recordEvidence, subjectsOf } from './evidence/entries'
import { countEvidence, listEvidence } from './evidence/list'
import { lockHead, saveHead } from './evidence/head'
import { seal } from './evidence/seal'
import { subjectsTyped } from './evidence/search'
import { verify } from './evidence/verify'
import { listOptOuts } from './list/store'

const MANY = 20_000
const BOT = 'demo'
/** Of whom the log speaks, each of them as often. */
const PEOPLE = 1000
/** How leads are found by their addresses is for the leads' own plans. */
const BOOK = { known: async () => new Map([['person7@example.com', ['person8@example.com']]]) }

type Work = (db: Database) => Promise<unknown>

const WORK: Record<string, Work> = {
  'the newest opt-outs': async db => {
    const { next_cursor } = await listOptOuts(db, BOT, {}, { limit: 50 })
    return listOptOuts(db, BOT, {}, { limit: 50, cursor: next_cursor ?? '' })
  },
  'opt-outs by the beginning of an address': db =>
    listOptOuts(db, BOT, { search: 'person77' }, { limit: 50 }),
  'opt-outs by the beginning of a number': db => listOptOuts(db, BOT, { search: '+52155' }, { limit: 50 }),
  'the log of a time': db => listEvidence(db, BOT, { from: '1970-01-01T00:00:05Z' }, { limit: 50 }),
  'the log of a person with two addresses, read on': async db => {
    const wanted = { subjects: await subjectsTyped(db, BOT, BOOK, 'person7@example.com', 'MX') }
    const { next_cursor } = await listEvidence(db, BOT, wanted, { limit: 5 })
    return listEvidence(db, BOT, wanted, { limit: 5, cursor: next_cursor ?? '' })
  },
  'how much the log has of a person': async db =>
    countEvidence(db, BOT, { subjects: await subjectsOf(db, BOT, ['person7@example.com']) }),
  'the log read on': db => collect(db, BOT, 0, async () => new Map()),
  'the log sealed': db => seal(db, BOT),
  'the log worked through': db => verify(db, BOT)
}

interface Node {
  'Node Type': string
  'Plan Rows': number
  'Relation Name'?: string
  Plans?: Node[]
}

const isSlow = (node: Node): boolean => {
  const inner = node.Plans ?? []
  const walks = node['Node Type'] === 'Seq Scan' && /^outbound_/.test(node['Relation Name'] ?? '')
  const sorts = /Sort/.test(node['Node Type']) && inner.some(({ 'Plan Rows': rows }) => rows > MANY / 4)
  return ((walks || sorts) && node['Plan Rows'] > 1) || inner.some(isSlow)
}

/** One row for each bot: nothing to find. */
const SMALL = /outbound_(evidence_heads|secrets|evidence_seals)/

describe.each(databases)(`Compliance among ${MANY} rows, $name`, ({ create }) => {
  let test: TestDatabase
  let db: Database

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MANY})`
    await db.execute(
      `insert into outbound_suppressions (bot_id, person, channel, source, at)
       ${numbers} select '${BOT}', case when i % 2 = 0 then 'person' || i || '@example.com' else '+5215' || (500000000 + i) end,
                         'all', 'person', i from n`
    )
    await db.execute(
      `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, outcome)
       ${numbers} select i, 1, '${BOT}', 'mail', i, 'accepted' from n`
    )
    await db.execute(
      `insert into outbound_messages (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, status, updated_at)
       ${numbers} select i, '${BOT}', 'sequence_email', 1, 'email', 'x', 'k' || i, 'sent', 0 from n`
    )
    const entries = Array.from({ length: MANY }, (_, at) => ({
      kind: 'opt_out' as const,
      at,
      person: `person${at % PEOPLE}@example.com`,
      facts: {}
    }))
    await db.transaction(tx => recordEvidence(tx, BOT, entries))
    while (await seal(db, BOT)) continue
    await db.transaction(async tx => {
      const head = await lockHead(tx, BOT)
      await saveHead(tx, BOT, { ...head, read: { at: MANY - 100, message: MANY - 100, n: 1 } })
    })
    for (const table of ['suppressions', 'attempts', 'messages', 'evidence'])
      await db.execute(`analyze outbound_${table}`)
  }, 300_000)
  afterAll(() => test.destroy())

  it.each(Object.keys(WORK))('%s: by index', async name => {
    const work = WORK[name] ?? (() => Promise.reject(new Error('There is no such work.')))
    const seen = new Map<string, ReadonlyArray<string | number | null>>()
    const remember = (query: { sql: string; bindings?: ReadonlyArray<string | number | null> }) => {
      if (/^\s*select/i.test(query.sql) && /outbound_/.test(query.sql) && !SMALL.test(query.sql))
        seen.set(query.sql.replace(/\$\d+/g, '?'), query.bindings ?? [])
    }
    test.knex.on('query', remember)
    try {
      await work(db)
    } finally {
      test.knex.removeListener('query', remember)
    }
    expect(seen.size).toBeGreaterThan(0)
    const slow: string[] = []
    for (const [sql, bindings] of seen) {
      if (db.dialect === 'sqlite') {
        const rows = await db.query(`explain query plan ${sql}`, bindings)
        const plan = rows.map(row => String(row.detail)).join('\n')
        if (/SCAN (TABLE )?(outbound_|\w\b(?!.*json))/.test(plan) || /USE TEMP B-TREE/.test(plan))
          slow.push(`${sql}\n${plan}`)
      } else {
        const row = await db.first(`explain (format json) ${sql}`, bindings)
        const [found] = fromJson(row?.['QUERY PLAN']) as Array<{ Plan: Node }>
        if (found && isSlow(found.Plan)) slow.push(`${sql}\n${JSON.stringify(found.Plan)}`)
      }
    }
    expect(slow).toEqual([])
  })
})
