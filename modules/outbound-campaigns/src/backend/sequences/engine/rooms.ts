import type { Lane } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import type { Settings } from '../../platform/settings/schema'
import { CHANNELS, ownerOf, ratePerSecond, type SequenceChannel } from '../delivery/owners'
import type { Allowance } from './walk'

/** A lane is given what it can send in this time, so that what is owed doesn't wait long: windows close, minds change. */
const AHEAD_S = 60
const LEAST_AHEAD = 20

/** How many messages each channel takes at the moment. */
export type ChannelRoom = Readonly<Record<SequenceChannel, number>>

/** `stopped`: whoever comes to one of these is told so, and owes it nothing. */
export const roomOnChannels = async (
  tx: Database,
  lanes: readonly Lane[],
  sequenceId: number,
  stopped: readonly SequenceChannel[],
  settings: Settings
): Promise<ChannelRoom> => {
  const room = { ...NO_END }
  for (const channel of CHANNELS) {
    const lane = lanes.find(({ owner }) => owner.type === ownerOf(channel, sequenceId).type)
    if (!lane || stopped.includes(channel)) continue
    const most = Math.max(LEAST_AHEAD, Math.ceil(ratePerSecond(channel, settings) * AHEAD_S))
    const owed = lane.tally.pending + lane.tally.sending
    room[channel] = Math.max(0, most - (owed < most ? owed : await owedNow(tx, lane, most)))
  }
  return room
}

export const NO_END: Readonly<Record<SequenceChannel, number>> = { email: Infinity, whatsapp: Infinity }

/**
 * Who comes to a message of a channel that is full, on the way past other steps, waits before it: still due, and found again
 * as soon as there is room.
 */
export const withinRoom = (room: ChannelRoom, now: number, allow: Allowance): Allowance => {
  const left = { ...room }
  return (step, fresh) => {
    if (left[step.type] <= 0) return { code: 'busy', until: now }
    const limit = allow(step, fresh)
    if (!limit) left[step.type] -= 1
    return limit
  }
}

/** Those that rest (a frequency cap, a retry) hold nobody up. */
const owedNow = async (tx: Database, { owner, tally }: Lane, most: number): Promise<number> => {
  const row = await tx.first(
    `select count(*) as n from (
       select 1 as yes from outbound_messages
        where owner_type = ? and owner_id = ? and status = 'pending' and not_before <= ${tx.now} limit ?) owed`,
    [owner.type, owner.id, most]
  )
  return toNumber(row?.n) + tally.sending
}
