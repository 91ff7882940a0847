import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { claim } from './claim'
import { Database } from './database'
import { toNumber } from './values'

describe.each(databases)('A claim, $name', ({ createEmpty: create }) => {
  let test: TestDatabase
  let db: Database

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await db.execute(
      'create table work (id integer primary key, bot_id text, state text, claim_token text, lease_until bigint)'
    )
    await db.execute('create index work_by_token on work (claim_token)')
  })
  afterAll(() => test.destroy())
  beforeEach(async () => {
    await db.change('delete from work')
    await db.change(
      `insert into work (id, bot_id, state)
       select id, 'demo', 'pending' from ${db.rows({ id: 'integer' })} given`,
      [JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id })))]
    )
  })

  const take = (token: string, limit: number) =>
    claim(db, token, {
      table: 'work',
      where: { sql: `bot_id = ? and state = 'pending'`, bindings: ['demo'] },
      orderBy: 'id',
      limit,
      set: { sql: `state = 'sending', lease_until = ${db.now} + ?`, bindings: [60_000] }
    })

  it('takes the first rows in order and marks them', async () => {
    const rows = await take('mine', 3)
    expect(rows.map(row => row.id)).toEqual([0, 1, 2])
    expect(rows.map(row => row.state)).toEqual(['sending', 'sending', 'sending'])
    expect(toNumber(rows[0]?.lease_until)).toBeGreaterThan(Date.now())
  })

  it('takes what is left when less is there than asked for, and nothing after that', async () => {
    expect(await take('all', 10_000)).toHaveLength(500)
    expect(await take('more', 10_000)).toEqual([])
  })

  it('never gives one row to two that claim at the same time, and leaves none', async () => {
    const taken: number[] = []
    const worker = async (name: string) => {
      for (let turn = 0; ; turn += 1) {
        const rows = await take(`${name}-${turn}`, 7)
        if (rows.length === 0) return
        taken.push(...rows.map(row => toNumber(row.id)))
      }
    }
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(worker))
    expect(taken).toHaveLength(500)
    expect(new Set(taken).size).toBe(500)
  })
})
