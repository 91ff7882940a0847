import type { UnderWay } from '../../http/exchange'
import type { SmtpAccount } from '../account'
import { loadLibrary, type Library } from './library'
import { Session, type Delivery, type Envelope, type GivenUp } from './session'

export interface PoolOptions {
  /** So long a connection rests before it is ended. Servers end them by themselves after some more. */
  idleMs?: number
  /** So many mails a connection takes. Some servers refuse more. */
  mailsPerConnection?: number
}

const IDLE_MS = 8_000
const MAILS_PER_CONNECTION = 100

interface Resting {
  session: Session
  timer: NodeJS.Timeout
}

/**
 * Kept connections to one mail server, so many at a time as the account allows; whoever comes when all are busy waits.
 * nodemailer has a pool of its own, but that one hands a mail in again when a connection breaks, also where the server
 * may have taken it already.
 *
 * A server ends resting connections without asking. Where that shows before the mail was handed in, the mail takes a new
 * connection, and it is still the same attempt.
 */
export class SmtpPool {
  private resting: Resting[] = []
  private readonly waiting: Array<() => void> = []
  private busy = 0
  private closed = false

  constructor(
    private readonly account: SmtpAccount,
    private readonly options: PoolOptions = {}
  ) {}

  /** `within`: over everything, from the wait for a connection to the server's last word. */
  async deliver(envelope: Envelope, message: Buffer, within: number, underWay: UnderWay): Promise<Delivery> {
    const limit = new Limit(within, underWay)
    try {
      if (!(await this.slot(limit))) return notSent(limit)
      try {
        return await this.hand(envelope, message, limit)
      } finally {
        this.free()
      }
    } finally {
      limit.over()
    }
  }

  /** Resting connections end now, busy ones with their mail. */
  close(): void {
    this.closed = true
    for (const { session, timer } of this.resting.splice(0)) {
      clearTimeout(timer)
      session.quit()
    }
  }

  private async hand(envelope: Envelope, message: Buffer, limit: Limit): Promise<Delivery> {
    const kept = this.resting.pop()
    if (kept) {
      clearTimeout(kept.timer)
      kept.session.onEnd = () => undefined
      const delivery = await this.use(kept.session, envelope, message, limit)
      if (!wasStale(delivery)) return delivery
    }
    const library: Library = await loadLibrary()
    if (limit.reached) return notSent(limit)
    const opened = await Session.open(library, this.account, end => limit.onReached(end))
    return opened.kind === 'open' ? this.use(opened.session, envelope, message, limit) : opened
  }

  private async use(session: Session, envelope: Envelope, message: Buffer, limit: Limit): Promise<Delivery> {
    const delivery = await session.deliver(envelope, message, end => limit.onReached(end))
    limit.onReached(() => undefined)
    const inOrder = delivery.kind === 'accepted' || (delivery.kind === 'answered' && (await session.reset()))
    if (
      inOrder &&
      session.usable &&
      session.used < (this.options.mailsPerConnection ?? MAILS_PER_CONNECTION)
    ) {
      this.rest(session)
    } else if (inOrder) session.quit()
    else session.close()
    return delivery
  }

  private rest(session: Session): void {
    if (this.closed) return session.quit()
    const timer = setTimeout(() => {
      this.forget(session)
      session.quit()
    }, this.options.idleMs ?? IDLE_MS)
    timer.unref()
    session.onEnd = () => this.forget(session)
    this.resting.push({ session, timer })
  }

  private forget(session: Session): void {
    for (const one of this.resting) if (one.session === session) clearTimeout(one.timer)
    this.resting = this.resting.filter(one => one.session !== session)
  }

  private async slot(limit: Limit): Promise<boolean> {
    if (this.busy < this.account.connections) {
      this.busy += 1
      return true
    }
    return new Promise(resolve => {
      const take = () => {
        this.busy += 1
        resolve(true)
      }
      this.waiting.push(take)
      limit.onReached(() => {
        const place = this.waiting.indexOf(take)
        if (place >= 0) this.waiting.splice(place, 1)
        resolve(false)
      })
    })
  }

  private free(): void {
    this.busy -= 1
    this.waiting.shift()?.()
  }
}

/** A connection that the server had given up. Nothing of this mail was looked at. */
const wasStale = (delivery: Delivery): boolean =>
  (delivery.kind === 'not_sent' && delivery.why === 'interrupted') ||
  (delivery.kind === 'answered' && delivery.phase !== 'content' && delivery.text.startsWith('421'))

const notSent = ({ why }: Limit): Delivery => ({ kind: 'not_sent', why, detail: why })

/** The end of an attempt's time, or somebody who gives it up: whatever is being waited for at that moment ends. */
class Limit {
  reached = false
  why: GivenUp = 'timeout'
  private end: (why: GivenUp) => void = () => undefined
  private readonly timer: NodeJS.Timeout
  private readonly giveUp = () => this.reach('aborted')

  constructor(
    within: number,
    private readonly underWay: UnderWay
  ) {
    this.timer = setTimeout(() => this.reach('timeout'), within)
    underWay.add(this.giveUp)
  }

  onReached(end: (why: GivenUp) => void): void {
    this.end = end
    if (this.reached) end(this.why)
  }

  over(): void {
    clearTimeout(this.timer)
    this.underWay.delete(this.giveUp)
  }

  private reach(why: GivenUp): void {
    if (this.reached) return
    this.reached = true
    this.why = why
    this.end(why)
  }
}
