import { databases } from '../../../../../../scripts/test/databases'
import { startCompliance, type ComplianceServer } from '../testing/compliance-server'
import { suppressedAmong } from '../suppressions'

interface Item {
  email: string | null
  phone_number: string | null
  channel: string
  source: string
  evidence: string | null
  at: string
}

describe.each(databases)('The list of opt-outs, $name', database => {
  let server: ComplianceServer

  beforeEach(async () => {
    server = await startCompliance(database)
  })
  afterEach(async () => {
    expect(server.faults).toEqual([])
    await server.close()
  })

  const call = async <Body>(method: string, address: string, json?: unknown, bot?: string) => {
    const answer = await fetch(server.url(address, bot), {
      method,
      headers: json === undefined ? {} : { 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json)
    })
    return { status: answer.status, body: (await answer.json()) as Body }
  }
  const list = async (query = '', bot?: string) =>
    (
      await call<{ items: Item[]; next_cursor: string | null; total: number }>(
        'GET',
        `/opt-outs?${query}`,
        undefined,
        bot
      )
    ).body
  const upload = async (csv: string, query = '') => {
    const answer = await fetch(server.url(`/opt-outs/upload-csv${query}`), {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: csv
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const lead = (email: string, phone: string) =>
    server.db.change(
      `insert into outbound_leads (bot_id, email, email_key, phone, custom, status, created_at, updated_at)
       values ('demo', ?, ?, ?, '{}', 'active', 0, 0)`,
      [email, email, phone]
    )
  const audited = async () => (await server.audit.list('demo', { limit: 10 })).items

  it('takes somebody off everything, at every address of theirs, and says so once', async () => {
    await lead('ana@example.com', '+524422591631')
    const added = await call<{ added: number; items: Item[] }>('POST', '/opt-outs', {
      phone_number: '044 442 259 1631',
      evidence: 'Said so on the phone',
      source: 'person'
    })
    expect(added).toMatchObject({
      status: 201,
      body: {
        added: 2,
        items: [
          {
            phone_number: '+5214422591631',
            channel: 'all',
            source: 'person',
            evidence: 'Said so on the phone'
          }
        ]
      }
    })
    expect(await suppressedAmong(server.db, 'demo', 'email', ['ana@example.com'])).toEqual(
      new Set(['ana@example.com'])
    )
    expect(await call('POST', '/opt-outs', { phone_number: '4422591631' })).toMatchObject({
      body: { added: 0 }
    })
    expect((await server.told()).sort()).toEqual(['+524422591631 all', 'ana@example.com all'])
    const [entry] = await audited()
    expect(JSON.stringify(entry)).not.toContain('4422591631')
  })

  it('lists the newest first and page by page, searches by the beginning, and keeps bots apart', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      await call('POST', '/opt-outs', {
        email: `p${n}@example.com`,
        at: `2026-01-0${n}T00:00:00Z`,
        channel: 'email'
      })
    }
    await call('POST', '/opt-outs', { phone_number: '4422591631' })
    const seen: Array<string | null> = []
    let cursor = ''
    do {
      const page = await list(`limit=2&channel=email${cursor}`)
      expect(page.total).toBe(5)
      seen.push(...page.items.map(({ email }) => email))
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    expect(seen).toEqual([5, 4, 3, 2, 1].map(n => `p${n}@example.com`))
    expect((await list('search=P3')).items).toMatchObject([{ email: 'p3@example.com' }])
    for (const typed of ['442 259', '+521442', '52442', '044442'])
      expect((await list(`search=${encodeURIComponent(typed)}`)).items).toMatchObject([
        { phone_number: '+5214422591631' }
      ])
    expect((await list('from=2026-01-02T00:00:00Z&to=2026-01-04T00:00:00Z')).total).toBe(2)
    expect((await list('source=person')).total).toBe(0)
    expect(await list('', 'other')).toMatchObject({ items: [], total: 0 })
  })

  it('refuses what it can not read, and names the field', async () => {
    for (const [json, path] of [
      [{}, 'email'],
      [{ email: 'nobody' }, 'email'],
      [{ phone_number: '12' }, 'phone_number'],
      [{ email: 'a@example.com', channel: 'fax' }, 'channel'],
      [{ email: 'a@example.com', at: '2126-01-01T00:00:00Z' }, 'at']
    ] as const) {
      const answer = await call<{ errors: Array<{ path: string }> }>('POST', '/opt-outs', json)
      expect({ json, status: answer.status, path: answer.body.errors[0]?.path }).toEqual({
        json,
        status: 422,
        path
      })
    }
  })

  it('is undone only with a reason, for all addresses, and the audit says why', async () => {
    await lead('ana@example.com', '+524422591631')
    await call('POST', '/opt-outs', { email: 'ana@example.com' })
    await call('POST', '/opt-outs', { phone_number: '4422591631', channel: 'whatsapp' })
    expect(await call('DELETE', '/opt-outs', { email: 'ana@example.com' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'reason' }] }
    })
    expect(await call('DELETE', '/opt-outs', { email: 'ana@example.com', reason: 'Wrong person' })).toEqual({
      status: 200,
      body: { removed: 2 }
    })
    // What they said of WhatsApp by itself stays.
    expect((await list()).items).toMatchObject([{ phone_number: '+5214422591631', channel: 'whatsapp' }])
    expect(await server.db.first('select status from outbound_leads')).toEqual({ status: 'active' })
    expect((await audited())[0]).toMatchObject({
      action: 'opt_out.removed',
      details: { reason: 'Wrong person' }
    })
    expect(await call('DELETE', '/opt-outs?email=ana@example.com&reason=again')).toMatchObject({
      status: 404
    })
  })

  it('comes in by a file, every row accounted for, and the same file again adds nothing', async () => {
    const csv = [
      'Correo,Teléfono,Canal,Motivo,Fecha',
      'Ana@Example.com,,,Pidió la baja,31/01/2026',
      ',442 259 1631,whatsapp,,2026-01-30',
      'bea@example.com,5512345678,correo,,',
      'nobody,,,,',
      'eva@example.com,,fax,,',
      ',,,,x',
      'ana@example.com,,todos,,'
    ].join('\n')
    const dry = await upload(csv, '?dry_run=true')
    expect(dry.body).toMatchObject({ import_id: null, rows: 7, accepted: 3, duplicates: 1, invalid: 3 })
    expect((await list()).total).toBe(0)
    const { status, body } = await upload(csv)
    expect(status).toBe(200)
    expect(body).toMatchObject({ rows: 7, accepted: 3, duplicates: 1, invalid: 3 })
    expect((await list('search=ana')).items).toEqual([
      {
        email: 'ana@example.com',
        phone_number: null,
        channel: 'all',
        source: 'import',
        evidence: 'Pidió la baja',
        at: '2026-01-31T00:00:00.000Z'
      }
    ])
    expect((await list()).total).toBe(4)
    expect((await upload(csv)).body).toMatchObject({ accepted: 0, duplicates: 4, invalid: 3 })
    const errors = await fetch(server.url(`/opt-outs/imports/${String(body.import_id)}/errors`))
    expect(await errors.text()).toContain('channel_unknown')
    expect((await call('GET', '/opt-outs/imports')).body).toMatchObject({ total: 2 })
  })

  it('goes out as a file that no spreadsheet takes for formulas, and comes back as it was', async () => {
    await call('POST', '/opt-outs', { email: 'ana@example.com', evidence: '=cmd()' })
    await call('POST', '/opt-outs', { phone_number: '4422591631', channel: 'whatsapp' })
    const answer = await fetch(server.url('/opt-outs?format=csv'))
    expect(answer.headers.get('content-disposition')).toContain('opt-outs.csv')
    const csv = await answer.text()
    expect(csv).toContain(`,'=cmd`)
    await server.db.change('delete from outbound_suppressions')
    expect((await upload(csv)).body).toMatchObject({ rows: 2, accepted: 2 })
    expect((await list()).items.map(({ channel }) => channel).sort()).toEqual(['all', 'whatsapp'])
    expect((await list('search=ana')).items[0]?.evidence).toBe('=cmd()')
  })
})
