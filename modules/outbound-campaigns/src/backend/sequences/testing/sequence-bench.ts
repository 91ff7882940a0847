import type { KnexExtended } from 'botpress/sdk'
import type { Mail } from '../../channels/email/mail'
import type { Opened } from '../../channels/whatsapp/channel'
import { keepingLogger } from '../../inbox/testing/sent-messages'
import { joinedLead, toJoinedLead, type StoredLead } from '../../leads'
import { Dispatcher, type Outcome } from '../../outbox'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { toNumber, toText } from '../../platform/database/values'
import { SettingsService } from '../../platform/settings/settings'
import { MessageOutcomes } from '../delivery/became'
import { SequencePlanner } from '../delivery/planner'
import { SequenceStops } from '../delivery/stopped'
import { EnrollmentChanges } from '../enrollments/change'
import { Enrolling } from '../enrollments/enroll'
import { toEnrollment } from '../enrollments/columns'
import { SequenceEngine } from '../engine/engine'
import { Mover } from '../engine/mover'
import { People } from '../engine/people'
import { VersionShelf } from '../engine/shelf'
import { stepSchema } from '../steps/schema'
import { sequenceSettingsSchema } from '../templates/schema'
import { inWayOrder } from '../steps/way'

/** For tests: sequences on a database of their own, with everything but the mail server, which is what the test says. */
export const BOT = 'demo'
export const SOMEBODY = { email: 'ana@example.com' }
/** Ten in the morning of a Monday in Mexico City. */
export const MONDAY = Date.parse('2026-03-02T16:00:00Z')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const mailStep = (key: string, more: object = {}) => ({
  key,
  type: 'email',
  config: { subject: `${key} {{first_name}}`, html: '<p>Hola {{first_name}}</p>' },
  ...more
})

export const accepted = (mail: Mail): Outcome => ({
  kind: 'accepted',
  providerId: `<${mail.ref}@example.com>`
})

export class SequenceBench {
  readonly calendar = { time: MONDAY, now: () => this.calendar.time }
  readonly told: unknown[] = []
  readonly sent: Mail[] = []
  readonly settings: SettingsService
  readonly audit: Audit
  readonly shelf = new VersionShelf()
  readonly outcomes: MessageOutcomes
  readonly changes: EnrollmentChanges
  readonly enrolling: Enrolling
  readonly people: People
  readonly stops: SequenceStops
  readonly mover: Mover
  readonly engine: SequenceEngine
  readonly logger = keepingLogger()
  answer: (mail: Mail) => Outcome | Promise<Outcome> = accepted

  private constructor(readonly db: Database) {
    const { calendar, shelf } = this
    this.audit = new Audit(db)
    this.settings = new SettingsService(db, this.audit)
    const changed = () => undefined
    const notifier = {
      tell: async (_tx: unknown, _botId: string, word: unknown) => void this.told.push(word)
    }
    this.outcomes = new MessageOutcomes({ calendar, settings: this.settings, shelf })
    this.changes = new EnrollmentChanges({ calendar, settings: this.settings, shelf })
    this.enrolling = new Enrolling({ db, calendar, settings: this.settings, changed })
    this.people = new People({ db, changes: this.changes, changed })
    this.stops = new SequenceStops({ calendar, notifier, changed })
    this.mover = new Mover({
      db,
      calendar,
      settings: this.settings,
      email: this.email,
      whatsapp: this.whatsapp,
      shelf
    })
    this.engine = this.newEngine()
  }

  static async on(test: { knex: KnexExtended }): Promise<SequenceBench> {
    const db = new Database(test.knex)
    await migrate(db, migrations)
    const bench = new SequenceBench(db)
    await bench.settings.change(
      BOT,
      { email_rate_per_second: 1000, max_consecutive_errors: 1000, max_error_rate: 1 },
      SOMEBODY
    )
    return bench
  }

  /** As another node has it. */
  newEngine(): SequenceEngine {
    const { db, calendar, mover, outcomes, changes, people } = this
    const logger = this.logger.logger
    return new SequenceEngine(BOT, {
      db,
      calendar,
      mover,
      outcomes,
      changes,
      people,
      logger,
      inbox: { poke: () => undefined },
      owed: () => undefined
    })
  }

  readonly email = {
    open: async () => ({
      kind: 'ready' as const,
      channel: {
        sender: 'ventas@example.com',
        senderName: 'Ventas',
        sandbox: true,
        timeoutMs: 5_000,
        send: async (mail: Mail) => {
          const outcome = await this.answer(mail)
          this.sent.push(mail)
          return outcome
        },
        abort: () => undefined
      }
    })
  }

  readonly whatsapp = {
    open: async (): Promise<Opened> => ({
      kind: 'not_ready',
      reason: { code: 'no_account', detail: 'No account.' }
    })
  }

  dispatcher(): Dispatcher {
    const sources = {
      db: this.db,
      settings: this.settings,
      email: this.email,
      whatsapp: this.whatsapp,
      shelf: this.shelf,
      links: { unsubscribeUrl: async () => 'https://example.com/u', trackingOf: async () => null },
      statusAddress: async () => null,
      outcomes: this.outcomes,
      stops: this.stops
    }
    const planners = [new SequencePlanner('email', sources), new SequencePlanner('whatsapp', sources)]
    return new Dispatcher(this.db, BOT, planners, this.logger.logger)
  }

  /**
   * Runs the engine and sends until everything is at rest: nothing was under way before the engine looked, it found
   * nothing due, and nothing is under way behind it. (A mail that settles behind the engine's look makes the next step due.)
   */
  async settle(): Promise<void> {
    const dispatcher = this.dispatcher()
    try {
      for (let round = 0; round < 1_000; round += 1) {
        const [before, sent] = [await this.underWay(), this.sent.length]
        const again = await this.engine.run()
        const after = await this.underWay()
        if (before === 0 && again === null && after === 0 && this.sent.length === sent) return
        await dispatcher.run()
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    } finally {
      await dispatcher.stop()
    }
    throw new Error('The sequences did not come to rest.')
  }

  private async underWay(): Promise<number> {
    const lane = await this.db.first(
      `select coalesce(sum(pending + sending), 0) as n from outbound_lanes where bot_id = ? and open = 1`,
      [BOT]
    )
    return toNumber(lane?.n)
  }

  async sequence(
    steps: readonly object[],
    more: { settings?: object; active?: boolean } = {}
  ): Promise<number> {
    const { db } = this
    await db.change(
      `insert into outbound_sequences (bot_id, name, name_key, category, active, trigger_kind, settings, created_at, updated_at)
       values (?, 'Prueba', 'prueba', 'custom', ?, 'manual', ?, 0, 0)`,
      [BOT, more.active === false ? 0 : 1, JSON.stringify(sequenceSettingsSchema.parse(more.settings ?? {}))]
    )
    const id = toNumber((await db.first('select max(id) as id from outbound_sequences'))?.id)
    await db.change(
      'insert into outbound_sequence_versions (bot_id, sequence_id, n, created_at) values (?, ?, 1, 0)',
      [BOT, id]
    )
    const versionId = toNumber((await db.first('select max(id) as id from outbound_sequence_versions'))?.id)
    for (const step of inWayOrder(steps.map(given => stepSchema.parse(given))))
      await db.change(
        `insert into outbound_sequence_steps (bot_id, sequence_id, version_id, key, parent_key, branch, position, type,
                delay_days, delay_hours, config) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          BOT,
          id,
          versionId,
          step.key,
          step.parent_key,
          step.branch,
          step.position,
          step.type,
          step.delay_days,
          step.delay_hours,
          JSON.stringify(step.config)
        ]
      )
    await db.change('update outbound_sequences set version_id = ? where id = ?', [versionId, id])
    return id
  }

  /** So many leads, each with an address and a number. */
  async leads(n: number, more: { company?: string } = {}): Promise<StoredLead[]> {
    const { db } = this
    const rows = Array.from({ length: n }, (_, index) => ({ n: index }))
    const first = toNumber((await db.first('select coalesce(max(id), 0) as id from outbound_leads'))?.id)
    const text = db.dialect === 'postgres' ? '(n + ?)::text' : '(n + ?)'
    await db.change(
      `insert into outbound_leads (bot_id, ext_id, email, email_key, phone, first_name, company, company_key, custom, status,
              created_at, updated_at)
       select ?, 'key-' || ${text}, 'lead' || ${text} || '@example.com', 'lead' || ${text} || '@example.com',
              '+5255' || ${db.dialect === 'postgres' ? "lpad((n + ?)::text, 8, '0')" : "substr('00000000' || (n + ?), -8)"},
              'Ana', ?, ?, '{}', 'active', 0, 0
         from ${db.rows({ n: 'integer' })} given where true order by n`,
      [
        BOT,
        first,
        first,
        first,
        first,
        more.company ?? null,
        more.company?.toLowerCase() ?? null,
        JSON.stringify(rows)
      ]
    )
    const made = await db.query(
      `select ${joinedLead('l')} from outbound_leads l where l.id > ? order by l.id`,
      [first]
    )
    return made.flatMap(row => toJoinedLead(row) ?? [])
  }

  async enroll(sequenceId: number, leads: readonly StoredLead[]) {
    return this.enrolling.enroll(
      BOT,
      sequenceId,
      leads.map(({ id }) => id),
      { source: 'manual', startAt: null, dealId: null, by: null }
    )
  }

  async enrollments(sequenceId: number) {
    const rows = await this.db.query('select * from outbound_enrollments where sequence_id = ? order by id', [
      sequenceId
    ])
    return rows.map(toEnrollment)
  }

  async executions(sequenceId: number): Promise<string[]> {
    const rows = await this.db.query(
      'select * from outbound_executions where sequence_id = ? order by enrollment_id, started_at, step_key, visit',
      [sequenceId]
    )
    return rows.map(row => `${toText(row.step_key)}.${toNumber(row.visit)} ${toText(row.status)}`)
  }
}
