import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull } from '../platform/database/values'
import { brake, remember } from './brakes'
import { claimMessages, type ClaimedMessage, type Gate } from './claim'
import { closeLane, readLane, saveTurn, type Lane } from './lanes'
import type { Became, Listener, Owner, Reason } from './message'
import {
  batchAllowance,
  senderSlots,
  slowedDown,
  type BatchState,
  type SenderState,
  type Slots
} from './pace'
import { saveSender, takeSender } from './senders'
import { settle, type Settlement } from './settle'
import { plus, type ReasonChange, type Tally } from './tally'

/** How far ahead slots are taken: what is claimed now leaves within this time. */
export const HORIZON_MS = 100

export interface SenderLimits {
  id: string
  ratePerSecond: number
  dailyUniqueLimit: number | null
}

export interface TurnRequest {
  owner: Owner
  /** What came of earlier attempts. */
  settlements: readonly Settlement[]
  /** How many this process is sending at the moment. */
  inFlight: number
  /** A process that is stopping, or a closed window: settles and takes nothing more. */
  holds: boolean
  sender: SenderLimits
  gate: Gate
  leaseMs: number
}

export interface Waiting {
  code: 'batch' | 'sender_pace' | 'sender_paused' | 'daily_unique_limit' | 'retry' | 'closed' | 'nothing_owed'
  /** The database's time until then; null: until something happens. */
  until: number | null
}

export interface TurnResult {
  lane: Lane | undefined
  claimed: ClaimedMessage[]
  /** By how much this process's clock is ahead of the database's, by which slots are meant. */
  clockOffset: number
  /** What keeps the next message from leaving, and until when. null: nothing but this process's own free slots. */
  waiting: Waiting | null
}

/** What an owner wants to hear within the transaction, so that its own state can't disagree with its rows. */
export interface Reactions {
  /** The lane has been closed because it can't, or must not, go on. */
  stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void>
  /** Nothing is owed and nothing is under way any more. */
  drained(tx: Database, lane: Lane): Promise<void>
  /** What became of messages. Left out by owners who read it off the rows. */
  became?: Listener
}

/**
 * One transaction of a lane: settles what came back, then takes what may leave next. Everything that decides about a
 * send (the lane open, its batch, the sender's budget, who has opted out) is read here, and the send is in the log when
 * it commits.
 */
export const takeTurn = (
  db: Database,
  request: TurnRequest,
  reactions: Reactions,
  random: () => number
): Promise<TurnResult> =>
  db.transaction(async tx => {
    // The lane's row is the lock of the turn: two processes settle and claim one after the other.
    const lane = await readLane(tx, request.owner, true)
    if (!lane) return { lane, claimed: [], clockOffset: 0, waiting: { code: 'closed', until: null } }

    const settled = await settle(tx, request.settlements, lane, random)
    const recentResults = remember(lane.recentResults, settled.marks)
    const stop = lane.open
      ? (settled.stop?.reason ?? (settled.marks ? brake(recentResults, lane) : null))
      : null

    const { state, now } = await takeSender(tx, request.sender.id)
    const clockOffset = Date.now() - now
    const sender = settled.throttled ? slowedDown(state, settled.throttled.retryAfterMs, now) : state
    const takes = lane.open && !stop && !request.holds
    const free = takes ? Math.max(0, lane.concurrency - request.inFlight) : 0
    const taken = await takeNext(tx, lane, request, free, sender, now)
    if (taken.messages.length > 0 || settled.throttled) await saveSender(tx, request.sender.id, taken.sender)

    // The lane is ours until the commit, so what it is afterwards is known without asking again.
    const change = plus(settled.change, taken.change)
    const { batch } = taken
    if (request.settlements.length > 0 || taken.looked > 0) {
      const reasons = [...settled.reasons, ...taken.reasons]
      await saveTurn(tx, lane.owner, { change, reasons, batch, recentResults })
    }
    const became = [...settled.became, ...taken.became]
    if (became.length > 0) await reactions.became?.(tx, lane.botId, lane.owner, became)
    if (stop) {
      await closeLane(tx, lane.owner)
      await reactions.stopped(tx, lane.botId, lane.owner, stop)
    }
    const open = lane.open && !stop
    const after: Lane = { ...lane, open, batch, recentResults, tally: plus(lane.tally, change) }
    if (after.tally.pending === 0 && after.tally.sending === 0) await reactions.drained(tx, after)
    return {
      lane: after,
      claimed: taken.messages,
      clockOffset,
      waiting: open ? taken.waiting : { code: 'closed', until: null }
    }
  })

interface Taken {
  messages: ClaimedMessage[]
  /** Those, and rows that were looked at and held back. */
  looked: number
  change: Partial<Tally>
  reasons: readonly ReasonChange[]
  became: readonly Became[]
  batch: BatchState
  sender: SenderState
  waiting: Waiting | null
}

/** Takes as many as there is room for, and says what held it up. */
const takeNext = async (
  tx: Database,
  lane: Lane,
  request: TurnRequest,
  free: number,
  sender: SenderState,
  now: number
): Promise<Taken> => {
  const nothing = (waiting: Waiting | null): Taken => ({
    messages: [],
    looked: 0,
    change: {},
    reasons: [],
    became: [],
    batch: lane.batch,
    sender,
    waiting
  })
  if (free === 0) return nothing(null)
  const people = () => peopleLeft(tx, request.sender)
  const room = await roomOf(lane, request.sender, people, free, sender, now)
  if (room.kind === 'waiting') return nothing(room.waiting)

  const { messages, heldBack, change, reasons, became } = await claimMessages(tx, {
    owner: lane.owner,
    botId: lane.botId,
    sender: request.sender.id,
    slots: room.slots.at,
    leaseMs: request.leaseMs,
    gate: request.gate
  })
  const looked = messages.length + heldBack
  // Only what was really taken is spent.
  const spent = senderSlots(request.sender.ratePerSecond, sender, messages.length, now, HORIZON_MS)
  return {
    messages,
    looked,
    change,
    reasons,
    became,
    batch: { startedAt: room.batch.startedAt, used: room.batch.used + messages.length },
    sender: messages.length > 0 ? { ...sender, nextSlotAt: spent.nextSlotAt } : sender,
    // Who was held back has left a slot free: then it is looked again at once.
    waiting: looked < room.slots.at.length ? await nextDue(tx, lane.owner) : heldBack > 0 ? null : room.next
  }
}

type Room =
  | { kind: 'room'; slots: Slots; batch: { startedAt: number; used: number }; next: Waiting | null }
  | { kind: 'waiting'; waiting: Waiting }

/**
 * How many may leave now, within the batch, the day's people and the sender's budget, and what will hold up the one after
 * them; or what holds it up now.
 */
export const roomOf = async (
  lane: Lane,
  { ratePerSecond }: SenderLimits,
  peopleLeft: () => Promise<PeopleLeft>,
  free: number,
  sender: SenderState,
  now: number
): Promise<Room> => {
  const waitsFor = (code: Waiting['code'], until: number | null): Room => ({
    kind: 'waiting',
    waiting: { code, until }
  })

  const batch = batchAllowance({ size: lane.batch_size, intervalMs: lane.batch_interval_ms }, lane.batch, now)
  if (batch.free === 0) return waitsFor('batch', batch.nextAt)

  const people = await peopleLeft()
  if (people.left === 0) return waitsFor('daily_unique_limit', people.until)

  const wanted = Math.min(free, batch.free, people.left)
  const slots = senderSlots(ratePerSecond, sender, wanted, now, HORIZON_MS)
  const pace: Waiting = {
    code: sender.pausedUntil > now ? 'sender_paused' : 'sender_pace',
    until: slots.nextSlotAt
  }
  if (slots.at.length === 0) return { kind: 'waiting', waiting: pace }
  const next: Waiting | null =
    slots.at.length < wanted
      ? pace
      : batch.free === wanted && wanted < free
        ? { code: 'batch', until: batch.nextAt }
        : null
  return { kind: 'room', slots, batch: batch.state, next }
}

export interface PeopleLeft {
  left: number
  /** When there is room for one more. */
  until: number | null
}

/** How many more different people the sender may write to within this day, as the provider counts it. */
export const peopleLeft = async (
  tx: Database,
  { id: sender, dailyUniqueLimit: limit }: SenderLimits
): Promise<PeopleLeft> => {
  if (limit === null) return { left: Infinity, until: null }
  const row = await tx.first(
    `select count(*) as people, min(last_at) as first from outbound_contacts where sender = ? and last_at > ${tx.now} - ?`,
    [sender, DAY_MS]
  )
  const first = toNumberOrNull(row?.first)
  return { left: Math.max(0, limit - toNumber(row?.people)), until: first === null ? null : first + DAY_MS }
}

const DAY_MS = 86_400_000

const nextDue = async (tx: Database, owner: Owner): Promise<Waiting> => {
  const row = await tx.first(
    `select min(not_before) as due from outbound_messages where owner_type = ? and owner_id = ? and status = 'pending'`,
    [owner.type, owner.id]
  )
  const due = toNumberOrNull(row?.due)
  return due === null ? { code: 'nothing_owed', until: null } : { code: 'retry', until: due }
}
