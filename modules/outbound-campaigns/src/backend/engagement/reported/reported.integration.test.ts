import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { toText } from '../../platform/database/values'
import { BOT, engagementBench, type EngagementBench } from '../testing/bench'
import { sentMails } from '../testing/mails'
import { publicServer, type PublicServer } from '../testing/public-server'

const NOW = Date.parse('2026-07-01T15:00:00Z')

describe.each(databases)('Events that others report, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench
  let server: PublicServer
  let ana: number
  let key: string

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    bench.calendar.set(NOW)
    server = await publicServer(bench)
    ana = await bench.lead({ email: 'ana@example.com', phone_number: '4422591631' })
    key = (await route('post')).key
  })
  afterEach(async () => {
    await bench.inbox.release(BOT)
    await server.close()
    await test.destroy()
  })

  const route = async (method: 'get' | 'post' | 'delete', botId = BOT) => {
    const found = bench.engagement.routes.find(one => one.path === '/events/key' && one.method === method)
    const input = {
      botId,
      caller: { email: 'op@example.com' },
      params: {},
      query: {},
      body: {},
      req: bench.noRequest
    }
    return (await found?.handle(input, bench.noResponse)) as {
      key: string
      set: boolean
      created_by: string | null
    }
  }
  const post = (
    body: unknown,
    { bot = BOT, headers }: { bot?: string; headers?: Record<string, string> } = {}
  ) =>
    fetch(`${server.at(bot)}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(headers ?? { authorization: `Bearer ${key}` }) },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    })
  const opened = { email: 'ana@example.com', event_type: 'opened', timestamp: '2026-07-01T14:00:00Z' }
  const workOff = async () => {
    const open = async () =>
      (
        await bench.db.query(
          `select id from outbound_inbox where status = 'open' and kind = 'engagement.told'`
        )
      ).length
    while ((await open()) > 0) {
      await bench.inboxJob.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const reported = async (...args: Parameters<typeof post>) => {
    const answer = await post(...args)
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`)
    await workOff()
    return await answer.json()
  }
  const events = () => bench.db.query('select * from outbound_events order by at, id')
  const told = async () =>
    (await bench.db.query(`select body from outbound_inbox where kind = 'engagement.event' order by id`)).map(
      row => JSON.parse(toText(row.body)) as Record<string, unknown>
    )

  it('come in as the documents say, count as done by a person, and are told at once', async () => {
    const body = {
      ...opened,
      sequence_id: 123,
      metadata:
        '{"campaign_id": "abc123", "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}'
    }
    expect(await reported(body)).toEqual({ received: 1 })
    expect(await told()).toEqual([
      expect.objectContaining({
        type: 'opened',
        lead_id: ana,
        verdict: 'human',
        sequence_id: 123,
        at: NOW - 3_600_000
      })
    ])
    expect(await events()).toMatchObject([{ source: 'reported', client: 'Firefox', device: 'desktop' }])
  })

  it('come one by one or in lists, by address, number or message, and each counts once', async () => {
    const [mail = 0] = await sentMails(bench, [{ id: ana, email: 'ana@example.com' }])
    const list = [
      opened,
      { ...opened, event_type: 'clicked' },
      { id: 'x1', phone_number: '442 259 1631', event_type: 'meeting_booked' },
      { id: 5, message_id: mail, event_type: 'delivered' },
      {
        message_id: `<${mail}.1.0123456789abcdef@example.com>`,
        event_type: 'bounced',
        timestamp: '2026-07-01T14:10:00+00:00'
      }
    ]
    expect(await reported(list)).toEqual({ received: 5 })
    await reported(list)
    await reported(
      { id: 'x1', phone_number: '+5214422591631', event_type: 'meeting_booked' },
      { bot: '___', headers: { 'x-api-key': key } }
    )
    const seen = (await events()).map(row => [row.type, Number(row.lead_id), row.step_key])
    expect(seen.sort()).toEqual([
      ['bounced', ana, 'first'],
      ['clicked', ana, null],
      ['delivered', ana, 'first'],
      ['meeting_booked', ana, null],
      ['opened', ana, null]
    ])
  })

  it('of people nobody knows are answered alike and leave nothing', async () => {
    const known = await post(opened)
    const unknown = await post({ ...opened, email: 'nobody@example.com' })
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()])
    await workOff()
    await reported({ message_id: 987654, event_type: 'clicked' })
    await reported({ message_id: '<elsewhere@example.org>', event_type: 'clicked' })
    expect(await events()).toHaveLength(1)
  })

  it('of somebody who was forgotten are of nobody', async () => {
    const [mail = 0] = await sentMails(bench, [{ id: ana, email: 'ana@example.com' }])
    await bench.forget(ana)
    await reported([
      { id: 1, message_id: mail, email: 'ana@example.com', event_type: 'clicked' },
      { id: 2, email: 'ana@example.com', event_type: 'clicked' }
    ])
    expect(await events()).toEqual([])
  })

  it('say who answered: a person, or a machine of theirs and until when', async () => {
    await reported([
      { id: 1, ...opened, event_type: 'replied', metadata: { subject: 'Re: hola', text: 'Sí, hablemos' } },
      {
        id: 2,
        ...opened,
        event_type: 'replied',
        metadata: { auto_submitted: 'auto-replied', text: 'Regreso el 13 de julio.' }
      },
      { id: 3, ...opened, event_type: 'replied', metadata: { headers: { 'X-Autoreply': 'yes' } } },
      { id: 4, ...opened, event_type: 'replied', metadata: { subject: 'Respuesta automática: hola' } },
      { id: 5, ...opened, event_type: 'auto_reply', return_at: '2026-07-20T09:00:00-06:00' },
      { id: 6, ...opened, event_type: 'auto_reply', metadata: { text: 'I am away until 15 July' } }
    ])
    const answers = (await told()).map(({ type, return_at }) => [
      type,
      return_at === null ? null : new Date(Number(return_at)).toISOString()
    ])
    expect(answers).toEqual([
      ['replied', null],
      ['auto_reply', '2026-07-13T06:00:00.000Z'],
      ['auto_reply', null],
      ['auto_reply', null],
      ['auto_reply', '2026-07-20T15:00:00.000Z'],
      ['auto_reply', '2026-07-16T06:00:00.000Z']
    ])
    expect(JSON.stringify(await events())).not.toMatch(/hablemos|away until/)
  })

  it('may say that it was a machine', async () => {
    await reported({ ...opened, verdict: 'machine' })
    expect(await told()).toMatchObject([{ verdict: 'machine' }])
  })

  it('need the key of the bot, which is shown once and ends when another is made', async () => {
    const refused = async (...args: Parameters<typeof post>) => (await post(...args)).status
    expect(await refused(opened, { headers: {} })).toBe(401)
    expect(await refused(opened, { headers: { authorization: 'Bearer x' } })).toBe(401)
    expect(await refused(opened, { headers: { authorization: `Bearer ${key.slice(0, -1)}` } })).toBe(401)
    expect(await refused(opened, { bot: 'other' })).toBe(401)
    expect(await route('get')).toMatchObject({ set: true, created_by: 'op@example.com' })
    expect(JSON.stringify(await bench.db.query('select * from outbound_event_keys'))).not.toContain(
      key.split('.')[1]
    )

    const second = (await route('post')).key
    expect(await refused(opened)).toBe(401)
    expect(await refused(opened, { headers: { 'x-api-key': second } })).toBe(202)
    await route('delete')
    expect(await refused(opened, { headers: { 'x-api-key': second } })).toBe(401)
    expect(await route('get')).toMatchObject({ set: false })
    await workOff()
    expect(await events()).toHaveLength(1)
  })

  it('are refused with the field that is wrong, whole lists at once', async () => {
    const wrong = async (body: unknown) => {
      const answer = await post(body)
      const { errors } = (await answer.json()) as { errors: Array<{ path: string }> }
      return [answer.status, ...errors.map(({ path }) => path)]
    }
    expect(await wrong({ ...opened, event_type: 'seen' })).toEqual([422, 'event_type'])
    expect(await wrong({ event_type: 'opened' })).toEqual([422, 'body'])
    expect(await wrong({ ...opened, email: 'nonsense' })).toEqual([422, 'email'])
    expect(await wrong([opened, { ...opened, phone_number: '12', email: null }])).toEqual([
      422,
      '1.phone_number'
    ])
    expect(await wrong([opened, { ...opened, timestamp: 'yesterday' }])).toEqual([422, '1.timestamp'])
    expect(await wrong({ ...opened, metadata: 'no json' })).toEqual([422, 'metadata'])
    expect(await wrong({ ...opened, metadata: { text: 'x'.repeat(9_000) } })).toEqual([422, 'metadata'])
    expect(await wrong('{')).toEqual([400])
    expect(await wrong(Array.from({ length: 1_001 }, () => opened))).toEqual([422, 'body'])
    await workOff()
    expect(await events()).toEqual([])
  })

  it('may be a thousand at once, and not without end', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => ({ ...opened, id: n }))
    expect(await reported(many)).toEqual({ received: 1_000 })
    expect(await events()).toHaveLength(1_000)
    const statuses = await Promise.all([1, 2, 3, 4, 5, 6].map(async () => (await post(many)).status))
    expect(statuses.filter(status => status === 429).length).toBeGreaterThan(0)
  })

  it('survive whatever texts and bodies are sent', async () => {
    // The first two are one: neither can be kept as it is.
    const odd = ['\u0000', '\ud800', '😀', "' or 1=1 --", '<script>', '__proto__']
    for (const text of odd) {
      const answer = await post({
        ...opened,
        id: `${text}i`,
        metadata: { [`k${text}`]: text, __proto__: text }
      })
      expect(answer.status).toBe(202)
    }
    for (const body of ['null', '[]', '[[]]', '1', '"x"', '{"email":{}}', '']) {
      expect([400, 422]).toContain((await post(body)).status)
    }
    await workOff()
    expect(server.faults).toEqual([])
    expect(await events()).toHaveLength(odd.length - 1)
  })
})
