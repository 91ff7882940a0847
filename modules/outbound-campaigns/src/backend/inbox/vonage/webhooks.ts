import type { Request, Response } from 'express'
import type { http, Logger } from 'botpress/sdk'
import { z } from 'zod'
import { readBody } from '../../platform/http/body'
import { WEBHOOK_LIMIT } from '../../platform/http/limits'
import { Problem } from '../../platform/http/problem'
import type { PublicRoute } from '../../platform/http/public-route'
import type { Links } from '../../platform/links/links'
import type { News } from '../fact'
import type { Inbox } from '../inbox'
import { InboxBusyError } from '../writer'
import { itemsOf } from './fields'
import { handoverOf } from './handover'
import { readInbound } from './inbound'
import { Refusals } from './refusals'
import { checkSignature } from './signature'
import type { SignatureSecrets } from './signature-secrets'
import type { WebhookWatch } from '../webhook-watch'
import { readStatus } from './status'

/** What a key in such an address was made for. */
const PURPOSE = { status: 'vonage.status', inbound: 'vonage.inbound' } as const
export type Webhook = keyof typeof PURPOSE

const PATHS: Record<Webhook, string> = {
  status: '/webhooks/vonage/status',
  inbound: '/webhooks/vonage/inbound'
}

const FROM = { status: 'vonage_status', inbound: 'vonage_inbound' } as const

const SUMMARIES: Record<Webhook, string> = {
  status: 'What became of messages, as Vonage tells it. With its signature where the account has a secret',
  inbound: 'What people wrote, as Vonage tells it. With its signature where the account has a secret'
}

const BODY_LIMIT = 256 * 1024

export interface WebhookParts {
  inbox: Inbox
  links: Links
  secrets: SignatureSecrets
  /** Whether what people write is handed on to Botpress's messaging. */
  forwardsInbound(botId: string): Promise<boolean>
  logger: Logger
  watch?: WebhookWatch
}

/**
 * What Vonage calls. The key in the address says which bot it is for and that the address is one of ours; where the
 * account has a signature secret, Vonage's signature is required too. Both hold: the documented credentials may lack a
 * secret, and an address may get known.
 *
 * What doesn't prove itself changes nothing and is answered like everything else: who tries learns nothing from it.
 */
export const vonageWebhooks = (parts: WebhookParts): PublicRoute[] => {
  const refusals = new Refusals(parts.logger)
  const routeFor = (webhook: Webhook): PublicRoute => ({
    method: 'post',
    path: PATHS[webhook],
    describes: {
      tag: 'Webhooks',
      summary: SUMMARIES[webhook],
      proof: 'address',
      query: { k: 'The key in the address: see /webhook-addresses' },
      body: { 'application/json': null },
      answers: {
        200: { what: 'Taken, or nothing that is ours: the answer is the same', content: z.object({}) }
      }
    },
    limit: WEBHOOK_LIMIT,
    handle: (req, res) => receive(webhook, parts, refusals, req, res)
  })
  return [routeFor('status'), routeFor('inbound')]
}

const receive = async (
  webhook: Webhook,
  parts: WebhookParts,
  refusals: Refusals,
  req: Request,
  res: Response
): Promise<void> => {
  const raw = await readBody(req, BODY_LIMIT)
  const key = await parts.links.read(PURPOSE[webhook], req.query.k)
  const addressed = req.params.botId ?? ''
  // Under a bot's own name the key must be that bot's; `___` leaves it to the key.
  if (key && (addressed === ANY_BOT || addressed === key.botId)) {
    const watched = (result: 'taken' | 'refused') => parts.watch?.(key.botId, FROM[webhook], result)
    try {
      const told = await genuineNews(webhook, parts, refusals, key.botId, req, raw)
      if (told) await write(parts.inbox, key.botId, told)
      watched(told ? 'taken' : 'refused')
    } catch (err) {
      watched('refused')
      throw err
    }
  }
  res.status(200).json({})
}

const ANY_BOT = '___'

/** What it tells; null: it is not to be believed. */
const genuineNews = async (
  webhook: Webhook,
  { secrets, forwardsInbound }: WebhookParts,
  refusals: Refusals,
  botId: string,
  req: Request,
  raw: Buffer
): Promise<News[] | null> => {
  const { authorization } = req.headers
  const secret = await secrets.of(botId)
  if (secret.kind === 'no_bot') return []
  if (secret.kind === 'secret') {
    const verdict = checkSignature(authorization, raw, secret.secret, Date.now())
    if (verdict.kind === 'forged') {
      refusals.note(botId, verdict.why)
      return null
    }
    if (verdict.kind === 'unsigned') {
      refusals.note(botId, 'it was not signed, although the account has a signature secret')
      throw new Problem(503, 'Send it again, signed.')
    }
  }
  const items = itemsOf(raw)
  if (!items) {
    refusals.note(botId, 'its body is no JSON object')
    return null
  }
  if (webhook === 'status') return items.flatMap(item => readStatus(item) ?? [])

  const said = items.flatMap(item => readInbound(item) ?? [])
  const first = said[0]
  if (!first || !(await forwardsInbound(botId))) return said
  const headers = { authorization, contentType: req.headers['content-type'] }
  return [...said, handoverOf(raw, headers, first)]
}

/** What could not be written down is not answered as if it were: Vonage sends it again. */
const write = async (inbox: Inbox, botId: string, told: readonly News[]): Promise<void> => {
  try {
    await inbox.receive(botId, told)
  } catch (err) {
    if (err instanceof InboxBusyError) throw new Problem(503, 'Too much at once. Send it again.')
    throw err
  }
}

/** Where the module's public addresses begin: under no bot's name, since the key in each says whose it is. */
export const publicBaseOf = async (router: Pick<http.RouterExtension, 'getPublicPath'>): Promise<string> =>
  (await router.getPublicPath()).replace('/bots/BOT_ID/', `/bots/${ANY_BOT}/`)

/** The addresses to give to Vonage. They are public and belong to one bot, so they work for a private bot too. */
export const webhookAddresses = async (
  router: Pick<http.RouterExtension, 'getPublicPath'>,
  links: Links,
  botId: string
): Promise<Record<Webhook, string>> => {
  const base = await publicBaseOf(router)
  const addressOf = async (webhook: Webhook) =>
    `${base}${PATHS[webhook]}?k=${await links.key(PURPOSE[webhook], { botId })}`
  return { status: await addressOf('status'), inbound: await addressOf('inbound') }
}
