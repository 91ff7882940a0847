import { createHash } from 'crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { InboxBusyError, type Inbox } from '../../inbox'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { normalizeEmail } from '../../platform/email/address'
import { parseJson, readBody } from '../../platform/http/body'
import { WEBHOOK_LIMIT } from '../../platform/http/limits'
import { badRequest, Problem, unprocessable, type ProblemDetail } from '../../platform/http/problem'
import { RateLimit } from '../../platform/http/rate-limit'
import { route, type AnyRoute } from '../../platform/http/route'
import type { PublicRoute } from '../../platform/http/public-route'
import { validationWords } from '../../platform/http/validation-words'
import { normalizePhone } from '../../platform/phone/phone'
import type { SettingsService } from '../../platform/settings/settings'
import { storableMembers } from '../../platform/text'
import { botOfKey, findKey, makeKey, removeKey } from './key'
import { keySchema, madeKeySchema, reportedBodySchema, type ReportedEvent } from './schema'
import { toldNews, type ToldBody } from './told'

const tag = 'Engagement'
const ANY_BOT = '___'
const BODY_LIMIT = 4 * 1024 * 1024
/** Of events, in the long run and at once; and of calls without a key that fits, from one place. */
const PER_BOT = { perSecond: 200, burst: 5_000 }
const PER_STRANGER = { perSecond: 0.5, burst: 30 }
/** Without a time of its own an event is the same as one within this time that says the same. */
const SAME_WITHIN_MS = 60_000

export interface ReportedParts {
  db: Database
  audit: Audit
  inbox: Pick<Inbox, 'receive'>
  settings: Pick<SettingsService, 'of'>
  calendar: Calendar
}

/** Where other systems report what people did. They prove themselves by the bot's key and learn nothing about anybody. */
export const reportedRoutes = (parts: ReportedParts): PublicRoute[] => {
  const ofBots = new RateLimit(PER_BOT)
  const ofStrangers = new RateLimit(PER_STRANGER)
  return [
    {
      method: 'post',
      path: '/events',
      describes: {
        tag,
        summary: 'Report what people did: one event, or a list of them. Told again, it is the same event',
        proof: 'events_key',
        body: { 'application/json': reportedBodySchema },
        answers: {
          202: { what: 'Taken, whoever they are about', content: z.object({ received: z.number().int() }) }
        }
      },
      limit: WEBHOOK_LIMIT,
      async handle(req, res) {
        const botId = await callerOf(parts.db, req, ofStrangers)
        const events = readEvents(parseJson(req, await readBody(req, BODY_LIMIT)))
        heed(ofBots.take(botId, events.list.length))
        const { default_country: country } = await parts.settings.of(botId)
        const told = toldOf(events, country, parts.calendar.now())
        await receive(parts.inbox, botId, told)
        res.status(202).json({ received: told.length })
      }
    }
  ]
}

/** The key itself: for who may write. */
export const keyRoutes = ({ db, audit }: Pick<ReportedParts, 'db' | 'audit'>): AnyRoute[] => [
  route({
    method: 'get',
    path: '/events/key',
    tag,
    summary: 'Whether there is a key with which other systems may report events',
    answer: keySchema,
    async handle({ botId }) {
      const key = await findKey(db, botId)
      return {
        set: key !== undefined,
        created_at: key?.created_at ?? null,
        created_by: key?.created_by ?? null
      }
    }
  }),
  route({
    method: 'post',
    path: '/events/key',
    tag,
    summary: 'Make a key, shown this once. One that was made before ends with it',
    answer: madeKeySchema,
    status: 201,
    handle: ({ botId, caller }) => makeKey(db, audit, botId, caller)
  }),
  route({
    method: 'delete',
    path: '/events/key',
    tag,
    summary: 'Take the key away: nobody can report events any more',
    answer: keySchema,
    async handle({ botId, caller }) {
      await removeKey(db, audit, botId, caller)
      return { set: false, created_at: null, created_by: null }
    }
  })
]

const callerOf = async (db: Database, req: Request, strangers: RateLimit): Promise<string> => {
  const botId = await botOfKey(db, keyIn(req))
  const addressed = req.params.botId ?? ''
  if (botId !== undefined && (addressed === ANY_BOT || addressed === botId)) return botId
  heed(strangers.take(req.ip ?? ''))
  throw new Problem(
    401,
    "Send the bot's key for events as Authorization: Bearer or as X-Api-Key. It is made under /events/key.",
    [],
    { 'WWW-Authenticate': 'Bearer' }
  )
}

const keyIn = ({ headers }: Request): string => {
  const own = headers['x-api-key']
  if (typeof own === 'string') return own.trim()
  return /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}

const heed = (waitSeconds: number): void => {
  if (waitSeconds > 0)
    throw new Problem(429, `Too much at once. Go on in ${waitSeconds} s.`, [], {
      'Retry-After': String(waitSeconds)
    })
}

interface Events {
  list: readonly ReportedEvent[]
  /** What stands before the name of a field where something is wrong: `3.` in a list. */
  pathOf(position: number): string
}

const readEvents = (body: unknown): Events => {
  if (body === undefined) throw badRequest('Send an event, or a list of them, as JSON.')
  const isList = Array.isArray(body)
  const read = reportedBodySchema.options[isList ? 0 : 1].safeParse(body, { error: validationWords })
  if (!read.success) {
    const errors = read.error.issues
      .slice(0, 100)
      .map(issue => ({ path: issue.path.join('.') || 'body', message: issue.message }))
    throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
  }
  const list = Array.isArray(read.data) ? read.data : [read.data]
  return { list, pathOf: position => (isList ? `${position}.` : '') }
}

const toldOf = ({ list, pathOf }: Events, country: string, now: number) => {
  const errors: ProblemDetail[] = []
  const told = list.map((event, position) =>
    toldNews(
      bodyOf(event, country, now, refusal =>
        errors.push({
          ...refusal,
          path: `${pathOf(position)}${refusal.path}`
        })
      )
    )
  )
  if (errors.length === 0) return told
  throw unprocessable(errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
}

const bodyOf = (
  event: ReportedEvent,
  country: string,
  now: number,
  refuse: (refusal: ProblemDetail) => void
): ToldBody => {
  const email = event.email ? normalizeEmail(event.email) : undefined
  const phone = event.phone_number ? normalizePhone(event.phone_number, country) : undefined
  if (email?.kind === 'invalid') refuse({ path: 'email', code: email.code, message: email.message })
  if (phone?.kind === 'invalid') refuse({ path: 'phone_number', code: phone.code, message: phone.message })
  const person = email?.kind === 'email' ? email.person : phone?.kind === 'phone' ? phone.person : null
  const told = event.timestamp ? Date.parse(event.timestamp) : null
  const body = {
    type: event.event_type,
    person,
    channel: email ? ('email' as const) : phone ? ('whatsapp' as const) : null,
    message: messageIn(event.message_id),
    sequence_id: event.sequence_id ?? null,
    verdict: event.verdict ?? ('human' as const),
    return_at: event.return_at ? Date.parse(event.return_at) : null,
    metadata: storableMembers(event.metadata ?? {})
  }
  const key = event.id ? `id ${event.id}` : digestOf([body, told ?? Math.floor(now / SAME_WITHIN_MS)])
  // Nothing has happened yet that is still to come: another's clock is ahead.
  return {
    ...body,
    key,
    at: Math.min(told ?? now, now),
    source: 'reported',
    signals: [],
    final_at: null,
    origin: null
  }
}

/** A Message-ID is written with its brackets or without. */
const messageIn = (id: string | number | null | undefined): ToldBody['message'] => {
  if (id === null || id === undefined) return null
  if (typeof id === 'number') return id
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id)
  const bare = id.replace(/^<|>$/g, '')
  return [bare, `<${bare}>`]
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const receive = async (
  inbox: Pick<Inbox, 'receive'>,
  botId: string,
  told: Parameters<Inbox['receive']>[1]
) => {
  try {
    await inbox.receive(botId, told)
  } catch (err) {
    if (err instanceof InboxBusyError)
      throw new Problem(503, 'Too much at once. Send it again.', [], { 'Retry-After': '5' })
    throw err
  }
}
