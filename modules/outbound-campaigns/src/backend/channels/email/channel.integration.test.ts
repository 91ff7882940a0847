import { generateKeyPairSync, createHash, createVerify } from 'crypto'
import { SMTPServer } from 'smtp-server'
import { TestSandbox } from '../../../../../../scripts/sandbox/testing/client'
import { until } from '../../../../../../scripts/sandbox/testing/receiver'
import { makeCertificate } from '../whatsapp/testing/certificate'
import { Trouble } from '../trouble'
import type { EmailChannel } from './channel'
import type { SmtpAccount } from './account'
import { refOfMessageId } from './headers'
import { connectSmtp, sendBySmtp } from './smtp/sender'
import { channelWith, mailTo, opened } from './testing/mails'
import { deafPort, RawSmtp } from './testing/raw-smtp'

let sandbox: TestSandbox
let smtpUrl: string
const channels: EmailChannel[] = []
const servers: Array<{ close(): Promise<void> }> = []

beforeAll(async () => {
  sandbox = await TestSandbox.start()
  const { host, port, user, password } = sandbox.running.smtp
  smtpUrl = `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`
})
beforeEach(() => sandbox.reset())
afterEach(async () => {
  channels.splice(0).forEach(channel => channel.closeAll())
  await Promise.all(servers.splice(0).map(server => server.close()))
})
afterAll(() => sandbox.close())

const channelFor = (...given: Parameters<typeof channelWith>) => {
  const made = channelWith(...given)
  channels.push(made.channel)
  return made
}
const viaSandbox = (more: Parameters<typeof channelWith>[0] = {}) => channelFor({ smtpUrl, ...more })
const serving = async (server = new RawSmtp()) => {
  servers.push(await server.start())
  return server
}
const viaRaw = (server: { port: number }, more = {}, options = {}) =>
  channelFor({ smtpUrl: `smtp://127.0.0.1:${server.port}`, ...more }, options)

const get = async (path: string) => (await sandbox.control('GET', path)).json
const inbox = async () => (await get('/sandbox/mail'))['mails'] as Array<Record<string, unknown>>
const counts = async () => await get('/sandbox/mail/counts')
const sourceOf = async (mail: Record<string, unknown> | undefined) =>
  String((await get(`/sandbox/mail/${String(mail?.['id'])}`))['raw'])
/** A header as it stands, unfolded; undefined: it isn't there. Fails when it is there twice. */
const headerIn = (source: string, name: string): string | undefined => {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const lines = head.split('\r\n').filter(line => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  expect(lines.length).toBeLessThanOrEqual(1)
  return lines[0]?.slice(name.length + 1).trim()
}

describe('A mail', () => {
  it('goes out under a name of its own, with its own place for answers, and no name can add a header', async () => {
    const { channel } = viaSandbox({ emailReplyTo: 'ana@casanopal.example' })
    const open = await opened(channel)
    await open.send(mailTo('uno@correo.example', { fromName: 'Berta', replyTo: 'berta@casanopal.example' }))
    await open.send(mailTo('dos@correo.example', { fromName: 'B\r\nX-Evil: 1', replyTo: null }))
    const mails = await inbox()
    const source = async (to: string) =>
      await sourceOf(mails.find(mail => JSON.stringify(mail['to']).includes(to)))
    expect(headerIn(await source('uno@'), 'From')).toBe('Berta <ventas@casanopal.example>')
    expect(headerIn(await source('uno@'), 'Reply-To')).toBe('berta@casanopal.example')
    expect(headerIn(await source('dos@'), 'X-Evil')).toBeUndefined()
    expect(headerIn(await source('dos@'), 'Reply-To')).toBe('ana@casanopal.example')
  })

  it('is accepted under an id of ours that names the attempt, over TLS, with what it must have', async () => {
    const { channel } = viaSandbox({
      emailReplyTo: 'Ana de Ventas <ana@casanopal.example>',
      emailUnsubscribeTo: 'baja@casanopal.example'
    })
    const open = await opened(channel)
    expect(open).toMatchObject({
      sender: 'ventas@casanopal.example',
      senderName: 'Casa Nopal',
      sandbox: true,
      timeoutMs: 60_000
    })
    const mail = mailTo('ana@correo.example', {
      ref: '421.2',
      subject: 'Tu código ñ',
      feedbackId: 'sequence-7:step-2',
      thread: { inReplyTo: '<420.1.ab@casanopal.example>', references: ['<419.1.ab@casanopal.example>'] }
    })
    const outcome = await open.send(mail)
    expect(outcome).toEqual({
      kind: 'accepted',
      providerId: expect.stringMatching(/^<421\.2\.[\da-f]{16}@casanopal\.example>$/)
    })
    const [arrived] = await inbox()
    expect(arrived).toMatchObject({
      secure: true,
      subject: 'Tu código ñ',
      envelope: { from: 'ventas@casanopal.example', to: ['ana@correo.example'] },
      message_id: outcome.kind === 'accepted' && outcome.providerId
    })
    expect(refOfMessageId(String(arrived?.['message_id']))).toBe('421.2')
    const source = await sourceOf(arrived)
    expect(headerIn(source, 'From')).toBe('Casa Nopal <ventas@casanopal.example>')
    expect(headerIn(source, 'Reply-To')).toBe('Ana de Ventas <ana@casanopal.example>')
    expect(headerIn(source, 'List-Unsubscribe')).toBe(
      '<https://bot.example/unsubscribe?t=abc>, <mailto:baja@casanopal.example?subject=unsubscribe%20421.2>'
    )
    expect(headerIn(source, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
    expect(headerIn(source, 'In-Reply-To')).toBe('<420.1.ab@casanopal.example>')
    expect(headerIn(source, 'References')).toBe('<419.1.ab@casanopal.example> <420.1.ab@casanopal.example>')
    expect(headerIn(source, 'Feedback-ID')).toBe('sequence-7:step-2')
    expect(headerIn(source, 'Auto-Submitted')).toBeUndefined()
    expect(source).toContain('multipart/alternative')
  })

  it('can bring no header of its own by its subject', async () => {
    const { channel } = viaSandbox()
    await (
      await opened(channel)
    ).send(mailTo('ana@correo.example', { subject: 'Hola\r\nBcc: luis@correo.example\r\n\r\nhola' }))
    const [arrived] = await inbox()
    expect(arrived).toMatchObject({ envelope: { to: ['ana@correo.example'] } })
    expect(headerIn(await sourceOf(arrived), 'Bcc')).toBeUndefined()
  })

  it('has its long address of unsubscribing in one piece, and a name in any letters', async () => {
    const url = `https://bot.example/api/v1/bots/___/mod/outbound-campaigns/unsubscribe?t=${'aB3_-'.repeat(60)}`
    const { channel } = viaSandbox({ emailFrom: '"Café, S.A. (México)" <ventas@casanopal.example>' })
    await (await opened(channel)).send(mailTo('ana@correo.example', { unsubscribeUrl: url }))
    const [arrived] = await inbox()
    const source = await sourceOf(arrived)
    expect(headerIn(source, 'List-Unsubscribe')).toBe(`<${url}>`)
    expect(arrived).toMatchObject({ from: 'ventas@casanopal.example' })
    expect(headerIn(source, 'From')).toMatch(/^=\?UTF-8\?[QB]\?.+ <ventas@casanopal\.example>$/)
  })

  it('is signed, and the signature covers both headers of unsubscribing', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const { channel } = viaSandbox({
      dkimDomain: 'casanopal.example',
      dkimSelector: 'mail',
      dkimPrivateKey: pem
    })
    await (await opened(channel)).send(mailTo('ana@correo.example', { text: 'Hola  Ana \n\n', html: null }))
    const source = await sourceOf((await inbox())[0])
    const signature = headerIn(source, 'DKIM-Signature') ?? ''
    const tags = Object.fromEntries(
      signature
        .split(';')
        .map(tag => [
          tag.slice(0, tag.indexOf('=')).trim(),
          tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')
        ])
    )
    expect(tags).toMatchObject({ d: 'casanopal.example', s: 'mail', a: 'rsa-sha256' })
    const names = (tags['h'] ?? '').split(':')
    expect(names).toEqual(
      expect.arrayContaining([
        ...['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'],
        ...['list-unsubscribe', 'list-unsubscribe-post']
      ])
    )
    // Checked by hand: relaxed/relaxed of RFC 6376.
    const relaxed = (text: string) =>
      text
        .replace(/\r\n(?=[ \t])/g, '')
        .replace(/[ \t]+/g, ' ')
        .trim()
    const body = source
      .slice(source.indexOf('\r\n\r\n') + 4)
      .split('\r\n')
      .map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
      .join('\r\n')
      .replace(/(\r\n)+$/, '')
    expect(tags['bh']).toBe(createHash('sha256').update(`${body}\r\n`).digest('base64'))
    const signed = names.map(name => `${name}:${relaxed(headerIn(source, name) ?? '')}\r\n`).join('')
    const own = `dkim-signature:${relaxed(signature).replace(/b=[^;]*$/, 'b=')}`
    const verifies = createVerify('RSA-SHA256')
      .update(signed + own)
      .verify(publicKey, tags['b'] ?? '', 'base64')
    expect(verifies).toBe(true)
  })

  it('of which there are many, share a few kept connections', async () => {
    const server = await serving()
    const { channel } = viaRaw(server, { smtpConnections: 3 })
    const open = await opened(channel)
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, i) => open.send(mailTo(`p${i}@correo.example`)))
    )
    expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(40)
    expect(server.sockets.length).toBeLessThanOrEqual(3)
    expect(server.mails).toHaveLength(40)
    channel.close('demo')
    await until(() => server.open === 0)
  })
})

describe('The end of a mail, by what stands before the @ in the sandbox', () => {
  const REFUSALS = [
    ['bounce', { kind: 'refused', reason: { code: 'bounced' } }],
    ['full', { kind: 'try_again', afterMs: 4 * 3_600_000, reason: { code: 'mailbox_full' } }],
    ['greylist', { kind: 'try_again', afterMs: 5 * 60_000, reason: { code: 'greylisted' } }],
    ['defer', { kind: 'try_again', reason: { code: 'email_busy' } }],
    ['spam', { kind: 'refused', reason: { code: 'content_refused' } }],
    ['fast', { kind: 'throttled', reason: { code: 'email_throttled' } }],
    ['quota', { kind: 'throttled', retryAfterMs: 3_600_000, reason: { code: 'email_quota' } }],
    ['login', { kind: 'stop', reason: { code: 'email_login_refused' } }],
    ['drop', { kind: 'unknown', reason: { code: 'email_lost' } }]
  ] as const

  it.each(REFUSALS)('%s@', async (local, expected) => {
    const open = await opened(viaSandbox().channel)
    const outcome = await open.send(mailTo(`${local}+ana@correo.example`))
    expect(outcome).toMatchObject(expected)
    expect(JSON.stringify(outcome)).not.toContain('correo.example')
    // The connection, or a new one, is good for the next.
    expect(await open.send(mailTo('luis@correo.example'))).toMatchObject({ kind: 'accepted' })
  })

  it('greylist@ is accepted when it comes back', async () => {
    const open = await opened(viaSandbox().channel)
    await open.send(mailTo('greylist+dos@correo.example'))
    expect(await open.send(mailTo('greylist+dos@correo.example'))).toMatchObject({ kind: 'accepted' })
  })

  it('slow@ is waited for', async () => {
    const open = await opened(viaSandbox().channel)
    expect(await open.send(mailTo('slow@correo.example'))).toMatchObject({ kind: 'accepted' })
  })

  it('hang@ was certainly not sent', async () => {
    const open = await opened(viaSandbox({ sendTimeoutMs: 300 }).channel)
    expect(await open.send(mailTo('hang@correo.example'))).toMatchObject({
      kind: 'try_again',
      reason: { code: 'email_timeout' }
    })
    expect(await counts()).toMatchObject({ accepted: 0, dropped: 0 })
  })
})

describe('When the server', () => {
  it('does not answer after the mail was handed in, nobody knows', async () => {
    const server = await serving(new RawSmtp(line => (line === '.' ? null : undefined)))
    const open = await opened(viaRaw(server, { sendTimeoutMs: 500 }).channel)
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({
      kind: 'unknown',
      reason: { code: 'email_no_answer' }
    })
    expect(server.mails).toHaveLength(1)
  })

  it('is given up after that, nobody knows; before that, nothing was sent', async () => {
    const after = await serving(new RawSmtp(line => (line === '.' ? null : undefined)))
    const one = await opened(viaRaw(after).channel)
    const unknown = one.send(mailTo('ana@correo.example'))
    await until(() => after.mails.length === 1)
    one.abort()
    expect(await unknown).toMatchObject({ kind: 'unknown', reason: { code: 'email_aborted' } })

    const before = await serving(new RawSmtp(line => (line.startsWith('RCPT') ? null : undefined)))
    const two = await opened(viaRaw(before).channel)
    const notSent = two.send(mailTo('ana@correo.example'))
    await until(() => before.commands.some(line => line.startsWith('RCPT')))
    two.abort()
    expect(await notSent).toMatchObject({ kind: 'try_again', reason: { code: 'email_interrupted' } })
  })

  it('closes a resting connection, the mail takes a new one, once', async () => {
    const server = await serving()
    const open = await opened(viaRaw(server).channel)
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({ kind: 'accepted' })
    // Half of them fall asleep without a word: the connection ends when the next command comes.
    server.answer = (line, socket) => {
      if (line.startsWith('MAIL') && socket === server.sockets[0]) {
        socket.destroy()
        return null
      }
      return undefined
    }
    expect(await open.send(mailTo('luis@correo.example'))).toMatchObject({ kind: 'accepted' })
    expect(server.mails).toHaveLength(2)
    expect(server.sockets).toHaveLength(2)
  })

  it('says farewell (421) on a resting connection, the mail takes a new one', async () => {
    const server = await serving()
    const open = await opened(viaRaw(server).channel)
    await open.send(mailTo('ana@correo.example'))
    server.answer = (line, socket) =>
      line.startsWith('MAIL') && socket === server.sockets[0] ? '421 4.4.2 idle too long' : undefined
    expect(await open.send(mailTo('luis@correo.example'))).toMatchObject({ kind: 'accepted' })
    expect(server.mails).toHaveLength(2)
  })

  it('breaks the connection in the middle of a mail that is new, it was not sent', async () => {
    const server = await serving(
      new RawSmtp((line, socket) => {
        if (!line.startsWith('RCPT')) return undefined
        socket.destroy()
        return null
      })
    )
    const open = await opened(viaRaw(server).channel)
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({
      kind: 'try_again',
      reason: { code: 'email_interrupted' }
    })
  })

  it('is not there, the sender rests; when that lasts, it stops', async () => {
    let now = 0
    const port = await deafPort()
    const { channel } = viaRaw({ port }, {}, { trouble: () => new Trouble(60_000, () => now) })
    const open = await opened(channel)
    const passing = { kind: 'throttled', retryAfterMs: 30_000, reason: { code: 'email_unreachable' } }
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject(passing)
    now = 59_000
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject(passing)
    now = 61_000
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({
      kind: 'stop',
      reason: { code: 'email_unreachable' }
    })
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject(passing)
  })

  it('never greets, that is not held against the mail', async () => {
    const server = new RawSmtp()
    server.greeting = null
    const open = await opened(viaRaw(await serving(server), { sendTimeoutMs: 300 }).channel)
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({
      kind: 'try_again',
      reason: { code: 'email_timeout' }
    })
  })

  it('takes no mail as large as this one, nothing is sent and everything stops', async () => {
    const server = await serving()
    const open = await opened(viaRaw(server).channel)
    const large = mailTo('ana@correo.example', { text: 'grande '.repeat(30_000) })
    expect(await open.send(large)).toMatchObject({ kind: 'stop', reason: { code: 'email_too_large' } })
    expect(server.commands.filter(line => line.startsWith('MAIL'))).toEqual([])
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({ kind: 'accepted' })
  })

  it('answers to no courtesy (RSET, QUIT), nobody waits for it', async () => {
    const server = await serving(
      new RawSmtp(line =>
        /^(RSET|QUIT)/.test(line) ? null : line.startsWith('RCPT') ? '550 5.1.1 nobody' : undefined
      )
    )
    const { channel } = viaRaw(server, { sendTimeoutMs: 30_000 })
    const open = await opened(channel)
    expect(await open.send(mailTo('ana@correo.example'))).toMatchObject({
      kind: 'refused',
      reason: { code: 'bounced' }
    })
    channel.closeAll()
    await until(() => server.open === 0)
  })

  it('takes no address beyond ASCII, only that mail is refused', async () => {
    const open = await opened(viaRaw(await serving()).channel)
    expect(await open.send(mailTo('josé@correo.example'))).toMatchObject({
      kind: 'refused',
      reason: { code: 'email_no_address' }
    })
    expect(await open.send(mailTo('jose@xn--espaol-zwa.com'))).toMatchObject({ kind: 'accepted' })
  })

  it('refuses the login, everything stops, and no secret is told', async () => {
    const wrong = smtpUrl.replace(/:[^:@]+@/, ':wrong-password@')
    const open = await opened(viaSandbox({ smtpUrl: wrong }).channel)
    const outcome = await open.send(mailTo('ana@correo.example'))
    expect(outcome).toMatchObject({ kind: 'stop', reason: { code: 'email_login_refused' } })
    expect(JSON.stringify(outcome)).not.toContain('wrong-password')
  })

  it('has a certificate for nobody, or no encryption at all, nothing is said to it', async () => {
    const { key, cert } = makeCertificate()
    const server = new SMTPServer({ key, cert, authOptional: true, disabledCommands: ['AUTH'] })
    server.on('error', () => undefined)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
    const address = server.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    servers.push({ close: () => new Promise(resolve => server.close(() => resolve())) })
    const account = { host: '127.0.0.1', port, secure: false, requireTls: true, local: false }
    const raw = await serving()
    for (const at of [account, { ...account, port: raw.port }]) {
      const outcome = await sendTo(at)
      expect(outcome).toMatchObject({ kind: 'stop', reason: { code: 'email_tls' } })
    }
    expect(raw.mails).toEqual([])
  })
})

const sendTo = (at: Pick<SmtpAccount, 'host' | 'port' | 'secure' | 'requireTls' | 'local'>) => {
  const post = connectSmtp({
    driver: 'smtp',
    from: { name: '', address: 'ventas@casanopal.example' },
    replyTo: null,
    unsubscribeTo: null,
    sandbox: true,
    login: null,
    connections: 1,
    dkim: null,
    ses: null,
    ...at
  })
  servers.push({ close: async () => post.pool.close() })
  return sendBySmtp(post, mailTo('ana@correo.example'), 10_000, new Set())
}

describe("A bot's e-mail", () => {
  it('is not ready before it is set up, and says what is missing', async () => {
    const { channel, files } = channelFor({ emailFrom: '' })
    expect(await channel.readiness('demo')).toMatchObject({
      ready: false,
      reason: { code: 'email_not_set_up' }
    })
    files.smtpUrl = smtpUrl
    expect(await channel.readiness('demo')).toMatchObject({ ready: false, reason: { code: 'no_email_from' } })
    files.emailFrom = 'ventas@casanopal.example'
    expect(await channel.readiness('demo')).toEqual({ ready: true, sandbox: true })
  })

  it('takes up another account while mails of the old one come to their end', async () => {
    const server = await serving(new RawSmtp(line => (line === '.' ? null : undefined)))
    const { channel, files } = viaRaw(server)
    const open = await opened(channel)
    const first = open.send(mailTo('ana@correo.example'))
    await until(() => server.mails.length === 1)
    const other = await serving()
    files.smtpUrl = `smtp://127.0.0.1:${other.port}`
    expect(await (await opened(channel)).send(mailTo('luis@correo.example'))).toMatchObject({
      kind: 'accepted'
    })
    server.sockets[0]?.write('250 taken at last\r\n')
    expect(await first).toMatchObject({ kind: 'accepted' })
    await until(() => server.open === 0)
  })
})
