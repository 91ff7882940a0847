/**
 * Every line that the module logs, by its event: how grave it is, and what it says to a person. docs/operating.md tells what
 * to do about each, and a test holds the two against each other.
 */
export type Level = 'debug' | 'info' | 'warn' | 'error'

export interface EventKind {
  level: Level
  says: string
}

export const EVENTS = {
  'campaign.completed': { level: 'info', says: 'A campaign has come to its end' },
  'campaign.paused': { level: 'warn', says: 'A campaign stands still' },
  'campaign.failed': { level: 'warn', says: 'A campaign has failed' },
  'campaign.not_started': { level: 'warn', says: 'A campaign did not start at its time' },
  'campaign.recounted': { level: 'warn', says: 'The counts of a campaign were wrong and are mended' },
  'campaign.forgotten': {
    level: 'info',
    says: 'The people of a campaign are forgotten: it ended long ago'
  },
  'sequence.stopped': { level: 'warn', says: 'A sequence stands still on a channel' },
  'nurturing.completed': { level: 'info', says: 'A run of nurturing has ended' },
  'nurturing.failed': { level: 'warn', says: 'A run of nurturing has ended, and some of its tasks failed' },
  'nurturing.task_failed': { level: 'error', says: 'A task of a nurturing run failed' },
  'nurturing.run_lost': { level: 'error', says: 'A nurturing run could not be written down' },
  'report.weekly': { level: 'info', says: 'The report of a week was made' },
  'report.monthly': { level: 'info', says: 'The report of a month was made' },
  'send.attempt': { level: 'debug', says: 'An attempt came back' },
  'send.error': { level: 'warn', says: 'Messages fail with a code that was not seen here lately' },
  'send.lost': {
    level: 'warn',
    says: 'Messages were on their way when a server stopped: they are unconfirmed now'
  },
  'send.turn_failed': { level: 'error', says: 'A turn failed and is tried again' },
  'send.driver_failed': { level: 'error', says: 'The channel failed in the middle of a send' },
  'send.neglected': { level: 'error', says: 'Sending could not be looked after' },
  'inbox.failed': { level: 'error', says: 'The inbox could not be worked off and is tried again' },
  'inbox.set_aside': { level: 'error', says: 'What was told can not be worked off' },
  'reply.unmatched': { level: 'warn', says: 'A reply could not be matched with what it answers' },
  'webhook.refused': { level: 'warn', says: 'A call of a provider was refused' },
  'ses.confirmed': { level: 'info', says: 'SES tells what becomes of mails: a subscription is confirmed' },
  'ses.ended': { level: 'warn', says: 'SES tells nothing more: a subscription has ended' },
  'poll.failed': { level: 'error', says: 'The engagement API could not be asked' },
  'poll.unusable': { level: 'warn', says: 'The engagement API says nothing that can be used' },
  'tracking.failed': { level: 'warn', says: 'An open or click could not be written down' },
  'job.failed': { level: 'error', says: 'A job failed and is tried again' },
  'bot.not_started': { level: 'error', says: 'Outbound Campaigns could not be started for a bot' },
  'request.failed': { level: 'error', says: 'A request could not be answered' }
} as const satisfies Record<string, EventKind>

export type EventName = keyof typeof EVENTS

/** What a line may name. Persons, numbers, addresses and texts are not among it. */
export interface Fields {
  campaign?: number
  sequence?: number
  /** The lane of single messages. */
  single?: number
  run?: number
  report?: number
  subject?: number
  /** A message of the outbox: the `id` of a campaign's recipients. */
  recipient?: number
  attempt?: number
  inbox?: number
  channel?: string
  outcome?: string
  code?: string
  status?: string
  kind?: string
  job?: string
  task?: string
  route?: string
  from?: string
  by?: string
  total?: number
  failed?: number
  skipped?: number
  unconfirmed?: number
  /** A sentence of the module's own. */
  why?: string
}
