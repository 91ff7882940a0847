import type { Logger } from 'botpress/sdk'
import type { Inbox } from '../../inbox'
import { closeLane, decideUnconfirmed, readLane, reopenLane } from '../../outbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import type { MessageOutcomes } from '../delivery/became'
import { channelOf, ownerOf } from '../delivery/owners'
import { stoppedChannels } from '../delivery/stops'
import type { EnrollmentChanges } from '../enrollments/change'
import { replanning } from '../enrollments/intents'
import { MovedMeanwhileError } from '../enrollments/save'
import { nextMoment } from '../schedule/next-moment'
import { rulesFor } from '../schedule/when-due'
import type { StoredSequence } from '../templates/store'
import { breath } from './breath'
import { AT_ONCE, nothingMoved, type Moved, type Mover } from './mover'
import type { People } from './people'
import {
  deletedWithPeople,
  dueConfirmations,
  dueSequences,
  laneStates,
  owedMessages,
  type LaneState
} from './store'

export interface EngineSources {
  db: Database
  calendar: Calendar
  mover: Mover
  outcomes: MessageOutcomes
  changes: EnrollmentChanges
  people: People
  inbox: Pick<Inbox, 'poke'>
  logger: Logger
  /** Something of this sequence is to be sent: look at it now and not at the next tick. */
  owed(botId: string, sequenceId: number): void
}

/** A round is that long at most; then the bot's other jobs have their turn. */
const TRANSACTIONS_IN_A_ROUND = 10
const CONFIRMATIONS_AT_ONCE = 100
/** Nobody's window closes more often than that: what is owed and may not be sent any more is looked for so often. */
const LOOK_AT_WINDOWS_MS = 5_000
const OWED_LOOKED_AT = 2_000

/**
 * A bot's sequences in this process. It keeps nothing of its own: what is due is found in the database in every round, so
 * any number of nodes may do this, and what one was doing when it died is done by the next.
 */
export class SequenceEngine implements Job {
  readonly name = 'sequences'
  private lookedAtWindowsAt = 0

  constructor(
    private readonly botId: string,
    private readonly sources: EngineSources
  ) {}

  async run(): Promise<number | null> {
    await this.settleUnconfirmed()
    await this.keepLanes()
    await this.takeBackLate()
    await this.endDeleted()
    const { db, calendar } = this.sources
    let more = false
    for (const sequence of await dueSequences(db, this.botId, calendar.now()))
      more = (await this.moveOn(sequence, TRANSACTIONS_IN_A_ROUND)).more || more
    return more ? 0 : null
  }

  /** Everything that is due in one sequence, at most so many transactions of it. */
  async moveOn(sequence: StoredSequence, transactions: number): Promise<Moved> {
    let sum = nothingMoved
    for (let n = 0; n < transactions; n += 1) {
      const moved = await this.moveSome(sequence)
      sum = {
        ...moved,
        leads: sum.leads + moved.leads,
        messages: sum.messages + moved.messages,
        calls: sum.calls + moved.calls,
        owed: [...sum.owed, ...moved.owed]
      }
      if (moved.owed.length > 0) this.sources.owed(this.botId, sequence.id)
      if (moved.calls > 0) this.sources.inbox.poke(this.botId)
      if (!moved.more) break
      await breath()
    }
    return sum
  }

  private async moveSome(sequence: StoredSequence): Promise<Moved> {
    try {
      return await this.sources.mover.moveSome(this.botId, sequence)
    } catch (err) {
      if (!(err instanceof MovedMeanwhileError)) throw err
      return nothingMoved
    }
  }

  /** Of which nobody knows for long enough: it counts as delivered, so that nobody is stuck. */
  private async settleUnconfirmed(): Promise<void> {
    const { db, calendar, outcomes } = this.sources
    const due = await dueConfirmations(db, this.botId, calendar.now(), CONFIRMATIONS_AT_ONCE)
    const became = outcomes.became.bind(outcomes)
    for (const [key, group] of grouped(due, ({ ownerType, sequenceId }) => `${ownerType} ${sequenceId}`)) {
      const [type = '', id = ''] = key.split(' ')
      const ids = group.filter(({ status }) => status === 'unconfirmed').map(({ messageId }) => messageId)
      if (ids.length === 0) continue
      await decideUnconfirmed(db, { type, id: Number(id) }, 'assume_delivered', ids, {
        botId: this.botId,
        became
      })
    }
  }

  /** A lane is open while it owes something and may send it: also after a kill, and after somebody switched it on. */
  private async keepLanes(): Promise<void> {
    const { db } = this.sources
    for (const state of await laneStates(db, this.botId)) {
      if (state.open === shouldBeOpen(state)) continue
      const owner = { type: state.ownerType, id: state.sequenceId }
      await db.transaction(async tx => {
        const lane = await readLane(tx, owner, true)
        if (!lane) return
        const wanted = shouldBeOpen({ ...state, owes: lane.tally.pending > 0 })
        if (lane.open === wanted || (!wanted && lane.tally.sending > 0)) return
        await (wanted ? reopenLane(tx, owner) : closeLane(tx, owner))
      })
      this.sources.owed(this.botId, state.sequenceId)
    }
  }

  /** What is owed and didn't leave before its window closed is taken back, and owed again when it opens. */
  private async takeBackLate(): Promise<void> {
    const { db, calendar, changes } = this.sources
    if (Date.now() - this.lookedAtWindowsAt < LOOK_AT_WINDOWS_MS) return
    this.lookedAtWindowsAt = Date.now()
    const now = calendar.now()
    for (const { ownerType, sequenceId, sequence, owes } of await laneStates(db, this.botId)) {
      const rules = rulesFor('email', sequence.settings)
      if (!owes || !rules || !restricts(rules)) continue
      const owed = await owedMessages(db, ownerType, sequenceId, OWED_LOOKED_AT)
      const closed = new Map<string, boolean>()
      const isClosed = (zone: string): boolean => {
        const known = closed.get(zone)
        if (known !== undefined) return known
        const { at } = nextMoment({ anchor: now, delay: { days: 0, hours: 0 }, rules, zone })
        closed.set(zone, at > now)
        return at > now
      }
      const late = owed.filter(({ zone }) => isClosed(zone)).map(({ enrollmentId }) => enrollmentId)
      for (let from = 0; from < late.length; from += AT_ONCE) {
        const some = late.slice(from, from + AT_ONCE)
        await db.transaction(tx => changes.change(tx, this.botId, some, () => replanning(TOO_LATE)))
        await breath()
      }
    }
  }

  private async endDeleted(): Promise<void> {
    const { db, people } = this.sources
    for (const id of await deletedWithPeople(db, this.botId)) await people.stopAll(this.botId, id)
  }
}

const TOO_LATE = { code: 'window', detail: 'It could not be sent before the window closed.' }

const restricts = ({ window, skipWeekends, holidays }: NonNullable<ReturnType<typeof rulesFor>>): boolean =>
  window !== null || skipWeekends || holidays.length > 0

const shouldBeOpen = ({ owes, ownerType, sequence }: LaneState): boolean => {
  const channel = channelOf({ type: ownerType })
  return (
    owes &&
    sequence.active &&
    sequence.deletedAt === null &&
    channel !== undefined &&
    ownerOf(channel, sequence.id).type === ownerType &&
    !stoppedChannels(sequence).includes(channel)
  )
}

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
