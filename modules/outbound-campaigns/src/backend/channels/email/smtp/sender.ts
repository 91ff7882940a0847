import { randomBytes } from 'crypto'
import type { UnderWay } from '../../http/exchange'
import type { Outcome, Reason } from '../../outcome'
import { Trouble } from '../../trouble'
import type { SmtpAccount } from '../account'
import { ATTEMPT_ERRORS, LOST, smtpError, type MailError } from '../errors'
import { messageIdOf } from '../headers'
import type { Mail } from '../mail'
import { reasonOf, toOutcome } from '../outcome-of'
import { domainOf } from '../sender-address'
import { compose } from './compose'
import { loadLibrary } from './library'
import { SmtpPool, type PoolOptions } from './pool'
import type { Delivery, NotSent } from './session'

export interface SmtpConnectionOptions extends PoolOptions {
  trouble?: Trouble
}

/** What belongs to an account and is shared by everybody who sends with it. */
export interface SmtpPost {
  account: SmtpAccount
  pool: SmtpPool
  trouble: Trouble
}

export const connectSmtp = (
  account: SmtpAccount,
  { trouble, ...pool }: SmtpConnectionOptions = {}
): SmtpPost => ({
  account,
  pool: new SmtpPool(account, pool),
  trouble: trouble ?? new Trouble()
})

/** One attempt. Never rejects for what the wire does. */
export const sendBySmtp = async (
  { account, pool, trouble }: SmtpPost,
  mail: Mail,
  timeoutMs: number,
  underWay: UnderWay
): Promise<Outcome> => {
  const messageId = messageIdOf(mail.ref, randomBytes(8).toString('hex'), domainOf(account.from.address))
  const message = await compose(await loadLibrary(), account, mail, messageId)
  const envelope = { from: account.from.address, to: mail.to }
  const delivery = await pool.deliver(envelope, message, timeoutMs, underWay)
  return outcomeOf(delivery, messageId, trouble)
}

/** The rules of an attempt, without the wire: what is certain, and what the table makes of it. */
export const outcomeOf = (delivery: Delivery, messageId: string, trouble: Trouble): Outcome => {
  if (!isUnreachable(delivery)) trouble.over()
  switch (delivery.kind) {
    case 'accepted':
      // SES and Microsoft give a mail an id of their own, and that one is in every answer and every bounce.
      return { kind: 'accepted', providerId: delivery.serverMessageId ?? messageId }
    case 'answered':
      return toOutcome(smtpError(delivery.phase, delivery.text), delivery.text)
    case 'lost':
      return { kind: 'unknown', reason: lostReason(delivery.why) }
    case 'not_sent':
      if (isUnreachable(delivery) && trouble.lasts()) {
        return { kind: 'stop', reason: reasonOf(ATTEMPT_ERRORS.email_unreachable, delivery.detail) }
      }
      return toOutcome(NOT_SENT[delivery.why], delivery.detail)
  }
}

const isUnreachable = (delivery: Delivery): boolean =>
  delivery.kind === 'not_sent' && delivery.why === 'unreachable'

const NOT_SENT: Record<NotSent, MailError> = {
  unreachable: ATTEMPT_ERRORS.email_unreachable,
  tls: ATTEMPT_ERRORS.email_tls,
  login: smtpError('login', '535'),
  interrupted: ATTEMPT_ERRORS.email_interrupted,
  address: ATTEMPT_ERRORS.email_no_address,
  size: smtpError('sender', '552 5.3.4'),
  timeout: ATTEMPT_ERRORS.email_timeout,
  aborted: ATTEMPT_ERRORS.email_interrupted
}

const lostReason = (why: Extract<Delivery, { kind: 'lost' }>['why']): Reason => {
  const code = (
    { timeout: 'email_no_answer', aborted: 'email_aborted', connection_lost: 'email_lost' } as const
  )[why]
  return { code, detail: LOST[code] }
}
