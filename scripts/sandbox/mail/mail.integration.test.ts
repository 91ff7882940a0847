import net from 'net'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import { TestSandbox } from '../testing/client'
import { Receiver, until } from '../testing/receiver'

let sandbox: TestSandbox

beforeAll(async () => (sandbox = await TestSandbox.start()))
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

/** Sends as the module does: upgrade, then log in. The certificate is the sandbox's own. */
const send = async (mail: SendMailOptions, options: SMTPTransport.Options = {}) => {
  const { host, port, user, password } = sandbox.running.smtp
  const transport = nodemailer.createTransport({
    host,
    port,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
    auth: { user, pass: password },
    ...options
  })
  try {
    return await transport.sendMail({
      from: 'tienda@casanopal.example',
      subject: 'Hola',
      text: 'Hola',
      ...mail
    })
  } finally {
    transport.close()
  }
}

const failureOf = async (sending: Promise<unknown>) => {
  try {
    await sending
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number }
    return { code, responseCode }
  }
  throw new Error('It was sent.')
}

const get = async (path: string) => (await sandbox.control('GET', path)).json
const mails = async (query = '') => (await get(`/sandbox/mail${query}`))['mails'] as Record<string, unknown>[]

describe('a mail', () => {
  it('arrives over TLS, and can be read with all of its headers', async () => {
    await send({
      to: 'Ana <ana@correo.example>',
      replyTo: 'ventas@casanopal.example',
      subject: 'Tu código ñ',
      text: 'Hola Ana',
      html: '<p>Hola Ana</p>',
      headers: [
        { key: 'X-Twice', value: 'one' },
        { key: 'X-Twice', value: 'two' }
      ],
      attachments: [{ filename: 'recibo.pdf', content: 'PDF' }]
    })
    const [listed] = await mails()
    expect(listed).toMatchObject({
      subject: 'Tu código ñ',
      from: 'tienda@casanopal.example',
      to: ['ana@correo.example'],
      envelope: { from: 'tienda@casanopal.example', to: ['ana@correo.example'] },
      secure: true,
      answer: 'accepted',
      message_id: expect.stringMatching(/^<.+>$/)
    })
    const mail = await get(`/sandbox/mail/${String(listed?.['id'])}`)
    expect(mail).toMatchObject({
      text: expect.stringMatching(/^Hola Ana\s*$/),
      html: expect.stringMatching(/^<p>Hola Ana<\/p>\s*$/),
      attachments: [{ filename: 'recibo.pdf', mime_type: 'application/pdf', size: 3 }],
      raw: expect.stringMatching(/^From: tienda@casanopal\.example\r$/m)
    })
    const headers = mail['headers'] as { name: string; value: string }[]
    expect(headers.filter(({ name }) => name === 'X-Twice').map(({ value }) => value)).toEqual(['one', 'two'])
  })

  it('is listed newest first, by recipient, by subject, and in pages', async () => {
    for (const name of ['uno', 'dos', 'tres'])
      await send({ to: `${name}@correo.example`, subject: `Oferta ${name}` })
    expect((await mails()).map(({ subject }) => subject)).toEqual(['Oferta tres', 'Oferta dos', 'Oferta uno'])
    expect(await mails('?to=DOS@correo.example')).toMatchObject([{ subject: 'Oferta dos' }])
    expect(await mails('?subject=oferta%20u')).toMatchObject([{ subject: 'Oferta uno' }])
    const first = await get('/sandbox/mail?limit=2')
    expect(await mails(`?limit=2&cursor=${String(first['next_cursor'])}`)).toMatchObject([
      { subject: 'Oferta uno' }
    ])
    expect((await sandbox.control('DELETE', '/sandbox/mail')).status).toBe(204)
    expect(await mails()).toEqual([])
    expect((await sandbox.control('GET', '/sandbox/mail/none')).status).toBe(404)
  })

  it('needs the right password, and an encrypted connection', async () => {
    const { user } = sandbox.running.smtp
    expect(await failureOf(send({ to: 'ana@correo.example' }, { auth: { user, pass: 'wrong' } }))).toEqual({
      code: 'EAUTH',
      responseCode: 535
    })
    const plain = { requireTLS: false, ignoreTLS: true }
    expect(await failureOf(send({ to: 'ana@correo.example' }, plain))).toMatchObject({
      code: 'EAUTH',
      responseCode: 538
    })
    expect(await failureOf(send({ to: 'ana@correo.example' }, { auth: undefined }))).toMatchObject({
      responseCode: 530
    })
    expect(await mails()).toEqual([])
  })
})

describe('an address', () => {
  it.each([
    ['bounce@correo.example', 'EENVELOPE', 550],
    ['bounce+42@correo.example', 'EENVELOPE', 550],
    ['full@correo.example', 'EENVELOPE', 552],
    ['defer@correo.example', 'EENVELOPE', 451],
    ['spam@correo.example', 'EMESSAGE', 554]
  ])('%s is refused with %s %i, every time', async (to, code, responseCode) => {
    expect(await failureOf(send({ to }))).toEqual({ code, responseCode })
    expect(await failureOf(send({ to }))).toEqual({ code, responseCode })
    expect(await get('/sandbox/mail/counts')).toMatchObject({ accepted: 0, refused: { [responseCode]: 2 } })
  })

  it('that greylists takes the second attempt', async () => {
    const to = 'greylist+1@correo.example'
    expect(await failureOf(send({ to }))).toEqual({ code: 'EENVELOPE', responseCode: 451 })
    await send({ to })
    await send({ to })
    expect(await mails(`?to=${encodeURIComponent(to)}`)).toHaveLength(2)
    expect(await failureOf(send({ to: 'greylist+2@correo.example' }))).toMatchObject({ responseCode: 451 })
  })

  it('that hangs is left by the client, and the server goes on', async () => {
    expect(await failureOf(send({ to: 'hang@correo.example' }, { socketTimeout: 300 }))).toMatchObject({
      code: 'ETIMEDOUT'
    })
    await send({ to: 'ana@correo.example' })
    expect(await mails()).toHaveLength(1)
  })

  it('that drops has the mail, though the sender was never told', async () => {
    const failure = await failureOf(send({ to: 'drop@correo.example' }))
    expect(failure.responseCode).toBeUndefined()
    expect(failure.code).toMatch(/^(ECONNECTION|ESOCKET|ECONNRESET)$/)
    expect(await mails()).toMatchObject([{ to: ['drop@correo.example'], answer: 'dropped' }])
    expect(await get('/sandbox/mail/counts')).toMatchObject({ accepted: 0, dropped: 1 })
  })

  it('that is slow answers in the end', async () => {
    const before = performance.now()
    await send({ to: 'slow@correo.example' })
    expect(performance.now() - before).toBeGreaterThanOrEqual(1990)
  })

  it('that came twice is counted', async () => {
    await send({ to: 'ana@correo.example', messageId: '<one@casanopal.example>' })
    await send({ to: 'Ana@correo.example', messageId: '<one@casanopal.example>' })
    expect(await get('/sandbox/mail/counts')).toMatchObject({
      accepted: 2,
      recipients: { distinct: 1, more_than_once: 1, first: [{ to: 'ana@correo.example', times: 2 }] },
      message_ids: { more_than_once: 1, first: [{ message_id: '<one@casanopal.example>', times: 2 }] }
    })
  })
})

describe('an answer to a mail', () => {
  it('is threaded, kept, and handed on to who listens', async () => {
    const receiver = await new Receiver().start()
    try {
      await sandbox.behave({ reply_url: receiver.url })
      await send({
        to: 'ana@correo.example',
        replyTo: 'ventas@casanopal.example',
        messageId: '<m1@casanopal.example>'
      })
      const [mail] = await mails()
      const reply = { mail_id: mail?.['id'], text: '¿Cuánto cuesta?', auto_submitted: true }
      const { status, json } = await sandbox.control('POST', '/sandbox/mail/reply', reply)
      expect(status).toBe(201)
      expect(json).toMatchObject({
        from: 'ana@correo.example',
        to: 'ventas@casanopal.example',
        subject: 'Re: Hola',
        in_reply_to: '<m1@casanopal.example>',
        references: ['<m1@casanopal.example>'],
        message_id: expect.stringMatching(/^<.+@correo\.example>$/),
        text: '¿Cuánto cuesta?',
        handed_on: { url: receiver.url, answer: { kind: 'answered', status: 200 } }
      })
      const raw = String(json['raw'])
      expect(raw).toMatch(/^In-Reply-To: <m1@casanopal\.example>\r$/m)
      expect(raw).toMatch(/^Auto-Submitted: auto-replied\r$/m)
      expect(receiver.got[0]?.json).toMatchObject({ message_id: json['message_id'], raw })
      expect((await get('/sandbox/mail/replies'))['replies']).toEqual([json])
    } finally {
      await receiver.close()
    }
  })

  it('is kept where nobody listens, and needs a mail and a text', async () => {
    await send({ to: 'ana@correo.example' })
    const [mail] = await mails()
    const reply = (body: object) => sandbox.control('POST', '/sandbox/mail/reply', body)
    const { json } = await reply({ mail_id: mail?.['id'], text: 'Sí' })
    expect(json).toMatchObject({ handed_on: null, auto_submitted: false })
    expect(String(json['raw'])).not.toMatch(/Auto-Submitted/)
    expect(await reply({ mail_id: 'none', text: 'Sí' })).toMatchObject({ status: 404 })
    expect(await reply({})).toMatchObject({
      status: 422,
      json: { invalid_parameters: [{ name: 'mail_id' }, { name: 'text' }] }
    })
  })
})

it('leaves no connection open when it is closed while a client hangs', async () => {
  const own = await TestSandbox.start()
  const { host, port } = own.running.smtp
  const socket = net.connect(port, host)
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  socket.on('error', () => undefined)
  const gone = new Promise(resolve => socket.on('close', resolve))
  await until(() => heard.startsWith('220'))
  await own.close()
  await gone
})
