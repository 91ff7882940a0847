/**
 * Brings a message's statuses to their receiver, one after the other. A status that is answered with 429, 5xx or not at
 * all is repeated as Vonage does it: after a while, doubling up to a longest pause, given up after a day (all of it
 * scaled by `retry_after_ms`); meanwhile the later ones go on, so the order is lost just as it is in reality.
 */
import type { Account } from '../credentials'
import { Timers } from '../timers'
import type { Answer, WebhookPoster } from '../webhook-poster'
import type { Behaviour } from './behaviour'
import type { Entry, SentStatus } from './ledger'
import { authorizationFor } from './signing'
import { statusBody } from './status-body'
import type { PlannedStatus } from './status-plan'

// Vonage begins with 5 s, pauses at most 15 min and gives up after 24 h: these are the same in proportion.
const LONGEST_PAUSE = 180
const GIVEN_UP_AFTER = 17_280

/** Enough to see what happened, without growing for hours at a receiver that is down. */
const REMEMBERED_ATTEMPTS = 20

const isToBeRepeated = (answer: Answer) =>
  answer.kind === 'failed' || answer.status === 429 || answer.status >= 500

export class StatusCourier {
  private readonly timers = new Timers()
  /** Counts the cancellations: what was in flight during one must not plan anything more. */
  private era = 0

  constructor(
    private readonly account: Account,
    private readonly behaviour: () => Behaviour,
    private readonly poster: WebhookPoster
  ) {}

  /** Sends the statuses in the order of the plan. */
  follow(entry: Entry, plan: readonly PlannedStatus[]) {
    const [planned, ...rest] = plan
    if (!planned) return
    const { era } = this
    this.timers.after(planned.afterMs, () => {
      void this.send(entry, planned).then(() => {
        if (era === this.era) this.follow(entry, rest)
      })
    })
  }

  /** Sends one status at once; settles when its first attempt is answered. */
  async send(entry: Entry, planned: PlannedStatus): Promise<void> {
    const { status_url: usual, webhook_version: forced, price } = this.behaviour()
    const url = entry.message.webhook_url ?? usual
    const sent: SentStatus = {
      status: planned.status,
      ...(planned.error && { error_code: planned.error.code }),
      url,
      copies: planned.copies,
      attempts: []
    }
    entry.statuses.push(sent)
    if (url === null) return
    const version = forced ?? entry.message.webhook_version ?? 'v1'
    const body = statusBody(entry, planned, { price, version, when: new Date() })
    for (let copy = 0; copy < planned.copies; copy++) await this.attempt(entry, sent, url, body, 0, 0)
  }

  private async attempt(
    entry: Entry,
    sent: SentStatus,
    url: string,
    body: string,
    tries: number,
    waited: number
  ) {
    const { era } = this
    const at = new Date().toISOString()
    const answer = await this.poster.post(url, body, () =>
      authorizationFor(body, this.account, this.behaviour().signature, entry.sent_with)
    )
    if (sent.attempts.length < REMEMBERED_ATTEMPTS) sent.attempts.push({ at, ...answer })
    if (!isToBeRepeated(answer) || era !== this.era) return
    const unit = this.behaviour().retry_after_ms
    const pause = unit * Math.min(2 ** tries, LONGEST_PAUSE)
    if (waited + pause > unit * GIVEN_UP_AFTER) return
    this.timers.after(pause, () => void this.attempt(entry, sent, url, body, tries + 1, waited + pause))
  }

  /** Sends nothing more of what is planned. */
  cancel() {
    this.era++
    this.timers.clear()
  }
}
