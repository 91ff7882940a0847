import { Readable } from 'stream'
import type { SmtpPhase } from '../errors'
import type { SmtpAccount } from '../account'
import type { Connection, Library } from './library'

/**
 * One connection to the mail server, and what is certain about a mail given to it.
 *
 * accepted  the server has taken the mail
 * answered  the server said no, and to which command; it has not taken it
 * not_sent  it is certain that the server never had the whole mail
 * lost      it had, or may have had, and there is no answer
 *
 * A mail ends with a line of one dot; a server that hasn't read that line must throw away what it has (RFC 5321 4.1.1.4).
 * The dot leaves after the last byte was asked for, so until then the answer is: certainly not sent.
 */
export type Delivery =
  | { kind: 'accepted'; serverMessageId: string | null }
  | { kind: 'answered'; phase: SmtpPhase; text: string }
  | { kind: 'not_sent'; why: NotSent; detail: string }
  | { kind: 'lost'; why: GivenUp | 'connection_lost' }

export type NotSent = 'unreachable' | 'tls' | 'login' | 'interrupted' | 'address' | 'size' | GivenUp
export type GivenUp = 'timeout' | 'aborted'

type Failure = Exclude<Delivery, { kind: 'accepted' } | { kind: 'lost' }>

export interface Envelope {
  from: string
  to: string
}

const CONNECTION_TIMEOUT_MS = 15_000
const COURTESY_MS = 2_000

export class Session {
  /** Mails that it was given so far. */
  used = 0
  private ended = false
  private ending: NodeJS.Timeout | undefined

  private constructor(
    private readonly connection: Connection,
    private readonly takesUtf8: boolean
  ) {
    connection.once('end', () => {
      this.ended = true
      clearTimeout(this.ending)
      this.onEnd()
    })
  }

  /** Called when the connection is gone, whoever ended it. */
  onEnd: () => void = () => undefined

  get usable(): boolean {
    return !this.ended
  }

  /** Connects, encrypts and logs in. `giveUp` is called with what ends it before its time. */
  static open(
    { SmtpConnection }: Pick<Library, 'SmtpConnection'>,
    account: SmtpAccount,
    giveUp: (end: (why: GivenUp) => void) => void
  ): Promise<{ kind: 'open'; session: Session } | Failure> {
    return new Promise(resolve => {
      const connection = new SmtpConnection({
        host: account.host,
        port: account.port,
        secure: account.secure,
        requireTLS: account.requireTls,
        tls: { rejectUnauthorized: !account.local },
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        greetingTimeout: CONNECTION_TIMEOUT_MS,
        dnsTimeout: CONNECTION_TIMEOUT_MS,
        // What is given up is ended at once: nothing that was left in a buffer may leave later.
        socketCloseTimeout: 0,
        logger: false
      })
      let settled = false
      const fail = (failure: Failure): void => {
        if (settled) return
        settled = true
        connection.close()
        resolve(failure)
      }
      // There for as long as the connection is: an error that nobody listens to would end the process.
      connection.on('error', (err: SmtpError) => fail(failureToOpen(err)))
      connection.once('end', () => fail({ kind: 'not_sent', why: 'unreachable', detail: 'closed' }))
      giveUp(why => fail({ kind: 'not_sent', why, detail: why }))

      const ready = (takesUtf8: boolean): void => {
        if (settled) return
        settled = true
        resolve({ kind: 'open', session: new Session(connection, takesUtf8) })
      }
      connection.connect(err => {
        if (err) return fail(failureToOpen(err))
        if (settled) return
        const takesUtf8 = /[ -]SMTPUTF8\b/i.test(String(connection.lastServerResponse))
        if (!account.login || !connection.allowsAuth) return ready(takesUtf8)
        const { user, password } = account.login
        connection.login({ user, pass: password }, refused =>
          refused ? fail(failureToOpen(refused)) : ready(takesUtf8)
        )
      })
    })
  }

  deliver(
    { from, to }: Envelope,
    message: Buffer,
    giveUp: (end: (why: GivenUp) => void) => void
  ): Promise<Delivery> {
    this.used += 1
    if (!this.takesUtf8 && /[^\x00-\x7f]/.test(to)) {
      return Promise.resolve({ kind: 'not_sent', why: 'address', detail: 'SMTPUTF8' })
    }
    return new Promise(resolve => {
      const source = new Handover(message)
      let settled = false
      const settle = (delivery: Delivery): void => {
        if (settled) return
        settled = true
        resolve(delivery)
      }
      const broken = (why: GivenUp | null, detail: string): Delivery => {
        if (source.complete) return { kind: 'lost', why: why ?? 'connection_lost' }
        return { kind: 'not_sent', why: why ?? 'interrupted', detail }
      }
      giveUp(why => {
        settle(broken(why, why))
        this.close()
      })
      this.connection.send({ from, to: [to], size: message.length }, source, (err, info) => {
        if (!err) return settle({ kind: 'accepted', serverMessageId: info?.serverMessageId ?? null })
        settle(answerIn(err) ?? (isTooLarge(err) ? TOO_LARGE : broken(null, codeOf(err))))
      })
    })
  }

  /** Ready for another mail after one that was refused. Says whether it is. */
  reset(): Promise<boolean> {
    if (this.ended) return Promise.resolve(false)
    return new Promise(resolve => {
      this.endSoon()
      this.connection.once('end', () => resolve(false))
      this.connection.reset(err => {
        clearTimeout(this.ending)
        resolve(!err)
      })
    })
  }

  /** A farewell where the connection rests, so that the server's log shows no broken one. */
  quit(): void {
    if (this.ended) return
    this.endSoon()
    this.connection.quit()
  }

  close(): void {
    clearTimeout(this.ending)
    this.connection.close()
  }

  /** A server that doesn't answer to a courtesy is not waited for. */
  private endSoon(): void {
    this.ending = setTimeout(() => this.connection.close(), COURTESY_MS)
    this.ending.unref()
  }
}

/** A message that knows whether all of it was asked for. */
class Handover extends Readable {
  complete = false
  private given = false

  constructor(private readonly message: Buffer) {
    super()
  }

  override _read(): void {
    if (!this.given) {
      this.given = true
      this.push(this.message)
      return
    }
    this.complete = true
    this.push(null)
  }
}

interface SmtpError {
  code?: string
  originalCode?: string
  response?: string
  responseCode?: number
  command?: string
}

const PHASES: Record<string, SmtpPhase> = { 'MAIL FROM': 'sender', 'RCPT TO': 'recipient', DATA: 'content' }

/** The server's own no. What came unasked, or was cut off, is none. */
const answerIn = (err: SmtpError): Failure | null => {
  const phase = PHASES[err.command ?? '']
  if (err.response === undefined || phase === undefined) return null
  return { kind: 'answered', phase, text: err.response }
}

/** Larger than the server has said that it takes: nothing of it was sent. */
const isTooLarge = ({ code, command, response }: SmtpError): boolean =>
  code === 'EMESSAGE' && command === 'MAIL FROM' && response === undefined

const TOO_LARGE: Failure = { kind: 'not_sent', why: 'size', detail: 'SIZE' }

/** Codes of OpenSSL and of Node about who the other side is. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|HOSTNAME_MISMATCH/

const failureToOpen = (err: SmtpError): Failure => {
  const { command = '', response } = err
  const startTlsRefused = command === 'STARTTLS' && (response === undefined || /^5/.test(response))
  if (startTlsRefused || CERTIFICATE.test(err.originalCode ?? '')) {
    return { kind: 'not_sent', why: 'tls', detail: codeOf(err) }
  }
  const phase: SmtpPhase = command.startsWith('AUTH') ? 'login' : 'connection'
  if (response !== undefined) return { kind: 'answered', phase, text: response }
  if (err.code === 'EAUTH') return { kind: 'not_sent', why: 'login', detail: codeOf(err) }
  return { kind: 'not_sent', why: 'unreachable', detail: codeOf(err) }
}

/** A code such as ECONNREFUSED; never the message, which may hold an address or what was sent. */
const codeOf = ({ originalCode, code }: SmtpError): string => {
  const known = originalCode ?? code ?? ''
  return /^\w+$/.test(known) ? known : 'failed'
}
