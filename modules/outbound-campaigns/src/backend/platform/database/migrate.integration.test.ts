import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from './database'
import { migrate, NewerSchemaError, schemaVersion, type Migration } from './migrate'
import { migrations } from './schema'

const addTable = (version: number, table: string, runs: string[] = []): Migration => ({
  version,
  name: `add ${table}`,
  async up(db, { integer }) {
    runs.push(table)
    await db.execute(`create table if not exists ${table} (id ${integer} primary key)`)
  }
})

describe.each(databases)('Migrations, $name', ({ createEmpty: create, engine }) => {
  let test: TestDatabase
  let db: Database

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
  })
  afterEach(() => test.destroy())

  it('bring an empty database up to date, and a second start changes nothing', async () => {
    const runs: string[] = []
    const history = [addTable(2, 'second', runs), addTable(1, 'first', runs)]
    expect(await migrate(db, history)).toBe(2)
    expect(await migrate(db, history)).toBe(2)
    expect(runs).toEqual(['first', 'second'])
    expect(await db.query('select version, name from outbound_schema order by version')).toEqual([
      { version: 1, name: 'add first' },
      { version: 2, name: 'add second' }
    ])
  })

  it("bring the module's own schema up to date, each of them twice", async () => {
    const newest = Math.max(...migrations.map(({ version }) => version))
    await migrate(db, migrations)
    await db.change('delete from outbound_schema')
    expect(await migrate(db, migrations)).toBe(newest)
  })

  it('finish at the next start what a stopped one left half-way', async () => {
    let dies = true
    const halfWay: Migration = {
      version: 1,
      name: 'two tables',
      async up(on) {
        await on.execute('create table if not exists one_half (id integer)')
        if (dies) throw new Error('the process died here')
        await on.execute('create table if not exists other_half (id integer)')
      }
    }
    await expect(migrate(db, [halfWay])).rejects.toThrow('the process died here')
    expect(await schemaVersion(db)).toBe(0)
    dies = false
    expect(await migrate(db, [halfWay])).toBe(1)
    expect(await db.query('select * from other_half')).toEqual([])
  })

  it('run the later ones only on a database that has the earlier ones', async () => {
    await migrate(db, [addTable(1, 'first')])
    const runs: string[] = []
    await migrate(db, [addTable(1, 'first', runs), addTable(2, 'second', runs)])
    expect(runs).toEqual(['second'])
  })

  it('refuse a database that a newer module has migrated, and leave it as it is', async () => {
    await migrate(db, [addTable(1, 'first'), addTable(2, 'second')])
    await expect(migrate(db, [addTable(1, 'first')])).rejects.toThrow(NewerSchemaError)
    expect(await schemaVersion(db)).toBe(2)
  })

  if (engine === 'PostgreSQL') {
    it('run once when several nodes start at the same moment', async () => {
      const runs: string[] = []
      const slow: Migration = {
        version: 1,
        name: 'slow',
        async up(on) {
          runs.push('slow')
          await on.query('select pg_sleep(0.3)')
          await on.execute('create table slow (id integer)')
        }
      }
      await Promise.all(Array.from({ length: 4 }, () => migrate(db, [slow])))
      expect(runs).toEqual(['slow'])
    })

    it('are not blocked by a node that died while it held the lock', async () => {
      const dying = new Database(test.knex)
      const pid = await new Promise<unknown>((resolve, reject) => {
        migrate(dying, [
          {
            version: 1,
            name: 'never ends',
            async up(on) {
              const row = await on.first('select pg_backend_pid() as pid')
              resolve(row?.pid)
              await on.query('select pg_sleep(600)')
            }
          }
        ]).catch(reject)
      }).catch(() => undefined)
      await db.query('select pg_terminate_backend(?)', [Number(pid)])
      expect(await migrate(db, [addTable(1, 'first')])).toBe(1)
    })
  }
})
