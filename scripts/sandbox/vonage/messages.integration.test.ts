import { createHmac, generateKeyPairSync } from 'crypto'
import { basicFor, request, templateTo, TestSandbox, tokenFor, type Outcome } from '../testing/client'
import { Receiver, until } from '../testing/receiver'

const PERSON = '5214422591631'

let sandbox: TestSandbox

beforeAll(async () => (sandbox = await TestSandbox.start()))
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const problemOf = (outcome: Outcome) => {
  if (outcome.kind !== 'answer') throw new Error(outcome.kind)
  expect(outcome.headers['content-type']).toBe('application/problem+json')
  expect(outcome.json).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.stringMatching(/^[0-9a-f]{32}$/)
  })
  return { status: outcome.status, type: outcome.json['type'], invalid: outcome.json['invalid_parameters'] }
}

const statusOf = (outcome: Outcome) => (outcome.kind === 'answer' ? outcome.status : outcome.kind)

describe('who may send', () => {
  const tryWith = (authorization?: string) =>
    request(`${sandbox.running.url}/v1/messages`, {
      method: 'POST',
      body: templateTo(PERSON),
      headers: authorization === undefined ? {} : { authorization }
    })

  it('takes a token of the application and the key with its secret', async () => {
    const { credentials } = sandbox.running
    const token = tokenFor(credentials)
    for (const authorization of [`Bearer ${token}`, `Bearer ${token}`, basicFor(credentials)]) {
      const outcome = await tryWith(authorization)
      expect(outcome).toMatchObject({ kind: 'answer', status: 202 })
      expect(outcome.kind === 'answer' && outcome.json).toEqual({
        message_uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
      })
    }
    expect((await sandbox.messages()).map(message => message['sent_with'])).toEqual(['basic', 'jwt', 'jwt'])
  })

  it('refuses everything else with 401', async () => {
    const { credentials } = sandbox.running
    const now = Math.floor(Date.now() / 1000)
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
    })
    // The old trick: an HMAC made with what everybody may know.
    const [header, claims] = tokenFor(credentials, {}, { alg: 'HS256' }).split('.')
    const forged = createHmac('sha256', credentials.applicationId)
      .update(`${header}.${claims}`)
      .digest('base64url')
    const wrong = [
      undefined,
      'Bearer',
      'Bearer nonsense',
      `Bearer ${tokenFor({ ...credentials, privateKey })}`,
      `Bearer ${tokenFor(credentials, { application_id: 'another' })}`,
      `Bearer ${tokenFor(credentials, { exp: now - 120 })}`,
      `Bearer ${tokenFor(credentials, { exp: undefined })}`,
      `Bearer ${tokenFor(credentials, { exp: now + 3 * 86_400 })}`,
      `Bearer ${tokenFor(credentials, { iat: now + 600 })}`,
      `Bearer ${tokenFor(credentials, { iat: undefined })}`,
      `Bearer ${tokenFor(credentials, { jti: undefined })}`,
      `Bearer ${tokenFor(credentials, {}, { alg: 'none' })}`,
      `Bearer ${header}.${claims}.${forged}`,
      basicFor({ ...credentials, apiSecret: 'wrong' }),
      `Basic ${Buffer.from(credentials.apiKey).toString('base64')}`
    ]
    for (const authorization of wrong) {
      expect(problemOf(await tryWith(authorization))).toMatchObject({
        status: 401,
        type: expect.stringMatching(/unathorized$/)
      })
    }
    expect(await sandbox.counts()).toMatchObject({
      received: wrong.length,
      accepted: 0,
      refused: { 401: wrong.length }
    })
  })
})

describe('what is refused at once', () => {
  it('names the parameter that is wrong', async () => {
    expect(problemOf(await sandbox.send({ ...templateTo(PERSON), template: {} }))).toEqual({
      status: 422,
      type: 'https://developer.vonage.com/api-errors/messages#1150',
      invalid: [{ name: 'template.name', reason: 'is required.' }]
    })
    expect(problemOf(await sandbox.send('{"to":'))).toMatchObject({
      status: 422,
      type: expect.stringMatching(/invalid-json$/)
    })
  })

  it('refuses a body that is too large, and goes on', async () => {
    expect(problemOf(await sandbox.send('x'.repeat(3 * 1024 * 1024)))).toMatchObject({ status: 413 })
    await sandbox.sent(templateTo(PERSON))
  })

  it.each([
    ['980401', 401, /unathorized$/],
    ['980402', 402, /low-balance$/],
    ['980422', 422, /1130$/],
    ['981500', 500, /1000$/]
  ])('a number that ends with %s always gets %i', async (ending, status, type) => {
    for (let time = 0; time < 3; time++) {
      expect(problemOf(await sandbox.send(templateTo(`5214422${ending}`)))).toMatchObject({
        status,
        type: expect.stringMatching(type)
      })
    }
    expect(await sandbox.counts()).toMatchObject({ accepted: 0, refused: { [status]: 3 } })
    expect(await sandbox.messages()).toMatchObject([{ accepted: false, statuses: [] }, {}, {}])
  })

  it.each([
    ['980429', 429, 'throttle_times'],
    ['980500', 500, 'error_times']
  ])(
    'a number that ends with %s gets %i a few times, then it is accepted',
    async (ending, status, setting) => {
      const to = `5214422${ending}`
      const statuses = async (count: number) => {
        const outcomes: (number | string)[] = []
        for (let time = 0; time < count; time++) outcomes.push(statusOf(await sandbox.send(templateTo(to))))
        return outcomes
      }
      expect(await statuses(4)).toEqual([status, 202, status, 202])
      await sandbox.behave({ [setting]: 2 })
      expect(await statuses(3)).toEqual([status, status, 202])
    }
  )

  it('says with a 429 how long to wait', async () => {
    await sandbox.behave({ retry_after_s: 7 })
    expect(await sandbox.send(templateTo('5214422980429'))).toMatchObject({
      status: 429,
      headers: {
        'retry-after': '7',
        'x-ratelimit-limit': '30',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '7'
      }
    })
  })

  it('lets only so many pass in a second', async () => {
    await sandbox.behave({ rate_per_second: 1 })
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sandbox.send(templateTo(PERSON))))
    const codes = outcomes.map(statusOf)
    const accepted = codes.filter(code => code === 202).length
    expect(accepted).toBeGreaterThanOrEqual(1)
    expect(codes.filter(code => code === 429).length).toBe(20 - accepted)
    expect(outcomes.find(outcome => statusOf(outcome) === 429)).toMatchObject({
      headers: { 'retry-after': '1', 'x-ratelimit-limit': '1' }
    })
    await until(async () => statusOf(await sandbox.send(templateTo(PERSON))) === 202)
  })

  it('takes the time it is told to', async () => {
    await sandbox.behave({ latency_ms: 120 })
    const before = performance.now()
    await sandbox.sent(templateTo(PERSON))
    // A timer may fire a millisecond early by this clock.
    expect(performance.now() - before).toBeGreaterThanOrEqual(118)
  })
})

describe('an answer that goes wrong on the way', () => {
  const outcomes: [string, Partial<Outcome>, boolean, string[]][] = [
    ['980001', { kind: 'no_answer' }, false, []],
    ['980002', { kind: 'error', code: 'ECONNRESET' }, false, []],
    ['980003', { kind: 'error', code: 'ECONNRESET' }, true, ['submitted', 'delivered', 'read']],
    [
      '980004',
      { kind: 'cut_off', status: 202, text: '{"message_uuid":"' },
      true,
      ['submitted', 'delivered', 'read']
    ],
    ['980005', { kind: 'answer', status: 202, text: '' }, true, ['submitted', 'delivered', 'read']],
    [
      '980006',
      { kind: 'answer', status: 202, text: expect.stringContaining('<html>') },
      true,
      ['submitted', 'delivered', 'read']
    ],
    ['980007', { kind: 'no_answer' }, true, ['submitted', 'delivered', 'read']],
    ['980008', { kind: 'error', code: 'ECONNRESET' }, true, []],
    ['980011', { kind: 'answer', status: 202 }, true, []]
  ]

  it.each(outcomes)('a number that ends with %s', async (ending, expected, accepted, statuses) => {
    const receiver = await new Receiver().start()
    try {
      const to = `5214422${ending}`
      const body = templateTo(to, { client_ref: `ref-${ending}`, webhook_url: receiver.url })
      const outcome = await sandbox.send(body, expected.kind === 'no_answer' ? { giveUpAfter: 300 } : {})
      const cut = outcome.kind === 'cut_off' ? { ...outcome, text: outcome.text.slice(0, 17) } : outcome
      expect(cut).toMatchObject(expected)
      expect(await sandbox.messages(`?to=${to}`)).toMatchObject([{ accepted, client_ref: `ref-${ending}` }])
      expect(await sandbox.counts()).toMatchObject({ received: 1, accepted: accepted ? 1 : 0 })
      await until(() => receiver.got.length === statuses.length)
      expect(receiver.statuses()).toEqual(statuses)
    } finally {
      await receiver.close()
    }
  })
})

describe('counting', () => {
  it('shows a double send by its reference, also when the first one was refused', async () => {
    await sandbox.sent(templateTo('5214422000001', { client_ref: 'c:1' }))
    await sandbox.sent(templateTo('5214422000002', { client_ref: 'c:2' }))
    await sandbox.send(templateTo('5214422980500', { client_ref: 'c:3' }))
    await sandbox.sent(templateTo('5214422980500', { client_ref: 'c:3' }))
    expect(await sandbox.counts()).toMatchObject({
      received: 4,
      accepted: 3,
      client_refs: { distinct: 3, more_than_once: 0, first: [] }
    })
    await sandbox.send(templateTo('5214422980003', { client_ref: 'c:4' }))
    await sandbox.send(templateTo('5214422980003', { client_ref: 'c:4' }))
    expect(await sandbox.counts()).toMatchObject({
      accepted: 5,
      unanswered: 2,
      client_refs: { distinct: 4, more_than_once: 1, first: [{ client_ref: 'c:4', times: 2 }] },
      recipients: { distinct: 4, more_than_once: 1, first: [{ to: '5214422980003', times: 2 }] }
    })
    const own = await sandbox.control('GET', '/sandbox/vonage/counts?client_ref=c:4')
    expect(own.json).toMatchObject({ client_ref: 'c:4', times: 2 })
  })

  it('keeps only the newest messages in full, and counts all', async () => {
    await sandbox.behave({ keep_messages: 3 })
    for (let index = 0; index < 8; index++)
      await sandbox.sent(templateTo(PERSON, { client_ref: `k:${index}` }))
    expect((await sandbox.messages()).map(message => message['client_ref'])).toEqual(['k:7', 'k:6', 'k:5'])
    expect(await sandbox.counts()).toMatchObject({ accepted: 8, client_refs: { distinct: 8 } })
  })

  it('pages and filters what it received', async () => {
    for (let index = 0; index < 5; index++)
      await sandbox.sent(templateTo(`521442200000${index}`, { client_ref: `p:${index}` }))
    const first = await sandbox.control('GET', '/sandbox/vonage/messages?limit=3')
    const second = await sandbox.control(
      'GET',
      `/sandbox/vonage/messages?limit=3&cursor=${String(first.json['next_cursor'])}`
    )
    const refs = [first, second].flatMap(({ json }) =>
      (json['messages'] as { client_ref: string }[]).map(m => m.client_ref)
    )
    expect(refs).toEqual(['p:4', 'p:3', 'p:2', 'p:1', 'p:0'])
    expect(second.json['next_cursor']).toBeNull()
    expect(await sandbox.messages('?client_ref=p:2')).toMatchObject([{ to: '5214422000002' }])
    expect(await sandbox.messages('?to=%2B5214422000001')).toMatchObject([{ client_ref: 'p:1' }])
    expect((await sandbox.control('GET', '/sandbox/vonage/messages?limit=0')).status).toBe(422)
  })

  it('forgets on demand', async () => {
    await sandbox.sent(templateTo(PERSON, { client_ref: 'f:1' }))
    expect((await sandbox.control('DELETE', '/sandbox/vonage/messages')).status).toBe(204)
    expect(await sandbox.messages()).toEqual([])
    expect(await sandbox.counts()).toMatchObject({ received: 0, accepted: 0, client_refs: { distinct: 0 } })
  })
})

describe('what it shows of a message', () => {
  it('is the text as a person sees it, and all that came', async () => {
    const body = templateTo(PERSON, { client_ref: 's:1' })
    await sandbox.sent(body)
    expect(await sandbox.messages()).toMatchObject([
      {
        to: PERSON,
        from: '447700900001',
        message_type: 'template',
        text: '¡Hola Ana! Gracias por unirte a Casa Nopal. ¿Te mostramos las novedades?\nResponde BAJA para no recibir más promociones\n[Ver novedades] [No, gracias]',
        rendered: { buttons: [{ type: 'quick_reply', text: 'Ver novedades' }, {}] },
        outcome: { rule: null, answer: 'accepted', course: 'ordinary' },
        body
      }
    ])
  })

  it('is readable for every kind of message', async () => {
    const base = { channel: 'whatsapp', to: PERSON, from: '447700900001' }
    const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
    await sandbox.sent({ ...base, message_type: 'text', text: 'Hola' })
    await sandbox.sent({
      ...base,
      message_type: 'image',
      image: { url: 'https://a.example/b.jpg', caption: 'Mira' }
    })
    await sandbox.sent({
      ...base,
      message_type: 'custom',
      custom: {
        type: 'interactive',
        interactive: { body: { text: '¿Vienes?' }, action: { buttons: [reply('y', 'Sí'), reply('n', 'No')] } }
      }
    })
    expect((await sandbox.messages()).map(message => message['text'])).toEqual([
      '¿Vienes?\n[Sí] [No]',
      '[image] https://a.example/b.jpg\nMira',
      'Hola'
    ])
  })
})
