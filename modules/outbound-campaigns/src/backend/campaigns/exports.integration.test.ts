import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { putLane } from '../outbox'
import { exportRows } from './exports'
import { UploadServer } from './import/testing/upload-server'

const PACE = {
  batch_size: 100,
  batch_interval_ms: 1000,
  concurrency: 10,
  max_retries: 3,
  max_error_rate: 1,
  max_consecutive_errors: 100
}

describe.each(databases)('An export, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let server: UploadServer

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    server = await UploadServer.start(db)
    for (const id of [1, 2])
      await putLane(db, { owner: { type: 'campaign', id }, botId: 'demo', channel: 'whatsapp', pace: PACE })
  })
  afterAll(async () => {
    await server.close()
    await test.destroy()
  })

  it('of uploads that call their numbers differently can be uploaded again, everybody in it', async () => {
    await server.upload(1, 'phone_number,nombre\n4422591631,Ana\n')
    await server.upload(1, 'nombre,Teléfono\nBeto,4422591632\n')
    await server.upload(1, 'celular,phone\n4422591633,casa\n', { mapping: '{"phone_number":"celular"}' })
    let text = ''
    for await (const piece of exportRows(db, 'demo', 1, undefined)) text += piece
    expect(text.split('\r\n').slice(0, 4)).toEqual([
      'phone_number,nombre,phone,status,error_code,error_reason,attempts,last_attempt_at',
      '4422591631,Ana,,pending,,,0,',
      '4422591632,Beto,,pending,,,0,',
      '4422591633,,casa,pending,,,0,'
    ])
    expect((await server.upload(2, text)).body).toMatchObject({ rows: 3, accepted: 3, invalid: 0 })
  })
})
