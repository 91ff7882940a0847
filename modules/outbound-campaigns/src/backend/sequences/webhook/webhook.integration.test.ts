import { createHmac } from 'crypto'
import http from 'http'
import type { AddressInfo } from 'net'
import type { Fact } from '../../inbox'
import { leadSchema } from '../../leads'
import { stepSchema, type StepOf } from '../steps/schema'
import {
  sequenceWebhook,
  webhookErrand,
  webhookNews,
  type Called,
  type PendingCall,
  type Place,
  type WebhookSources
} from './errand'

const DAY_MS = 86_400_000

interface Heard {
  headers: http.IncomingHttpHeaders
  body: string
}

const heard: Heard[] = []
const play = { status: 200, silent: false }
const server = http.createServer((req, res) => {
  let body = ''
  req.setEncoding('utf8')
  req.on('data', (chunk: string) => (body += chunk))
  req.on('end', () => {
    heard.push({ headers: req.headers, body })
    if (!play.silent) res.writeHead(play.status, { location: '/elsewhere' }).end('{"ok":true}')
  })
})
let url = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?from=bot`
})
afterAll(() => new Promise(resolve => server.close(resolve)))
beforeEach(() => {
  heard.length = 0
  play.status = 200
  play.silent = false
})

const place: Place = { enrollmentId: 12, stepKey: 'tell-crm', visit: 1 }

const webhookStep = (config: object): StepOf<'webhook'> => {
  const step = stepSchema.parse({
    key: 'tell-crm',
    type: 'webhook',
    config: { url, data: { greeting: 'Hola {{first_name}}' }, ...config }
  })
  if (step.type !== 'webhook') throw new Error('another type')
  return step
}

const pendingCall = (config: object): PendingCall => ({
  sequence: { id: 7, name: 'Bienvenida' },
  step: webhookStep(config),
  at: Date.parse('2026-07-01T15:00:00Z'),
  lead: leadSchema.parse({
    id: 3,
    ext_id: 'a-1',
    email: 'ana@casanopal.example',
    phone_number: null,
    first_name: 'Ana',
    last_name: null,
    company: null,
    icp: null,
    score: null,
    points: 0,
    total: 0,
    priority: null,
    timezone: null,
    language: null,
    custom: {},
    status: 'active',
    qualified_at: null,
    tracking: true,
    consent_source: null,
    consent_at: null,
    deal_id: null,
    created_at: '2026-06-01T00:00:00.000Z',
    updated_at: '2026-06-01T00:00:00.000Z'
  }),
  person: {
    ext_id: 'a-1',
    email: 'ana@casanopal.example',
    phone_number: null,
    first_name: 'Ana',
    last_name: null,
    company: null,
    icp: null,
    score: null,
    priority: null,
    custom: {}
  }
})

const errand = (config: object = {}, sources: Partial<WebhookSources> = {}) => {
  const done: Called[] = []
  const run = webhookErrand({
    pending: async () => pendingCall(config),
    done: async (_botId, _place, called) => void done.push(called),
    senderOf: async () => ({ name: 'Lucía', address: 'lucia@example.com' }),
    allowsPrivate: async () => true,
    ...sources
  })
  return { run: (receivedAt = Date.now()) => run('demo', factOf(receivedAt)), done }
}

const factOf = (receivedAt: number): Fact<{ enrollment_id: number; step_key: string; visit: number }> => ({
  id: 1,
  body: sequenceWebhook.body.parse(webhookNews(place).body),
  receivedAt
})

describe("A webhook step's call", () => {
  it('tells who came to which step, signed over what is sent', async () => {
    const { run, done } = errand({ secret: 'a long secret' })
    expect(await run()).toEqual({ kind: 'done' })
    expect(done).toEqual([{ status: 'done', httpStatus: 200, reason: null }])
    const [call] = heard
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      event: 'sequence.step',
      bot_id: 'demo',
      sequence: { id: 7, name: 'Bienvenida' },
      step_key: 'tell-crm',
      enrollment_id: 12,
      lead: { id: 3, ext_id: 'a-1', email: 'ana@casanopal.example' },
      data: { greeting: 'Hola Ana' },
      at: '2026-07-01T15:00:00.000Z'
    })
    const at = String(call?.headers['x-timestamp'])
    expect(Math.abs(Number(at) * 1000 - Date.now())).toBeLessThan(60_000)
    const signature = createHmac('sha256', 'a long secret').update(`${at}.${call?.body}`).digest('hex')
    expect(call?.headers['x-signature']).toBe(`sha256=${signature}`)
  })

  it('bears the same key at every try, and no signature without a secret', async () => {
    play.status = 503
    const { run, done } = errand()
    expect(await run()).toEqual({ kind: 'again', error: 'The server answered 503.' })
    expect(await run()).toMatchObject({ kind: 'again' })
    play.status = 204
    expect(await run()).toEqual({ kind: 'done' })
    expect(done).toEqual([{ status: 'done', httpStatus: 204, reason: null }])
    expect(heard.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array.from({ length: 3 }, () => 'demo.12.tell-crm.1')
    )
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
    expect(heard[0]?.headers['x-signature']).toBeUndefined()
  })

  it.each([400, 401, 404, 410, 422, 302])('is over when the server answers %s', async status => {
    play.status = status
    const { run, done } = errand()
    expect(await run()).toEqual({ kind: 'done' })
    expect(done).toEqual([
      {
        status: 'failed',
        httpStatus: status,
        reason: { code: 'webhook_refused', detail: `The server answered ${status}.` }
      }
    ])
    expect(heard).toHaveLength(1)
  })

  it.each([408, 425, 429, 500, 502, 503])('is tried again when the server answers %s', async status => {
    play.status = status
    const { run, done } = errand()
    expect(await run()).toMatchObject({ kind: 'again' })
    expect(done).toEqual([])
  })

  it('is given up after a day, with what was said last', async () => {
    play.status = 500
    const { run, done } = errand()
    expect(await run(Date.now() - DAY_MS)).toEqual({ kind: 'done' })
    expect(done).toEqual([
      {
        status: 'failed',
        httpStatus: 500,
        reason: { code: 'webhook_unreachable', detail: 'The server answered 500.' }
      }
    ])
  })

  it('waits no longer than the step says', async () => {
    play.silent = true
    const { run } = errand({ timeout_seconds: 1 })
    expect(await run()).toEqual({ kind: 'again', error: 'The server gave no answer (timeout).' })
  })

  it('reaches nothing of this machine unless that is allowed', async () => {
    const { run, done } = errand({}, { allowsPrivate: async () => false })
    expect(await run()).toEqual({ kind: 'done' })
    expect(done).toMatchObject([
      {
        status: 'failed',
        httpStatus: null,
        reason: { code: 'webhook_refused', detail: expect.stringContaining('not on the internet') }
      }
    ])
    const named = errand(
      { url: url.replace('127.0.0.1', 'crm.example') },
      {
        allowsPrivate: async () => false,
        resolve: async () => [{ address: '127.0.0.1', family: 4 }]
      }
    )
    expect(await named.run()).toEqual({ kind: 'done' })
    expect(named.done).toMatchObject([{ status: 'failed', reason: { code: 'webhook_refused' } }])
    expect(heard).toEqual([])
  })

  it('is not made for a lead who does not wait for it any more', async () => {
    const { run, done } = errand({}, { pending: async () => undefined })
    expect(await run()).toEqual({ kind: 'done' })
    expect(done).toEqual([])
    expect(heard).toEqual([])
  })
})
