/**
 * Every metric of GET /metrics: its name, its labels, what it means. The code makes them from here, and the document that
 * tells what to do about each is held against it by a test. A label never names a person, a number or an address.
 */
export interface MetricKind {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly string[]
}

/** Of this process since it was started, or since a bot came to it: the sum over all nodes is what was done. */
export const COUNTED = {
  outbound_attempts_total: {
    type: 'counter',
    help: 'Attempts to send that came back in this process, by what the provider answered',
    labels: ['channel', 'outcome']
  },
  outbound_errors_total: {
    type: 'counter',
    help: 'Attempts that were not accepted, by the code of the error table',
    labels: ['channel', 'outcome', 'code']
  },
  outbound_retries_total: {
    type: 'counter',
    help: 'Attempts that were not the first of their message',
    labels: ['channel']
  },
  outbound_provider_seconds: {
    type: 'histogram',
    help: 'How long the provider took for an attempt',
    labels: ['channel']
  },
  outbound_webhooks_total: {
    type: 'counter',
    help: 'Calls of providers to this process, taken or refused (forged, unsigned, unreadable, too many)',
    labels: ['from', 'result']
  }
} as const satisfies Record<string, MetricKind>

/** Read from the database, so every node says the same. */
export const READ = {
  outbound_messages: {
    type: 'gauge',
    help: 'Messages in each status; pending is the queue',
    labels: ['channel', 'status']
  },
  outbound_queue_lag_seconds: {
    type: 'gauge',
    help: 'For how long the oldest message that may be sent now has waited',
    labels: ['channel']
  },
  outbound_pace_limit: {
    type: 'gauge',
    help: 'Messages a second that the settings allow the sender',
    labels: ['channel']
  },
  outbound_pace_slowdown: {
    type: 'gauge',
    help: 'By how much the sender is slowed down because the provider found it too fast; 1 is not at all',
    labels: ['channel']
  },
  outbound_accepted_last_minute: {
    type: 'gauge',
    help: 'Messages that the provider accepted within the last full minute',
    labels: ['channel']
  },
  outbound_channel_ready: {
    type: 'gauge',
    help: 'Whether the channel is set up and can send: 1 or 0',
    labels: ['channel']
  },
  outbound_campaigns: { type: 'gauge', help: 'Campaigns in each status', labels: ['status'] },
  outbound_campaigns_paused: {
    type: 'gauge',
    help: 'Paused campaigns by their reason',
    labels: ['reason']
  },
  outbound_enrollments_due: {
    type: 'gauge',
    help: 'People in sequences whose next step is due',
    labels: []
  },
  outbound_enrollments_lag_seconds: {
    type: 'gauge',
    help: 'For how long the first of them has been due',
    labels: []
  },
  outbound_inbox_open: {
    type: 'gauge',
    help: 'What was told by providers and conversations and is not worked off yet',
    labels: []
  },
  outbound_inbox_lag_seconds: {
    type: 'gauge',
    help: 'For how long the oldest of that has waited',
    labels: []
  },
  outbound_inbox_set_aside: {
    type: 'gauge',
    help: 'What could not be worked off and waits for somebody',
    labels: []
  },
  outbound_scheduler_lag_seconds: {
    type: 'gauge',
    help: 'How late the last tick of this process was',
    labels: []
  }
} as const satisfies Record<string, MetricKind>

export const CATALOGUE: Readonly<Record<string, MetricKind>> = { ...COUNTED, ...READ }
