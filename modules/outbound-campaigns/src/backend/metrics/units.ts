import { finalEventsOf } from '../engagement'
import { triedMessages, type TriedMessage } from '../outbox'
import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../platform/database/values'
import { enrollmentsOfLeads, messagesOfLeads } from '../sequences'
import { contributionsOf, contributionsOfOther, type Contribution } from './contributions'
import type { DayOf } from './day'
import type { MessageFact, OtherMessage } from './history'

/** Whatever is counted as one: a lead with all their ways through sequences, or a message of no sequence. */
export type UnitKind = 'lead' | 'message'

export interface UnitRef {
  kind: UnitKind
  ref: number
}

/** What a unit adds, by its facts as they are now. */
export interface Unit extends UnitRef {
  contributions: Contribution[]
  /** Nobody knows yet what came of a message: looked at again later, because nothing may be told of it. */
  open: boolean
}

/** What was counted of a unit before. */
export interface CountedUnit extends UnitRef {
  generation: number
  againAt: number | null
  counted: string
}

export const unitName = ({ kind, ref }: UnitRef): string => `${kind} ${ref}`

/** Each once. */
export const distinct = (refs: readonly UnitRef[]): UnitRef[] => [
  ...new Map(refs.map(one => [unitName(one), { kind: one.kind, ref: one.ref }])).values()
]

/** Reads the facts of a set of units, a few statements for all of them. */
export const readUnits = async (
  db: Database,
  botId: string,
  refs: readonly UnitRef[],
  dayOf: DayOf
): Promise<Unit[]> => {
  const idsOf = (kind: UnitKind) => refs.filter(one => one.kind === kind).map(({ ref }) => ref)
  return [
    ...(await readLeads(db, botId, idsOf('lead'), dayOf)),
    ...(await readOthers(db, botId, idsOf('message'), dayOf))
  ]
}

const readLeads = async (
  db: Database,
  botId: string,
  leadIds: readonly number[],
  dayOf: DayOf
): Promise<Unit[]> => {
  if (leadIds.length === 0) return []
  const enrollments = groupedBy(await enrollmentsOfLeads(db, botId, leadIds))
  const owed = await messagesOfLeads(db, botId, leadIds)
  const tried = new Map(
    (
      await triedMessages(
        db,
        botId,
        owed.map(({ id }) => id)
      )
    ).map(message => [message.id, message])
  )
  const messages = groupedBy(
    owed.flatMap(({ ...message }): Array<MessageFact & { open: boolean }> => {
      const known = tried.get(message.id)
      return [
        {
          ...message,
          sender: known?.sender ?? '',
          accepted: known?.accepted ?? false,
          open: known?.open ?? false
        }
      ]
    })
  )
  const events = groupedBy(await finalEventsOf(db, botId, leadIds))
  return leadIds.map(ref => {
    const theirs = messages.get(ref) ?? []
    return {
      kind: 'lead',
      ref,
      contributions: contributionsOf(
        { enrollments: enrollments.get(ref) ?? [], messages: theirs, events: events.get(ref) ?? [] },
        dayOf
      ),
      open: theirs.some(({ open }) => open)
    }
  })
}

const groupedBy = <T extends { leadId: number }>(facts: readonly T[]): Map<number, T[]> => {
  const groups = new Map<number, T[]>()
  for (const fact of facts) {
    const group = groups.get(fact.leadId)
    if (group) group.push(fact)
    else groups.set(fact.leadId, [fact])
  }
  return groups
}

const readOthers = async (
  db: Database,
  botId: string,
  ids: readonly number[],
  dayOf: DayOf
): Promise<Unit[]> => {
  const tried = new Map((await triedMessages(db, botId, ids)).map(message => [message.id, message]))
  return ids.map(ref => {
    const message = tried.get(ref)
    const other = message && otherMessage(message)
    return {
      kind: 'message',
      ref,
      contributions: other ? contributionsOfOther(other, dayOf) : [],
      open: message?.open ?? false
    }
  })
}

const otherMessage = ({ ownerType, ...message }: TriedMessage): OtherMessage | undefined => {
  if (ownerType === 'campaign' || ownerType === 'single') return { ...message, scope: ownerType }
  return undefined
}

/** What was counted of these before, by their names. */
export const countedUnits = async (
  db: Database,
  botId: string,
  refs: readonly UnitRef[]
): Promise<Map<string, CountedUnit>> => {
  const rows = await db.query(
    `select u.kind, u.ref, u.generation, u.again_at, u.counted
       from ${db.rows({ kind: 'text', ref: 'integer' })} given cross join outbound_metrics_units u
      where u.bot_id = ? and u.kind = given.kind and u.ref = given.ref`,
    [JSON.stringify(refs), botId]
  )
  return new Map(
    rows.map(row => {
      const unit: CountedUnit = {
        kind: kindOf(toText(row.kind)),
        ref: toNumber(row.ref),
        generation: toNumber(row.generation),
        againAt: toNumberOrNull(row.again_at),
        counted: toText(row.counted)
      }
      return [unitName(unit), unit]
    })
  )
}

export const kindOf = (word: string): UnitKind => {
  if (word === 'lead' || word === 'message') return word
  throw new Error(`Nothing is counted of a ${word}.`)
}

/** Those whose facts were open, and whose time to be looked at again has come. */
export const dueAgain = async (db: Database, botId: string, limit: number): Promise<UnitRef[]> => {
  const rows = await db.query(
    `select kind, ref from outbound_metrics_units
      where bot_id = ? and again_at is not null and again_at <= ${db.now} order by again_at limit ?`,
    [botId, limit]
  )
  return rows.map(row => ({ kind: kindOf(toText(row.kind)), ref: toNumber(row.ref) }))
}

/** Those that a rebuild did not come to, because their facts are gone. */
export const unitsOlderThan = async (
  db: Database,
  botId: string,
  generation: number,
  limit: number
): Promise<CountedUnit[]> => {
  const rows = await db.query(
    `select kind, ref, generation, counted from outbound_metrics_units
      where bot_id = ? and generation < ? order by generation, kind, ref limit ?`,
    [botId, generation, limit]
  )
  return rows.map(row => ({
    kind: kindOf(toText(row.kind)),
    ref: toNumber(row.ref),
    generation: toNumber(row.generation),
    againAt: null,
    counted: toText(row.counted)
  }))
}

export const saveUnits = async (
  tx: Database,
  botId: string,
  units: ReadonlyArray<UnitRef & { generation: number; again: boolean; counted: string }>,
  againMs: number
): Promise<void> => {
  if (units.length === 0) return
  const rows = units.map(({ kind, ref, generation, again, counted }) => ({
    kind,
    ref,
    generation,
    again: again ? 1 : 0,
    counted
  }))
  const columns = {
    kind: 'text',
    ref: 'integer',
    generation: 'integer',
    again: 'integer',
    counted: 'text'
  } as const
  await tx.change(
    `insert into outbound_metrics_units (bot_id, kind, ref, generation, again_at, counted)
     select ?, kind, ref, generation, case when again = 1 then ${tx.now} + ${Math.round(againMs)} end, counted
       from ${tx.rows(columns)} given where true order by kind, ref
     on conflict (bot_id, kind, ref) do update
        set generation = excluded.generation, again_at = excluded.again_at, counted = excluded.counted`,
    [botId, JSON.stringify(rows)]
  )
}
