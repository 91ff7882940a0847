import { lockLanes, putLane, type Lane, type GivenPace, type Owner } from '../../outbox'
import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'

/** A sequence has two lanes: mails and WhatsApp have their own senders and their own brakes. */
export const CHANNELS = ['email', 'whatsapp'] as const
export type SequenceChannel = (typeof CHANNELS)[number]

const TYPES = { email: 'sequence_email', whatsapp: 'sequence_whatsapp' } as const
export const OWNER_TYPES: readonly string[] = Object.values(TYPES)

export const ownerOf = (
  channel: SequenceChannel,
  sequenceId: number
): Owner & { type: (typeof TYPES)[SequenceChannel] } => ({
  type: TYPES[channel],
  id: sequenceId
})

export const channelOf = ({ type }: Pick<Owner, 'type'>): SequenceChannel | undefined =>
  CHANNELS.find(channel => TYPES[channel] === type)

export const ownersOf = (sequenceIds: readonly number[]): Owner[] =>
  CHANNELS.flatMap(channel => sequenceIds.map(id => ownerOf(channel, id)))

/** Whoever moves people of these sequences does so one after the other. Everybody locks lanes first, in one order. */
export const lockSequenceLanes = (tx: Database, sequenceIds: readonly number[]): Promise<Lane[]> =>
  lockLanes(tx, ownersOf([...new Set(sequenceIds)]))

/** There are no batches in a sequence: the sender's budget and the limits of a day are its pace. */
export const paceOf = (settings: Settings): GivenPace => ({
  batch_size: 10_000,
  batch_interval_ms: 1_000,
  concurrency: settings.concurrency,
  max_retries: settings.max_retries,
  max_error_rate: settings.max_error_rate,
  max_consecutive_errors: settings.max_consecutive_errors
})

/** Makes what lanes are missing, closed, and gives all of them the pace that the settings say now. */
export const putSequenceLanes = async (
  tx: Database,
  botId: string,
  sequenceId: number,
  settings: Settings
): Promise<void> => {
  for (const channel of CHANNELS)
    await putLane(tx, { owner: ownerOf(channel, sequenceId), botId, channel, pace: paceOf(settings) })
}

/** At which rate a channel's sender may send. */
export const ratePerSecond = (channel: SequenceChannel, settings: Settings): number =>
  channel === 'email' ? settings.email_rate_per_second : settings.sender_rate_per_second
