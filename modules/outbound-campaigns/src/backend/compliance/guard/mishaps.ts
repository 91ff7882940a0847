import { closeLane, lockLanes, type Owner, type Reason } from '../../outbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'
import type { SettingsService } from '../../platform/settings/settings'
import { optOut, type AddressBook } from '../opt-outs'
import { suppress } from '../suppressions'
import { countSoftBounces, forgetSoftBounces } from './soft-bounces'
import { ALL_MAILS, beginAnew, countMishaps, figuresOf, scopeOf } from './days'
import { overLimit } from './rates'

/** What compliance has to know of an event: the event itself is engagement's. */
export interface Happening {
  type: string
  verdict: string
  person: string | null
  channel: string | null
  message_id: number | null
  bounce?: 'hard' | 'soft' | null
}

export interface MishapParts {
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  book: AddressBook
  /** Whoever owns the lane stands still with this reason. The lane is locked, and closed already. */
  stop(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void>
}

const DAY_MS = 86_400_000
const ARRIVED: readonly string[] = ['delivered', 'opened', 'clicked', 'replied']

/**
 * What follows from mails that bounced or were called spam: their people are not written to any more, and where it was too
 * many, the sequence that sent them stops, or all that leave from the mailbox. The order of locks is that of everybody
 * (lanes, leads, suppressions), behind the day's figures, for which nobody waits who holds any of these.
 */
export const mindMishaps =
  ({ calendar, settings, book, stop }: MishapParts) =>
  async (tx: Database, botId: string, facts: ReadonlyArray<{ body: Happening }>): Promise<void> => {
    const mails = facts.map(({ body }) => body).filter(({ channel }) => channel !== 'whatsapp')
    const bounced = mails.filter(({ type }) => type === 'bounced')
    const complained = mails.filter(({ type }) => type === 'complained')
    const arrived = mails.filter(({ type, verdict }) => ARRIVED.includes(type) && verdict !== 'machine')
    const limits = await settings.of(botId, tx)
    if (bounced.length + complained.length > 0) {
      const owners = await ownersOf(tx, botId, [...bounced, ...complained])
      const today = Math.floor(calendar.now() / DAY_MS)
      const scopes = (some: readonly Happening[]) => [
        ...some.flatMap(({ message_id }) => owners.get(message_id ?? -1) ?? []).map(scopeOf),
        ...some.map(() => ALL_MAILS)
      ]
      await countMishaps(tx, botId, today, { bounced: scopes(bounced), complained: scopes(complained) })
      await guard({ tx, botId, today, limits, stop }, [
        ...new Map([...owners.values()].map(one => [scopeOf(one), one])).values()
      ])
    }
    const persons = (some: readonly Happening[]) => some.flatMap(({ person }) => person ?? [])
    // Whoever calls a mail spam wants nothing of us anywhere; a mailbox that is gone says nothing about their phone.
    await optOut(
      tx,
      botId,
      book,
      persons(complained).map(person => ({
        person,
        channel: 'all',
        source: 'complaint',
        evidence: 'They called a mail spam.'
      }))
    )
    await forgetSoftBounces(tx, botId, persons(arrived))
    const worn = await countSoftBounces(
      tx,
      botId,
      persons(bounced.filter(({ bounce }) => bounce === 'soft')),
      limits.soft_bounces_before_suppression
    )
    await suppress(tx, botId, [
      ...persons(bounced.filter(({ bounce }) => bounce !== 'soft')).map(person => ({
        person,
        channel: 'email',
        source: 'bounce' as const,
        evidence: 'The address does not exist.'
      })),
      ...worn.map(person => ({
        person,
        channel: 'email',
        source: 'bounce' as const,
        evidence: `${limits.soft_bounces_before_suppression} mails in a row could not be delivered.`
      }))
    ])
  }

interface Guarding {
  tx: Database
  botId: string
  today: number
  limits: Parameters<typeof overLimit>[1]
  stop: MishapParts['stop']
}

const guard = async (
  { tx, botId, today, limits, stop }: Guarding,
  owners: readonly Owner[]
): Promise<void> => {
  const figures = await figuresOf(tx, botId, [ALL_MAILS, ...owners.map(scopeOf)], today)
  const why = (scope: string): Reason | null => {
    const counted = figures.get(scope)
    return counted ? overLimit(counted, limits) : null
  }
  const mailbox = why(ALL_MAILS)
  const concerned = mailbox ? await mailLanes(tx, botId) : owners.filter(owner => why(scopeOf(owner)))
  if (concerned.length === 0) return
  // Only those that there are still: a lane that is gone sends nothing.
  for (const { owner } of await lockLanes(tx, concerned)) {
    const reason = why(scopeOf(owner)) ?? mailbox
    if (!reason) continue
    await closeLane(tx, owner)
    await stop(tx, botId, owner, reason)
    await beginAnew(tx, botId, scopeOf(owner))
  }
  if (mailbox) await beginAnew(tx, botId, ALL_MAILS)
}

const ownersOf = async (
  tx: Database,
  botId: string,
  happenings: readonly Happening[]
): Promise<Map<number, Owner>> => {
  const ids = [...new Set(happenings.flatMap(({ message_id }) => message_id ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.query(
    `select id, owner_type, owner_id from outbound_messages
      where id in (select id from ${tx.rows({ id: 'integer' })} given) and coalesce(bot_id, '') = ?`,
    [JSON.stringify(ids.map(id => ({ id }))), botId]
  )
  return new Map(
    rows.map(row => [toNumber(row.id), { type: toText(row.owner_type), id: toNumber(row.owner_id) }])
  )
}

const mailLanes = async (tx: Database, botId: string): Promise<Owner[]> => {
  const rows = await tx.query(
    `select owner_type, owner_id from outbound_lanes where bot_id = ? and channel = 'email'
      order by owner_type, owner_id`,
    [botId]
  )
  return rows.map(row => ({ type: toText(row.owner_type), id: toNumber(row.owner_id) }))
}
