import type { Database, Row } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'
import { isMessageStatus, type Owner } from './message'
import { isReported, type Report, type ReportedAttempt, type ReportedMessage } from './reported'

export interface Target {
  message: ReportedMessage
  attempts: Map<number, ReportedAttempt>
}

/** A report whose attempt was found. */
export interface Matched {
  messageId: number
  n: number
  report: Report
}

/** Finds the attempts that are meant, by reference or else by the provider's id, always within the bot. */
export const ownersOf = async (
  tx: Database,
  botId: string,
  reports: readonly Report[]
): Promise<Array<{ owner: Owner; matched: Matched[] }>> => {
  const found = await findAttempts(tx, botId, reports)
  const owners = new Map<string, { owner: Owner; matched: Matched[] }>()
  for (const report of reports) {
    const attempt = found.get(keyOf(report))
    if (!attempt) continue
    const key = `${attempt.owner.type} ${attempt.owner.id}`
    const entry = owners.get(key) ?? { owner: attempt.owner, matched: [] }
    entry.matched.push({ messageId: attempt.messageId, n: attempt.n, report })
    owners.set(key, entry)
  }
  return [...owners.values()].sort((a, b) => compare(a.owner.type, b.owner.type) || a.owner.id - b.owner.id)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const keyOf = ({ ref, providerId }: Report): string =>
  ref ? `${ref.messageId}.${ref.n}` : `uuid ${providerId}`

interface FoundAttempt {
  owner: Owner
  messageId: number
  n: number
}

/**
 * The few that are given must be looked up among the many messages, never the other way round. `cross join` tells SQLite
 * which table to begin with; `coalesce` keeps both databases from thinking that the bot is what narrows it down, which
 * they do while there are no statistics, and then walk through all that the bot has.
 */
const findAttempts = async (
  tx: Database,
  botId: string,
  reports: readonly Report[]
): Promise<Map<string, FoundAttempt>> => {
  const refs = reports.flatMap(({ ref }) => (ref ? [{ message_id: ref.messageId, n: ref.n }] : []))
  const ids = reports.flatMap(({ ref, providerId }) =>
    !ref && providerId !== null ? [{ provider_id: providerId }] : []
  )
  const found = new Map<string, FoundAttempt>()
  const columns = 'a.message_id, a.n, a.provider_id, m.owner_type, m.owner_id'
  if (refs.length > 0) {
    const rows = await tx.query(
      `select ${columns} from ${tx.rows({ message_id: 'integer', n: 'integer' })} given
        cross join outbound_attempts a
        cross join outbound_messages m
        where a.message_id = given.message_id and a.n = given.n and m.id = a.message_id and coalesce(m.bot_id, '') = ?`,
      [JSON.stringify(refs), botId]
    )
    for (const row of rows) found.set(`${toNumber(row.message_id)}.${toNumber(row.n)}`, toFound(row))
  }
  if (ids.length > 0) {
    const rows = await tx.query(
      `select ${columns} from ${tx.rows({ provider_id: 'text' })} given
        cross join outbound_messages m
        cross join outbound_attempts a
        where m.provider_id = given.provider_id and coalesce(m.bot_id, '') = ?
          and a.message_id = m.id and a.provider_id = given.provider_id`,
      [JSON.stringify(ids), botId]
    )
    for (const row of rows) found.set(`uuid ${toText(row.provider_id)}`, toFound(row))
  }
  return found
}

const toFound = (row: Row): FoundAttempt => ({
  owner: { type: toText(row.owner_type), id: toNumber(row.owner_id) },
  messageId: toNumber(row.message_id),
  n: toNumber(row.n)
})

/** They were found within the bot, and are read again under their lock: what they were before the lane was taken may no longer hold. */
export const lockTargets = async (
  tx: Database,
  matched: readonly Matched[]
): Promise<Map<number, Target>> => {
  const ids = [...new Set(matched.map(({ messageId }) => messageId))]
  const keys = new Map(matched.map(({ messageId, n }) => [`${messageId}.${n}`, { message_id: messageId, n }]))
  const messages = await tx.query(
    `select * from outbound_messages
      where id in (select id from ${tx.rows({ id: 'integer' })} given) order by id ${tx.forUpdate}`,
    [JSON.stringify(ids.map(id => ({ id })))]
  )
  const attempts = await tx.query(
    `select a.* from ${tx.rows({ message_id: 'integer', n: 'integer' })} given
      cross join outbound_attempts a where a.message_id = given.message_id and a.n = given.n`,
    [JSON.stringify([...keys.values()])]
  )
  const targets = new Map<number, Target>()
  for (const row of messages) targets.set(toNumber(row.id), { message: toMessage(row), attempts: new Map() })
  for (const row of attempts) {
    const attempt = toAttempt(row)
    targets.get(toNumber(row.message_id))?.attempts.set(attempt.n, attempt)
  }
  return targets
}

const toMessage = (row: Row): ReportedMessage => {
  const status = toText(row.status)
  if (!isMessageStatus(status)) throw new Error('A message is in a status that the module does not know.')
  const code = toTextOrNull(row.reason_code)
  return {
    id: toNumber(row.id),
    person: toText(row.person),
    status,
    reason: code === null ? null : { code, detail: toTextOrNull(row.reason) ?? '' },
    attempts: toNumber(row.attempts),
    sparedAttempts: toNumber(row.spared_attempts),
    notBefore: toNumber(row.not_before),
    providerId: toTextOrNull(row.provider_id),
    sentAt: toNumberOrNull(row.sent_at),
    deliveredAt: toNumberOrNull(row.delivered_at),
    readAt: toNumberOrNull(row.read_at),
    price: toNumberOrNull(row.price),
    currency: toTextOrNull(row.currency)
  }
}

const toAttempt = (row: Row): ReportedAttempt => {
  const reported = toTextOrNull(row.reported)
  if (reported !== null && !isReported(reported)) throw new Error('An attempt says something unknown.')
  return {
    n: toNumber(row.n),
    sender: toText(row.sender),
    startedAt: toNumber(row.started_at),
    reported,
    providerId: toTextOrNull(row.provider_id),
    price: toNumberOrNull(row.price),
    code: toTextOrNull(row.code),
    detail: toTextOrNull(row.detail)
  }
}
