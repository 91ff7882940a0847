/** A campaign from its first draft to its last trace, as its operator goes through it. */
import {
  campaignsAt,
  csvOf,
  FAST,
  GREETING,
  numbers,
  useFastSender,
  type Campaign,
  type ImportAnswer,
  type List
} from './campaigns'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

describeWith([], 'a draft', () => {
  it("begins with the bot's settings where nothing else is said, and is read back as it is", async () => {
    const { body: settings } = await server.api<Record<string, unknown>>('/settings')
    const { status, body } = await server.api<Campaign>('/campaigns', {
      method: 'POST',
      json: { name: 'Promoción', template_id: 'bienvenida' }
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Promoción',
      status: 'draft',
      language: 'es_MX',
      batch_size: settings.batch_size,
      batch_interval_ms: settings.batch_interval_ms,
      max_retries: settings.max_retries,
      retry_backoff_ms: 2000,
      default_country: 'MX',
      variables: null,
      started_at: null,
      completed_at: null,
      counts: { total: 0, pending: 0 }
    })
    expect(await campaigns.get(body.id)).toEqual(body)
  })

  it('is found in the list by its state, and by its name as people type it', async () => {
    const { id } = await campaigns.create({ name: `Ñandú ${Date.now()}` })
    const found = async (query: string) =>
      (await server.api<List<Campaign>>(`/campaigns?${query}`)).body.items.map(campaign => campaign.id)
    expect(await found('status=draft&limit=5')).toContain(id)
    expect(await found('status=completed')).not.toContain(id)
    expect(await found('search=nandu')).toContain(id)
    expect(await found('search=and%C3%BA')).not.toContain(id)
    const gift = await campaigns.create({ name: `Regalo🎁 ${Date.now()}` })
    expect(await found('search=regalo')).toContain(gift.id)
  })

  it('is listed page by page, each once, the newest first', async () => {
    const made = [await campaigns.create(), await campaigns.create(), await campaigns.create()]
    const seen: number[] = []
    let cursor = ''
    do {
      const { body } = await server.api<List<Campaign>>(`/campaigns?limit=2${cursor}`)
      seen.push(...body.items.map(({ id }) => id))
      expect(body.total).toBeGreaterThanOrEqual(3)
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`
    } while (cursor && seen.length < 6)
    expect(seen.slice(0, 3)).toEqual(made.map(({ id }) => id).reverse())
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('changes in part', async () => {
    const { id, ...before } = await campaigns.create()
    const { status, body } = await campaigns.change(id, { batch_size: 7, language: 'en_US' })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { ...before, batch_size: 7, language: 'en_US' }
    })
  })
})

describeWith([], 'people from a file', () => {
  it('come in by a form as by the body itself; who is in already counts as a duplicate', async () => {
    const { id } = await campaigns.create()
    const csv = csvOf(numbers(3))
    const form = new FormData()
    form.append('file', new Blob([csv], { type: 'text/csv' }), 'gente.csv')
    const first = await server.api<ImportAnswer>(campaigns.at(id, '/upload-csv'), {
      method: 'POST',
      file: form
    })
    expect(first).toMatchObject({
      status: 200,
      body: { rows: 3, accepted: 3, duplicates: 0, invalid: 0, delimiter: ',', encoding: 'utf-8' }
    })
    const again = await server.api<ImportAnswer>(campaigns.at(id, '/upload-csv'), {
      method: 'POST',
      file: csv
    })
    expect(again.body).toMatchObject({ rows: 3, accepted: 0, duplicates: 3 })
    expect((await campaigns.get(id)).counts).toMatchObject({ total: 3, pending: 3 })
    const { body: imports } = await server.api<List<{ id: number; file_name: string | null }>>(
      campaigns.at(id, '/imports')
    )
    expect(imports.total).toBe(2)
    expect(imports.items.map(item => item.file_name)).toEqual([null, 'gente.csv'])
  })

  it('a dry run answers as the real one does, and writes nothing', async () => {
    const { id } = await campaigns.create()
    const [one = '', two = ''] = numbers(2)
    const csv = csvOf([one, 'no es un número', two, one])
    const upload = async (query: string) => {
      const answer = await server.api<ImportAnswer>(campaigns.at(id, `/upload-csv${query}`), {
        method: 'POST',
        file: csv
      })
      const { import_id, rows_per_second, ...rest } = answer.body
      return { status: answer.status, importId: import_id, rest }
    }
    const dry = await upload('?dry_run=true')
    expect(dry).toMatchObject({ status: 200, importId: null })
    expect(dry.rest).toMatchObject({ rows: 4, accepted: 2, duplicates: 1, invalid: 1 })
    expect((await campaigns.get(id)).counts.total).toBe(0)
    expect((await server.api<List<unknown>>(campaigns.at(id, '/imports'))).body.total).toBe(0)

    const real = await upload('')
    expect(real.rest).toEqual(dry.rest)
    expect((await campaigns.get(id)).counts.total).toBe(2)

    const errors = await server.api<string>(campaigns.at(id, `/imports/${real.importId}/errors`))
    expect(errors).toMatchObject({ status: 200, type: 'text/csv' })
    expect(errors.body.replace(/^\ufeff/, '').split(/\r?\n/)[0]).toMatch(/^phone_number,nombre,/)
    expect(errors.body).toContain('no es un número')
  })
})

describeWith(['sandbox'], 'the whole life', () => {
  useFastSender(server)

  it('goes from the file to every row accounted for, out again as a file, and away', async () => {
    const phones = numbers(12)
    const { id } = await campaigns.prepared(phones)

    const { body: preview } = await server.api<Record<string, unknown>>(campaigns.at(id, '/preview?row=2'))
    expect(preview).toMatchObject({
      row: 2,
      line: 3,
      phone_number: `+521${phones[1]}`,
      parameters: ['Ana 2'],
      problems: []
    })
    expect(JSON.stringify(preview.message)).toContain('¡Hola Ana 2!')
    expect((await server.api(campaigns.at(id, '/check'))).body).toMatchObject({ ready: true, problems: [] })

    const started = await campaigns.command(id, 'start')
    expect(started).toMatchObject({ status: 'running', variables: ['nombre'], completed_at: null })
    expect(Date.parse(started.started_at ?? '')).not.toBeNaN()
    const ended = await campaigns.status(id, 'completed')
    expect(Date.parse(ended.completed_at ?? '')).toBeGreaterThanOrEqual(Date.parse(ended.started_at ?? ''))

    const report = await campaigns.report(id)
    expect(report).toMatchObject({
      status: 'completed',
      waiting_for: [],
      errors: [],
      next_batch_at: null,
      eta: null
    })
    expect(report.counts).toMatchObject({ total: 12, pending: 0, sending: 0, failed: 0 })
    expect(report.timeline.reduce((all, { sent }) => all + sent, 0)).toBe(12)
    expect(await campaigns.received(phones)).toEqual(phones.map(() => 1))

    expect(await campaigns.command(id, 'reconcile')).toEqual({ differences: [] })

    const [first] = await campaigns.recipients(id)
    expect(first).toMatchObject({ phone_number: `+521${phones[0]}`, attempts: 1, line: 2, reason: null })
    const one = await server.api(campaigns.at(id, `/recipients/${first?.id}`))
    expect(one.body).toMatchObject({
      values: { phone_number: phones[0], nombre: 'Ana 1' },
      attempts_log: [{ n: 1, outcome: 'accepted', message_uuid: expect.any(String) }]
    })

    const exported = await server.api<string>(campaigns.at(id, '/export'))
    expect(exported).toMatchObject({ status: 200, type: 'text/csv' })
    const lines = exported.body.trim().split(/\r?\n/)
    expect(lines).toHaveLength(13)
    expect(lines[0]?.replace('\ufeff', '')).toBe(
      'phone_number,nombre,status,error_code,error_reason,attempts,last_attempt_at'
    )

    const copy = await server.api<Campaign>(campaigns.at(id, '/clone'), {
      method: 'POST',
      json: { name: 'Otra vez' }
    })
    expect(copy).toMatchObject({
      status: 201,
      body: {
        name: 'Otra vez',
        status: 'draft',
        counts: { total: 0 },
        ...GREETING,
        batch_size: FAST.batch_size
      }
    })

    expect((await campaigns.remove(id)).status).toBe(200)
    for (const rest of ['', '/report', '/recipients', '/imports', '/export', `/recipients/${first?.id}`]) {
      expect({ rest, status: (await server.api(campaigns.at(id, rest))).status }).toEqual({
        rest,
        status: 404
      })
    }
  })

  it('an export is uploaded to a new campaign as it is', async () => {
    const { id } = await campaigns.prepared(numbers(3, '980422'))
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'failed')
    const { body: csv } = await server.api<string>(campaigns.at(id, '/export-failed'))
    const { id: next } = await campaigns.create()
    const answer = await server.api<ImportAnswer>(campaigns.at(next, '/upload-csv'), {
      method: 'POST',
      file: csv
    })
    expect(answer.body).toMatchObject({ rows: 3, accepted: 3, columns: ['phone_number', 'nombre'] })
  })

  it('a test message reaches the number that is given, with the values of a row, and stands in no report', async () => {
    const [own = ''] = numbers(1)
    const { id } = await campaigns.prepared(numbers(2))
    const answer = await server.api(campaigns.at(id, '/test-send'), {
      method: 'POST',
      json: { to: own, row: 2 }
    })
    expect(answer).toMatchObject({ status: 200, body: { accepted: true, reason: null } })
    const { body } = await server.sandbox<{ messages: Array<{ text: string }> }>(
      `/vonage/messages?to=521${own}`
    )
    expect(body.messages).toHaveLength(1)
    expect(body.messages[0]?.text).toContain('¡Hola Ana 2!')
    expect((await campaigns.report(id)).counts).toMatchObject({ total: 2, pending: 2, sent: 0 })
  })
})
