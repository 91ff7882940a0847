import http from 'http'
import type { AddressInfo } from 'net'
import { parse } from 'csv-parse/sync'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { suppress } from '../../compliance'
import { toProblem, type ProblemDetail } from '../../platform/http/problem'
import type { ImportAnswer } from '../../platform/import/schema'
import { CreatedLeads } from '../created'
import { BOT, CALLER, leadsBench, type LeadsBench } from '../testing/bench'
import { importLeads, listLeadImports, streamRefusedLeads } from './import'

jest.setTimeout(60_000)

type Answer = ImportAnswer & {
  detail?: string
  errors: Array<ProblemDetail & { line: number; column: string }>
}

describe.each(databases)('Leads from a file, $name', ({ create }) => {
  let test: TestDatabase
  let bench: LeadsBench
  let server: http.Server
  const told: number[][] = []

  beforeEach(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
    told.length = 0
    const created = new CreatedLeads(bench.inbox)
    const tell = created.tell.bind(created)
    created.tell = (tx, botId, ids) => {
      told.push([...ids])
      return tell(tx, botId, ids)
    }
    server = http.createServer((req, res) => {
      const query = new URL(req.url ?? '/', 'http://localhost').searchParams
      importLeads({
        db: bench.db,
        botId: BOT,
        calendar: { now: () => Date.now() },
        created,
        req,
        mapping: query.get('mapping') ?? undefined,
        maxUploadMb: 200,
        defaultCountry: 'MX',
        mxPrefix: '521',
        caller: CALLER,
        dryRun: query.get('dry_run') === 'true'
      }).then(
        answer => res.end(JSON.stringify(answer)),
        (err: unknown) => {
          const problem = toProblem(err)
          res.writeHead(problem.status).end(JSON.stringify(problem))
        }
      )
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    await new Promise(resolve => server.close(resolve))
    await test.destroy()
  })

  const upload = async (file: string, query: Record<string, string> = {}) => {
    const { port } = server.address() as AddressInfo
    const address = `http://127.0.0.1:${port}/?${new URLSearchParams(query).toString()}`
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: file
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const leads = async () =>
    (
      await bench.db.query(
        'select id, ext_id, email, phone, first_name, custom from outbound_leads order by id'
      )
    ).map(({ id, ...lead }) => lead)
  const find = async (ext_id: string) => {
    const row = await bench.db.first('select id from outbound_leads where bot_id = ? and ext_id = ?', [
      BOT,
      ext_id
    ])
    return bench.leads.find(BOT, Number(row?.id))
  }

  it('come in by columns in Spanish or English; what is none of their fields is a field of their own', async () => {
    const { status, body } = await upload(
      'ID externo;Correo electrónico;Teléfono celular;Nombre;Apellidos;Empresa;Perfil;Puntaje;Prioridad;Zona horaria;Idioma;Rastreo;' +
        'Fuente de consentimiento;Fecha de consentimiento;Ciudad;{Plan}\n' +
        'A1;Ana@Example.com;442 259 1631;Ana;Díaz;Acme;Hoteles;72,5;Alta;America/Mexico_City;Español;no;feria;31/01/2026;León;oro\n'
    )
    expect({ status, ...body }).toMatchObject({
      status: 200,
      rows: 1,
      accepted: 1,
      phone_column: 'Teléfono celular'
    })
    expect(body.preview).toEqual([
      {
        line: 2,
        phone_number: '+5214422591631',
        data: expect.objectContaining({ ext_id: 'A1', first_name: 'Ana', score: '72.5', Ciudad: 'León' })
      }
    ])
    expect(await find('A1')).toMatchObject({
      email: 'Ana@Example.com',
      email_key: 'ana@example.com',
      phone: '+524422591631',
      last_name: 'Díaz',
      company: 'Acme',
      icp: 'Hoteles',
      score: 72.5,
      priority: 'high',
      timezone: 'America/Mexico_City',
      language: 'es',
      tracking: false,
      consent_source: 'feria',
      consent_at: Date.UTC(2026, 0, 31),
      custom: { Ciudad: 'León', Plan: 'oro' }
    })
  })

  it('bring those up to date who are there, and take nothing away where a cell is empty', async () => {
    await bench.leads.upsert(
      BOT,
      { ext_id: 'A1', email: 'a@example.com', company: 'Acme', custom: { x: 1 } },
      CALLER
    )
    const file =
      'ext_id,email,first_name,company,city\nA1,,Ana,,León\nA2,b@example.com,Beto,,\n,a@example.com,Anita,,\n'
    const { body } = await upload(file)
    expect(body).toMatchObject({ rows: 3, accepted: 1, updated: 1, duplicates: 1, invalid: 0, opted_out: 0 })
    expect(body.errors).toMatchObject([
      { line: 4, column: 'email', value: 'a@example.com', code: 'duplicate' }
    ])
    expect(await find('A1')).toMatchObject({
      company: 'Acme',
      first_name: 'Ana',
      custom: { x: 1, city: 'León' }
    })
    expect((await upload(file)).body).toMatchObject({ rows: 3, accepted: 0, updated: 2, duplicates: 1 })
    expect(told.flat()).toHaveLength(1)
  })

  it('refuse a row whose identities are those of two people, say which, and take the others', async () => {
    const { body } = await upload(
      'ext_id,email,phone\nA1,a@example.com,\nA2,,4422591632\nA1,,4422591632\n,a@example.com,4422591632\nA3,x,\nA4,,12\n,,\nA5,d@example.com,4422591635\n'
    )
    expect(body).toMatchObject({ rows: 7, accepted: 3, invalid: 3, duplicates: 1 })
    // The first row on A1 counts; the address and the number together are two people's.
    expect(body.errors.map(({ line, code, column }) => ({ line, code, column }))).toEqual([
      { line: 4, code: 'duplicate', column: 'ext_id' },
      { line: 5, code: 'conflict', column: 'email' },
      { line: 6, code: 'email_no_at', column: 'email' },
      { line: 7, code: 'phone_too_short', column: 'phone' }
    ])
    let csv = ''
    for await (const piece of await streamRefusedLeads(bench.db, BOT, body.import_id ?? 0)) csv += piece
    const rows = parse<Record<string, string>>(csv, { columns: true })
    expect(rows).toHaveLength(4)
    expect(rows[1]).toMatchObject({
      ext_id: '',
      email: 'a@example.com',
      phone: '4422591632',
      error_code: 'conflict'
    })
  })

  it('say in a dry run what would be, and write nothing', async () => {
    await bench.leads.upsert(BOT, { ext_id: 'A1', email: 'a@example.com' }, CALLER)
    const file = 'ext_id,email\nA1,\nA2,b@example.com\n,B@example.com\nA9,a@example.com\n'
    const { body } = await upload(file, { dry_run: 'true' })
    expect(body).toMatchObject({
      import_id: null,
      rows: 4,
      accepted: 1,
      updated: 1,
      duplicates: 1,
      invalid: 1
    })
    expect(await leads()).toHaveLength(1)
    expect((await listLeadImports(bench.db, BOT, { limit: 5 })).total).toBe(0)
    const { import_id, rows_per_second, ...real } = (await upload(file)).body
    expect(body).toMatchObject(real)
  })

  it('refuse a file in which nobody could be recognised, and use a mapping', async () => {
    const file = 'Folio,Dirección,Nombre\n7,a@example.com,Ana\n'
    const refused = await upload(file)
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'identity_column_missing' }] } })
    const mapping = JSON.stringify({ ext_id: 'folio', email: 'Direccion' })
    expect((await upload(file, { mapping })).body).toMatchObject({ accepted: 1 })
    expect(await find('7')).toMatchObject({ email_key: 'a@example.com', first_name: 'Ana', custom: {} })
    const unknown = await upload(file, { mapping: JSON.stringify({ email: 'Mail' }) })
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'mapping.email' }] } })
  })

  it('count who has opted out of everything, and keep it so', async () => {
    await bench.db.transaction(tx =>
      suppress(tx, BOT, [{ person: '+524422591631', channel: 'all', source: 'operator', evidence: null }])
    )
    const { body } = await upload('phone,email\n4422591631,a@example.com\n4422591632,b@example.com\n')
    expect(body).toMatchObject({ accepted: 1, opted_out: 1 })
    const statuses = await bench.db.query('select status from outbound_leads order by id')
    expect(statuses.map(({ status }) => status)).toEqual(['opted_out', 'active'])
  })

  it('come in by the thousand, in two files at once, each person once', async () => {
    const file = (from: number, to: number) => {
      const lines = ['email,phone,first_name,city']
      for (let n = from; n < to; n += 1) lines.push(`p${n}@example.com,${4_422_000_000 + n},Nombre ${n},León`)
      return lines.join('\n')
    }
    const [one, two] = await Promise.all([upload(file(0, 1500)), upload(file(750, 2250))])
    expect((one?.body.accepted ?? 0) + (two?.body.accepted ?? 0)).toBe(2250)
    expect((one?.body.updated ?? 0) + (two?.body.updated ?? 0)).toBe(750)
    expect(await leads()).toHaveLength(2250)
    expect(new Set(told.flat()).size).toBe(2250)
  })
})
