/**
 * The mail server: STARTTLS with a self-signed certificate, then AUTH, as a provider's submission port does. The
 * recipient's address decides whether it takes the mail.
 */
import { randomUUID } from 'crypto'
import type { Socket } from 'net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Account } from '../credentials'
import { sameSecret } from '../http/token'
import { Timers } from '../timers'
import { fateOf } from './addresses'
import { readMail, type Arrival, type Mailbox } from './mailbox'

const LARGEST = 10 * 1024 * 1024

/** A client that hangs on purpose may do so for long, but not for ever. */
const IDLE_MS = 60 * 60 * 1000

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

const keyOf = (address: string | undefined, port: number | undefined) => `${address ?? ''} ${port ?? 0}`

export class SmtpSandbox {
  private readonly timers = new Timers()
  private readonly sockets = new Map<string, Socket>()
  private readonly greylisted = new Set<string>()
  private readonly server: SMTPServer

  constructor(
    private readonly account: Account,
    private readonly mailbox: Mailbox
  ) {
    this.server = new SMTPServer({
      name: 'sandbox.localhost',
      banner: 'Mail sandbox',
      authMethods: ['PLAIN', 'LOGIN'],
      size: LARGEST,
      disableReverseLookup: true,
      logger: false,
      socketTimeout: IDLE_MS,
      onAuth: ({ username, password }, _session, callback) => {
        const right =
          sameSecret(username ?? '', account.smtpUser) && sameSecret(password ?? '', account.smtpPassword)
        if (right) callback(null, { user: account.smtpUser })
        else callback(refusal(535, '5.7.8 Wrong user or password'))
      },
      onRcptTo: ({ address }, _session, callback) => this.takeRecipient(address, callback),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => {
          // What is over the limit is refused at the end: no need to keep it.
          if (!stream.sizeExceeded) chunks.push(chunk)
        })
        stream.on('end', () => {
          if (stream.sizeExceeded) callback(refusal(552, '5.3.4 Message too large'))
          else void this.takeMail(Buffer.concat(chunks), session, callback)
        })
      }
    })
    // A client that goes away in the middle is an everyday thing, not a failure of the server.
    this.server.on('error', () => undefined)
    this.server.server.on('connection', (socket: Socket) => {
      const key = keyOf(socket.remoteAddress, socket.remotePort)
      this.sockets.set(key, socket)
      socket.on('close', () => this.sockets.delete(key))
    })
  }

  private takeRecipient(address: string, callback: (error?: Error) => void) {
    const fate = fateOf(address)
    switch (fate.kind) {
      case 'hangs':
        return
      case 'slow':
        return this.timers.after(fate.afterMs, () => callback())
      case 'refused': {
        if (fate.at === 'content') return callback()
        const known = address.toLowerCase()
        if (fate.times === 'once' && this.greylisted.has(known)) return callback()
        this.greylisted.add(known)
        this.mailbox.countRefused(fate.code)
        return callback(refusal(fate.code, fate.text))
      }
      case 'accepted':
      case 'dropped':
        return callback()
    }
  }

  private async takeMail(
    raw: Buffer,
    { envelope, secure, remoteAddress, remotePort }: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void
  ) {
    const to = envelope.rcptTo.map(({ address }) => address)
    const fates = to.map(fateOf)
    const refused = fates.find(fate => fate.kind === 'refused' && fate.at === 'content')
    const dropped = fates.some(({ kind }) => kind === 'dropped')
    const arrival: Arrival = {
      id: randomUUID(),
      received_at: new Date().toISOString(),
      envelope: { from: envelope.mailFrom ? envelope.mailFrom.address : '', to },
      secure,
      answer: refused ? 'refused' : dropped ? 'dropped' : 'accepted',
      raw
    }
    try {
      this.mailbox.add(await readMail(arrival))
    } catch (error) {
      return callback(refusal(554, `5.6.0 Not a mail: ${String(error)}`))
    }
    if (refused?.kind === 'refused') {
      this.mailbox.countRefused(refused.code)
      callback(refusal(refused.code, refused.text))
    } else if (dropped) {
      this.sockets.get(keyOf(remoteAddress, remotePort))?.destroy()
    } else {
      callback(null, `2.0.0 Accepted as ${arrival.id}`)
    }
  }

  forget() {
    this.greylisted.clear()
  }

  listen(port: number): Promise<{ host: string; port: number; user: string; password: string }> {
    const host = '127.0.0.1'
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject)
      this.server.listen(port, host, () => {
        this.server.server.off('error', reject)
        const address = this.server.server.address()
        const actual = typeof address === 'object' && address ? address.port : port
        resolve({ host, port: actual, user: this.account.smtpUser, password: this.account.smtpPassword })
      })
    })
  }

  close(): Promise<void> {
    this.timers.clear()
    return new Promise(resolve => {
      this.server.close(() => resolve())
      for (const socket of this.sockets.values()) socket.destroy()
    })
  }
}
