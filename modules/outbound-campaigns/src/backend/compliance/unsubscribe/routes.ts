import type { Request, Response } from 'express'
import { z } from 'zod'
import { readBody } from '../../platform/http/body'
import { Problem } from '../../platform/http/problem'
import { RateLimit } from '../../platform/http/rate-limit'
import type { PublicRoute } from '../../platform/http/public-route'
import type { UnsubscribeLinks, Unsubscribing } from './links'
import { languageFor, pageHeaders, renderPage, type Page } from './page'
import { unsubscribe, type Scope, type UnsubscribeParts, type Way } from './unsubscribe'
import type { PageLanguage } from './words'

/** Behind `___` the key alone says for which bot it is, so that links work for a private bot too. */
const ANY_BOT = '___'
/** A form of two fields; mail programs send one. */
const BODY_LIMIT = 4 * 1024
/** A person clicks twice. A mail program that repeats itself has said it already. */
const PER_LINK = { perSecond: 0.5, burst: 20, mostKeys: 20_000 }

const PAGES = {
  200: { what: 'The page', content: 'text/html' },
  404: { what: 'A page that says that the link does not work any more', content: 'text/html' }
}

const formSchema = z.object({
  'List-Unsubscribe': z.literal('One-Click').optional().describe('What a mail program sends'),
  scope: z.string().optional().describe('all: on every channel; else on that of the link')
})

export interface UnsubscribeRouteParts extends UnsubscribeParts {
  links: UnsubscribeLinks
  /** How the bot is called, and its own language; undefined: there is no such bot. */
  botOf(botId: string): Promise<{ name: string; language: PageLanguage } | undefined>
}

/**
 * `GET` asks and changes nothing, because mail scanners fetch every link; `POST` does it, from the page's button or as the
 * one click of a mail program (RFC 8058), which comes without cookies and without a page before it. Whatever the key is
 * not good for gets the same answer.
 */
export const unsubscribeRoutes = (parts: UnsubscribeRouteParts): PublicRoute[] => {
  const limit = new RateLimit(PER_LINK)

  const find = async (req: Request) => {
    const link = await parts.links.read(req.query.t)
    if (!link || !isFor(req, link)) return undefined
    const wait = limit.take(`${link.botId} ${link.person}`)
    if (wait > 0) {
      throw new Problem(429, 'This link was opened very often just now.', [], { 'Retry-After': String(wait) })
    }
    const bot = await parts.botOf(link.botId)
    return bot && { link, bot }
  }
  const show = (req: Request, res: Response, page: Page, language: PageLanguage = 'es') => {
    res
      .status(page.kind === 'dead' ? 404 : 200)
      .set(pageHeaders())
      .type('text/html; charset=utf-8')
      .send(renderPage(page, languageFor(req.headers['accept-language'], language)))
  }

  return [
    {
      method: 'get',
      path: '/unsubscribe',
      describes: {
        tag: 'Compliance',
        summary: 'The page that asks whether somebody wants to hear no more. It changes nothing',
        proof: 'address',
        query: { t: 'The signed key of the person' },
        answers: PAGES
      },
      async handle(req, res) {
        const found = await find(req)
        if (!found) return show(req, res, { kind: 'dead' })
        const { link, bot } = found
        show(req, res, { kind: 'ask', bot: bot.name, channel: link.channel }, bot.language)
      }
    },
    {
      method: 'post',
      path: '/unsubscribe',
      describes: {
        tag: 'Compliance',
        summary: "Opts a person out: the page's button, or the one click of a mail program (RFC 8058)",
        proof: 'address',
        query: { t: 'The signed key of the person' },
        body: { 'application/x-www-form-urlencoded': formSchema, 'multipart/form-data': null },
        answers: PAGES
      },
      async handle(req, res) {
        const body = (await readBody(req, BODY_LIMIT)).toString('utf8')
        const found = await find(req)
        if (!found) return show(req, res, { kind: 'dead' })
        const { link, bot } = found
        const scope = scopeOf(req, body, link)
        await unsubscribe(parts, link, scope, wayOf(body))
        show(req, res, { kind: 'done', bot: bot.name, channel: link.channel, scope }, bot.language)
      }
    }
  ]
}

const isFor = (req: Request, { botId }: Unsubscribing): boolean =>
  req.params.botId === ANY_BOT || req.params.botId === botId

/** Only the page offers more than the channel; whatever else is in the body is a mail program's way of saying "yes". */
const scopeOf = (req: Request, body: string, { channel }: Unsubscribing): Scope => {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(req.headers['content-type'] ?? '')
  return isForm && new URLSearchParams(body).get('scope') === 'all' ? 'all' : channel
}

/** urlencoded or as a form with parts: both hold the same two words. */
const wayOf = (body: string): Way =>
  /List-Unsubscribe"?\s*(?:=|\r?\n)\s*One-Click/i.test(body)
    ? 'one click in the mail program'
    : 'unsubscribe page'
