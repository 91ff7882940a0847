import type { Database } from '../platform/database/database'
import type { ReportedAttempt, ReportedMessage } from './reported'

/** Writes messages and attempts as reports have made them. Their rows are locked, so whole values are written. */
export const writeReported = async (
  tx: Database,
  messages: readonly ReportedMessage[],
  attempts: ReadonlyArray<{ messageId: number; attempt: ReportedAttempt }>
): Promise<void> => {
  if (attempts.length > 0) await writeAttempts(tx, attempts)
  if (messages.length > 0) await writeMessages(tx, messages)
}

// SQLite has no `update … from`: an upsert of rows that are all there is its fast way to settle a set.

const writeAttempts = async (
  tx: Database,
  attempts: ReadonlyArray<{ messageId: number; attempt: ReportedAttempt }>
): Promise<void> => {
  const given = tx.rows({
    message_id: 'integer',
    n: 'integer',
    reported: 'text',
    provider_id: 'text',
    price: 'real',
    code: 'text',
    detail: 'text'
  })
  const set = (source: string) =>
    ['reported', 'provider_id', 'price', 'code', 'detail']
      .map(name => `${name} = ${source}.${name}`)
      .join(', ')
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_attempts a set ${set('given')}
           from ${given} given where a.message_id = given.message_id and a.n = given.n`
      : `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, reported, provider_id, price, code, detail)
         select message_id, n, '', '', 0, reported, provider_id, price, code, detail from ${given} given where true
         on conflict (message_id, n) do update set ${set('excluded')}`,
    [
      JSON.stringify(
        attempts.map(({ messageId, attempt: { n, reported, providerId, price, code, detail } }) => ({
          message_id: messageId,
          n,
          reported,
          provider_id: providerId,
          price,
          code,
          detail
        }))
      )
    ]
  )
}

const COLUMNS = [
  'status',
  'reason_code',
  'reason',
  'spared_attempts',
  'not_before',
  'provider_id',
  'sent_at',
  'delivered_at',
  'read_at',
  'price',
  'currency'
] as const

const writeMessages = async (tx: Database, messages: readonly ReportedMessage[]): Promise<void> => {
  const given = tx.rows({
    id: 'integer',
    status: 'text',
    reason_code: 'text',
    reason: 'text',
    spared_attempts: 'integer',
    not_before: 'integer',
    provider_id: 'text',
    sent_at: 'integer',
    delivered_at: 'integer',
    read_at: 'integer',
    price: 'real',
    currency: 'text'
  })
  const columns = COLUMNS.join(', ')
  const set = (source: string, table: string) =>
    `${COLUMNS.map(name => `${name} = ${source}.${name}`).join(', ')}, updated_at = ${tx.now},
     lease_until = case when ${source}.status = 'sending' then ${table}.lease_until end`
  await tx.change(
    tx.dialect === 'postgres'
      ? `update outbound_messages m set ${set('given', 'm')} from ${given} given where m.id = given.id`
      : `insert into outbound_messages (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, updated_at, ${columns})
         select id, '', '', 0, '', '', 'reported ' || id, 0, ${columns} from ${given} given where true
         on conflict (id) do update set ${set('excluded', 'outbound_messages')}`,
    [
      JSON.stringify(
        messages.map(message => ({
          id: message.id,
          status: message.status,
          reason_code: message.reason?.code ?? null,
          reason: message.reason?.detail ?? null,
          spared_attempts: message.sparedAttempts,
          not_before: message.notBefore,
          provider_id: message.providerId,
          sent_at: message.sentAt,
          delivered_at: message.deliveredAt,
          read_at: message.readAt,
          price: message.price,
          currency: message.currency
        }))
      )
    ]
  )
}
