import type { Became } from '../outbox'
import { leadsByIds, leadsByPersons } from '../leads'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../platform/database/values'
import type { NewEvent } from './events/event'
import { recordEvents } from './events/record'
import type { PlacesOf } from './replies'

/** What the provider says of messages, in the transaction that writes it down. */
export type Arrivals = (tx: Database, botId: string, told: readonly Became[]) => Promise<void>

export interface ArrivalParts {
  calendar: Calendar
  placesOf: PlacesOf
}

/**
 * That a message to a lead arrived, or was read, is something that happened with it. What was read has arrived, even where
 * nobody said so; and a phone tells that a message was read only when its owner looked at it, so a person did. Told again,
 * or in another order, it is the same two events.
 */
export const arrivals =
  ({ calendar, placesOf }: ArrivalParts): Arrivals =>
  async (tx, botId, told) => {
    const ids = told.flatMap(({ messageId, status }) =>
      status === 'delivered' || status === 'read' ? [messageId] : []
    )
    if (ids.length === 0) return
    const messages = await arrivedMessages(tx, botId, ids)
    const places = await placesOf(tx, botId, ids)
    const members = await leadsByIds(tx, botId, [...new Set([...places.values()].map(one => one.leadId))])
    const remembered = new Set(members.map(({ id }) => id))
    const others = await leadsByPersons(
      tx,
      botId,
      messages.flatMap(({ id, person }) => (person === '' || places.has(id) ? [] : [person])),
      'whatsapp'
    )
    const now = calendar.now()
    await recordEvents(
      tx,
      botId,
      messages.flatMap((message): NewEvent[] => {
        const place = places.get(message.id)
        const leadId = place ? place.leadId : others.get(message.person)?.id
        if (leadId === undefined || (place && !remembered.has(leadId))) return []
        const event = {
          source: 'channel' as const,
          leadId,
          person: message.person === '' ? null : message.person,
          channel: 'whatsapp' as const,
          messageId: message.id,
          enrollmentId: place?.enrollmentId ?? null,
          sequenceId: place?.sequenceId ?? null,
          stepKey: place?.stepKey ?? null
        }
        const arrived = { ...event, type: 'delivered' as const, dedupeKey: `delivered ${message.id}` }
        const read = { ...event, type: 'opened' as const, dedupeKey: `read ${message.id}` }
        return [
          { ...arrived, at: now - message.arrivedAgo },
          ...(message.readAgo === null ? [] : [{ ...read, at: now - message.readAgo }])
        ]
      })
    )
  }

interface Arrived {
  id: number
  person: string
  /** How long ago, in milliseconds: reports have the database's time, events the calendar's. */
  arrivedAgo: number
  readAgo: number | null
}

/** Only WhatsApp's: that a mail was delivered says whoever took it in, in events of its own. */
const arrivedMessages = async (tx: Database, botId: string, ids: readonly number[]): Promise<Arrived[]> => {
  const rows = await tx.query(
    `select m.id, m.person, m.delivered_at, m.read_at, ${tx.now} as now
       from ${tx.rows({ id: 'integer' })} given cross join outbound_messages m
      where m.id = given.id and coalesce(m.bot_id, '') = ? and m.channel = 'whatsapp'
        and m.status in ('delivered', 'read')`,
    [JSON.stringify(ids.map(id => ({ id }))), botId]
  )
  return rows.map(row => {
    const now = toNumber(row.now)
    const ago = (at: number | null) => (at === null ? null : Math.max(0, now - at))
    const readAgo = ago(toNumberOrNull(row.read_at))
    const arrivedAgo = ago(toNumberOrNull(row.delivered_at)) ?? readAgo ?? 0
    return { id: toNumber(row.id), person: toText(row.person), arrivedAgo, readAgo }
  })
}
