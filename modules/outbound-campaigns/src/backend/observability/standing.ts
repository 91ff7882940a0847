import { campaignsStanding } from '../campaigns'
import type { EmailChannel } from '../channels/email/channel'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { backlogOf } from '../inbox'
import { MESSAGE_STATUSES, queueByChannel, readSender, recovered, waitingLanes } from '../outbox'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { SettingsService } from '../platform/settings/settings'
import { dueStanding } from '../sequences'
import type { READ } from './catalogue'

export interface StandingSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  whatsapp: Pick<WhatsAppChannel, 'open'>
  email: Pick<EmailChannel, 'open'>
  /** How late the last tick was in this process, in milliseconds. */
  lagOf(botId: string): number
}

export interface Sample {
  labels: Readonly<Record<string, string>>
  value: number
}
export type Standing = Record<keyof typeof READ, Sample[]>

const CHANNELS = ['whatsapp', 'email'] as const
const one = (value: number): Sample[] => [{ labels: {}, value }]
const seconds = (ms: number): number => Math.round(ms) / 1000

/** How everything of a bot stands at the moment. Each part is answered by an index or by one row a campaign or sequence. */
export const readStanding = async (sources: StandingSources, botId: string): Promise<Standing> => {
  const { db, calendar, lagOf } = sources
  const campaigns = await campaignsStanding(db, botId)
  const backlog = await backlogOf(db, botId)
  const due = await dueStanding(db, botId, calendar.now())
  const queues = await queueByChannel(db, botId)
  return {
    outbound_messages: queues.flatMap(({ channel, tally }) =>
      MESSAGE_STATUSES.map(status => ({ labels: { channel, status }, value: tally[status] }))
    ),
    outbound_accepted_last_minute: queues.map(({ channel, acceptedLastMinute }) => ({
      labels: { channel },
      value: acceptedLastMinute
    })),
    outbound_queue_lag_seconds: await lags(db, botId, campaigns.runningSince),
    ...(await paces(sources, botId)),
    outbound_campaigns: Object.entries(campaigns.byStatus).map(([status, value]) => ({
      labels: { status },
      value
    })),
    outbound_campaigns_paused: [...campaigns.pausedFor].map(([reason, value]) => ({
      labels: { reason },
      value
    })),
    outbound_enrollments_due: one(due.due),
    outbound_enrollments_lag_seconds: one(seconds(due.oldestMs)),
    outbound_inbox_open: one(backlog.open),
    outbound_inbox_lag_seconds: one(seconds(backlog.oldestMs)),
    outbound_inbox_set_aside: one(backlog.setAside),
    outbound_scheduler_lag_seconds: one(seconds(lagOf(botId)))
  }
}

/** The people of a campaign were uploaded long before they could be written to: they wait since it runs. */
const lags = async (
  db: Database,
  botId: string,
  runningSince: ReadonlyMap<number, number>
): Promise<Sample[]> => {
  const { now, lanes } = await waitingLanes(db, botId)
  const longest = new Map<string, number>(CHANNELS.map(channel => [channel, 0]))
  for (const { owner, channel, since } of lanes) {
    const from = owner.type === 'campaign' ? Math.max(since, runningSince.get(owner.id) ?? 0) : since
    longest.set(channel, Math.max(longest.get(channel) ?? 0, now - from))
  }
  return [...longest].map(([channel, ms]) => ({ labels: { channel }, value: seconds(ms) }))
}

/** What the senders may, and by how much they are slowed down. A channel that isn't ready has no sender. */
const paces = async (
  { db, settings, whatsapp, email }: StandingSources,
  botId: string
): Promise<Pick<Standing, 'outbound_pace_limit' | 'outbound_pace_slowdown' | 'outbound_channel_ready'>> => {
  const { sender_rate_per_second, email_rate_per_second } = await settings.of(botId)
  const limit = { whatsapp: sender_rate_per_second, email: email_rate_per_second }
  const opened = { whatsapp: await whatsapp.open(botId), email: await email.open(botId) }
  const slowdown: Sample[] = []
  for (const channel of CHANNELS) {
    const found = opened[channel]
    if (found.kind === 'not_ready') continue
    const { state, now } = await readSender(db, `${channel}:${found.channel.sender}`)
    slowdown.push({ labels: { channel }, value: Math.round(recovered(state, now) * 100) / 100 })
  }
  return {
    outbound_pace_limit: CHANNELS.map(channel => ({ labels: { channel }, value: limit[channel] })),
    outbound_pace_slowdown: slowdown,
    outbound_channel_ready: CHANNELS.map(channel => ({
      labels: { channel },
      value: opened[channel].kind === 'ready' ? 1 : 0
    }))
  }
}
