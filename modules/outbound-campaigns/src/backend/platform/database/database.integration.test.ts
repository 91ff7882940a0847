import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from './database'
import { toNumber } from './values'

describe.each(databases)('The database door, $name', ({ createEmpty: create }) => {
  let test: TestDatabase
  let db: Database

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await db.execute('create table item (id integer primary key, name text, weight integer)')
  })
  afterAll(() => test.destroy())
  beforeEach(() => db.change('delete from item'))

  const insert = (rows: object[]) =>
    db.change(
      `insert into item (id, name, weight)
       select id, name, weight from ${db.rows({ id: 'integer', name: 'text', weight: 'integer' })} given
       where true on conflict (id) do update set name = excluded.name, weight = excluded.weight`,
      [JSON.stringify(rows)]
    )

  it('takes a set of rows as one parameter, however many there are', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => ({
      id,
      name: `número ${id} 'x' "y"`,
      weight: null
    }))
    expect(await insert(rows)).toBe(20_000)
    expect(toNumber((await db.first('select count(*) as n from item'))?.n)).toBe(20_000)
    expect(await db.first('select name, weight from item where id = ?', [19_999])).toEqual({
      name: `número 19999 'x' "y"`,
      weight: null
    })
  })

  it('settles a set by upsert', async () => {
    await insert([{ id: 1, name: 'a', weight: 1 }])
    await insert([
      { id: 1, name: 'b', weight: 2 },
      { id: 2, name: 'c', weight: 3 }
    ])
    expect(await db.query('select id, name from item order by id')).toEqual([
      { id: 1, name: 'b' },
      { id: 2, name: 'c' }
    ])
  })

  it('says how many rows a conditional update, an insert and a delete changed', async () => {
    await insert([1, 2, 3].map(id => ({ id, name: 'x', weight: id })))
    expect(await db.change('update item set weight = 9 where weight >= ?', [2])).toBe(2)
    expect(await db.change('update item set weight = 9 where weight > ?', [100])).toBe(0)
    const again = `insert into item (id, name) values (?, 'again') on conflict (id) do nothing`
    expect(await db.change(again, [1])).toBe(0)
    expect(await db.change(again, [4])).toBe(1)
    expect(await db.change('delete from item where id in (?, ?)', [1, 4])).toBe(2)
  })

  it('says so within a transaction, too', async () => {
    await insert([{ id: 1, name: 'x', weight: 1 }])
    await db.transaction(async tx => {
      expect(await tx.change('update item set weight = 2 where id = ?', [1])).toBe(1)
      expect(await tx.change('update item set weight = 2 where id = ?', [2])).toBe(0)
    })
  })

  it('commits what resolves and undoes what rejects, whole', async () => {
    await db.transaction(tx => tx.change(`insert into item (id, name) values (1, 'kept')`))
    const failed = db.transaction(async tx => {
      await tx.change(`insert into item (id, name) values (2, 'lost')`)
      await tx.transaction(inner => inner.change(`insert into item (id, name) values (3, 'lost too')`))
      throw new Error('on purpose')
    })
    await expect(failed).rejects.toThrow('on purpose')
    expect(await db.query('select id from item')).toEqual([{ id: 1 }])
  })

  it('tells what has happened after the commit, and nothing that was undone', async () => {
    const told: string[] = []
    await db.transaction(async tx => {
      await tx.transaction(async inner => inner.afterCommit(() => void told.push('inner')))
      tx.afterCommit(() => void told.push('outer'))
      expect(told).toEqual([])
    })
    const failed = db.transaction(async tx => {
      tx.afterCommit(() => void told.push('lost'))
      throw new Error('on purpose')
    })
    await expect(failed).rejects.toThrow('on purpose')
    db.afterCommit(() => void told.push('at once'))
    expect(told).toEqual(['inner', 'outer', 'at once'])
    await db.onOneConnection(async own => {
      await own.transaction(async tx => {
        tx.afterCommit(() => void told.push('own'))
        expect(told).toHaveLength(3)
      })
    })
    expect(told).toHaveLength(4)
  })

  it("reads the database's own time in milliseconds, moving within a transaction", async () => {
    const readTime = async (on: Database) => toNumber((await on.first(`select ${on.now} as now`))?.now)
    const before = Date.now()
    await db.transaction(async tx => {
      const first = await readTime(tx)
      expect(first).toBeGreaterThanOrEqual(before - 5)
      let later = first
      while (later === first) later = await readTime(tx)
      expect(later).toBeGreaterThan(first)
      expect(later).toBeLessThanOrEqual(Date.now() + 5)
    })
  })

  it('works through one connection of its own and gives it back', async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      await db.onOneConnection(async own => {
        await own.transaction(async tx => {
          await tx.change('insert into item (id, name) values (?, ?)', [turn, 'own'])
        })
        await expect(
          own.transaction(async tx => {
            await tx.change('insert into item (id, name) values (?, ?)', [turn + 100, 'own'])
            throw new Error('on purpose')
          })
        ).rejects.toThrow('on purpose')
      })
    }
    expect(toNumber((await db.first('select count(*) as n from item'))?.n)).toBe(15)
  })

  it('refuses a column name that is not one', () => {
    expect(() => db.rows({ 'id; drop table item': 'integer' })).toThrow('Not a column name')
  })
})
