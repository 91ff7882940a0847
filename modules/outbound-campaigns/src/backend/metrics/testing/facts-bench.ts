import type { KnexExtended } from 'botpress/sdk'
import { Audit } from '../../platform/audit/audit'
import type { Database } from '../../platform/database/database'
import { Database as OpenDatabase } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import { toNumber } from '../../platform/database/values'
import { SettingsService } from '../../platform/settings/settings'
import { noteEvents, noteStatuses } from '../marks'
import { refreshMetrics } from '../refresh'

/**
 * For tests: the facts as sequences, campaigns, the outbox and engagement write them, each in one transaction and with the
 * notes that the inbox's reactions leave; so that any history can be made up, possible or odd.
 */
export const BOT = 'demo'
export const SOMEBODY = { email: 'ana@example.com' }
export const DAY = 86_400_000
export const ZONE = 'America/Mexico_City'

export interface OwedMessage {
  id: number
  leadId: number
  enrollmentId: number
  sequenceId: number
  stepKey: string
  channel: 'email' | 'whatsapp'
}

export class FactsBench {
  readonly settings: SettingsService
  readonly audit: Audit
  private count = 0

  private constructor(readonly db: Database) {
    this.audit = new Audit(db)
    this.settings = new SettingsService(db, this.audit)
  }

  static async on(test: { knex: KnexExtended }): Promise<FactsBench> {
    const db = new OpenDatabase(test.knex)
    await migrate(db, migrations)
    return new FactsBench(db)
  }

  /** Everything that is due. */
  async refresh(db: Database = this.db): Promise<void> {
    await waitFor(async () => {
      const { more, elsewhere } = await refreshMetrics(db, BOT, this)
      return !more && !elsewhere && (await this.isReadToTheEnd())
    })
  }

  /** PostgreSQL lets what was written pass a moment before it is read. */
  private async isReadToTheEnd(): Promise<boolean> {
    const row = await this.db.first(
      `select h.moved_at, h.tried_at,
              coalesce((select max(updated_at) from outbound_enrollments e where e.bot_id = h.bot_id), 0) as moved,
              coalesce((select max(started_at) from outbound_attempts a where a.bot_id = h.bot_id), 0) as tried
         from outbound_metrics_heads h where h.bot_id = ?`,
      [BOT]
    )
    return toNumber(row?.moved_at) >= toNumber(row?.moved) && toNumber(row?.tried_at) >= toNumber(row?.tried)
  }

  async sequence(name: string): Promise<number> {
    await this.db.change(
      `insert into outbound_sequences (bot_id, name, name_key, category, active, trigger_kind, settings, created_at, updated_at)
       values (?, ?, ?, 'custom', 1, 'manual', '{}', 0, 0)`,
      [BOT, name, name.toLowerCase()]
    )
    return this.last('outbound_sequences')
  }

  async enroll(sequenceId: number, leadId: number, at: number, db: Database = this.db): Promise<number> {
    await db.change(
      `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, waiting_for, anchor_at, source,
              started_at, created_at, updated_at)
       values (?, ?, 1, ?, 'active', 'time', ?, 'manual', ?, ${db.now}, ${db.now})`,
      [BOT, sequenceId, leadId, at, at]
    )
    return this.last('outbound_enrollments', db)
  }

  async end(enrollmentId: number, status: string, at: number): Promise<void> {
    await this.db.change(
      `update outbound_enrollments set status = ?, ended_at = ?, qualified_at = ?, updated_at = ${this.db.now}
        where id = ? and status in ('active', 'paused')`,
      [status, at, status === 'qualified' ? at : null, enrollmentId]
    )
  }

  /** Who came to the end before has been brought that far by the sequence. */
  async qualifiedLater(enrollmentId: number, at: number): Promise<void> {
    await this.db.change(
      `update outbound_enrollments set qualified_at = ?, updated_at = ${this.db.now}
        where id = ? and status = 'completed' and qualified_at is null`,
      [at, enrollmentId]
    )
  }

  /** Owed to the outbox, and in the send log. */
  async take(
    place: Omit<OwedMessage, 'id'>,
    at: number,
    sender = place.channel === 'email' ? 'ventas@example.com' : 'whatsapp:1'
  ): Promise<OwedMessage> {
    return this.db.transaction(async tx => {
      const id = await this.message(tx, `sequence_${place.channel}`, place.sequenceId, place.channel)
      await tx.change(
        `insert into outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type,
                channel, status, message_id, started_at)
         values (?, ?, 1, ?, ?, 1, ?, ?, ?, 'waiting', ?, ?)`,
        [
          place.enrollmentId,
          place.stepKey,
          BOT,
          place.sequenceId,
          place.leadId,
          place.channel,
          place.channel,
          id,
          at
        ]
      )
      await this.attempt(tx, id, 1, sender)
      return { ...place, id }
    })
  }

  /** What came of the attempt; the sequence counts it with its lead. */
  async settle(
    { id, enrollmentId }: OwedMessage,
    outcome: string,
    status: string,
    at: number
  ): Promise<void> {
    await this.db.transaction(async tx => {
      await this.settled(tx, id, outcome, status)
      await tx.change(
        'update outbound_executions set status = ?, finished_at = coalesce(finished_at, ?) where message_id = ?',
        [status, status === 'unconfirmed' ? null : at, id]
      )
      await tx.change(`update outbound_enrollments set updated_at = ${tx.now} where id = ?`, [enrollmentId])
    })
  }

  /** A late word of the provider: nobody but the step's row takes note. */
  async report({ id }: Pick<OwedMessage, 'id'>, status: string, byName = false): Promise<void> {
    await this.db.transaction(async tx => {
      await tx.change(
        `update outbound_messages set status = ?, provider_id = 'uuid-' || id, updated_at = ${tx.now},
                delivered_at = case when ? in ('delivered', 'read') then ${tx.now} else delivered_at end,
                read_at = case when ? = 'read' then ${tx.now} else read_at end where id = ?`,
        [status, status, status, id]
      )
      await tx.change('update outbound_executions set status = ? where message_id = ?', [status, id])
      const body = byName ? { ref: null, uuid: `uuid-${id}` } : { ref: `${id}.1`, uuid: null }
      await noteStatuses(tx, BOT, [{ body }])
    })
  }

  /** Somebody settles what nobody knew of, without a word to anybody. */
  async assumed({ id }: OwedMessage, at: number): Promise<void> {
    await this.db.transaction(async tx => {
      await tx.change(`update outbound_messages set status = 'delivered' where id = ?`, [id])
      await tx.change(
        `update outbound_executions set status = 'delivered', finished_at = coalesce(finished_at, ?) where message_id = ?`,
        [at, id]
      )
    })
  }

  /** A message of a campaign, tried at once. */
  async campaignMessage(outcome: string, status: string): Promise<number> {
    return this.db.transaction(async tx => {
      const id = await this.message(tx, 'campaign', 1, 'whatsapp')
      await this.attempt(tx, id, 1, 'whatsapp:1')
      await this.settled(tx, id, outcome, status)
      return id
    })
  }

  /** Answers its number. Its verdict is not final. */
  async event(event: {
    leadId: number
    type: string
    at: number
    messageId?: number | null
    channel?: string | null
    sequenceId?: number | null
    verdict?: string
  }): Promise<number> {
    this.count += 1
    await this.db.change(
      `insert into outbound_events (bot_id, lead_id, channel, sequence_id, message_id, type, source, verdict, signals, at,
              final_at, received_at, details, dedupe_key)
       values (?, ?, ?, ?, ?, ?, 'tracking', ?, '[]', ?, ?, ${this.db.now}, '{}', ?)`,
      [
        BOT,
        event.leadId,
        event.channel ?? null,
        event.sequenceId ?? null,
        event.messageId ?? null,
        event.type,
        event.verdict ?? 'human',
        event.at,
        event.at,
        `event ${this.count}`
      ]
    )
    return this.last('outbound_events')
  }

  /** Its verdict is final, and was told. */
  async told(eventId: number, leadId: number, verdict?: string): Promise<void> {
    await this.db.transaction(async tx => {
      await tx.change('update outbound_events set told = 1, verdict = coalesce(?, verdict) where id = ?', [
        verdict ?? null,
        eventId
      ])
      await noteEvents(tx, BOT, [{ id: 1, receivedAt: 0, body: { lead_id: leadId } }])
    })
  }

  /** What is open is looked at again only after a while: let it pass. */
  async letTimePass(): Promise<void> {
    await this.db.change('update outbound_metrics_units set again_at = 0 where again_at is not null')
  }

  private async message(tx: Database, ownerType: string, ownerId: number, channel: string): Promise<number> {
    this.count += 1
    await tx.change(
      `insert into outbound_messages (bot_id, owner_type, owner_id, channel, person, dedupe_key, status, attempts, updated_at)
       values (?, ?, ?, ?, ?, ?, 'sending', 1, ${tx.now})`,
      [BOT, ownerType, ownerId, channel, `person ${this.count}`, `key ${this.count}`]
    )
    return toNumber((await tx.first('select max(id) as id from outbound_messages'))?.id)
  }

  private async attempt(tx: Database, id: number, n: number, sender: string): Promise<void> {
    await tx.change(
      `insert into outbound_attempts (message_id, n, bot_id, sender, started_at) values (?, ?, ?, ?, ${tx.now})`,
      [id, n, BOT, sender]
    )
  }

  private async settled(tx: Database, id: number, outcome: string, status: string): Promise<void> {
    await tx.change('update outbound_attempts set outcome = ? where message_id = ?', [outcome, id])
    await tx.change('update outbound_messages set status = ? where id = ?', [status, id])
  }

  private async last(table: string, db: Database = this.db): Promise<number> {
    return toNumber((await db.first(`select max(id) as id from ${table}`))?.id)
  }
}

const waitFor = async (condition: () => Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 2_000; n += 1) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('The metrics did not come to rest.')
}
