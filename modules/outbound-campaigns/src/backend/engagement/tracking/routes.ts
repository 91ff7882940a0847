import type { Request, Response } from 'express'
import type { Logger } from 'botpress/sdk'
import type { Inbox } from '../../inbox'
import type { Calendar } from '../../platform/calendar'
import { TRACKING_LIMIT } from '../../platform/http/limits'
import { RateLimit } from '../../platform/http/rate-limit'
import type { PublicRoute } from '../../platform/http/public-route'
import type { Links } from '../../platform/links/links'
import { readClick, readOpen, type Tracked } from './links'
import { DEAD_LINK_PAGE, PIXEL } from './answers'
import { factsOf } from './visit'
import { visitedNews } from './visited'
import { loggerOfBot, say } from '../../platform/log/say'

/** Behind `___` the key alone says for which bot it is, so that links work for a private bot too. */
const ANY_BOT = '___'
/** Nobody waits longer for a page because of us. */
const WAIT_MS = 1_000
/**
 * Beyond this it is a machine that nobody needs to hear of any more. What one of them does must not hide what a person does
 * with the same mail, so each place has its own measure, and that of all of them together is wide.
 */
const PER_PLACE = { perSecond: 1, burst: 60, mostKeys: 20_000 }
const PER_MAIL = { perSecond: 2, burst: 1_000, mostKeys: 20_000 }

export interface TrackingRouteParts {
  inbox: Pick<Inbox, 'receive'>
  links: Links
  calendar: Calendar
  logger: Logger
  /** For digests of addresses. */
  secret(): Promise<string>
}

/**
 * The two addresses that mails lead to. They write one row and answer; whatever isn't signed for them gets the answer
 * that everybody gets and changes nothing.
 */
export const trackingRoutes = (parts: TrackingRouteParts): PublicRoute[] => {
  const ofPlaces = new RateLimit(PER_PLACE)
  const ofMails = new RateLimit(PER_MAIL)

  const note = async (req: Request, tracked: Tracked, url: string | null): Promise<void> => {
    const { botId, messageId } = tracked
    const facts = factsOf(req, await parts.secret())
    const mail = `${botId} ${messageId}`
    if (facts.origin !== null && ofPlaces.take(`${mail} ${facts.origin}`) > 0) return
    if (ofMails.take(mail) > 0) return
    const told = visitedNews({ messageId, url }, facts, parts.calendar.now())
    await parts.inbox.receive(botId, [told])
  }
  /** What can't be written down is lost: nobody is kept from what they clicked because of it. */
  const noteInTime = async (req: Request, tracked: Tracked, url: string | null): Promise<void> => {
    const noted = note(req, tracked, url).catch(err =>
      say(loggerOfBot(parts.logger, tracked.botId), 'tracking.failed', {}, err)
    )
    await atMost(WAIT_MS, noted)
  }

  return [
    {
      method: 'get',
      path: '/track/open',
      describes: {
        tag: 'Engagement',
        summary: 'The dot in a mail: whoever loads it may have opened the mail',
        proof: 'address',
        query: { t: 'The signed key of the mail' },
        answers: { 200: { what: 'The dot, whatever was asked', content: 'image/gif' } }
      },
      limit: TRACKING_LIMIT,
      async handle(req, res) {
        const tracked = await readOpen(parts.links, req.query.t)
        if (tracked && isFor(req, tracked)) await noteInTime(req, tracked, null)
        res.status(200).set(HEADERS).type('image/gif').send(PIXEL)
      }
    },
    {
      method: 'get',
      path: '/track/click',
      describes: {
        tag: 'Engagement',
        summary: 'A link in a mail: leads to the address that was in it, and nowhere else',
        proof: 'address',
        query: { t: 'The signed key of the mail', u: 'The address that was in it' },
        answers: {
          302: { what: 'To the address', content: null },
          404: { what: 'A page that says that the link does not work any more', content: 'text/html' }
        }
      },
      limit: TRACKING_LIMIT,
      async handle(req, res) {
        const tracked = await readClick(parts.links, req.query.t, req.query.u)
        if (!tracked || !isFor(req, tracked)) return deadLink(res)
        await noteInTime(req, tracked, tracked.url)
        res.set(HEADERS).redirect(302, tracked.url)
      }
    }
  ]
}

const HEADERS = {
  'Cache-Control': 'no-store, private, max-age=0',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer'
}

const deadLink = (res: Response): void => {
  res
    .status(404)
    .set({
      ...HEADERS,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    })
    .type('text/html; charset=utf-8')
    .send(DEAD_LINK_PAGE)
}

const isFor = (req: Request, { botId }: Tracked): boolean =>
  req.params.botId === ANY_BOT || req.params.botId === botId

const atMost = (ms: number, work: Promise<void>): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
