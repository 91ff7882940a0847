/** Leads over HTTP: brought in one by one and by files, known again, found, written to, and forgotten. */
import { eventually, type Problem } from './client'
import { campaignsAt, numbers, useFastSender, type ImportAnswer, type List } from './campaigns'
import { describeWith, useServer } from './target'

interface Lead {
  id: number
  ext_id: string | null
  email: string | null
  phone_number: string | null
  first_name: string | null
  status: string
  score: number | null
  custom: Record<string, unknown>
  [field: string]: unknown
}

interface Entry {
  at: string
  kind: string
  channel: string | null
  details: Record<string, unknown>
}

const server = useServer()
const campaigns = campaignsAt(server)

/** What no other run has used. */
const run = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${run}@example.com`

const post = (json: unknown) => server.api<Lead & Problem>('/leads', { method: 'POST', json })
const get = (id: number) => server.api<Lead & Problem>(`/leads/${id}`)
const list = async (query: string) => (await server.api<List<Lead>>(`/leads?${query}`)).body
const upload = (file: string, query = '') =>
  server.api<ImportAnswer & Problem & { updated: number }>(`/leads/upload-csv${query}`, {
    method: 'POST',
    file
  })

describeWith([], 'a lead', () => {
  it('is added once and known again by each identity', async () => {
    const [phone = ''] = numbers(1)
    const first = await post({ phone_number: phone, first_name: 'Ana', custom: { city: 'León' } })
    expect(first).toMatchObject({
      status: 201,
      body: { phone_number: `+521${phone}`, first_name: 'Ana', status: 'active', points: 0, tracking: true }
    })
    const { id } = first.body
    const second = await post({
      phone_number: `044 ${phone}`,
      email: address('Ana'),
      custom: { plan: 'oro' }
    })
    expect(second).toMatchObject({ status: 200, body: { id, custom: { city: 'León', plan: 'oro' } } })
    const third = await post({ email: address('ana').toUpperCase(), ext_id: `A-${run}` })
    expect(third).toMatchObject({ status: 200, body: { id, ext_id: `A-${run}`, first_name: 'Ana' } })
    expect((await get(id)).body).toEqual({
      ...third.body,
      scoring: expect.objectContaining({ total: 0, parts: [] })
    })
  })

  it('is never made one of two: the answer says who has what', async () => {
    const [phone = ''] = numbers(1)
    const a = (await post({ email: address('conflict') })).body.id
    const b = (await post({ phone_number: phone })).body.id
    const refused = await post({ email: address('conflict'), phone_number: phone })
    expect(refused).toMatchObject({ status: 409, type: 'application/problem+json' })
    expect(refused.body.errors.map(({ path, message }) => [path, message])).toEqual([
      ['email', expect.stringContaining(`lead ${a}`)],
      ['phone_number', expect.stringContaining(`lead ${b}`)]
    ])
    const taken = await server.api<Problem>(`/leads/${b}`, {
      method: 'PUT',
      json: { email: address('conflict') }
    })
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ path: 'email' }] } })
  })

  it('is refused with every reason, by field', async () => {
    expect(await post({ first_name: 'Ana' })).toMatchObject({ status: 422 })
    const bad = await post({ email: 'x', phone_number: '12', colour: 'red', score: 101 })
    expect(bad.status).toBe(422)
    expect(bad.body.errors.map(({ path }) => path)).toEqual(expect.arrayContaining(['colour', 'score']))
    expect((await get(2_000_000_000)).status).toBe(404)
    expect((await server.api('/leads/x')).status).toBe(400)
    expect((await server.api(`/leads?status=nonsense`)).status).toBe(400)
  })

  it('is changed where named: null takes away', async () => {
    const { id } = (await post({ email: address('change'), company: 'Acme', score: 10 })).body
    const put = (json: unknown) => server.api<Lead & Problem>(`/leads/${id}`, { method: 'PUT', json })
    expect(await put({ company: null, status: 'qualified', timezone: 'America/Mexico_City' })).toMatchObject({
      status: 200,
      body: { company: null, score: 10, status: 'qualified', qualified_at: expect.any(String) }
    })
    expect(await put({ status: 'active' })).toMatchObject({ body: { qualified_at: null } })
    expect((await put({ email: null })).status).toBe(422)
    expect((await put({ timezone: 'Mars' })).status).toBe(422)
  })

  it('is found by the beginning of what it is called, and listed by what it is', async () => {
    const [phone = ''] = numbers(1)
    const json = {
      email: address('zoe'),
      phone_number: phone,
      ext_id: `Z-${run}`,
      first_name: 'Zoé',
      last_name: `Ñandú${run}`,
      company: `Acmé ${run}`,
      icp: `Hoteles ${run}`,
      score: 60,
      priority: 'high'
    }
    const { id } = (await post(json)).body
    const typed = ['ñandu', 'ACME '].map(name => `${name}${run}`.slice(0, 12))
    for (const search of [...typed, address('zoe').slice(0, 8), `Z-${run}`, `044${phone}`, `+521${phone}`]) {
      const { items } = await list(`limit=500&search=${encodeURIComponent(search)}`)
      expect({ search, ids: items.map(lead => lead.id) }).toMatchObject({
        search,
        ids: expect.arrayContaining([id])
      })
    }
    const mine = `icp=${encodeURIComponent(`hoteles ${run}`)}`
    expect(await list(mine)).toMatchObject({ total: 1, items: [{ id }] })
    expect(await list(`${mine}&min_score=50&max_score=60&priority=high&status=active`)).toMatchObject({
      total: 1
    })
    expect(await list(`${mine}&min_score=61`)).toMatchObject({ total: 0, items: [], next_cursor: null })
  })
})

describeWith([], 'leads from a file', () => {
  it('come in, are brought up to date, and are said no to one by one', async () => {
    const [one = '', two = '', three = ''] = numbers(3)
    const file = [
      'Correo;Celular;Nombre;Perfil;Ciudad',
      `${address('f1')};${one};Ana;Archivo ${run};León`,
      `${address('f2')};${two};Beto;Archivo ${run};Mérida`,
      `;${three};Caro;Archivo ${run};`,
      `nada;${three};;;`,
      `${address('F1')};;Otra;;`
    ].join('\r\n')
    const dry = await upload(file, '?dry_run=true')
    expect(dry).toMatchObject({
      status: 200,
      body: { import_id: null, rows: 5, accepted: 3, duplicates: 1, invalid: 1 }
    })
    expect((await list(`icp=${encodeURIComponent(`Archivo ${run}`)}`)).total).toBe(0)

    const done = await upload(file)
    expect(done.body).toMatchObject({ rows: 5, accepted: 3, updated: 0, duplicates: 1, invalid: 1 })
    expect((await upload(file)).body).toMatchObject({ accepted: 0, updated: 3, duplicates: 1, invalid: 1 })
    const { items, total } = await list(`icp=${encodeURIComponent(`Archivo ${run}`)}`)
    expect(total).toBe(3)
    expect(items.map(lead => lead.first_name).sort()).toEqual(['Ana', 'Beto', 'Caro'])
    expect(items.find(lead => lead.first_name === 'Ana')?.custom).toEqual({ Ciudad: 'León' })

    const { body } =
      await server.api<List<{ id: number; status: string; updated: number }>>('/leads/imports?limit=2')
    expect(body.items[0]).toMatchObject({ status: 'completed', updated: 3 })
    const errors = await server.api<string>(`/leads/imports/${body.items[0]?.id ?? 0}/errors`)
    expect(errors).toMatchObject({ status: 200, type: 'text/csv' })
    expect(errors.body).toContain('email_no_at')
    expect((await upload('Nombre\nAna\n')).status).toBe(422)
  })
})

describeWith(['sandbox'], 'a lead in a campaign', () => {
  useFastSender(server)

  it('gets its message, has it in its timeline, and is forgotten on request', async () => {
    const [phone = '', silent = ''] = numbers(2)
    const icp = `Campaña ${run}`
    const { id } = (await post({ phone_number: phone, first_name: 'Zoé', icp })).body
    await post({ phone_number: silent, first_name: 'Ada', icp })
    await post({ email: address('phoneless'), icp })

    const campaign = await campaigns.create({ variables: ['first_name'] })
    const add = (json: unknown) =>
      server.api(campaigns.at(campaign.id, '/recipients/from-leads'), { method: 'POST', json })
    expect((await add({ icp })).body).toMatchObject({ leads: 3, added: 2, without_phone: 1, duplicates: 0 })
    expect((await add({ icp })).body).toMatchObject({ leads: 3, added: 0, without_phone: 1, duplicates: 2 })
    await campaigns.command(campaign.id, 'start')
    await campaigns.status(campaign.id, 'completed')
    expect(await campaigns.received([phone, silent])).toEqual([1, 1])

    const timeline = async () => (await server.api<{ items: Entry[] }>(`/leads/${id}/timeline`)).body.items
    const kinds = (entries: Entry[]) => entries.map(({ kind }) => kind)
    const entries = await eventually(timeline, found => kinds(found).includes('message.read'))
    expect(kinds(entries)).toEqual(
      expect.arrayContaining(['lead.created', 'message.sent', 'message.delivered'])
    )
    expect(entries.find(({ kind }) => kind === 'message.sent')).toMatchObject({
      channel: 'whatsapp',
      details: { campaign_id: campaign.id }
    })

    // Nothing is reported any more, so that what is counted stands still by itself.
    const counts = async () => (await campaigns.report(campaign.id)).counts
    const before = await eventually(counts, ({ read }) => read === 2)
    expect((await server.api(`/leads/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await get(id)).status).toBe(404)
    expect(await counts()).toEqual(before)
    const people = await campaigns.recipients(campaign.id)
    expect(people.map(row => row.phone_number).sort()).toEqual(['', `+521${silent}`])
    expect(JSON.stringify(people)).not.toContain('Zoé')
  })
})
