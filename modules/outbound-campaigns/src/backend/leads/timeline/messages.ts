import type { Binding, Database, Row } from '../../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import { personsOf } from '../lead'
import { isBefore, type TimelineEntry, type TimelineSource } from './source'

/**
 * What was sent to a person, by whichever campaign or sequence: each attempt, and what became of the message. A message
 * that was never tried is found by its key, which in a campaign is the person.
 */
export const messageEntries = (db: Database): TimelineSource => ({
  name: 'messages',
  async read(botId, lead, { before, limit }) {
    const persons = personsOf(lead)
    if (persons.length === 0) return []
    const given = JSON.stringify(persons.map(person => ({ person })))
    const next = isBefore(before)
    const bindings: Binding[] = [given, botId, given, botId, ...next.bindings, limit]
    const rows = await db.query(
      `with given as (select person from ${db.rows({ person: 'text' })} r),
            theirs as (
              select m.* from given cross join outbound_messages m
               where m.bot_id = ? and m.person = given.person and m.last_attempt_at is not null
              union all
              select m.* from ${db.rows({ person: 'text' })} untried
               cross join outbound_lanes l cross join outbound_messages m
               where l.bot_id = ? and m.owner_type = l.owner_type and m.owner_id = l.owner_id
                 and m.dedupe_key = untried.person and m.last_attempt_at is null
            )
       select * from (${ENTRIES.join(' union all ')}) e where ${next.sql} order by at desc, id desc limit ?`,
      bindings
    )
    return rows.map(toEntry)
  }
})

/** More attempts at one message than anybody ever makes, and ids that stay whole numbers. */
const ATTEMPTS = 1_000

const OF_MESSAGE = `m.id as message_id, m.owner_type, m.owner_id, m.channel, m.status, m.reason_code, m.reason`

const ENTRIES = [
  `select 'message.attempted' as kind, a.started_at as at, m.id * ${ATTEMPTS} + a.n as id, a.n, a.outcome, a.code, ${OF_MESSAGE}
     from theirs m join outbound_attempts a on a.message_id = m.id`,
  ...(['delivered', 'read'] as const).map(
    (what, place) =>
      `select 'message.${what}' as kind, m.${what}_at as at, m.id * ${ATTEMPTS} + ${ATTEMPTS - 1 - place} as id,
              null as n, null as outcome, null as code, ${OF_MESSAGE}
         from theirs m where m.${what}_at is not null`
  ),
  // What ended without ever being tried, and what is still owed.
  `select 'message.' || m.status as kind, m.updated_at as at, m.id * ${ATTEMPTS} as id, null as n, null as outcome,
          null as code, ${OF_MESSAGE}
     from theirs m where m.last_attempt_at is null or m.status in ('skipped', 'cancelled')`
]

const KINDS: Readonly<Record<string, string>> = {
  accepted: 'message.sent',
  refused: 'message.failed',
  unknown: 'message.unconfirmed'
}

const toEntry = (row: Row): TimelineEntry => {
  const outcome = toTextOrNull(row.outcome)
  const kind = toText(row.kind)
  const owner = toText(row.owner_type)
  return {
    at: toNumber(row.at),
    id: toNumber(row.id),
    kind: kind === 'message.attempted' && outcome !== null ? (KINDS[outcome] ?? kind) : kind,
    channel: toText(row.channel),
    details: {
      // A single message is nobody's but its own.
      ...(owner !== 'single' && { [`${owner}_id`]: toNumber(row.owner_id) }),
      message_id: toNumber(row.message_id),
      attempt: toNumberOrNull(row.n),
      status: toText(row.status),
      code: toTextOrNull(row.code) ?? toTextOrNull(row.reason_code),
      reason: toTextOrNull(row.reason)
    }
  }
}
