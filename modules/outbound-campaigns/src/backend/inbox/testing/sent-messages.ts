import type { Logger } from 'botpress/sdk'
import type { Database } from '../../platform/database/database'
import { fromJson, toNumber } from '../../platform/database/values'
import { enqueue } from '../../outbox/enqueue'
import { openLane, putLane, type GivenPace } from '../../outbox/lanes'
import type { MessageStatus, Owner } from '../../outbox/message'
import { addToTally } from '../../outbox/tally'

/** For tests: messages as the outbox leaves them once the provider has taken them. */

const PACE: GivenPace = {
  batch_size: 1000,
  batch_interval_ms: 1000,
  concurrency: 10,
  max_retries: 2,
  max_error_rate: 1,
  max_consecutive_errors: 10_000
}

export interface Sent {
  owner?: Owner
  botId?: string
  status?: MessageStatus
  pace?: Partial<GivenPace>
  /** How long ago the attempt was. */
  agoMs?: number
}

/** One attempt each, in the send log, with the provider's ids `uuid-<person>` where it was accepted. Answers the ids. */
export const sentMessages = async (
  db: Database,
  persons: readonly string[],
  { owner = CAMPAIGN, botId = 'demo', status = 'sent', pace = {}, agoMs = 1000 }: Sent = {}
): Promise<number[]> => {
  await putLane(db, { owner, botId, channel: 'whatsapp', pace: { ...PACE, ...pace } })
  await openLane(db, owner)
  await enqueue(
    db,
    { owner, botId, channel: 'whatsapp' },
    persons.map((person, line) => ({ person, dedupeKey: person, importId: null, line, data: [person] }))
  )
  await db.transaction(async tx => {
    const given = tx.rows({ person: 'text' })
    const json = JSON.stringify(persons.map(person => ({ person })))
    const accepted = status === 'sent'
    await tx.change(
      `update outbound_messages
          set status = ?, attempts = 1, last_attempt_at = ${tx.now} - ?, updated_at = ${tx.now},
              provider_id = ${accepted ? `'uuid-' || person` : 'null'},
              sent_at = ${accepted ? `${tx.now} - ${agoMs}` : 'null'},
              lease_until = ${status === 'sending' ? `${tx.now} + 60000` : 'null'}
        where owner_type = ? and owner_id = ? and person in (select person from ${given} given)`,
      [status, agoMs, owner.type, owner.id, json]
    )
    await tx.change(
      `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, outcome, provider_id)
       select id, 1, bot_id, 'whatsapp:1', ${tx.now} - ?, ${accepted ? `'accepted'` : 'null'}, provider_id
         from outbound_messages where owner_type = ? and owner_id = ? and person in (select person from ${given} given)`,
      [agoMs, owner.type, owner.id, json]
    )
    await addToTally(tx, owner, { pending: -persons.length, [status]: persons.length })
  })
  const rows = await db.query(
    'select id, person from outbound_messages where owner_type = ? and owner_id = ?',
    [owner.type, owner.id]
  )
  const ids = new Map(rows.map(row => [row.person, toNumber(row.id)]))
  return persons.map(person => ids.get(person) ?? 0)
}

export const CAMPAIGN: Owner = { type: 'campaign', id: 1 }

/** Everything about a message that reports can change, with numbers as numbers. */
export const messageOf = async (db: Database, id: number): Promise<Record<string, unknown>> => {
  const row = await db.first(
    `select status, reason_code, provider_id, attempts, spared_attempts, price, currency,
            case when sent_at is null then 0 else 1 end as has_sent_at,
            case when delivered_at is null then 0 else 1 end as has_delivered_at,
            case when read_at is null then 0 else 1 end as has_read_at,
            case when replied_at is null then 0 else 1 end as has_replied_at,
            case when lease_until is null then 0 else 1 end as is_leased
       from outbound_messages where id = ?`,
    [id]
  )
  const numeric = /^(attempts|spared_attempts|price|has_|is_)/
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [
      name,
      numeric.test(name) && value !== null ? toNumber(value) : fromJsonOrText(value)
    ])
  )
}

const fromJsonOrText = (value: unknown): unknown => (typeof value === 'object' ? fromJson(value) : value)

export const mexicans = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `+52442${String(2_000_000 + n)}`)

/** A logger that keeps what it was told to warn of. */
export const keepingLogger = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = []
  const keep = (message: string) => void lines.push(message)
  const logger: Logger = {
    forBot: () => logger,
    attachError: () => logger,
    debug: keep,
    info: keep,
    warn: keep,
    error: keep,
    critical: keep
  }
  return { logger, lines }
}
