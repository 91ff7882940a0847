import type { KnexExtended } from 'botpress/sdk'
import { keepingLogger, mexicans } from '../../inbox/testing/sent-messages'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { SettingsService } from '../../platform/settings/settings'
import { enqueue, readLane, type Delivery, type Outcome, type Reactions } from '../../outbox'
import { LaneRunner } from '../../outbox/runner'
import { Campaigns, ownerOf } from '../campaigns'
import { CampaignJobs } from '../jobs'
import { CampaignReactions } from '../reactions'
import { Reconciliation } from '../reconciliation'
import { RetentionJob } from '../retention'
import type { Campaign, NewCampaign } from '../schema'

/** For tests: campaigns on a database of their own, with everything but the channel, which is what the test says. */

export const BOT = 'demo'
export const SOMEBODY = { email: 'ana@example.com' }

export const FAST: Partial<NewCampaign> = {
  batch_size: 10_000,
  batch_interval_ms: 1000,
  concurrency: 100,
  max_error_rate: 1,
  max_consecutive_errors: 10_000
}

export class Bench {
  readonly calendar = { time: Date.parse('2026-03-02T16:00:00Z'), now: () => this.calendar.time }
  readonly told: unknown[] = []
  /** Persons whom another capability knows. */
  readonly known: string[] = []
  readonly lines: string[]
  readonly audit: Audit
  readonly settings: SettingsService
  readonly campaigns: Campaigns
  readonly reactions: CampaignReactions
  readonly reconciliation: Reconciliation
  readonly jobs: CampaignJobs
  readonly retention: RetentionJob
  private readonly logger = keepingLogger()

  private constructor(readonly db: Database) {
    this.lines = this.logger.lines
    this.audit = new Audit(db)
    this.settings = new SettingsService(db, this.audit)
    const sources = {
      db,
      calendar: this.calendar,
      settings: this.settings,
      audit: this.audit,
      logger: this.logger.logger,
      changed: () => undefined
    }
    const preflight = async ({ variables, parameter_names }: Campaign) => ({ variables, parameter_names })
    this.campaigns = new Campaigns({ ...sources, preflight: (_botId, campaign) => preflight(campaign) })
    const notifier = {
      tell: async (_tx: unknown, _botId: string, event: unknown) => void this.told.push(event)
    }
    this.reactions = new CampaignReactions(this.calendar, this.settings, notifier, () => undefined)
    const { campaigns, reactions } = this
    this.reconciliation = new Reconciliation({ ...sources, campaigns })
    this.jobs = new CampaignJobs(BOT, { ...sources, campaigns, reactions })
    this.retention = new RetentionJob(BOT, { ...sources, knownElsewhere: async () => new Set(this.known) })
  }

  static async on(test: { knex: KnexExtended }): Promise<Bench> {
    const db = new Database(test.knex)
    await migrate(db, migrations)
    return new Bench(db)
  }

  /** A draft with so many people. */
  async draft(people: number, fields: Partial<NewCampaign> = {}): Promise<number> {
    const input = { name: 'Prueba', template_id: 'bienvenida', variables: [], ...FAST, ...fields }
    const { id } = await this.campaigns.create(BOT, input, SOMEBODY)
    await enqueue(
      this.db,
      { owner: ownerOf(id), botId: BOT, channel: 'whatsapp' },
      mexicans(people).map((person, line) => ({
        person,
        dedupeKey: person,
        importId: null,
        line,
        data: [person, 'Ana']
      }))
    )
    return id
  }

  /** A campaign that has sent, each person with what the test answers for the nth. */
  async sent(
    people: number,
    answer: (n: number) => Outcome,
    fields: Partial<NewCampaign> = {}
  ): Promise<number> {
    const id = await this.draft(people, fields)
    await this.campaigns.start(BOT, id, undefined, SOMEBODY)
    await this.send(id, answer)
    return id
  }

  /** Runs its lane until it is closed. */
  async send(id: number, answer: (n: number) => Outcome): Promise<void> {
    let n = 0
    const delivery: Delivery = {
      sender: { id: 'whatsapp:1', ratePerSecond: 100_000, dailyUniqueLimit: null },
      gate: { frequencyCap: null, pairRestMs: 0 },
      timeoutMs: 1000,
      refresh: async () => undefined,
      closedUntil: () => null,
      send: async () => answer((n += 1)),
      abort: () => undefined
    }
    const { reactions, db, logger } = this
    // Whoever is told of the end ends the runner, which would look once more two seconds later.
    const ending: Reactions = {
      async stopped(tx, botId, owner, reason) {
        await reactions.stopped(tx, botId, owner, reason)
        runner.stop()
      },
      async drained(tx, lane) {
        await reactions.drained(tx, lane)
        runner.stop()
      }
    }
    const runner = new LaneRunner(db, ownerOf(id), delivery, ending, logger.logger, () => 0)
    await runner.run()
  }

  get(id: number): Promise<Campaign> {
    return this.campaigns.get(BOT, id)
  }

  async tally(id: number) {
    return (await readLane(this.db, ownerOf(id)))?.tally
  }

  async actions(): Promise<string[]> {
    const { items } = await this.audit.list(BOT, { limit: 100 })
    return items.map(({ action }) => action)
  }
}

export const accepted = (n: number): Outcome => ({ kind: 'accepted', providerId: `uuid-${n}` })
export const refused = (code = '1300'): Outcome => ({
  kind: 'refused',
  reason: { code, detail: 'The number +52 442 200 0000 has no WhatsApp.' }
})
export const unknown: Outcome = { kind: 'unknown', reason: { code: 'timeout', detail: 'No answer.' } }
export const stop: Outcome = { kind: 'stop', reason: { code: 'http_401', detail: 'Refused credentials.' } }
