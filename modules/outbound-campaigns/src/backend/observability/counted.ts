import type { Counter, Histogram, Registry } from 'prom-client'
import type { Took } from '../channels/took'
import type { WebhookFrom, WebhookWatch } from '../inbox'
import type { Outcome, Watch } from '../outbox'
import { COUNTED } from './catalogue'
import { codeLabel } from './code'

/** In seconds: a quick provider, a slow one, and what ends at the time limit. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

const CHANNELS = ['whatsapp', 'email'] as const
const OUTCOMES: ReadonlyArray<Outcome['kind']> = [
  'accepted',
  'refused',
  'throttled',
  'try_again',
  'stop',
  'unknown'
]
const WEBHOOKS: readonly WebhookFrom[] = ['vonage_status', 'vonage_inbound', 'ses']

type Library = typeof import('prom-client')

interface BotCounters {
  registry: Registry
  attempts: Counter<'channel' | 'outcome'>
  errors: Counter<'channel' | 'outcome' | 'code'>
  retries: Counter<'channel'>
  webhooks: Counter<'from' | 'result'>
  seconds: Histogram<'channel'>
}

/**
 * What this process has done, counted while it does it: a few additions for each attempt. Each bot has a registry of its
 * own, so that nobody who may read one bot's figures is told another's; the library's global one stays empty.
 */
export class Counted {
  private readonly bots = new Map<string, BotCounters>()

  private constructor(private readonly library: Library) {}

  /** The library is loaded now and not before: whoever only requires the module waits for nothing. */
  static async start(): Promise<Counted> {
    return new Counted(await import('prom-client'))
  }

  readonly attempt: Watch = ({ botId, channel, n, outcome }) => {
    const bot = this.of(botId)
    bot.attempts.inc({ channel, outcome: outcome.kind })
    if (n > 1) bot.retries.inc({ channel })
    if (outcome.kind !== 'accepted')
      bot.errors.inc({ channel, outcome: outcome.kind, code: codeLabel(outcome.reason.code) })
  }

  readonly webhook: WebhookWatch = (botId, from, result) => this.of(botId).webhooks.inc({ from, result })

  readonly tookOf =
    (channel: string): Took =>
    (botId, seconds) =>
      this.of(botId).seconds.observe({ channel }, seconds)

  /** In the text format of Prometheus. */
  text(botId: string): Promise<string> {
    return this.of(botId).registry.metrics()
  }

  private of(botId: string): BotCounters {
    const known = this.bots.get(botId)
    if (known) return known
    const made = this.make(botId)
    this.bots.set(botId, made)
    return made
  }

  private make(botId: string): BotCounters {
    const { Registry, Counter, Histogram } = this.library
    const registry = new Registry()
    registry.setDefaultLabels({ bot: botId })
    const called = <Name extends keyof typeof COUNTED>(name: Name) => ({
      name,
      help: COUNTED[name].help,
      labelNames: [...COUNTED[name].labels] as Array<(typeof COUNTED)[Name]['labels'][number]>,
      registers: [registry]
    })
    const bot: BotCounters = {
      registry,
      attempts: new Counter(called('outbound_attempts_total')),
      errors: new Counter(called('outbound_errors_total')),
      retries: new Counter(called('outbound_retries_total')),
      webhooks: new Counter(called('outbound_webhooks_total')),
      seconds: new Histogram({ ...called('outbound_provider_seconds'), buckets: BUCKETS })
    }
    // From zero on, or the first of each would never be seen as one more.
    for (const channel of CHANNELS) {
      bot.retries.inc({ channel }, 0)
      for (const outcome of OUTCOMES) bot.attempts.inc({ channel, outcome }, 0)
    }
    for (const from of WEBHOOKS)
      for (const result of ['taken', 'refused']) bot.webhooks.inc({ from, result }, 0)
    return bot
  }
}
