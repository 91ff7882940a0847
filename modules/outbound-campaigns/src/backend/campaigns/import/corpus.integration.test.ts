import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { toNumber } from '../../platform/database/values'
import type { ImportAnswer } from './schema'
import { corpus } from './testing/corpus'
import { makeLane, UploadServer } from './testing/upload-server'

const [sqlite] = databases.filter(({ name }) => name === 'knex 3 on SQLite')
if (!sqlite) throw new Error('There is no SQLite to test on.')

jest.setTimeout(60_000)

describe('The corpus of files', () => {
  let test: TestDatabase
  let db: Database
  let server: UploadServer
  let campaign = 0

  beforeAll(async () => {
    test = await sqlite.create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    server = await UploadServer.start(db)
  })
  afterAll(async () => {
    await server.close()
    await test.destroy()
  })
  afterEach(() => expect(server.faults).toEqual([]))
  beforeEach(async () => {
    campaign += 1
    await makeLane(db, campaign)
  })

  const owed = async () =>
    toNumber(
      (
        await db.first(
          `select count(*) as n from outbound_messages where owner_type = 'campaign' and owner_id = ?`,
          [campaign]
        )
      )?.n
    )
  const withoutOwn = ({ import_id: _id, rows_per_second: _speed, ...answer }: ImportAnswer) => answer

  it.each(corpus.map(file => ({ ...file, toString: () => file.name })))(
    '$name',
    async ({ bytes, query, expected }) => {
      const dry = await server.upload(campaign, bytes, { ...query, dry_run: 'true' })
      expect(await owed()).toBe(0)
      const real = await server.upload(campaign, bytes, query)
      const form = new FormData()
      if (query?.mapping) form.set('mapping', query.mapping)
      form.set('file', new Blob([Buffer.from(bytes)]), 'lista.csv')

      if ('status' in expected) {
        for (const { status, body } of [dry, real, await server.send(campaign, {}, { body: form })]) {
          expect(body.detail).toMatch(expected.says)
          expect(status).toBe(expected.status)
          expect(body.errors[0]?.code).toBe(expected.code)
          expect(body.columns).toEqual(expected.columns)
        }
        expect(await owed()).toBe(0)
        return
      }
      expect(real).toMatchObject({ status: 200, body: expected.answer })
      const { rows, accepted, duplicates, invalid, opted_out } = real.body
      expect(rows).toBe(accepted + duplicates + invalid + opted_out)
      expect(await owed()).toBe(accepted + opted_out)
      expect(dry.body.import_id).toBeNull()
      expect(withoutOwn(dry.body)).toEqual(withoutOwn(real.body))

      // The same file in a form and once more: nobody is added, nothing else is different.
      const again = await server.send(campaign, {}, { body: form })
      expect(again.body).toMatchObject({
        rows,
        invalid,
        accepted: 0,
        opted_out: 0,
        duplicates: rows - invalid
      })
      expect(await owed()).toBe(accepted + opted_out)
    }
  )
})
