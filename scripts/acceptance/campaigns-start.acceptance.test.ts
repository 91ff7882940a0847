/** Before a start everything wrong is said at once; and a start may wait for its time, its window, its operator. */
import { campaignsAt, numbers, useFastSender, type Campaign } from './campaigns'
import { eventually, type Problem } from './client'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

interface CheckItem {
  path: string
  code: string
  message: string
  rows?: number
  examples?: Array<{ line: number; value: string }>
}

interface Check {
  ready: boolean
  problems: CheckItem[]
  warnings: CheckItem[]
}

const checkOf = async (id: number) => (await server.api<Check>(campaigns.at(id, '/check'))).body
const uploaded = (id: number, file: string) =>
  server.api(campaigns.at(id, '/upload-csv'), { method: 'POST', file })

describeWith(['sandbox'], 'before a start', () => {
  it('every reason against it is told at once, and the start itself says the same', async () => {
    const { id } = await campaigns.create({ template_id: 'no_existe' })
    const { ready, problems } = await checkOf(id)
    expect({ ready, codes: problems.map(({ code }) => code).sort() }).toEqual({
      ready: false,
      codes: ['no_recipients', 'template_unknown']
    })
    const answer = await campaigns.order(id, 'start')
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' })
    expect(answer.body.errors).toEqual(problems)
    for (const { message } of problems) expect(answer.body.detail).toContain(message)
    expect(await campaigns.get(id)).toMatchObject({ status: 'draft', started_at: null })
  })

  it('rows with a gap, and values that WhatsApp refuses, are counted with examples', async () => {
    const { id } = await campaigns.create()
    const [a, b, c, d, e] = numbers(5)
    const rows = [`${a},Ana`, `${b},`, `${c},"dos\nlíneas"`, `${d},con     espacios`, `${e},  `]
    await uploaded(id, `telefono,nombre\n${rows.join('\n')}\n`)
    const { problems } = await checkOf(id)
    const found = (code: string) => problems.find(problem => problem.code === code)
    expect(found('missing_variable')).toMatchObject({
      path: 'variables.1',
      rows: 2,
      examples: [{ line: 3 }, { line: 7 }]
    })
    expect(
      problems.filter(({ path }) => path === 'variables.1').reduce((all, { rows: n = 0 }) => all + n, 0)
    ).toBe(4)
    expect((await campaigns.order(id, 'start')).status).toBe(422)

    // A fallback fills the gaps; the values that WhatsApp refuses must still be mended.
    await campaigns.change(id, { variables: [{ column: 'nombre', fallback: 'amigo' }] })
    expect((await checkOf(id)).problems.map(({ code }) => code)).not.toContain('missing_variable')
  })

  it.each([
    ['liquidacion_total', 'template_not_approved'],
    ['oferta_semanal', 'variable_count'],
    ['promo_octubre', 'header_missing'],
    ['rastreo_pedido', 'button_missing']
  ])('%s: %s', async (template_id, code) => {
    const { id } = await campaigns.prepared(numbers(1), { template_id })
    expect((await checkOf(id)).problems.map(problem => problem.code)).toContain(code)
  })

  it('problem answers name the field', async () => {
    const answer = await server.api<Problem>('/campaigns', {
      method: 'POST',
      json: { name: '', batch_size: 0, language: 'español', colour: 'red' }
    })
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' })
    const paths = answer.body.errors.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['name', 'template_id', 'batch_size', 'language', 'colour']))
    const late = await campaigns.order((await campaigns.create()).id, 'start', { scheduled_at: 'tomorrow' })
    expect(late).toMatchObject({ status: 422, body: { errors: [{ path: 'scheduled_at' }] } })
    expect((await server.api('/campaigns/abc')).status).toBe(400)
    expect((await server.api('/campaigns/999999999')).status).toBe(404)
  })
})

interface Clock {
  now: string
}

const MINUTE_MS = 60_000
const nowThere = async () => Date.parse((await server.sandbox<Clock>('/clock')).body.now)
const later = async (ms: number) => new Date((await nowThere()) + ms).toISOString()

describeWith(['clock'], 'a start at a time', () => {
  useFastSender(server)
  const scheduled = async (inMs: number): Promise<Campaign> => {
    const { id } = await campaigns.prepared(numbers(2))
    return campaigns.command(id, 'start', { scheduled_at: await later(inMs) })
  }

  it('waits, says for what, and comes by itself', async () => {
    const { id, scheduled_at } = await scheduled(30 * MINUTE_MS)
    expect((await campaigns.report(id)).waiting_for).toEqual([
      { code: 'scheduled', detail: expect.any(String), until: scheduled_at }
    ])
    await campaigns.advance('29m')
    await server.api('/status')
    expect(await campaigns.get(id)).toMatchObject({ status: 'scheduled', counts: { pending: 2 } })
    await campaigns.advance('61s')
    await campaigns.status(id, 'completed')
  })

  it('is the one that the draft was made with, where the start names none', async () => {
    const { id } = await campaigns.prepared(numbers(1), { scheduled_at: await later(10 * MINUTE_MS) })
    expect(await campaigns.command(id, 'start')).toMatchObject({ status: 'scheduled' })
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
  })

  it('is put off by a pause, and taken up again by the resume', async () => {
    const { id, scheduled_at } = await scheduled(30 * MINUTE_MS)
    await campaigns.command(id, 'pause')
    expect(await campaigns.command(id, 'resume')).toMatchObject({ status: 'scheduled', scheduled_at })
    await campaigns.command(id, 'pause')
    await campaigns.advance('31m')
    expect(await campaigns.get(id)).toMatchObject({ status: 'paused', counts: { pending: 2 } })
    await campaigns.command(id, 'resume')
    await campaigns.status(id, 'completed')
  })

  it('cannot be in the past, nor be taken away from a campaign that waits for it', async () => {
    const { id } = await campaigns.prepared(numbers(1))
    const past = await campaigns.order(id, 'start', { scheduled_at: await later(-10 * MINUTE_MS) })
    expect(past).toMatchObject({ status: 422, body: { errors: [{ path: 'scheduled_at' }] } })
    await campaigns.command(id, 'start', { scheduled_at: await later(10 * MINUTE_MS) })
    const timeless = await campaigns.change(id, { scheduled_at: null })
    expect(timeless).toMatchObject({ status: 422, body: { errors: [{ path: 'scheduled_at' }] } })
  })

  it('that was missed waits for somebody, or is made up for, as the settings say', async () => {
    await campaigns.settings({ missed_start: 'wait' })
    const waiting = await scheduled(MINUTE_MS)
    await campaigns.advance('2h')
    const held = await campaigns.status(waiting.id, 'paused')
    expect(held).toMatchObject({ status_reason: { code: 'missed_start' }, counts: { pending: 2 } })
    expect((await campaigns.report(waiting.id)).waiting_for).toMatchObject([{ code: 'missed_start' }])
    await campaigns.command(waiting.id, 'resume')
    await campaigns.status(waiting.id, 'completed')

    await campaigns.settings({ missed_start: 'send' })
    const sending = await scheduled(MINUTE_MS)
    await campaigns.advance('2h')
    await campaigns.status(sending.id, 'completed')
    await campaigns.settings({ missed_start: 'wait' })
  })

  it('that meets something wrong holds the campaign with the reason', async () => {
    const { id } = await scheduled(MINUTE_MS)
    await campaigns.change(id, { template_id: 'liquidacion_total' })
    await campaigns.advance('2m')
    const held = await campaigns.status(id, 'paused')
    expect(held.status_reason).toMatchObject({ code: 'start_refused' })
    expect(held.status_reason?.detail).toContain('liquidacion_total')
  })
})

describeWith(['clock'], 'a send window', () => {
  useFastSender(server)

  /** The time of day so many hours from now, in a zone without summer time. */
  const timeOfDay = async (hours: number) => (await later(hours * 60 * MINUTE_MS)).slice(11, 16)

  it('keeps messages back until it opens, says so, and is obeyed again when it closes', async () => {
    const [from, to] = [await timeOfDay(2), await timeOfDay(4)]
    const phones = numbers(3)
    const { id } = await campaigns.prepared(phones, { timezone: 'UTC', send_window: { from, to } })
    await campaigns.command(id, 'start')
    const waiting = await eventually(
      () => campaigns.report(id),
      ({ waiting_for }) => waiting_for.some(({ code }) => code === 'window')
    )
    const until = Date.parse(waiting.waiting_for.find(({ code }) => code === 'window')?.until ?? '')
    expect(new Date(until).toISOString().slice(11, 16)).toBe(from)
    expect(waiting.counts).toMatchObject({ pending: 3 })
    expect(waiting.eta).not.toBeNull()

    await campaigns.advance('1h')
    expect((await campaigns.report(id)).counts).toMatchObject({ pending: 3 })
    await campaigns.advance('1h')
    await campaigns.status(id, 'completed')
    expect(await campaigns.received(phones)).toEqual([1, 1, 1])

    await campaigns.advance('3h')
    const { id: next } = await campaigns.prepared(numbers(1), { timezone: 'UTC', send_window: { from, to } })
    await campaigns.command(next, 'start')
    await eventually(
      () => campaigns.report(next),
      ({ waiting_for }) => waiting_for.some(({ code }) => code === 'window')
    )
    // Taken away, it lets them go at once.
    await campaigns.change(next, { send_window: null })
    await campaigns.status(next, 'completed')
  })
})
