import type { EventBody } from '../engagement'
import type { Fact, Reaction } from '../inbox'
import { messagesCalled } from '../outbox'
import type { Database } from '../platform/database/database'
import { toNumber, toNumberOrNull, toText, toTextOrNull } from '../platform/database/values'

/**
 * What is told of people and messages is only noted, in the transaction that takes it: one statement for a set, which
 * waits for nobody and which nobody waits for. What it means for the sums is found out afterwards.
 */
interface NewMark {
  kind: 'lead' | 'message'
  ref: number | null
  provider_id: string | null
}

export interface Mark {
  id: number
  kind: 'lead' | 'message'
  ref: number | null
  providerId: string | null
}

const addMarks = async (tx: Database, botId: string, marks: readonly NewMark[]): Promise<void> => {
  if (marks.length === 0) return
  const each = new Map(marks.map(mark => [`${mark.kind} ${mark.ref} ${mark.provider_id}`, mark]))
  await tx.change(
    `insert into outbound_metrics_marks (bot_id, kind, ref, provider_id)
     select ?, kind, ref, provider_id from ${tx.rows({ kind: 'text', ref: 'integer', provider_id: 'text' })} given`,
    [botId, JSON.stringify([...each.values()])]
  )
}

/** An event whose verdict is final. */
export const noteEvents: Reaction<Pick<EventBody, 'lead_id'>> = (tx, botId, facts) =>
  addMarks(
    tx,
    botId,
    facts.map(({ body }) => ({ kind: 'lead', ref: body.lead_id, provider_id: null }))
  )

/** Beyond this many digits it is none of ours, and no whole number that a database takes. */
const REF = /^([1-9]\d{0,14})\.[1-9]\d{0,8}$/

/** What the provider says of a message. */
export const noteStatuses = (
  tx: Database,
  botId: string,
  facts: ReadonlyArray<Pick<Fact<{ ref: string | null; uuid: string | null }>, 'body'>>
): Promise<void> =>
  addMarks(
    tx,
    botId,
    facts.flatMap(({ body: { ref, uuid } }): NewMark[] => {
      const [, message] = REF.exec(ref ?? '') ?? []
      if (message) return [{ kind: 'message', ref: Number(message), provider_id: null }]
      return uuid === null ? [] : [{ kind: 'message', ref: null, provider_id: uuid }]
    })
  )

export const nextMarks = async (db: Database, botId: string, limit: number): Promise<Mark[]> => {
  const rows = await db.query(
    'select id, kind, ref, provider_id from outbound_metrics_marks where bot_id = ? order by id limit ?',
    [botId, limit]
  )
  return rows.map(row => ({
    id: toNumber(row.id),
    kind: toText(row.kind) === 'lead' ? 'lead' : 'message',
    ref: toNumberOrNull(row.ref),
    providerId: toTextOrNull(row.provider_id)
  }))
}

/** Which messages and leads they are about. */
export const markedOf = async (
  db: Database,
  botId: string,
  marks: readonly Mark[]
): Promise<{ leads: number[]; messages: number[] }> => {
  const refs = (kind: Mark['kind']) =>
    marks.flatMap(mark => (mark.kind === kind && mark.ref !== null ? [mark.ref] : []))
  const called = await messagesCalled(
    db,
    botId,
    marks.flatMap(({ providerId }) => providerId ?? [])
  )
  return { leads: refs('lead'), messages: [...refs('message'), ...called] }
}

export const removeMarks = async (tx: Database, ids: readonly number[]): Promise<void> => {
  if (ids.length === 0) return
  await tx.change(
    `delete from outbound_metrics_marks where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
    [JSON.stringify(ids.map(id => ({ id })))]
  )
}
