import { basicFor, templateTo, TestSandbox } from '../testing/client'
import { openWebhook } from '../testing/open-webhook'
import { Receiver, until } from '../testing/receiver'

const PERSON = '5214422591631'

let sandbox: TestSandbox
let receiver: Receiver
/** What the receiver answers; each test may change it. */
let answer: (times: number) => number | Promise<number>

beforeAll(async () => (sandbox = await TestSandbox.start()))
beforeEach(async () => {
  answer = () => 200
  receiver = await new Receiver((_got, times) => answer(times)).start()
  await sandbox.reset()
  await sandbox.behave({ status_url: receiver.url })
})
afterEach(() => receiver.close())
afterAll(() => sandbox.close())

const arrived = (count: number) => until(() => receiver.got.length >= count)

/** Long enough for anything more to have come: a later message has been told completely. */
const nothingMore = async (count: number) => {
  const before = receiver.got.length
  await sandbox.sent(templateTo('5214422000099'))
  await arrived(before + 3)
  expect(receiver.got.filter(({ json }) => json['to'] !== '5214422000099').length).toBe(count)
}

describe('statuses', () => {
  it('come in order, in the format of the API, with the price when it is delivered', async () => {
    const uuid = await sandbox.sent(templateTo(PERSON, { client_ref: 'c1:r1' }))
    await arrived(3)
    const common = {
      message_uuid: uuid,
      to: PERSON,
      from: '447700900001',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      channel: 'whatsapp',
      client_ref: 'c1:r1'
    }
    expect(receiver.got.map(({ json }) => json)).toEqual([
      { ...common, status: 'submitted' },
      {
        ...common,
        status: 'delivered',
        usage: { currency: 'EUR', price: '0.0333' },
        whatsapp: {
          recipient: { wa_id: PERSON },
          pricing: { type: 'regular', pricing_model: 'PMP', category: 'marketing' },
          conversation: { id: expect.any(String), origin: { type: 'marketing' } }
        }
      },
      { ...common, status: 'read' }
    ])
    await until(async () => JSON.stringify((await sandbox.messages())[0]).includes('"body":"answer 3"'))
    expect(await sandbox.messages()).toMatchObject([
      {
        statuses: ['submitted', 'delivered', 'read'].map(status => ({
          status,
          url: receiver.url,
          attempts: [{ kind: 'answered', status: 200 }]
        }))
      }
    ])
  })

  it('are signed over their very bytes', async () => {
    const { credentials } = sandbox.running
    await sandbox.sent(templateTo(PERSON))
    await arrived(3)
    const opened = receiver.got.map(got => openWebhook(got, credentials.signatureSecret))
    for (const { algorithm, genuine, intact, claims } of opened) {
      expect({ algorithm, genuine, intact }).toEqual({ algorithm: 'HS256', genuine: true, intact: true })
      expect(claims).toMatchObject({
        iss: 'Vonage',
        api_key: credentials.apiKey,
        application_id: credentials.applicationId
      })
    }
    expect(new Set(opened.map(({ claims }) => claims['jti'])).size).toBe(3)
  })

  it('name no application for a message that was sent with key and secret', async () => {
    const { credentials } = sandbox.running
    await sandbox.send(templateTo(PERSON), { headers: { authorization: basicFor(credentials) } })
    await arrived(1)
    const [first] = receiver.got
    expect(first && openWebhook(first, credentials.signatureSecret).claims).not.toHaveProperty(
      'application_id'
    )
  })

  it.each([
    ['none', undefined],
    ['wrong', false]
  ])('can be signed %s', async (signature, genuine) => {
    await sandbox.behave({ signature })
    await sandbox.sent(templateTo(PERSON))
    await arrived(1)
    const [first] = receiver.got
    if (!first) throw new Error('nothing came')
    if (genuine === undefined) expect(first.headers.authorization).toBeUndefined()
    else expect(openWebhook(first, sandbox.running.credentials.signatureSecret).genuine).toBe(genuine)
  })

  it("go to the message's own address rather than the usual one", async () => {
    const own = await new Receiver().start()
    try {
      await sandbox.sent(templateTo(PERSON, { webhook_url: own.url }))
      await until(() => own.got.length === 3)
      expect(receiver.got).toEqual([])
    } finally {
      await own.close()
    }
  })

  it('are in the old format where the message or the behaviour asks for it', async () => {
    await sandbox.sent(templateTo('5214422991022', { webhook_version: 'v0.1', client_ref: 'old' }))
    await arrived(1)
    expect(receiver.got[0]?.json).toMatchObject({
      to: { type: 'whatsapp', number: '5214422991022' },
      from: { type: 'whatsapp', number: '447700900001' },
      status: 'rejected',
      error: { code: 1022, reason: expect.stringMatching(/^Invalid template/) },
      client_ref: 'old'
    })
    await sandbox.behave({ webhook_version: 'v0.1' })
    await sandbox.sent(templateTo(PERSON, { webhook_version: 'v1' }))
    await arrived(2)
    expect(receiver.got[1]?.json).toMatchObject({ to: { type: 'whatsapp', number: PERSON } })
  })

  it.each([
    ['991300', 'rejected', '1300'],
    ['991461', 'rejected', '1461'],
    ['991331', 'undeliverable', '1331']
  ])('a number that ends with %s is %s with %s', async (ending, status, code) => {
    await sandbox.sent(templateTo(`5214422${ending}`))
    await arrived(1)
    expect(receiver.got[0]?.json).toMatchObject({
      status,
      error: {
        type: `https://developer.vonage.com/api-errors/messages#${code}`,
        title: code,
        detail: expect.any(String),
        instance: expect.any(String)
      }
    })
    await nothingMore(1)
  })

  it('fail the first time and go well the second where the number says so', async () => {
    await sandbox.sent(templateTo('5214422971331'))
    await arrived(1)
    await sandbox.sent(templateTo('5214422971331'))
    await arrived(4)
    expect(receiver.statuses()).toEqual(['undeliverable', 'submitted', 'delivered', 'read'])
  })

  it('stay out where the number is never read', async () => {
    await sandbox.sent(templateTo('5214422980010'))
    await arrived(2)
    await nothingMore(2)
    expect(receiver.statuses('5214422980010')).toEqual(['submitted', 'delivered'])
  })

  it('come out of order and repeated where the number says so', async () => {
    await sandbox.sent(templateTo('5214422980013'))
    await arrived(6)
    expect(receiver.statuses()).toEqual(['read', 'submitted', 'delivered', 'read', 'delivered', 'submitted'])
  })

  it('can arrive before the answer to the send', async () => {
    let letItGo: (status: number) => void = () => undefined
    answer = times => (times === 1 ? new Promise(resolve => (letItGo = resolve)) : 200)
    let answered = false
    const sending = sandbox.sent(templateTo('5214422980012')).then(uuid => {
      answered = true
      return uuid
    })
    await arrived(1)
    expect(answered).toBe(false)
    letItGo(200)
    expect(receiver.got[0]?.json).toMatchObject({ message_uuid: await sending, status: 'submitted' })
    await arrived(3)
  })

  it('can be repeated, lost, and out of order', async () => {
    await sandbox.behave({ repeat_share: 1 })
    await sandbox.sent(templateTo(PERSON))
    await arrived(6)
    expect(receiver.statuses()).toEqual(['submitted', 'submitted', 'delivered', 'delivered', 'read', 'read'])

    await sandbox.behave({ repeat_share: 0, lose_share: 1 })
    await sandbox.sent(templateTo('5214422000001'))
    await until(async () => {
      const [message] = await sandbox.messages('?to=5214422000001')
      return (message?.['statuses'] as unknown[]).length === 3
    })
    expect(receiver.statuses('5214422000001')).toEqual([])

    await sandbox.behave({ lose_share: 0, order: 'shuffled' })
    const orders = new Set<string>()
    for (let index = 10; index < 30; index++) {
      const to = `52144220000${index}`
      await sandbox.sent(templateTo(to))
      await until(() => receiver.statuses(to).length === 3)
      orders.add(receiver.statuses(to).join())
    }
    expect(orders.size).toBeGreaterThan(1)
  })

  it('are read by the share of people that is set', async () => {
    await sandbox.behave({ read_share: 0 })
    await sandbox.sent(templateTo(PERSON))
    await arrived(2)
    await sandbox.behave({ read_share: 1 })
    await nothingMore(2)
  })

  it('are repeated after 429 and 5xx, with the same body and a new signature', async () => {
    answer = times => [500, 429, 503][times - 1] ?? 200
    await sandbox.sent(templateTo('5214422991300'))
    await arrived(4)
    expect(new Set(receiver.got.map(({ raw }) => raw)).size).toBe(1)
    expect(new Set(receiver.got.map(({ headers }) => headers.authorization)).size).toBe(4)
    await until(async () => {
      const [message] = await sandbox.messages()
      return JSON.stringify(message).includes('"status":200')
    })
    const [message] = await sandbox.messages()
    expect(message?.['statuses']).toMatchObject([
      { attempts: [{ status: 500 }, { status: 429 }, { status: 503 }, { status: 200 }] }
    ])
    await nothingMore(4)
  })

  it.each([401, 404, 302])('are not repeated after %i', async status => {
    answer = times => (times === 1 ? status : 200)
    await sandbox.sent(templateTo('5214422991300'))
    await arrived(1)
    await nothingMore(1)
  })

  it('are repeated when nobody answers', async () => {
    const gone = await new Receiver().start()
    await gone.close()
    await sandbox.sent(templateTo('5214422991300', { webhook_url: gone.url }))
    await until(async () => {
      const [message] = await sandbox.messages()
      const [first] = message?.['statuses'] as { attempts: { kind: string }[] }[]
      return first && first.attempts.length > 1 && first.attempts.every(({ kind }) => kind === 'failed')
    })
  })

  it('stop when they are to be forgotten, also what was on its way', async () => {
    let letItGo: (status: number) => void = () => undefined
    answer = times => (times === 1 ? new Promise(resolve => (letItGo = resolve)) : 200)
    await sandbox.sent(templateTo(PERSON))
    await sandbox.behave({ submitted_after_ms: 2000 })
    await sandbox.sent(templateTo('5214422000001'))
    await arrived(1)
    await sandbox.control('DELETE', '/sandbox/vonage/messages')
    letItGo(500)
    await sandbox.behave({ submitted_after_ms: 2200 })
    await nothingMore(1)
  })

  it('go over few connections, however many messages there are', async () => {
    await sandbox.behave({ webhook_concurrency: 4 })
    answer = async () => {
      await until(() => receiver.busiest >= 4)
      return 200
    }
    await Promise.all(
      Array.from({ length: 100 }, (_none, index) =>
        sandbox.sent(templateTo(`52144220010${String(index).padStart(2, '0')}`))
      )
    )
    await arrived(300)
    expect(receiver.busiest).toBe(4)
    expect(new Set(receiver.got.map(({ port }) => port)).size).toBeLessThanOrEqual(8)
  })
})

describe('a message that its template does not fit', () => {
  const rejectedFor = async (body: Record<string, unknown>) => {
    const before = receiver.got.length
    await sandbox.sent(body)
    await arrived(before + 1)
    const { status, error } = receiver.got[before]?.json ?? {}
    return { status, ...(error as { title: string; detail: string }) }
  }

  it('is accepted, and then rejected with 1022', async () => {
    for (const template of [
      { name: 'nadie' },
      { name: 'oferta_flash', parameters: ['a', 'b'] },
      { name: 'ultima_oportunidad', parameters: ['a', 'b'] },
      { name: 'bienvenida', parameters: [] },
      { name: 'elsewhere:bienvenida', parameters: ['Ana'] }
    ]) {
      expect(await rejectedFor(templateTo(PERSON, { template }))).toMatchObject({
        status: 'rejected',
        title: '1022',
        detail: expect.stringMatching(/^Invalid template/)
      })
    }
    expect(await rejectedFor(templateTo(PERSON, { whatsapp: { locale: 'fr' } }))).toMatchObject({
      title: '1022'
    })
    expect(await sandbox.messages('?limit=1')).toMatchObject([
      {
        problem: { code: '1022', reason: expect.stringContaining('fr') },
        outcome: { course: 'fails with 1022' }
      }
    ])
  })

  it('is rejected with 1020 where a custom message has no shape', async () => {
    const custom = (value: object) => ({
      channel: 'whatsapp',
      to: PERSON,
      from: '447700900001',
      message_type: 'custom',
      custom: value
    })
    expect(await rejectedFor(custom({}))).toMatchObject({ title: '1020' })
    expect(await rejectedFor(custom({ type: 'template', template: {} }))).toMatchObject({ title: '1020' })
  })

  it('is delivered all the same where any template will do', async () => {
    await sandbox.behave({ any_template: true })
    await sandbox.sent(templateTo(PERSON, { template: { name: 'nadie', parameters: ['x', 'y'] } }))
    await arrived(3)
    expect(receiver.statuses()).toEqual(['submitted', 'delivered', 'read'])
    expect(await sandbox.messages()).toMatchObject([{ text: 'nadie | x | y', problem: null }])
  })
})
