import { numberLimits } from '../channels/whatsapp/limits'
import type { Cap, Guarded, Held } from '../compliance'
import { peopleLeft, readSender, type SenderLimits } from '../outbox'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toIso } from '../platform/database/values'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { emailSender } from './delivery/email-delivery'
import { readStop } from './delivery/stops'
import { readRooms, roomsOf } from './engine/budget'
import { activeSequences, type StoredSequence } from './templates/store'

/** As much of a channel as tells who sends. */
interface Channel {
  open(botId: string): Promise<{ kind: 'ready'; channel: { sender: string } } | { kind: 'not_ready' }>
}

export interface GuardedSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  email: Channel
  whatsapp: Channel
}

/** What holds a bot's sequences and senders back now, and what of the limits of the day is used. */
export const guardedOf =
  (sources: GuardedSources) =>
  async (botId: string): Promise<Guarded> => {
    const { db } = sources
    const settings = await sources.settings.of(botId)
    const sequences = await activeSequences(db, botId)
    const { senders, mailbox } = await sendersOf(sources, botId, settings)
    return {
      held: [...sequences.flatMap(heldSequence), ...(await pausedSenders(db, senders))],
      caps: [
        ...(await capsOfDay(sources, botId, settings, sequences, mailbox)),
        ...(await capsOfPeople(db, senders))
      ]
    }
  }

const sendersOf = async (
  { email, whatsapp }: GuardedSources,
  botId: string,
  settings: Settings
): Promise<{ senders: Array<{ address: string; limits: SenderLimits }>; mailbox: string | null }> => {
  const [mails, numbers] = [await email.open(botId), await whatsapp.open(botId)]
  const mailbox = mails.kind === 'ready' ? mails.channel.sender : null
  const number = numbers.kind === 'ready' ? numbers.channel.sender : null
  return {
    mailbox,
    senders: [
      ...(mailbox === null ? [] : [{ address: mailbox, limits: emailSender(mailbox, settings) }]),
      ...(number === null ? [] : [{ address: number, limits: numberLimits(number, settings) }])
    ]
  }
}

const heldSequence = ({ id, name, stoppedReason }: StoredSequence): Held[] => {
  const stop = readStop(stoppedReason)
  return stop
    ? [
        {
          kind: 'sequence',
          id,
          name,
          channels: stop.channels,
          code: stop.code,
          detail: stop.detail,
          since: stop.since ?? null,
          until: null
        }
      ]
    : []
}

type Sender = Awaited<ReturnType<typeof sendersOf>>['senders'][number]

const pausedSenders = async (db: Database, senders: readonly Sender[]): Promise<Held[]> => {
  const held: Held[] = []
  for (const { address, limits } of senders) {
    const { state, now } = await readSender(db, limits.id)
    if (state.pausedUntil > now)
      held.push({
        kind: 'sender',
        id: null,
        name: address,
        channels: [limits.id.startsWith('email:') ? 'email' : 'whatsapp'],
        code: 'sender_paused',
        detail: 'The provider asked for a pause.',
        since: state.slowedAt === null ? null : toIso(state.slowedAt),
        until: toIso(state.pausedUntil)
      })
  }
  return held
}

/** A mailbox's limit is one, however many sequences share it. */
const capsOfDay = async (
  { db, calendar }: GuardedSources,
  botId: string,
  settings: Settings,
  sequences: readonly StoredSequence[],
  mailbox: string | null
): Promise<Cap[]> => {
  const now = calendar.now()
  const found = new Map(
    sequences.flatMap(sequence =>
      roomsOf(sequence, settings, mailbox, now).map(room => [`${room.scope} ${room.day}`, { room, sequence }])
    )
  )
  const rooms = await readRooms(
    db,
    botId,
    [...found.values()].map(({ room }) => room)
  )
  return rooms.map(({ code, scope, day, limit, used, until }) => {
    const sequence = found.get(`${scope} ${day}`)?.sequence
    const isMailbox = code === 'email_daily_limit'
    return {
      code,
      sender: isMailbox ? mailbox : null,
      sequence: isMailbox || !sequence ? null : { id: sequence.id, name: sequence.name },
      limit,
      used,
      until: toIso(until)
    }
  })
}

const capsOfPeople = async (db: Database, senders: readonly Sender[]): Promise<Cap[]> => {
  const caps: Cap[] = []
  for (const { address, limits } of senders) {
    const { dailyUniqueLimit: limit } = limits
    if (limit === null) continue
    const { left, until } = await peopleLeft(db, limits)
    caps.push({
      code: 'daily_unique_limit',
      sender: address,
      sequence: null,
      limit,
      used: limit - left,
      until: left > 0 || until === null ? null : toIso(until)
    })
  }
  return caps
}
