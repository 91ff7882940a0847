import type { Database } from '../../platform/database/database'
import { BOT, DAY } from './facts-bench'

/** For tests: a quarter in which many leads went through ten sequences of five mails, made up in the database itself. */
export const SEQUENCES = 10
export const STEPS = 5
export const EVENTS_A_MESSAGE = 10
/** The first of the ninety days, noon in Greenwich. */
export const QUARTER_BEGINS = Date.parse('2026-01-01T12:00:00Z')
export const QUARTER = { from: '2026-01-01', to: '2026-03-31' }

const numbers = (name: string, from: number, to: number) =>
  `${name}(${name}) as (select ${from} union all select ${name} + 1 from ${name} where ${name} < ${to})`

export const makeMany = async (db: Database, leads: number): Promise<void> => {
  const run = (ctes: string[], insert: string, select: string) =>
    db.execute(`insert into ${insert} with recursive ${ctes.join(', ')} ${select}`)
  const lead = numbers('l', 1, leads)
  const step = numbers('s', 1, STEPS)
  const event = numbers('e', 1, EVENTS_A_MESSAGE)
  const started = `(${QUARTER_BEGINS} + cast(l % 76 as bigint) * ${DAY})`
  const sent = `(${started} + cast(s - 1 as bigint) * 3 * ${DAY})`
  const message = `((l - 1) * ${STEPS} + s)`
  await run(
    [numbers('q', 1, SEQUENCES)],
    'outbound_sequences (id, bot_id, name, name_key, category, active, trigger_kind, settings, version_id, created_at, updated_at)',
    `select q, '${BOT}', 'Secuencia ' || q, 'secuencia ' || q, 'custom', 1, 'manual', '{}', q, 0, 0 from q`
  )
  await run(
    [numbers('q', 1, SEQUENCES)],
    'outbound_sequence_versions (id, bot_id, sequence_id, n, created_at)',
    `select q, '${BOT}', q, 1, 0 from q`
  )
  await run(
    [numbers('q', 1, SEQUENCES), step],
    `outbound_sequence_steps (bot_id, sequence_id, version_id, key, position, type, delay_days, delay_hours, config)`,
    `select '${BOT}', q, q, 'mail' || s, s, 'email', 3, 0, '{"subject":"Hola"}' from q cross join s`
  )
  await run(
    [lead],
    `outbound_enrollments (id, bot_id, sequence_id, version_id, lead_id, status, waiting_for, anchor_at, source, started_at,
       created_at, updated_at, ended_at, qualified_at)`,
    `select l, '${BOT}', 1 + l % ${SEQUENCES}, 1 + l % ${SEQUENCES}, l,
            case when l % 7 = 0 then 'qualified' when l % 3 = 0 then 'completed' else 'active' end, 'nothing', 0, 'manual',
            ${started}, l, l, case when l % 7 = 0 or l % 3 = 0 then ${started} + ${12 * DAY} end,
            case when l % 7 = 0 then ${started} + ${12 * DAY} end from l`
  )
  await run(
    [lead, step],
    'outbound_messages (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, status, attempts, updated_at)',
    `select ${message}, '${BOT}', 'sequence_email', 1 + l % ${SEQUENCES}, 'email', 'p' || l, l || '.' || s, 'sent', 1, 0
       from l cross join s`
  )
  await run(
    [lead, step],
    'outbound_attempts (message_id, n, bot_id, sender, started_at, outcome)',
    `select ${message}, 1, '${BOT}', 'ventas@example.com', ${message}, 'accepted' from l cross join s`
  )
  await run(
    [lead, step],
    `outbound_executions (enrollment_id, step_key, visit, bot_id, sequence_id, version_id, lead_id, type, channel, status,
       message_id, started_at, finished_at)`,
    `select l, 'mail' || s, 1, '${BOT}', 1 + l % ${SEQUENCES}, 1 + l % ${SEQUENCES}, l, 'email', 'email', 'sent', ${message},
            ${sent}, ${sent} from l cross join s`
  )
  await run(
    [lead, step, event],
    `outbound_events (bot_id, lead_id, channel, enrollment_id, sequence_id, step_key, message_id, type, source, verdict,
       signals, at, final_at, told, received_at, details, dedupe_key)`,
    `select '${BOT}', l, 'email', l, 1 + l % ${SEQUENCES}, 'mail' || s, ${message},
            case when e = 10 and l % 5 = 0 then 'replied' when e > 7 then 'clicked' else 'opened' end, 'tracking',
            case when (l + e) % 2 = 0 then 'human' else 'machine' end, '[]', ${sent} + e * 3600000, ${sent}, 1, 0, '{}',
            ${message} || '.' || e from l cross join s cross join e`
  )
  const tables = [
    'sequences',
    'enrollments',
    'messages',
    'attempts',
    'executions',
    'events',
    'sequence_steps'
  ]
  for (const table of tables) await db.execute(`analyze outbound_${table}`)
}
