/**
 * What is done with leads again and again costs the same among 200,000 as among 1,000, because an index serves it. The
 * statements are those of the real functions, written down while they run, and the database itself says how it would
 * answer each.
 */
import type { KnexExtended } from 'botpress/sdk'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import type { Database } from '../platform/database/database'
import { fromJson } from '../platform/database/values'
import { filterLeads } from './filter'
import { listLeads } from './list-store'
import { searchLeads } from './search-store'
import { findHolders, leadsByIds, leadsByPersons, markQualified, setPoints } from './store'
import { CALLER, leadsBench, type LeadsBench } from './testing/bench'
import { fillLeads } from './testing/many-leads'

const [SMALL, LARGE] = [
  { bot: 'small', rows: 1_000 },
  { bot: 'large', rows: process.env.TEST_FULL === '1' ? 1_000_000 : 200_000 }
]
const PATIENCE_MS = 600_000
const RUNS = 7
const APART_MS = 20

type Work = (bench: LeadsBench, bot: string) => Promise<unknown>

const twoPages =
  (filter: Parameters<typeof listLeads>[2]): Work =>
  async ({ db }, bot) => {
    const first = await listLeads(db, bot, filter, { limit: 50 })
    expect(first.items.length).toBeGreaterThan(0)
    if (first.next_cursor) await listLeads(db, bot, filter, { limit: 50, cursor: first.next_cursor })
  }

const search =
  (beginning: string | ((bot: string) => string)): Work =>
  async ({ db }, bot) => {
    const typed = typeof beginning === 'string' ? beginning : beginning(bot)
    const first = await searchLeads(db, bot, typed, {}, { limit: 50 })
    expect(first.items.length).toBeGreaterThan(0)
    if (first.next_cursor) await searchLeads(db, bot, typed, {}, { limit: 50, cursor: first.next_cursor })
  }

/** Row numbers that both bots have. */
const SOME = [1, 7, 500, 999]
const phoneOf = (bot: string, n: number) => `+52${bot === 'small' ? '55' : '33'}${String(10_000_000 + n)}`

const WORK: Record<string, Work> = {
  'the list, in pages': twoPages({}),
  'those of a status that nearly all have': twoPages({ status: 'active' }),
  'those of a rare status': twoPages({ status: 'qualified' }),
  'those of a profile': twoPages({ icp: 'Hoteles 3' }),
  'those of a priority': twoPages({ priority: 'high' }),
  'those of a score, the best first': twoPages({ min_score: 50, max_score: 90 }),
  'those who came in a time': twoPages({ created_from: '1970-01-01T00:00:00.100Z' }),
  'a page of everybody': ({ db }, bot) => filterLeads(db, bot, {}).next(),
  'a search by a name': search('nombre 77'),
  'a search by a last name': search('apéllido 77'),
  'a search by a company': search('acmé 7'),
  'a search by an address': search('persona77'),
  'a search by a number': search(bot => phoneOf(bot, 0).slice(1, 10)),
  'a search by a key': search('key-77'),
  'one by its id': async ({ db }, bot) => {
    const page = await listLeads(db, bot, {}, { limit: 1 })
    await leadsByIds(db, bot, [page.items[0]?.id ?? 0])
  },
  'some by their persons': async ({ db }, bot) => {
    const found = await leadsByPersons(
      db,
      bot,
      SOME.flatMap(n => [phoneOf(bot, n), `persona${n}@example.com`])
    )
    expect(found.size).toBe(SOME.length * 2)
  },
  'some by all their identities': async ({ db }, bot) => {
    const given = SOME.map(n => ({
      ext_id: `key-${n}`,
      email_key: `persona${n}@example.com`,
      phone: phoneOf(bot, n)
    }))
    expect(await findHolders(db, bot, given)).toHaveLength(SOME.length)
  },
  'one brought up to date': ({ leads }, bot) =>
    leads.upsert(bot, { ext_id: 'key-7', custom: { n: Math.random() } }, CALLER),
  'points, and who qualifies': async ({ db }, bot) => {
    const found = await findHolders(
      db,
      bot,
      SOME.map(n => ({ ext_id: `key-${n}` }))
    )
    await setPoints(
      db,
      found.map(({ id }) => ({ id, points: 5 }))
    )
    await markQualified(
      db,
      found.map(({ id }) => id),
      1
    )
  }
}

interface Statement {
  sql: string
  bindings: ReadonlyArray<string | number | null>
}

const statementsOf = async (knex: KnexExtended, work: () => Promise<unknown>): Promise<Statement[]> => {
  const seen = new Map<string, Statement>()
  const remember = ({ sql, bindings }: { sql: string; bindings?: Statement['bindings'] }) => {
    if (/^\s*(select|update|insert|delete)/i.test(sql) && /outbound_(leads|suppressions|audit)/.test(sql))
      seen.set(sql, { sql: sql.replace(/\$\d+/g, '?'), bindings: bindings ?? [] })
  }
  knex.on('query', remember)
  try {
    await work()
  } finally {
    knex.removeListener('query', remember)
  }
  return [...seen.values()]
}

interface Node {
  'Node Type': string
  'Plan Rows': number
  'Relation Name'?: string
  Plans?: Node[]
}

const FEW = 1_000

const walksOrSorts = (node: Node): boolean => {
  const inner = node.Plans ?? []
  const walks = node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'outbound_leads'
  const sorts = /Sort/.test(node['Node Type']) && inner.some(({ 'Plan Rows': rows }) => rows > FEW)
  return walks || sorts || inner.some(walksOrSorts)
}

const isSlow = async (tx: Database, { sql, bindings }: Statement): Promise<string | null> => {
  if (tx.dialect === 'sqlite') {
    const rows = await tx.query(`explain query plan ${sql}`, bindings)
    const text = rows.map(row => String(row.detail)).join('\n')
    const walks = /SCAN (TABLE )?(outbound_|l\b)/.test(text) || /\(bot_id=\?\)$/m.test(text)
    const sorts = /USE TEMP B-TREE/.test(text) && !/json_each/.test(sql)
    return (walks && !isAllowedWalk(sql)) || sorts ? text : null
  }
  const row = await tx.first(`explain (format json) ${sql}`, bindings)
  const [found] = fromJson(row?.['QUERY PLAN']) as Array<{ Plan: Node }>
  return found && walksOrSorts(found.Plan) ? JSON.stringify(found.Plan) : null
}

/** A page of all: it begins at the end of what a bot has and stops when it is full. */
const isAllowedWalk = (sql: string) => /order by l\.created_at (asc|desc), l\.id/.test(sql)

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let n = 0; n < RUNS; n += 1) {
    const startedAt = process.hrtime.bigint()
    await work()
    times.push(Number(process.hrtime.bigint() - startedAt) / 1e6)
  }
  return Math.min(...times)
}

describe.each(databases)(`${LARGE.rows} leads, $name`, ({ create }) => {
  let test: TestDatabase
  let bench: LeadsBench

  beforeAll(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
    await fillLeads(bench.db, SMALL.bot, SMALL.rows, phoneOf)
    await fillLeads(bench.db, LARGE.bot, LARGE.rows, phoneOf)
    await bench.db.execute('analyze outbound_leads')
  }, PATIENCE_MS)
  afterAll(() => test.destroy(), PATIENCE_MS)

  it.each(Object.keys(WORK))(
    '%s: by index, and as fast as among few',
    async name => {
      const work = WORK[name] ?? (() => Promise.reject(new Error('There is no such work.')))
      const small = await timeOf(() => work(bench, SMALL.bot))
      const large = await timeOf(() => work(bench, LARGE.bot))
      const statements = await statementsOf(test.knex, () => work(bench, LARGE.bot))
      expect(statements.length).toBeGreaterThan(0)
      const slow: string[] = []
      await bench.db.transaction(async tx => {
        for (const statement of statements) {
          const plan = await isSlow(tx, statement)
          if (plan !== null) slow.push(`${statement.sql}\n${plan}`)
        }
      })
      expect(slow).toEqual([])
      expect({ small, large, isAsFast: large - small <= APART_MS }).toEqual({ small, large, isAsFast: true })
    },
    PATIENCE_MS
  )

  it(
    'are counted in an instant, as a list says how many there are',
    async () => {
      const handle = bench.handler('get', '/leads')
      const list = (query: object) =>
        handle(
          {
            botId: LARGE.bot,
            caller: CALLER,
            params: undefined,
            query: { limit: 50, ...query },
            body: undefined,
            req: {} as never
          },
          {} as never
        ) as Promise<{ total: number }>
      expect((await list({})).total).toBe(LARGE.rows)
      expect((await list({ status: 'qualified' })).total).toBeLessThan(LARGE.rows / 10)
      expect((await list({ search: 'nombre 77' })).total).toBeGreaterThan(1_000)
      expect(await timeOf(() => list({}))).toBeLessThan(LARGE.rows / 1_000)
    },
    PATIENCE_MS
  )
})

/** As while a large file comes in: what PostgreSQL knows of a table is as old as its last look. */
describe.each(databases.filter(({ engine }) => engine === 'PostgreSQL'))(
  'Leads that PostgreSQL has not counted yet, $name',
  ({ create }) => {
    let test: TestDatabase
    beforeAll(async () => {
      test = await create()
    })
    afterAll(() => test.destroy())

    it('are looked up one by one all the same', async () => {
      const bench = await leadsBench(test.knex)
      await bench.db.execute('alter table outbound_leads set (autovacuum_enabled = off)')
      await fillLeads(bench.db, SMALL.bot, 10_000, phoneOf)
      const work = WORK['some by all their identities'] ?? (() => Promise.reject(new Error('No such work.')))
      const statements = await statementsOf(test.knex, () => work(bench, SMALL.bot))
      expect(statements).toHaveLength(2)
      for (const { sql, bindings } of statements) {
        const row = await bench.db.first(`explain (format json) ${sql}`, bindings)
        expect(JSON.stringify(row)).not.toMatch(
          /Hash (Join|Cond)|Seq Scan|Cond[\\":]+\(bot_id = '\w+'::text\)\\?"/
        )
      }
    })
  }
)
