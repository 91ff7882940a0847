import { CHANNELS, type SequenceChannel } from '../delivery/owners'

/**
 * The stretches of one index (`outbound_enrollments_due`) in which those of a sequence stand who wait for a time, each in
 * the order in which they come due: by the channel of their step, follow-ups and new leads apart. Each asks for its sequence
 * with one `?`.
 */
export const DUE: ReadonlyArray<{ channel: SequenceChannel | null; fresh: 0 | 1; sql: string }> = (
  [null, ...CHANNELS] as const
).flatMap(channel =>
  ([0, 1] as const).map(fresh => ({
    channel,
    fresh,
    sql: `sequence_id = ? and channel ${channel === null ? 'is null' : `= '${channel}'`} and fresh = ${fresh}
          and status = 'active' and due_at is not null`
  }))
)
