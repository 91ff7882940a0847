import net from 'net'
import { closeAbandoned } from '../../platform/import/store'
import { parse } from 'csv-parse/sync'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { forgetPersons, suppress, suppressedAmong } from '../../compliance'
import { readLane } from '../../outbox'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { fromJson, toNumber, toText } from '../../platform/database/values'
import { listImports, streamRefused } from './import'
import { makeLane, UploadServer } from './testing/upload-server'

jest.setTimeout(60_000)

const number = (n: number) => String(4_422_000_000 + n)
const csvOf = (from: number, to: number, step = 1) => {
  const lines = ['phone_number,nombre']
  for (let n = from; n < to; n += step) lines.push(`${number(n)},Nombre ${n}`)
  return `${lines.join('\n')}\n`
}

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5))
}

describe.each(databases)('Bringing recipients into a campaign, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let server: UploadServer

  beforeAll(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    server = await UploadServer.start(db)
  })
  afterAll(async () => {
    await server.close()
    await test.destroy()
  })
  let campaign = 0
  beforeEach(async () => {
    campaign += 1
    server.progress.length = 0
    server.maxUploadMb = 200
    await makeLane(db, campaign)
  })
  afterEach(() => expect(server.faults.splice(0)).toEqual([]))

  const owner = () => ({ type: 'campaign', id: campaign })
  const people = async () =>
    (
      await db.query(
        `select person, line, data, import_id from outbound_messages where owner_type = 'campaign' and owner_id = ? order by id`,
        [campaign]
      )
    ).map(row => ({ person: toText(row.person), line: toNumber(row.line), data: fromJson(row.data) }))
  const imports = async () => (await listImports(db, 'demo', campaign, { limit: 10 })).items

  it('says of an import that a kill ended that it was interrupted, and only of that one', async () => {
    await server.upload(campaign, csvOf(0, 3))
    await server.upload(campaign, csvOf(3, 6))
    await server.upload(campaign, csvOf(6, 9))
    const [newest, middle] = await imports()
    await db.change(`update outbound_imports set status = 'running', touched_at = 0 where id = ?`, [
      middle?.id ?? 0
    ])
    await db.change(`update outbound_imports set status = 'running' where id = ?`, [newest?.id ?? 0])
    expect(await closeAbandoned(db, 'other')).toBe(0)
    expect(await closeAbandoned(db, 'demo')).toBe(1)
    expect((await imports()).map(({ status }) => status)).toEqual(['running', 'interrupted', 'completed'])
  })

  it('knows those again who had opted out before they were forgotten, and tries nothing out in a dry run', async () => {
    const person = `+52${number(950_000)}`
    await db.transaction(async tx => {
      await suppress(tx, 'demo', [{ person, channel: 'all', source: 'stop_word', evidence: null }])
      await forgetPersons(tx, 'demo', [person])
    })
    const suppressed = () => suppressedAmong(db, 'demo', 'whatsapp', [person])
    const file = csvOf(950_000, 950_002)
    const dry = await server.upload(campaign, file, { dry_run: 'true' })
    expect(dry.body).toMatchObject({ accepted: 1, opted_out: 1 })
    expect(await suppressed()).toEqual(new Set())
    expect((await server.upload(campaign, file)).body).toMatchObject({ accepted: 1, opted_out: 1 })
    expect(await suppressed()).toEqual(new Set([person]))
  })

  it('keeps each row as it stood in the file, and counts it where it counts', async () => {
    await db.change(
      `insert into outbound_suppressions (bot_id, person, channel, source, at) values
         ('demo', ?, 'all', 'test', 0), ('demo', ?, 'whatsapp', 'test', 0), ('demo', ?, 'email', 'test', 0), ('other', ?, 'all', 'test', 0)`,
      [1, 2, 3, 4].map(n => 900_000 + n).map(n => `+52${number(n)}`)
    )
    const file = `${csvOf(900_000, 900_006)}${number(900_000)},otra vez\nx,=cmd\n`
    const { body } = await server.upload(campaign, file)
    expect(body).toMatchObject({ rows: 8, accepted: 4, opted_out: 2, duplicates: 1, invalid: 1 })
    expect(body.errors.map(({ line, column, value, code }) => [line, column, value, code])).toEqual([
      [8, 'phone_number', number(900_000), 'duplicate'],
      [9, 'phone_number', 'x', 'phone_letters']
    ])
    expect(await people()).toEqual(
      Array.from({ length: 6 }, (_, n) => ({
        person: `+52${number(900_000 + n)}`,
        line: n + 2,
        data: [number(900_000 + n), `Nombre ${900_000 + n}`]
      }))
    )
    expect((await readLane(db, owner()))?.tally).toMatchObject({ pending: 6 })
    expect(await imports()).toEqual([
      expect.objectContaining({
        id: body.import_id,
        status: 'completed',
        columns: ['phone_number', 'nombre'],
        encoding: 'utf-8',
        delimiter: ',',
        rows: 8,
        accepted: 4,
        duplicates: 1,
        invalid: 1,
        opted_out: 2,
        started_by: 'ana@example.com'
      })
    ])
  })

  it('gives every refused row back as a CSV that can be repaired and uploaded', async () => {
    const { body } = await server.upload(
      campaign,
      'nombre,tel\n"=1+1, x",44225\nAna,8001234567\n"a\nb",5.5E+11\nLuis,5512345678\n'
    )
    expect(body).toMatchObject({ accepted: 1, invalid: 3 })
    const text = await server.refused(campaign, body.import_id ?? 0)
    expect(parse(text)).toEqual([
      ['nombre', 'tel', 'line', 'error_code', 'error'],
      [`'=1+1, x`, '44225', '2', 'phone_too_short', expect.any(String)],
      ['Ana', '8001234567', '3', 'phone_not_mobile', expect.any(String)],
      ['a\nb', '5.5E+11', '4', 'phone_rounded', expect.any(String)]
    ])
    const repaired = await server.upload(campaign, text.replace('44225,', '4422591631,'))
    expect(repaired.body).toMatchObject({ columns: ['nombre', 'tel'], rows: 3, accepted: 1, invalid: 2 })
    expect((await people()).map(({ data }) => data)).toContainEqual(['=1+1, x', '4422591631'])
    await expect(streamRefused(db, 'other', campaign, body.import_id ?? 0)).rejects.toThrow('no import')
    await expect(streamRefused(db, 'demo', campaign + 1000, body.import_id ?? 0)).rejects.toThrow('no import')
  })

  it('streams more refused rows than it reads at a time', async () => {
    const { body } = await server.upload(campaign, `tel\n${'x\n'.repeat(1234)}`)
    expect(body).toMatchObject({ rows: 1234, invalid: 1234 })
    expect(body.errors).toHaveLength(50)
    const rows = parse(await server.refused(campaign, body.import_id ?? 0))
    expect(rows.slice(1).map(row => row[1])).toEqual(Array.from({ length: 1234 }, (_, n) => String(n + 2)))
  })

  it('adds only what is missing when an upload broke off and is sent again', async () => {
    const file = csvOf(0, 6000)
    const half = file.slice(0, Math.round(file.length * 0.7))
    const socket = net.connect(server.port, '127.0.0.1')
    socket.write(
      `POST /${campaign} HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: ${file.length}\r\n\r\n${half}`
    )
    await until(async () => (await people()).length > 500)
    socket.destroy()
    await until(async () => (await imports())[0]?.status === 'interrupted')
    const broken = await people()
    expect(broken.length).toBeLessThan(6000)
    expect((await imports())[0]).toMatchObject({ accepted: broken.length, rows: broken.length })
    // Not even the row in which it broke off came in half.
    for (const [at, one] of broken.entries()) expect(one.data).toEqual([number(at), `Nombre ${at}`])

    const { body } = await server.upload(campaign, file)
    expect(body).toMatchObject({ rows: 6000, accepted: 6000 - broken.length, duplicates: broken.length })
    expect((await people()).map(({ person }) => person)).toEqual(
      Array.from({ length: 6000 }, (_, n) => `+52${number(n)}`)
    )
    expect((await readLane(db, owner()))?.tally.pending).toBe(6000)
  })

  it('notices a form that breaks off, too', async () => {
    const file = csvOf(0, 6000)
    const head =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="gente.csv"\r\nContent-Type: text/csv\r\n\r\n'
    const socket = net.connect(server.port, '127.0.0.1')
    socket.write(
      `POST /${campaign} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n` +
        `Content-Length: ${file.length + 500}\r\n\r\n${head}${file.slice(0, 90_000)}`
    )
    await until(async () => (await people()).length > 500)
    socket.destroy()
    await until(async () => (await imports())[0]?.status === 'interrupted')
    expect((await imports())[0]).toMatchObject({ file_name: 'gente.csv' })
  })

  it('takes two uploads at the same moment and has nobody twice', async () => {
    const files = [csvOf(0, 3000), csvOf(0, 3000), csvOf(1500, 4500), csvOf(1, 4501, 3)]
    const backwards = `phone_number,nombre\n${csvOf(0, 3000).split('\n').slice(1, -1).reverse().join('\n')}\n`
    const answers = await Promise.all([...files, backwards].map(file => server.upload(campaign, file)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    for (const { body } of answers) expect(body.rows).toBe(body.accepted + body.duplicates)
    const added = answers.reduce((sum, { body }) => sum + body.accepted, 0)
    const found = await people()
    expect(added).toBe(4500)
    expect(new Set(found.map(({ person }) => person)).size).toBe(4500)
    expect(found).toHaveLength(4500)
    expect((await readLane(db, owner()))?.tally.pending).toBe(4500)
  })

  it('takes the mapping of a form before the file, and says so when it comes too late', async () => {
    const file = new Blob(['phone,otro\n4422591631,5512345678\n'])
    const before = new FormData()
    before.set('mapping', '{"phone_number":"otro"}')
    before.set('file', file, 'ñandú.csv')
    expect((await server.send(campaign, {}, { body: before })).body).toMatchObject({ accepted: 1 })
    expect((await people())[0]?.person).toBe('+525512345678')
    expect((await imports())[0]).toMatchObject({ file_name: 'ñandú.csv', phone_column: 'otro' })
    await server.upload(campaign, 'celular,n\n4422591632,Ana\n')
    expect((await imports())[0]).toMatchObject({ phone_column: 'celular' })

    const behind = new FormData()
    behind.set('file', new Blob(['contacto,otro\n4422591633,5512345679\n']), 'lista.csv')
    behind.set('mapping', '{"phone_number":"otro"}')
    behind.set('dry_run', 'true')
    expect((await server.send(campaign, {}, { body: behind })).body).toMatchObject({
      import_id: null,
      phone_column: 'otro',
      accepted: 1
    })
    behind.set('dry_run', 'maybe')
    expect(await server.send(campaign, {}, { body: behind })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'dry_run' }] }
    })
    expect(await people()).toHaveLength(2)

    const long = 'x'.repeat(60_000)
    const rows = [1, 2, 3, 4, 5].map(n => `442259164${n},551234568${n},${long}\n`)
    const large = new Blob(['phone,otro,nota\n', ...rows])
    const lateDry = new FormData()
    lateDry.set('file', large, 'lista.csv')
    lateDry.set('dry_run', 'true')
    expect(await server.send(campaign, {}, { body: lateDry })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'dry_run', message: 'must come before the file' }] }
    })
    const late = new FormData()
    late.set('file', large, 'lista.csv')
    late.set('mapping', '{"phone_number":"otro"}')
    expect(await server.send(campaign, {}, { body: late })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('too late') }
    })
  })

  it('says what is wrong with a request that brings no file', async () => {
    const wrong = new FormData()
    wrong.set('csv', new Blob(['phone\n4422591631\n']), 'lista.csv')
    expect(await server.send(campaign, {}, { body: wrong })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('in the field "csv"') }
    })
    const none = new FormData()
    none.set('x', 'y')
    expect(await server.send(campaign, {}, { body: none })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'file', code: 'file_missing' }] }
    })
    const json = { body: '{}', headers: { 'content-type': 'application/json' } }
    expect(await server.send(campaign, {}, json)).toMatchObject({ status: 415 })
    const noBoundary = { body: 'x', headers: { 'content-type': 'multipart/form-data' } }
    expect(await server.send(campaign, {}, noBoundary)).toMatchObject({ status: 400 })
  })

  it('refuses more than the setting allows, by its length or while it comes in', async () => {
    server.maxUploadMb = 1
    const file = csvOf(0, 60_000)
    expect(await server.upload(campaign, file)).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('max_upload_mb') }
    })
    expect(await people()).toEqual([])
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < file.length; at += 65_536)
          controller.enqueue(new TextEncoder().encode(file.slice(at, at + 65_536)))
        controller.close()
      }
    })
    const chunked = { body: stream, duplex: 'half', headers: { 'content-type': 'text/csv' } } as RequestInit
    expect(await server.send(campaign, {}, chunked)).toMatchObject({ status: 413 })
    expect((await imports())[0]?.status).toBe('failed')
  })

  it('tells how far it is', async () => {
    await server.upload(campaign, csvOf(0, 2000))
    expect(server.progress[server.progress.length - 1]).toMatchObject({ rows: 2000, accepted: 2000 })
  })
})
