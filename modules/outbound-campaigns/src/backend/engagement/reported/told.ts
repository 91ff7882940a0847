import { z } from 'zod'
import { news, subjectOf, type FactKind, type News, type Reaction } from '../../inbox'
import { leadsByIds, leadsByPersons } from '../../leads'
import type { Database } from '../../platform/database/database'
import type { SettingsService } from '../../platform/settings/settings'
import { whoAnswered } from '../auto-reply/auto-reply'
import { EVENT_TYPES, SOURCES, VERDICTS, type NewEvent } from '../events/event'
import { recordEvents } from '../events/record'
import { messagesNamed, nameKey, type NamedMessage } from '../messages'
import type { PlacesOf } from '../replies'
import { clientOf } from '../verdict/client'

/** An event that another system told, as it waits to be worked off. */
const toldBody = z.object({
  source: z.enum(SOURCES),
  /** Says within the source that two are one. */
  key: z.string(),
  type: z.enum(EVENT_TYPES),
  at: z.number(),
  person: z.string().nullable(),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  /** The message's number here, or the ids under which it may have been sent. */
  message: z.union([z.number().int(), z.array(z.string())]).nullable(),
  sequence_id: z.number().int().nullable(),
  verdict: z.enum(VERDICTS),
  signals: z.array(z.string()),
  final_at: z.number().nullable(),
  origin: z.string().nullable(),
  return_at: z.number().nullable(),
  metadata: z.record(z.string(), z.unknown())
})
export type ToldBody = z.infer<typeof toldBody>

export const engagementTold: FactKind<ToldBody> = {
  name: 'engagement.told',
  body: toldBody,
  // The event itself is known for as long as it is kept, whoever tells it again.
  keepMs: 3_600_000
}

export const toldNews = (body: ToldBody): News =>
  news(engagementTold, {
    dedupeKey: `${body.source} ${body.key}`,
    subject: body.person === null ? null : subjectOf(body.person),
    body
  })

export interface ToldParts {
  settings: Pick<SettingsService, 'of'>
  placesOf: PlacesOf
}

/** Finds out whose events these are and adds them. What is about nobody we know is passed over without a word. */
export const recordTold =
  ({ settings, placesOf }: ToldParts): Reaction<ToldBody> =>
  async (tx, botId, facts) => {
    const told = facts.map(({ body }) => body)
    const messages = await messagesNamed(
      tx,
      botId,
      told.flatMap(({ message }): Array<string | number> =>
        Array.isArray(message) ? message : message === null ? [] : [message]
      )
    )
    const messageOf = ({ message }: ToldBody): NamedMessage | undefined =>
      (Array.isArray(message) ? message : [message])
        .map(name => (name === null ? undefined : messages.get(nameKey(name))))
        .find(found => found !== undefined)
    const places = await placesOf(
      tx,
      botId,
      told.flatMap(body => messageOf(body)?.id ?? [])
    )
    const leads = await leadsOf(tx, botId, told, messageOf)
    // Who was forgotten is in no lead any more, though steps of theirs are still counted.
    const placed = new Set(
      (await leadsByIds(tx, botId, [...new Set([...places.values()].map(place => place.leadId))])).map(
        ({ id }) => id
      )
    )
    const { timezone } = await settings.of(botId, tx)
    const events = told.flatMap((body): NewEvent[] => {
      const message = messageOf(body)
      const place = message && places.get(message.id)
      const person = message?.person ?? body.person
      const leadId = place ? place.leadId : person === null ? undefined : leads.get(person)
      if (leadId === undefined || (place && !placed.has(leadId))) return []
      return [
        {
          ...eventOf(body, timezone),
          leadId,
          person,
          channel: message?.channel ?? body.channel,
          messageId: message?.id ?? null,
          enrollmentId: place?.enrollmentId ?? null,
          sequenceId: place?.sequenceId ?? body.sequence_id,
          stepKey: place?.stepKey ?? null
        }
      ]
    })
    await recordEvents(tx, botId, events)
  }

const leadsOf = async (
  tx: Database,
  botId: string,
  told: readonly ToldBody[],
  messageOf: (body: ToldBody) => NamedMessage | undefined
): Promise<Map<string, number>> => {
  const persons = told.flatMap(body => messageOf(body)?.person ?? body.person ?? [])
  const found = await leadsByPersons(tx, botId, [...new Set(persons.filter(person => person !== ''))])
  return new Map([...found].map(([person, { id }]) => [person, id]))
}

const eventOf = (body: ToldBody, zone: string): NewEvent => {
  const { metadata } = body
  const headers = headersOf(metadata)
  const answer =
    body.type === 'replied'
      ? whoAnswered(
          {
            headers,
            subject: textIn(metadata, 'subject'),
            text: textIn(metadata, 'text', 'body', 'snippet')
          },
          { at: body.at, zone }
        )
      : null
  const automatic = answer?.kind === 'machine' ? answer : null
  const isAutomatic = automatic !== null || body.type === 'auto_reply'
  const userAgent = textIn(metadata, 'user_agent', 'userAgent', 'user-agent')
  return {
    dedupeKey: `${body.source} ${body.key}`,
    type: isAutomatic ? 'auto_reply' : body.type,
    source: body.source,
    at: body.at,
    // Of a machine's answer the machine is what it says, not who did something else.
    verdict: isAutomatic ? 'machine' : body.verdict,
    signals: [...body.signals, ...(automatic ? [automatic.signal] : [])],
    finalAt: body.final_at,
    origin: body.origin,
    link: textIn(metadata, 'link', 'url') || null,
    ...(userAgent === '' ? {} : clientOf(userAgent)),
    country: /^[A-Z]{2}$/.exec(textIn(metadata, 'country').toUpperCase())?.[0] ?? null,
    returnAt: isAutomatic ? (body.return_at ?? returnIn(body, zone)) : null,
    details: kept(metadata)
  }
}

/** Where somebody else has found out that a machine wrote it, its words still say until when. */
const returnIn = ({ metadata, at }: ToldBody, zone: string): number | null => {
  const answer = whoAnswered(
    {
      headers: { 'auto-submitted': 'auto-replied' },
      subject: textIn(metadata, 'subject'),
      text: textIn(metadata, 'text', 'body', 'snippet')
    },
    { at, zone }
  )
  return answer.kind === 'machine' ? answer.returnAt : null
}

/** Headers as an object of their own, or among the metadata, as `Auto-Submitted` or `auto_submitted`. */
const headersOf = (metadata: Readonly<Record<string, unknown>>): Record<string, string> => {
  const { headers } = metadata
  const own = typeof headers === 'object' && headers !== null ? Object.entries(headers) : []
  const found = [...Object.entries(metadata), ...own].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase().replace(/_/g, '-'), value]] : []
  )
  return Object.fromEntries(found) as Record<string, string>
}

const textIn = (metadata: Readonly<Record<string, unknown>>, ...names: string[]): string => {
  const value = names.map(name => metadata[name]).find(one => typeof one === 'string')
  return typeof value === 'string' ? value : ''
}

/** What people wrote is not kept: it was needed to find out who wrote it. */
const WORDS = new Set(['text', 'body', 'html', 'snippet', 'headers', 'raw', 'ip', 'ip_address', 'ipAddress'])

const kept = (metadata: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => !WORDS.has(name)))
