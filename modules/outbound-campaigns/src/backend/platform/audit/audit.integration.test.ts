import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from '../database/database'
import { migrate } from '../database/migrate'
import { migrations } from '../database/schema'
import { Audit } from './audit'

describe.each(databases)('The audit, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let audit: Audit

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    audit = new Audit(db)
    for (let n = 1; n <= 5; n += 1) {
      await audit.record(db, 'demo', { email: 'ana@example.com' }, fact(n))
    }
    await audit.record(db, 'other', { email: null }, fact(99))
  })
  afterAll(() => test.destroy())

  const fact = (n: number) => ({
    action: 'thing.done',
    subject_type: 'thing',
    subject_id: String(n),
    details: { n, nested: ['ñ'] }
  })

  it("lists a bot's own entries, newest first, page by page, each once", async () => {
    const seen: Array<string | null> = []
    let cursor: string | undefined
    do {
      const page = await audit.list('demo', { limit: 2, cursor })
      expect(page.total).toBe(5)
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(entry => entry.subject_id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(['5', '4', '3', '2', '1'])
  })

  it('gives each entry back as it was recorded', async () => {
    const { items } = await audit.list('demo', { limit: 1 })
    expect(items[0]).toMatchObject({
      actor: 'ana@example.com',
      action: 'thing.done',
      details: { n: 5, nested: ['ñ'] }
    })
    expect(items[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('lists what was done to one thing, by its index', async () => {
    await audit.record(db, 'demo', { email: null }, { ...fact(3), action: 'thing.undone' })
    await audit.record(db, 'demo', { email: null }, { ...fact(3), subject_type: 'other' })
    const first = await audit.list('demo', { limit: 1, subject_type: 'thing', subject_id: '3' })
    expect(first.total).toBe(2)
    const rest = await audit.list('demo', {
      limit: 5,
      subject_type: 'thing',
      subject_id: '3',
      cursor: first.next_cursor ?? ''
    })
    expect([...first.items, ...rest.items].map(({ action }) => action)).toEqual([
      'thing.undone',
      'thing.done'
    ])
    expect((await audit.list('demo', { limit: 5, subject_type: 'other' })).total).toBe(1)
    if (db.dialect === 'sqlite') {
      const plan = await db.query(
        `explain query plan select id from outbound_audit
          where bot_id = ? and subject_type = ? and subject_id = ? order by id desc limit 50`,
        ['demo', 'thing', '3']
      )
      expect(JSON.stringify(plan)).toContain('outbound_audit_subject')
      expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
    }
  })

  it('refuses a cursor that it did not give', async () => {
    await expect(audit.list('demo', { limit: 2, cursor: 'bm90IG9uZQ' })).rejects.toMatchObject({
      status: 400
    })
    await expect(audit.list('demo', { limit: 2, cursor: 'WzEsMl0' })).rejects.toMatchObject({ status: 400 })
  })
})
