import { z } from 'zod'
import type { Database } from '../../platform/database/database'
import { fromJson, toIso } from '../../platform/database/values'
import type { Reason } from '../../outbox'
import { CHANNELS, type SequenceChannel } from './owners'

/**
 * Why a sequence stands still although it is active: on both channels, or on the one that was stopped, while the other
 * goes on.
 */
const stopSchema = z.object({
  code: z.string(),
  detail: z.string(),
  channels: z.array(z.enum(CHANNELS)).default([...CHANNELS]),
  /** Stops of earlier versions know no time. */
  since: z.string().optional()
})
export type Stop = z.infer<typeof stopSchema>

export const readStop = (value: unknown): Stop | null =>
  value === null || value === undefined ? null : stopSchema.parse(fromJson(value))

export const stoppedChannels = ({ stoppedReason }: { stoppedReason: unknown }): readonly SequenceChannel[] =>
  readStop(stoppedReason)?.channels ?? []

/** One more channel stands still; the reason is the newest, the time the first one's. Answers whether it went on until now. */
export const stopChannel = async (
  tx: Database,
  botId: string,
  sequenceId: number,
  channel: SequenceChannel,
  reason: Reason,
  now: number
): Promise<boolean> => {
  const row = await tx.first(
    `select stopped_reason from outbound_sequences where bot_id = ? and id = ? and deleted_at is null ${tx.forUpdate}`,
    [botId, sequenceId]
  )
  if (!row) return false
  const known = readStop(row.stopped_reason)
  const before = known?.channels ?? []
  const stop: Stop = {
    ...reason,
    channels: CHANNELS.filter(one => one === channel || before.includes(one)),
    since: known?.since ?? toIso(now)
  }
  await tx.change('update outbound_sequences set stopped_reason = ? where bot_id = ? and id = ?', [
    JSON.stringify(stop),
    botId,
    sequenceId
  ])
  return !before.includes(channel)
}

/** Somebody has repaired the cause. Answers whether there was one. */
export const clearStop = async (tx: Database, botId: string, sequenceId: number): Promise<boolean> =>
  (await tx.change(
    'update outbound_sequences set stopped_reason = null where bot_id = ? and id = ? and stopped_reason is not null',
    [botId, sequenceId]
  )) > 0
