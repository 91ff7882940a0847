/** Whether campaigns can go out, and what is in the way: the most serious thing first. */
import type { Status } from '../../api/status'

export type Readiness =
  | { kind: 'ready'; sandbox: boolean }
  | { kind: 'broken'; problem: string }
  | { kind: 'stopped' }
  | { kind: 'no_channel'; reason: { code: string; detail: string } | null }

/** Campaigns go out by this channel. */
const CHANNEL = 'whatsapp'

export const readinessOf = ({
  problem,
  channels,
  scheduler
}: Pick<Status, 'problem' | 'channels' | 'scheduler'>): Readiness => {
  if (problem !== null) return { kind: 'broken', problem }
  const channel = channels.find(({ name }) => name === CHANNEL)
  if (!channel || !channel.ready) return { kind: 'no_channel', reason: channel ? channel.reason : null }
  if (!scheduler.running) return { kind: 'stopped' }
  return { kind: 'ready', sandbox: channel.sandbox }
}
