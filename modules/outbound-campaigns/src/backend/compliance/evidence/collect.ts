import type { Database, Row } from '../../platform/database/database'
import { toNumber, toText, toTextOrNull } from '../../platform/database/values'
import { countSent } from '../guard/days'
import { recordEvidence, type EvidenceKind, type NewEvidence } from './entries'
import { lockHead, saveHead } from './head'

/** What is known of somebody's consent, by their key. */
export type ConsentOf = (
  db: Database,
  botId: string,
  persons: readonly string[]
) => Promise<ReadonlyMap<string, { leadId: number; source: string | null; at: number | null }>>

const AT_ONCE = 500
/** A moment's grace, because attempts are written a little before their slot and not quite in order. */
const GRACE_MS = 5_000
/** An attempt of which nothing was heard for so long is told as it is: nobody knows what came of it. */
const LONGEST_UNSETTLED_MS = 10 * 60_000

/** Of which it can be said that they went out to somebody: the provider had to decide. */
const WENT_OUT: readonly string[] = ['accepted', 'refused', 'unknown']

interface Attempt {
  message: number
  n: number
  sender: string
  at: number
  settled: boolean
  outcome: string
  code: string | null
  person: string | null
  channel: string | null
  owner: { type: string; id: number } | null
}

/**
 * Reads the send log on, some hundred attempts at a time, in the order of its time: sending itself does nothing for the
 * compliance log and waits for nobody. Answers whether there may be more.
 */
export const collect = (db: Database, botId: string, today: number, consentOf: ConsentOf): Promise<boolean> =>
  db.transaction(async tx => {
    const head = await lockHead(tx, botId)
    const { at, message, n } = head.read
    const rows = await tx.query(
      `select a.message_id, a.n, a.sender, a.started_at, a.outcome, a.code, m.person, m.channel, m.owner_type, m.owner_id,
              case when a.outcome is null and a.started_at > ${tx.now} - ? then 0 else 1 end as settled
         from outbound_attempts a left join outbound_messages m on m.id = a.message_id
        where a.bot_id = ? and (a.started_at, a.message_id, a.n) > (?, ?, ?) and a.started_at < ${tx.now} - ?
        order by a.started_at, a.message_id, a.n limit ?`,
      [LONGEST_UNSETTLED_MS, botId, at, message, n, GRACE_MS, AT_ONCE]
    )
    const all = rows.map(toAttempt)
    const open = all.findIndex(({ settled }) => !settled)
    const attempts = open === -1 ? all : all.slice(0, open)
    const last = attempts[attempts.length - 1]
    if (!last) return false

    const persons = [...new Set(attempts.flatMap(({ person }) => person ?? []))]
    const consents = await consentOf(tx, botId, persons)
    await recordEvidence(tx, botId, [
      ...attempts.map(attempt => entryOf(attempt, consents)),
      ...batchesOf(attempts)
    ])
    await countSent(tx, botId, today, mailsOf(attempts))
    await saveHead(tx, botId, { ...head, read: { at: last.at, message: last.message, n: last.n } })
    return attempts.length === AT_ONCE
  })

const entryOf = (
  { message, n, sender, at, outcome, code, person, channel, owner }: Attempt,
  consents: Awaited<ReturnType<ConsentOf>>
): NewEvidence => {
  const consent = person === null ? undefined : consents.get(person)
  return {
    kind: 'message.sent',
    at,
    person,
    facts: {
      message_id: message,
      attempt: n,
      channel,
      sender,
      owner_type: owner?.type ?? null,
      owner_id: owner?.id ?? null,
      outcome,
      code,
      lead_id: consent?.leadId ?? null,
      basis: consent && (consent.source !== null || consent.at !== null) ? 'consent' : 'none_recorded',
      consent_at: consent?.at ?? null
    },
    personal: { consent_source: consent?.source ?? null }
  }
}

const BATCHES: ReadonlyArray<{ begins: string; kind: EvidenceKind }> = [
  { begins: 'sequence', kind: 'outbound_sequences.dispatch_batch' },
  { begins: 'campaign', kind: 'outbound_campaigns.dispatch_batch' }
]

const batchesOf = (attempts: readonly Attempt[]): NewEvidence[] => {
  const byOwner = new Map<string, Attempt[]>()
  for (const attempt of attempts) {
    if (!attempt.owner) continue
    const key = `${attempt.owner.type} ${attempt.owner.id}`
    byOwner.set(key, [...(byOwner.get(key) ?? []), attempt])
  }
  return [...byOwner.values()].flatMap(batch => {
    const [first] = batch
    const last = batch[batch.length - 1]
    const kind = BATCHES.find(({ begins }) => first?.owner?.type.startsWith(begins))?.kind
    if (!first?.owner || !last || !kind) return []
    const outcomes: Record<string, number> = {}
    for (const { outcome } of batch) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    return [
      {
        kind,
        at: last.at,
        person: null,
        facts: {
          owner_type: first.owner.type,
          owner_id: first.owner.id,
          channel: first.channel,
          first_at: first.at,
          last_at: last.at,
          attempts: batch.length,
          people: new Set(batch.map(({ message }) => message)).size,
          outcomes
        }
      }
    ]
  })
}

const mailsOf = (attempts: readonly Attempt[]) =>
  attempts.flatMap(({ channel, outcome, owner }) =>
    channel === 'email' && owner && WENT_OUT.includes(outcome) ? [owner] : []
  )

const toAttempt = (row: Row): Attempt => {
  const person = toTextOrNull(row.person)
  const type = toTextOrNull(row.owner_type)
  return {
    message: toNumber(row.message_id),
    n: toNumber(row.n),
    sender: toText(row.sender),
    at: toNumber(row.started_at),
    settled: toNumber(row.settled) === 1,
    outcome: toTextOrNull(row.outcome) ?? 'unknown',
    code: toTextOrNull(row.code),
    person: person === '' ? null : person,
    channel: toTextOrNull(row.channel),
    owner: type === null ? null : { type, id: toNumber(row.owner_id) }
  }
}
