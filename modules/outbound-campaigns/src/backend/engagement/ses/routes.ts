import { createHmac } from 'crypto'
import type { Logger } from 'botpress/sdk'
import type { Request } from 'express'
import { z } from 'zod'
import { InboxBusyError, type Inbox, type WebhookWatch } from '../../inbox'
import type { Calendar } from '../../platform/calendar'
import { WEBHOOK_LIMIT } from '../../platform/http/limits'
import { readBody } from '../../platform/http/body'
import { Problem } from '../../platform/http/problem'
import { RateLimit } from '../../platform/http/rate-limit'
import type { PublicRoute } from '../../platform/http/public-route'
import type { Links } from '../../platform/links/links'
import type { Fetch } from '../fetch'
import { toldNews } from '../reported/told'
import { Certificates } from './certificates'
import { eventsIn } from './notification'
import { isAmazons, isSignedBy, snsMessageSchema, type SnsMessage } from './sns'
import { loggerOfBot, say } from '../../platform/log/say'

const PURPOSE = 'ses'
const PATH = '/webhooks/ses'
const ANY_BOT = '___'
const BODY_LIMIT = 300 * 1024
/** Of messages whose signature must be looked at. */
const PER_BOT = { perSecond: 100, burst: 1_000 }
const QUIET_MS = 60_000

type Result = 'taken' | 'refused'

export interface SesParts {
  inbox: Pick<Inbox, 'receive'>
  links: Links
  calendar: Calendar
  /** The topics that a bot listens to. */
  topicsOf(botId: string): Promise<readonly string[]>
  /** For digests of addresses. */
  secret(): Promise<string>
  fetch: Fetch
  logger: Logger
  watch?: WebhookWatch
}

/**
 * What SES tells through Amazon's notification service. The key in the address says whose mails they are; Amazon's
 * signature says that it is they; and the topic must be one that the configuration names, because anybody may have topics
 * there. What doesn't prove itself changes nothing and is answered like everything else.
 */
export const sesRoutes = (parts: SesParts): PublicRoute[] => {
  const certificates = new Certificates(parts.fetch)
  const limit = new RateLimit(PER_BOT)
  const refusals = new Map<string, number>()
  const refuse = (botId: string, why: string): Result => {
    const now = Date.now()
    if (now - (refusals.get(`${botId} ${why}`) ?? 0) < QUIET_MS) return 'refused'
    refusals.set(`${botId} ${why}`, now)
    say(loggerOfBot(parts.logger, botId), 'webhook.refused', { from: 'ses', why })
    return 'refused'
  }

  const receive = async (botId: string, raw: Buffer): Promise<Result> => {
    const message = messageIn(raw)
    if (!message) return refuse(botId, 'it is none of the notification service')
    if (!(await parts.topicsOf(botId)).includes(message.TopicArn))
      return refuse(botId, 'its topic is not among sesTopics')
    const certificate = await certificates.of(message.SigningCertURL)
    if (certificate === null) return refuse(botId, 'its certificate is not to be had')
    if (!isSignedBy(message, certificate)) return refuse(botId, 'its signature is not right')
    return heed(parts, botId, message, refuse)
  }

  return [
    {
      method: 'post',
      path: PATH,
      describes: {
        tag: 'Webhooks',
        summary: "What becomes of mails, as Amazon's notification service tells it, with its signature",
        proof: 'address',
        query: { k: 'The key in the address: see /webhook-addresses' },
        body: { 'text/plain': null, 'application/json': null },
        answers: {
          200: { what: 'Taken, or nothing that is ours: the answer is the same', content: z.object({}) }
        }
      },
      limit: WEBHOOK_LIMIT,
      async handle(req, res) {
        const raw = await readBody(req, BODY_LIMIT)
        const botId = await botOf(parts.links, req)
        if (botId !== undefined) {
          const wait = limit.take(botId)
          if (wait > 0) throw new Problem(429, 'Too much at once.', [], { 'Retry-After': String(wait) })
          try {
            const result = await receive(botId, raw)
            parts.watch?.(botId, 'ses', result)
          } catch (err) {
            parts.watch?.(botId, 'ses', 'refused')
            throw err
          }
        }
        res.status(200).json({})
      }
    }
  ]
}

/** The address to give to Amazon as the subscription of a topic. */
export const sesAddress = async (links: Links, base: string, botId: string): Promise<string> =>
  `${base}${PATH}?k=${await links.key(PURPOSE, { botId })}`

const botOf = async (links: Links, req: Request): Promise<string | undefined> => {
  const key = await links.read(PURPOSE, req.query.k)
  const addressed = req.params.botId ?? ''
  return key && (addressed === ANY_BOT || addressed === key.botId) ? key.botId : undefined
}

const messageIn = (raw: Buffer): SnsMessage | undefined => {
  try {
    const read = snsMessageSchema.safeParse(JSON.parse(raw.toString('utf8')))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

const heed = async (
  { inbox, fetch, calendar, secret, logger }: SesParts,
  botId: string,
  message: SnsMessage,
  refuse: (botId: string, why: string) => Result
): Promise<Result> => {
  if (message.Type === 'UnsubscribeConfirmation') {
    say(loggerOfBot(logger, botId), 'ses.ended')
    return 'taken'
  }
  if (message.Type === 'SubscriptionConfirmation') {
    const address = message.SubscribeURL ?? ''
    if (!isAmazons(address)) return refuse(botId, 'what it wants confirmed is not at Amazon')
    const answer = await fetch(address)
    if (answer?.status !== 200)
      throw new Problem(503, 'The subscription could not be confirmed. Send it again.')
    say(loggerOfBot(logger, botId), 'ses.confirmed')
    return 'taken'
  }
  const key = await secret()
  const events = eventsIn(message.Message, {
    id: message.MessageId,
    now: calendar.now(),
    originOf: (address, userAgent) =>
      address === ''
        ? null
        : createHmac('sha256', key).update(`${address}\n${userAgent}`).digest('hex').slice(0, 32)
  })
  if (!events) return refuse(botId, 'it says nothing of a mail')
  try {
    await inbox.receive(botId, events.map(toldNews))
    return 'taken'
  } catch (err) {
    if (err instanceof InboxBusyError) throw new Problem(503, 'Too much at once. Send it again.')
    throw err
  }
}
