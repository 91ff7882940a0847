import { createHmac } from 'crypto'
import type { Database } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import { readSecret } from '../platform/links/secrets'
import { forgetEvidence, recordEvidence } from './evidence/entries'
import { forgetSoftBounces } from './guard/soft-bounces'

/**
 * Opt-outs of people who asked to be forgotten. Nothing is left that says who they are: of the suppression only a digest
 * remains, made with a secret that nobody else has, so that numbers can't be tried out one by one. Wherever a person
 * comes in (as a lead, in a campaign's file), their digest is looked up; on a hit the plain suppression is there again,
 * before anything could be sent. So the claim goes on reading one table in one statement.
 *
 * This secret is never replaced: nobody could be recognised by another one.
 */
const SECRET = 'suppressions'

/** One person is forgotten, with all addresses of theirs. What they opted out of stays in force, and the log stays whole. */
export const forgetPersons = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<void> => {
  await hideSuppressions(tx, botId, persons)
  await forgetSoftBounces(tx, botId, persons)
  await forgetEvidence(tx, botId, persons)
  await recordEvidence(tx, botId, [{ kind: 'person.forgotten', person: null, facts: {} }])
}

/** Turns the suppressions of these persons into digests. */
const hideSuppressions = async (tx: Database, botId: string, persons: readonly string[]): Promise<void> => {
  if (persons.length === 0) return
  const rows = JSON.stringify(await digestsOf(tx, botId, persons))
  const given = tx.rows({ person: 'text', digest: 'text' })
  await tx.change(
    `insert into outbound_forgotten (bot_id, digest, channel, source, at)
     select s.bot_id, given.digest, s.channel, s.source, s.at from ${given} given
      cross join outbound_suppressions s where s.bot_id = ? and s.person = given.person
     on conflict (bot_id, digest, channel) do nothing`,
    [rows, botId]
  )
  await tx.change(
    `delete from outbound_suppressions
      where bot_id = ? and person in (select person from ${given} given)`,
    [botId, rows]
  )
}

/** Persons come in: whoever among them had opted out before being forgotten is on the list again. Answers those. */
export const restoreSuppressions = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<Set<string>> => {
  const found = await forgottenAmong(tx, botId, persons)
  if (found.size === 0) return found
  const rows = JSON.stringify(await digestsOf(tx, botId, [...found].sort()))
  const given = tx.rows({ person: 'text', digest: 'text' })
  await tx.change(
    `insert into outbound_suppressions (bot_id, person, channel, source, at)
     select f.bot_id, given.person, f.channel, f.source, f.at from ${given} given
      cross join outbound_forgotten f where f.bot_id = ? and f.digest = given.digest
     on conflict (bot_id, person, channel) do nothing`,
    [rows, botId]
  )
  await tx.change(
    `delete from outbound_forgotten where bot_id = ? and digest in (select digest from ${given} given)`,
    [botId, rows]
  )
  return found
}

/** Which of these persons had opted out (of a channel, or of any) before they were forgotten. Changes nothing. */
export const forgottenAmong = async (
  db: Database,
  botId: string,
  persons: readonly string[],
  channel?: string
): Promise<Set<string>> => {
  // Most bots have forgotten nobody, and then a file of a million people needs no digests.
  if (persons.length === 0 || !(await hasForgotten(db, botId))) return new Set()
  const rows = await db.query(
    `select distinct given.person from ${db.rows({ person: 'text', digest: 'text' })} given
      cross join outbound_forgotten f
      where f.bot_id = ? and f.digest = given.digest ${channel === undefined ? '' : `and f.channel in ('all', ?)`}`,
    [JSON.stringify(await digestsOf(db, botId, persons)), botId, ...(channel === undefined ? [] : [channel])]
  )
  return new Set(rows.map(row => toText(row.person)))
}

const hasForgotten = async (db: Database, botId: string): Promise<boolean> =>
  (await db.first('select 1 as yes from outbound_forgotten where bot_id = ? limit 1', [botId])) !== undefined

/**
 * Whether a bot keeps any opt-out at all: on its list, or of people it has forgotten. One statement for a whole file's
 * chunk; asked in each transaction again, since somebody may be forgotten in the middle of an import.
 */
export const keptOptOuts = async (
  db: Database,
  botId: string
): Promise<{ listed: boolean; forgotten: boolean }> => {
  const row = await db.first(
    `select case when exists (select 1 from outbound_suppressions where bot_id = ?) then 1 else 0 end as listed,
            case when exists (select 1 from outbound_forgotten where bot_id = ?) then 1 else 0 end as forgotten`,
    [botId, botId]
  )
  return { listed: toNumber(row?.listed) === 1, forgotten: toNumber(row?.forgotten) === 1 }
}

const digestsOf = async (db: Database, botId: string, persons: readonly string[]) => {
  const { current } = await readSecret(db, SECRET)
  return [...new Set(persons)].map(person => ({
    person,
    digest: createHmac('sha256', current).update(`${botId}\n${person}`).digest('hex')
  }))
}
