import { randomBytes } from 'crypto'
import { z } from 'zod'
import { news, type FactKind, type News, type Reaction } from '../../inbox'
import { leadsByIds, leadsByPersons } from '../../leads'
import type { Database } from '../../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import type { SettingsService } from '../../platform/settings/settings'
import { FINAL_AFTER_MS, type NewEvent } from '../events/event'
import { recordEvents } from '../events/record'
import type { PlacesOf } from '../replies'
import { clientOf } from '../verdict/client'
import { judge } from '../verdict/rules'
import type { RequestFacts } from './visit'

/** A pixel was loaded or a link followed: what is written down before the answer, and worked off in sets. */
const visitedBody = z.object({
  type: z.enum(['opened', 'clicked']),
  message_id: z.number().int(),
  link: z.string().nullable(),
  at: z.number(),
  method: z.enum(['GET', 'HEAD']),
  user_agent: z.string(),
  purpose: z.string().nullable(),
  network: z.enum(['apple']).nullable(),
  origin: z.string().nullable(),
  country: z.string().nullable()
})
type VisitedBody = z.infer<typeof visitedBody>

export const visited: FactKind<VisitedBody> = {
  name: 'engagement.visited',
  body: visitedBody,
  // The event holds what is to be kept, and less than this.
  keepMs: 60_000
}

export const visitedNews = (
  { messageId, url }: { messageId: number; url: string | null },
  { userAgent, ...facts }: RequestFacts,
  at: number
): News =>
  news(visited, {
    // Whoever asks again within the second is not counted again, when it is known that it is they.
    dedupeKey: [
      url === null ? 'opened' : 'clicked',
      messageId,
      facts.origin === null
        ? randomBytes(12).toString('hex')
        : `${facts.origin} ${facts.method} ${url ?? ''}`,
      Math.floor(at / 1000)
    ].join(' '),
    subject: null,
    body: {
      type: url === null ? 'opened' : 'clicked',
      message_id: messageId,
      link: url,
      at,
      user_agent: userAgent,
      ...facts
    }
  })

export interface VisitedParts {
  settings: Pick<SettingsService, 'of'>
  placesOf: PlacesOf
}

/** Makes events of it, with a first verdict: whose mail it was, how long after it was sent, with which program. */
export const recordVisits =
  ({ settings, placesOf }: VisitedParts): Reaction<VisitedBody> =>
  async (tx, botId, facts) => {
    const { tracking } = await settings.of(botId, tx)
    // Switched off holds for mails too that are out already.
    const wanted = facts.filter(({ body }) => (body.type === 'opened' ? tracking.opens : tracking.clicks))
    const mails = await mailsOf(
      tx,
      botId,
      wanted.map(({ body }) => body.message_id),
      placesOf
    )
    const events = wanted.flatMap(({ id, body }): NewEvent[] => {
      const mail = mails.get(body.message_id)
      return mail ? [eventOf(id, body, mail)] : []
    })
    await recordEvents(tx, botId, events)
  }

type Mail = Pick<NewEvent, 'leadId' | 'person' | 'enrollmentId' | 'sequenceId' | 'stepKey'> & {
  sentAt: number | null
}

const eventOf = (factId: number, body: VisitedBody, { sentAt, ...mail }: Mail): NewEvent => {
  const sinceSent = sentAt === null ? null : body.at - sentAt
  const judged = judge({
    type: body.type,
    method: body.method,
    userAgent: body.user_agent,
    purpose: body.purpose,
    network: body.network,
    sinceSent
  })
  return {
    ...mail,
    ...judged,
    ...clientOf(body.user_agent),
    dedupeKey: `visit ${factId}`,
    type: body.type,
    source: 'tracking',
    at: body.at,
    finalAt: body.at + FINAL_AFTER_MS,
    channel: 'email',
    messageId: body.message_id,
    sinceSent,
    link: body.link,
    origin: body.origin,
    country: body.country,
    details: { user_agent: body.user_agent, method: body.method }
  }
}

/** Of those that leads were sent who have nothing against being noticed. */
const mailsOf = async (
  tx: Database,
  botId: string,
  messageIds: readonly number[],
  placesOf: PlacesOf
): Promise<Map<number, Mail>> => {
  const ids = [...new Set(messageIds)]
  if (ids.length === 0) return new Map()
  const rows = await tx.query(
    `select id, person, sent_at from outbound_messages
      where id in (select id from ${tx.rows({ id: 'integer' })} given) and coalesce(bot_id, '') = ? and channel = 'email'`,
    [JSON.stringify(ids.map(id => ({ id }))), botId]
  )
  const messages = rows.map(row => ({
    id: toNumber(row.id),
    person: toText(row.person),
    sentAt: toNumberOrNull(row.sent_at)
  }))
  const places = await placesOf(
    tx,
    botId,
    messages.map(({ id }) => id)
  )
  const byPerson = await leadsByPersons(
    tx,
    botId,
    messages.flatMap(({ id, person }) => (places.has(id) || person === '' ? [] : [person])),
    'email'
  )
  const placed = [...places.values()].map(({ leadId }) => leadId)
  const byId = new Map((await leadsByIds(tx, botId, [...new Set(placed)])).map(lead => [lead.id, lead]))
  return new Map(
    messages.flatMap(({ id, person, sentAt }): Array<[number, Mail]> => {
      const place = places.get(id)
      const lead = place ? byId.get(place.leadId) : byPerson.get(person)
      if (!lead?.tracking) return []
      const mail = {
        leadId: lead.id,
        person,
        enrollmentId: place?.enrollmentId ?? null,
        sequenceId: place?.sequenceId ?? null,
        stepKey: place?.stepKey ?? null,
        // The step knows by the calendar when it was sent; the outbox only by a clock that nobody can move.
        sentAt: place ? place.sentAt : sentAt
      }
      return [[id, mail]]
    })
  )
}
