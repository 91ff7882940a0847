import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import type { EmailChannel } from '../../channels/email/channel'
import type { Lane } from '../../outbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'
import type { SettingsService } from '../../platform/settings/settings'
import {
  CHANNELS,
  lockSequenceLanes,
  paceOf,
  putSequenceLanes,
  type SequenceChannel
} from '../delivery/owners'
import { stoppedChannels } from '../delivery/stops'
import { loadDue, waysOf, type Loaded } from '../enrollments/load'
import type { StoredSequence } from '../templates/store'
import { Budget, followUpsUntil, readRooms, roomsOf, spendRooms, takeRooms, type Room } from './budget'
import { NO_END, roomOnChannels, withinRoom } from './rooms'
import type { VersionShelf } from './shelf'
import { writeMovements, type Movement } from './take'
import { ended, walk, type Allowance } from './walk'

export interface MoverSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  email: Pick<EmailChannel, 'open'>
  whatsapp: Pick<WhatsAppChannel, 'open'>
  shelf: VersionShelf
}

/** As many leads as one short transaction takes. */
export const AT_ONCE = 100
/** Whoever waits for a stopped channel is looked at again after this; resuming looks at once. */
const STOPPED_AGAIN_MS = 10 * 60_000

export interface Moved {
  /** How many leads were looked at. */
  leads: number
  /** Onto which channels something was put. */
  owed: SequenceChannel[]
  messages: number
  calls: number
  /** There may be more that is due. */
  more: boolean
  /** A channel takes no more until it has sent some of what it owes: what is due there has to wait. */
  full: boolean
}

export const nothingMoved: Moved = { leads: 0, owed: [], messages: 0, calls: 0, more: false, full: false }

/** Moves leads of one sequence on, as far as they are due: the engine's transaction. */
export class Mover {
  constructor(private readonly sources: MoverSources) {}

  /** One short transaction for at most `most` leads. */
  async moveSome(botId: string, sequence: StoredSequence, most = AT_ONCE): Promise<Moved> {
    const { db, calendar, settings: service } = this.sources
    const settings = await service.of(botId)
    const mailbox = await this.mailboxOf(botId, settings)
    return db.transaction(async tx => {
      const now = calendar.now()
      const lanes = await this.lanesOf(tx, botId, sequence.id, settings)
      const room = await roomOnChannels(tx, lanes, sequence.id, stoppedChannels(sequence), settings)
      const full = CHANNELS.some(channel => room[channel] === 0)
      const rooms = await takeRooms(tx, botId, roomsOf(sequence, settings, mailbox, now))
      const due = await loadDue(tx, { botId, sequenceId: sequence.id, now, limit: most, room, take: true })
      if (due.length === 0) return { ...nothingMoved, full }
      const budget = await this.budget(tx, sequence, rooms, due, now)
      const movements = await this.walkAll(
        tx,
        botId,
        sequence,
        settings,
        due,
        withinRoom(room, now, budget.allow),
        now
      )
      const around = {
        botId,
        sequenceId: sequence.id,
        now,
        settings,
        tracking: sequence.settings.tracking,
        lanes,
        rooms
      }
      await writeMovements(tx, around, movements)
      await spendRooms(tx, botId, budget.spent())
      const passed = movements.flatMap(movement => movement.passed)
      return {
        leads: due.length,
        owed: CHANNELS.filter(channel =>
          passed.some(({ kind, step }) => kind === 'message' && step.type === channel)
        ),
        messages: passed.filter(({ kind }) => kind === 'message').length,
        calls: passed.filter(({ kind }) => kind === 'call').length,
        more: due.length === most,
        full
      }
    })
  }

  /** What `moveSome` would do at this moment. Locks and writes nothing. */
  async preview(botId: string, sequence: StoredSequence, most: number): Promise<Movement[]> {
    const { db, calendar, settings: service } = this.sources
    const settings = await service.of(botId)
    const mailbox = await this.mailboxOf(botId, settings)
    const now = calendar.now()
    const rooms = await readRooms(db, botId, roomsOf(sequence, settings, mailbox, now))
    const due = await loadDue(db, {
      botId,
      sequenceId: sequence.id,
      now,
      limit: most,
      room: NO_END,
      take: false
    })
    const budget = await this.budget(db, sequence, rooms, due, now)
    return this.walkAll(db, botId, sequence, settings, due, budget.allow, now)
  }

  private async walkAll(
    db: Database,
    botId: string,
    sequence: StoredSequence,
    settings: Settings,
    due: readonly Loaded[],
    owes: Allowance,
    now: number
  ): Promise<Movement[]> {
    const versions = await this.sources.shelf.of(
      db,
      botId,
      due.map(({ enrollment }) => enrollment.versionId)
    )
    const stopped = stoppedChannels(sequence)
    const allow: Allowance = (step, fresh) =>
      stopped.includes(step.type) ? { code: 'stopped', until: now + STOPPED_AGAIN_MS } : owes(step, fresh)
    return due.map((loaded): Movement => {
      const { enrollment: from, lead } = loaded
      const ways = waysOf(loaded, versions.get(from.versionId), sequence, settings.timezone)
      if (!ways)
        return {
          from,
          lead,
          zone: settings.timezone,
          passed: [],
          to: endedAt({ ...from, ...ended(from, 'stopped', GONE) }, now)
        }
      const { passed, after } = walk(from, ways, now, allow)
      return { from, lead, zone: ways.zone, passed, to: endedAt({ ...from, ...after }, now) }
    })
  }

  /** Both lanes, locked: whoever moves people of a sequence does so one after the other. */
  private async lanesOf(
    tx: Database,
    botId: string,
    sequenceId: number,
    settings: Settings
  ): Promise<Lane[]> {
    const lanes = await lockSequenceLanes(tx, [sequenceId])
    const pace = paceOf(settings)
    const asSet = lanes.filter(
      lane =>
        lane.concurrency === pace.concurrency &&
        lane.max_retries === pace.max_retries &&
        lane.max_error_rate === pace.max_error_rate &&
        lane.max_consecutive_errors === pace.max_consecutive_errors
    )
    if (asSet.length === CHANNELS.length) return lanes
    await putSequenceLanes(tx, botId, sequenceId, settings)
    return lockSequenceLanes(tx, [sequenceId])
  }

  private async budget(
    db: Database,
    sequence: StoredSequence,
    rooms: readonly Room[],
    due: readonly Loaded[],
    now: number
  ): Promise<Budget> {
    const shared = rooms.filter(({ code }) => code !== 'new_leads_per_day')
    const isNeeded = shared.length > 0 && due.some(({ enrollment }) => enrollment.fresh)
    const until = Math.max(...shared.map(room => room.until))
    const most = Math.max(...shared.map(({ limit }) => limit))
    return new Budget(rooms, isNeeded ? await followUpsUntil(db, sequence.id, now, until, most) : 0)
  }

  /** Whose mailbox the mails leave from; only asked where its limit matters. */
  private async mailboxOf(botId: string, { email_daily_limit }: Settings): Promise<string | null> {
    if (email_daily_limit === null) return null
    const opened = await this.sources.email.open(botId)
    return opened.kind === 'ready' ? opened.channel.sender : null
  }
}

const GONE = { code: 'forgotten', detail: 'This person asked to be forgotten.' }

/** An end has its time. */
export const endedAt = <E extends { status: string; endedAt: number | null }>(
  enrollment: E,
  now: number
): E =>
  enrollment.status === 'active' || enrollment.status === 'paused' || enrollment.endedAt !== null
    ? enrollment
    : { ...enrollment, endedAt: now }
