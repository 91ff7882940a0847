import { TestSandbox } from '../../../../../../scripts/sandbox/testing/client'
import { Receiver, until } from '../../../../../../scripts/sandbox/testing/receiver'
import type { Outcome } from '../outcome'
import { accountAt, messageTo } from './testing/account'
import { classifyStatusError } from './classify'
import type { Message } from './message'
import { connect, createVonageSender, type VonageConnection, type VonageSender } from './vonage'

let sandbox: TestSandbox
let receiver: Receiver
let connection: VonageConnection
let sender: VonageSender
const account = () => {
  const { credentials, url } = sandbox.running
  return accountAt(url, { ...credentials, sender: credentials.botPhoneNumber })
}

beforeAll(async () => {
  sandbox = await TestSandbox.start()
  receiver = await new Receiver().start()
})
beforeEach(async () => {
  await sandbox.reset()
  receiver.got.length = 0
  connection = connect(account())
  sender = createVonageSender(connection)
})
afterEach(() => connection.line.close())
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const personWith = (ending: string) => `52155${'12345678'.slice(0, 8 - ending.length)}${ending}`
const send = (ending: string, changes: Partial<Message> = {}) =>
  sender.send(messageTo(personWith(ending), changes))
const codeOf = (outcome: Outcome) =>
  outcome.kind === 'accepted' ? 'accepted' : `${outcome.kind} ${outcome.reason.code}`

describe('A message to the sandbox', () => {
  it('arrives once, by a token that is really checked, with its reference', async () => {
    const outcome = await sender.send(messageTo(personWith(''), { webhookUrl: receiver.url }))
    const [kept, ...more] = await sandbox.messages()
    expect(more).toEqual([])
    expect(kept).toMatchObject({
      sent_with: 'jwt',
      message_uuid: outcome.kind === 'accepted' && outcome.providerId,
      text: expect.stringContaining('¡Hola Ana!')
    })
    await until(() => receiver.got.length === 3)
    expect(receiver.got.map(({ json }) => [json['status'], json['client_ref']])).toEqual([
      ['submitted', '12.1'],
      ['delivered', '12.1'],
      ['read', '12.1']
    ])
  })

  it.each<[string, Partial<Message>, string]>([
    [
      'a header and buttons',
      {
        content: {
          template_id: 'promo_octubre',
          language: 'es_MX',
          header: { type: 'image', link: 'https://casanopal.example/a.jpg' },
          buttons: [{ type: 'quick_reply', index: 0, payload: 'SI' }]
        },
        parameters: ['Ana', '20 %', 'sillas']
      },
      'Ana, solo esta semana tienes 20 % de descuento en sillas.'
    ],
    [
      "a link's end",
      {
        content: {
          template_id: 'rastreo_pedido',
          language: 'es_MX',
          buttons: [{ type: 'url', index: 0, text: 'A-1001' }]
        },
        parameters: ['Ana', 'A-1001']
      },
      'https://casanopal.example/pedidos/A-1001'
    ],
    [
      'named variables',
      {
        content: { template_id: 'cita_confirmada', language: 'es_MX' },
        parameters: { nombre: 'Ana', fecha: '3 de mayo', hora: '10:00' }
      },
      'Hola Ana, tu cita es el 3 de mayo a las 10:00.'
    ],
    [
      'a code',
      {
        content: {
          template_id: 'codigo_verificacion',
          language: 'es_MX',
          buttons: [{ type: 'url', index: 0, text: '123456' }]
        },
        parameters: ['123456']
      },
      '*123456* es tu código de verificación.'
    ]
  ])('with %s is what the person sees', async (_name, changes, text) => {
    expect(codeOf(await sender.send(messageTo(personWith(''), changes)))).toBe('accepted')
    const [kept] = await sandbox.messages()
    expect(kept?.['text']).toContain(text)
    expect(kept?.['outcome']).toMatchObject({ course: 'ordinary' })
  })

  it.each([
    ['980401', 'stop http_401'],
    ['980402', 'stop http_402'],
    ['980422', 'refused http_422_recipient'],
    ['981500', 'try_again http_500'],
    ['980001', 'unknown timeout'],
    ['980002', 'unknown connection_lost'],
    ['980003', 'unknown connection_lost'],
    ['980004', 'unknown broken_answer'],
    ['980005', 'unknown broken_answer'],
    ['980006', 'unknown broken_answer'],
    ['980007', 'unknown timeout'],
    ['980008', 'unknown connection_lost']
  ])('to a number ending in %s: %s', async (ending, expected) => {
    const timeoutMs = expected.endsWith('timeout') ? 1_000 : undefined
    const outcome = await createVonageSender(connection, { timeoutMs }).send(messageTo(personWith(ending)))
    expect(codeOf(outcome)).toBe(expected)
    const { apiKey, apiSecret } = account()
    for (const secret of ['eyJ', apiKey, apiSecret, ending]) {
      expect(JSON.stringify(outcome)).not.toContain(secret)
    }
  })

  it('is accepted once the trouble has passed', async () => {
    await sandbox.behave({ retry_after_s: 3 })
    expect(await send('980429')).toMatchObject({ kind: 'throttled', retryAfterMs: 3_000 })
    expect(codeOf(await send('980429'))).toBe('accepted')
    expect(codeOf(await send('980500'))).toBe('try_again http_500')
    expect(codeOf(await send('980500'))).toBe('accepted')
  })

  it("stops at another account's key, and at a number that is no number", async () => {
    const stranger = connect({ ...account(), privateKey: accountAt('').privateKey })
    const outcome = await createVonageSender(stranger).send(messageTo(personWith('')))
    stranger.line.close()
    expect(codeOf(outcome)).toBe('stop http_401')
    expect(codeOf(await sender.send(messageTo('+52')))).toBe('refused http_422_recipient')
  })
})

describe("A status's error", () => {
  const failure = async (): Promise<Record<string, unknown>> => {
    const failed = () => receiver.got.find(({ json }) => json['error'] !== undefined)
    await until(failed)
    return failed()?.json ?? {}
  }

  it.each([
    ['991300', null, '1300', { kind: 'refused', suppress: false }],
    ['991240', null, '1240', { kind: 'refused', suppress: true }],
    ['991461', null, '1461', { kind: 'try_again', restMs: 86_400_000 }],
    ['991331', null, '1331', { kind: 'try_again', restMs: 300_000 }],
    ['991000', null, '1000', { kind: 'throttled', restMs: null }],
    ['991070', null, '1070', { kind: 'stop' }],
    ['991300', 'v0.1', '1300', { kind: 'refused', suppress: false }]
  ])('to a number ending in %s, in the form %s', async (ending, version, code, expected) => {
    await sandbox.behave({ webhook_version: version })
    expect(codeOf(await send(ending, { webhookUrl: receiver.url }))).toBe('accepted')
    const failed = await failure()
    const status = failed['status'] === 'undeliverable' ? 'undeliverable' : 'rejected'
    expect(classifyStatusError(status, failed['error'], {})).toMatchObject({
      class: expected,
      reason: { code }
    })
  })

  it('of a template that does not fit stops the campaign', async () => {
    const changes = { parameters: ['Ana', 'too', 'many'], webhookUrl: receiver.url }
    await send('', changes)
    expect(classifyStatusError('rejected', (await failure())['error'], {})).toMatchObject({
      class: { kind: 'stop' },
      reason: { code: '1022', detail: expect.stringContaining('bienvenida') }
    })
  })
})
