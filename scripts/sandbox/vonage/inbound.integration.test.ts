import { templateTo, TestSandbox, tokenFor, basicFor, request } from '../testing/client'
import { openWebhook } from '../testing/open-webhook'
import { Receiver } from '../testing/receiver'

let sandbox: TestSandbox
let receiver: Receiver

beforeAll(async () => (sandbox = await TestSandbox.start()))
beforeEach(async () => {
  receiver = await new Receiver(() => 201).start()
  await sandbox.reset()
  await sandbox.behave({ inbound_url: receiver.url })
})
afterEach(() => receiver.close())
afterAll(() => sandbox.close())

const write = (body: Record<string, unknown>) => sandbox.control('POST', '/sandbox/vonage/inbound', body)
const last = () => receiver.got[receiver.got.length - 1]

describe('a person who writes', () => {
  it('reaches the receiver with a signed text, and its answer comes back', async () => {
    const { status, json } = await write({ from: '5214422591631', text: 'BAJA', profile_name: 'Ana' })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      url: receiver.url,
      answer: { kind: 'answered', status: 201, body: 'answer 1' }
    })
    const got = last()
    expect(got?.json).toEqual({
      channel: 'whatsapp',
      message_uuid: json['message_uuid'],
      message_type: 'text',
      text: 'BAJA',
      to: '447700900001',
      from: '5214422591631',
      timestamp: expect.any(String),
      profile: { name: 'Ana' },
      context_status: 'none'
    })
    expect(got && openWebhook(got, sandbox.running.credentials.signatureSecret)).toMatchObject({
      genuine: true,
      intact: true
    })
  })

  it('taps a button of the newest message that has it', async () => {
    const welcome = await sandbox.sent(templateTo('524422591631'))
    await sandbox.sent(
      templateTo('524422591631', {
        template: { name: 'recordatorio_pago', parameters: ['Ana', '$200', 'lunes'] }
      })
    )
    await write({ from: '5214422591631', button: { payload: 'No, gracias', text: 'No, gracias' } })
    expect(last()?.json).toMatchObject({
      message_type: 'button',
      button: { payload: 'No, gracias', text: 'No, gracias' },
      context_status: 'available',
      context: { message_uuid: welcome, message_from: '447700900001' }
    })
  })

  it('answers the message that it is told to', async () => {
    await sandbox.sent(templateTo('5214422591631'))
    await write({ from: '5214422591631', reply: { id: 'r1', title: '9am' }, context_message_uuid: 'abc' })
    expect(last()?.json).toMatchObject({
      message_type: 'reply',
      reply: { id: 'r1', title: '9am' },
      context: { message_uuid: 'abc' }
    })
  })

  it('can write twice the same, to another number, to another receiver, and by a user id', async () => {
    const other = await new Receiver().start()
    try {
      const message_uuid = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'
      await write({
        from: 'MX.13491208655302741918',
        to: '5215500000000',
        text: 'Hola',
        url: other.url,
        message_uuid
      })
      expect(other.got[0]?.json).toMatchObject({
        from: 'MX.13491208655302741918',
        to: '5215500000000',
        message_uuid
      })
      expect(receiver.got).toEqual([])
    } finally {
      await other.close()
    }
  })

  it('is told when nobody listens, or the call is wrong', async () => {
    expect(await write({})).toMatchObject({
      status: 422,
      json: { invalid_parameters: [{ name: 'from' }, { name: 'text' }] }
    })
    expect(await write({ from: '5214422591631', text: 'a', reply: { id: 'b', title: 'c' } })).toMatchObject({
      status: 422
    })
    expect(await write({ from: '5214422591631', text: 'a', txet: 'b' })).toMatchObject({ status: 422 })
    await receiver.close()
    expect(await write({ from: '5214422591631', text: 'a' })).toMatchObject({
      status: 200,
      json: { answer: { kind: 'failed', reason: expect.stringMatching(/ECONNREFUSED/) } }
    })
    await sandbox.behave({ inbound_url: null })
    expect(await write({ from: '5214422591631', text: 'a' })).toMatchObject({ status: 409 })
    receiver = await new Receiver().start()
  })
})

describe('the list of templates', () => {
  const get = (path: string, authorization: string) =>
    request(path.startsWith('http') ? path : `${sandbox.running.url}${path}`, { headers: { authorization } })
  const bearer = () => `Bearer ${tokenFor(sandbox.running.credentials)}`

  interface Listed {
    name: string
    language: string
    status: string
    category: string
    components: { type: string }[]
  }

  it('is reached by way of the account, page by page', async () => {
    const accounts = await get('/v1/channel-manager/whatsapp/wabas', basicFor(sandbox.running.credentials))
    if (accounts.kind !== 'answer') throw new Error(accounts.kind)
    const [{ waba_id: waba } = { waba_id: '' }] = (
      accounts.json['_embedded'] as { wabas: { waba_id: string }[] }
    ).wabas
    const all: Listed[] = []
    let next: string | undefined = `/v2/whatsapp-manager/wabas/${waba}/templates?limit=4`
    let pages = 0
    while (next) {
      const page = await get(next, bearer())
      if (page.kind !== 'answer') throw new Error(page.kind)
      all.push(...(page.json['templates'] as Listed[]))
      next = (page.json['paging'] as { next?: string }).next
      pages++
    }
    expect(pages).toBe(Math.ceil(all.length / 4))
    expect(new Set(all.map(({ name, language }) => `${name} ${language}`)).size).toBe(all.length)
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED'])
    )
    expect(new Set(all.map(({ category }) => category))).toEqual(
      new Set(['MARKETING', 'UTILITY', 'AUTHENTICATION'])
    )
    expect(new Set(all.map(({ language }) => language))).toEqual(new Set(['es_MX', 'en_US']))

    const filtered = await get(`/v2/whatsapp-manager/wabas/${waba}/templates?status=PAUSED`, bearer())
    expect(
      filtered.kind === 'answer' && (filtered.json['templates'] as Listed[]).map(({ name }) => name)
    ).toEqual(['ultima_oportunidad'])
  })

  it('is closed to strangers, and to key and secret', async () => {
    const access = await sandbox.control('GET', '/sandbox/credentials')
    const { waba_id: waba } = access.json['whatsapp'] as { waba_id: string }
    expect(await get('/v1/channel-manager/whatsapp/wabas', 'Basic eDp5')).toMatchObject({ status: 401 })
    const list = `/v2/whatsapp-manager/wabas/${waba}/templates`
    expect(await get(list, basicFor(sandbox.running.credentials))).toMatchObject({ status: 401 })
    expect(await get('/v2/whatsapp-manager/wabas/1/templates', bearer())).toMatchObject({ status: 404 })
    expect(await get(`${list}?limit=501`, bearer())).toMatchObject({ status: 422 })
  })
})
