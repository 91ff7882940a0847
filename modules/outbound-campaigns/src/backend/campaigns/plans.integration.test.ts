/**
 * What is done again and again costs the same in a campaign of a thousand as in one of 100,000 (1,000,000 with
 * TEST_FULL=1), because an index serves it. The statements are those of the real functions, written down while they run,
 * and the database itself says how it would answer each.
 */
import type { KnexExtended } from 'botpress/sdk'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import {
  hasPeople,
  prospectsOf,
  readLane,
  reasonCounts,
  recoverLost,
  takeTurn,
  timeline,
  type Reactions
} from '../outbox'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { fromJson } from '../platform/database/values'
import { fillCampaign } from './testing/big-campaign'
import { ownerOf } from './campaigns'
import { countRecipients } from './recipients-count'
import { attemptsOf, findRecipient, listRecipients, type RecipientFilter } from './recipients-store'
import { dueCampaigns, findCampaign, listCampaigns } from './store'

const BOT = 'demo'
const [SMALL, LARGE] = [
  { id: 1, rows: 1_000 },
  { id: 2, rows: process.env.TEST_FULL === '1' ? 1_000_000 : 100_000 }
]
const PATIENCE_MS = 600_000
const RUNS = 9
const APART_MS = 20

const sender = { id: 'whatsapp:1', ratePerSecond: 100_000, dailyUniqueLimit: null }
const gate = { frequencyCap: { max: 3, perHours: 24 }, pairRestMs: 6_000 }
const deaf: Reactions = { stopped: async () => undefined, drained: async () => undefined }

type Settlements = Parameters<typeof takeTurn>[1]['settlements']

const turn = (db: Database, id: number, settlements: Settlements = []) =>
  takeTurn(
    db,
    {
      owner: ownerOf(id),
      settlements,
      inFlight: 0,
      holds: settlements.length > 0,
      sender,
      gate,
      leaseMs: 60_000
    },
    deaf,
    () => 0
  )

/** What is done for one campaign, over and over while it runs or while somebody looks at it. */
const WORK: Record<string, (db: Database, id: number) => Promise<unknown>> = {
  async 'the next claim, and the settling of what was claimed'(db, id) {
    const { claimed } = await turn(db, id)
    expect(claimed.length).toBeGreaterThan(0)
    const outcome = { kind: 'accepted', providerId: 'uuid' } as const
    await turn(
      db,
      id,
      claimed.map(message => ({ messageId: message.id, n: message.n, outcome }))
    )
  },
  'what it waits for, and when it is over': (db, id) => prospectsOf(db, [ownerOf(id)], sender),
  'what a dead process left behind': db => recoverLost(db, BOT),
  async 'its report'(db, id) {
    await findCampaign(db, BOT, id)
    await readLane(db, ownerOf(id))
    await reasonCounts(db, ownerOf(id))
    await timeline(db, ownerOf(id))
  },
  async 'the list of campaigns, with what each waits for'(db) {
    const { items } = await listCampaigns(db, BOT, { limit: 50 })
    await prospectsOf(
      db,
      items.map(({ id }) => ownerOf(id)),
      sender
    )
  },
  'the campaigns whose time has come': db => dueCampaigns(db, BOT, Date.now()),
  'whether it has people': (db, id) => hasPeople(db, ownerOf(id)),
  'its people, in pages': (db, id) => twoPages(db, id, {}),
  'its people in a frequent state, in pages': (db, id) => twoPages(db, id, { status: 'read' }),
  'its people in a rare state': (db, id) => listRecipients(db, BOT, id, { status: 'skipped', limit: 50 }),
  'those whom a reason concerns, in pages': (db, id) => twoPages(db, id, { code: '1300' }),
  'those who failed for a reason, in pages': (db, id) => twoPages(db, id, { code: '1300', status: 'failed' }),
  async 'how many a filter finds'(db, id) {
    const { counts } = (await findCampaign(db, BOT, id)) ?? { counts: null }
    if (!counts) throw new Error('The campaign is gone.')
    const everybody = ['+5255']
    const filters: RecipientFilter[] = [
      { status: 'read' },
      { code: '1300' },
      { code: '1300', status: 'failed' },
      { persons: everybody },
      { persons: everybody, status: 'cancelled' }
    ]
    for (const filter of filters) await countRecipients(db, BOT, id, filter, counts)
  },
  'a person by the whole number': (db, id) => twoPages(db, id, { persons: [`+5255${id}0000007`] }),
  'people by the beginning of the number': (db, id) =>
    twoPages(db, id, { persons: ['+52550', '+55', '+5255'] }),
  async 'one person, with the log'(db, id) {
    const { items } = await listRecipients(db, BOT, id, { limit: 1 })
    await findRecipient(db, BOT, id, items[0]?.id ?? 0)
    await attemptsOf(db, BOT, items[0]?.id ?? 0)
  }
}

const twoPages = async (db: Database, id: number, filter: Partial<Parameters<typeof listRecipients>[3]>) => {
  const first = await listRecipients(db, BOT, id, { ...filter, limit: 50 })
  if (first.next_cursor !== null)
    await listRecipients(db, BOT, id, { ...filter, limit: 50, cursor: first.next_cursor })
}

interface Statement {
  sql: string
  bindings: ReadonlyArray<string | number | null>
}

const statementsOf = async (knex: KnexExtended, work: () => Promise<unknown>): Promise<Statement[]> => {
  const seen = new Map<string, Statement>()
  const remember = ({ sql, bindings }: { sql: string; bindings?: Statement['bindings'] }) => {
    if (/^\s*(select|update|insert|delete)/i.test(sql))
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

/** The tables that grow with people. All others stay small, and PostgreSQL rightly reads a small table as it lies. */
const LARGE_TABLES = 'messages|attempts|contacts|suppressions|addresses'

const IS_LARGE_TABLE = new RegExp(`^outbound_(${LARGE_TABLES})$`)
/** What so few rows cost to sort nobody notices; and a set that was given with the statement is as large as it is. */
const FEW = 1_000

interface Node {
  'Node Type': string
  'Plan Rows': number
  'Relation Name'?: string
  Plans?: Node[]
}

const walksOrSorts = (node: Node): boolean => {
  const inner = node.Plans ?? []
  const walks = node['Node Type'] === 'Seq Scan' && IS_LARGE_TABLE.test(node['Relation Name'] ?? '')
  const sorts = /Sort/.test(node['Node Type']) && inner.some(({ 'Plan Rows': rows }) => rows > FEW)
  return walks || sorts || inner.some(walksOrSorts)
}

/** SQLite estimates nothing: whatever it sorts may be large. */
const isSlow = (plan: Plan, { sql }: Statement): boolean => {
  if (plan.dialect === 'postgres') return walksOrSorts(plan.root)
  if (/SCAN (TABLE )?(outbound_|[amp]\b)/.test(plan.text)) return true
  return /USE TEMP B-TREE/.test(plan.text) && !/json_each/.test(sql)
}

const isLarge = ({ sql }: Statement) => new RegExp(`outbound_(${LARGE_TABLES})`).test(sql)

type Plan = { dialect: 'sqlite'; text: string } | { dialect: 'postgres'; root: Node }

const planOf = async (tx: Database, { sql, bindings }: Statement): Promise<Plan> => {
  if (tx.dialect === 'sqlite') {
    const rows = await tx.query(`explain query plan ${sql}`, bindings)
    return { dialect: 'sqlite', text: rows.map(row => String(row.detail)).join('\n') }
  }
  const row = await tx.first(`explain (format json) ${sql}`, bindings)
  const [found] = fromJson(row?.['QUERY PLAN']) as Array<{ Plan: Node }>
  if (!found) throw new Error('PostgreSQL explained nothing.')
  return { dialect: 'postgres', root: found.Plan }
}

/** The best of some: what else the machine does makes a run longer and never shorter, and a walk is long in each. */
const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let n = 0; n < RUNS; n += 1) {
    const startedAt = process.hrtime.bigint()
    await work()
    times.push(Number(process.hrtime.bigint() - startedAt) / 1e6)
  }
  return Math.min(...times)
}

describe.each(databases)(`A campaign of ${LARGE.rows}, $name`, ({ create }) => {
  let test: TestDatabase
  let db: Database
  const small = new Map<string, number>()

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    await fillCampaign(db, BOT, SMALL.id, SMALL.rows)
    for (const [name, work] of Object.entries(WORK)) small.set(name, await timeOf(() => work(db, SMALL.id)))
    await fillCampaign(db, BOT, LARGE.id, LARGE.rows)
  }, PATIENCE_MS)
  afterAll(() => test.destroy(), PATIENCE_MS)

  it.each(Object.keys(WORK))(
    '%s: by index, and as fast as in a small one',
    async name => {
      const work = WORK[name] ?? (() => Promise.reject(new Error('There is no such work.')))
      const large = await timeOf(() => work(db, LARGE.id))
      const statements = await statementsOf(test.knex, () => work(db, LARGE.id))
      expect(statements.length).toBeGreaterThan(0)
      const walking: string[] = []
      await db.transaction(async tx => {
        for (const statement of statements.filter(isLarge)) {
          const plan = await planOf(tx, statement)
          if (isSlow(plan, statement)) walking.push(`${statement.sql}\n${JSON.stringify(plan)}`)
        }
      })
      expect(walking).toEqual([])
      const times = { large, small: small.get(name) ?? 0 }
      expect({ ...times, isAsFast: times.large - times.small <= APART_MS }).toEqual({
        ...times,
        isAsFast: true
      })
    },
    PATIENCE_MS
  )
})
