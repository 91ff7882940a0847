import { randomBytes } from 'crypto'
import { z } from 'zod'
import type { Database } from '../platform/database/database'
import { toNumber, toText } from '../platform/database/values'
import { news, type FactKind } from './fact'
import type { Reaction } from './registry'
import { messageReply, readReplyBody, subjectOf } from './reply'
import { insertNews } from './store'

/** Something that a person said to the bot. */
export interface Said {
  id: number
  at: number
  type: string
  text: string | null
  payload: string | null
}

/** The bot and the provider's webhook may both tell of the same words, within this time. */
const SAME_WORDS_MS = 60_000

/** What these persons said lately, oldest first: as far back as the inbox keeps it. */
export const saidBy = async (db: Database, botId: string, persons: readonly string[]): Promise<Said[]> => {
  if (persons.length === 0) return []
  const rows = await db.query(
    `select i.id, i.received_at, i.body from ${db.rows({ subject: 'text' })} given
      cross join outbound_inbox i
      where i.bot_id = ? and i.subject = given.subject and i.kind = ? and i.body <> '{}' order by i.id`,
    [JSON.stringify(persons.map(person => ({ subject: subjectOf(person) }))), botId, messageReply.name]
  )
  const said: Array<Said & { via: string }> = []
  for (const row of rows) {
    const { via, at, type, text, payload } = readReplyBody(toText(row.body))
    const one = { id: toNumber(row.id), at: at ?? toNumber(row.received_at), via, type, text, payload }
    if (!said.some(other => isSame(other, one))) said.push(one)
  }
  return said.map(({ via, ...one }) => one)
}

const isSame = (a: Said & { via: string }, b: Said & { via: string }): boolean =>
  a.via !== b.via && a.text === b.text && Math.abs(a.at - b.at) < SAME_WORDS_MS

const forgottenBody = z.object({ subjects: z.array(z.string()) })

/** Somebody is to be forgotten of whom something was not worked off yet. Names them by their digests only. */
export const personForgotten: FactKind<z.infer<typeof forgottenBody>> = {
  name: 'person.forgotten',
  body: forgottenBody,
  keepMs: 60_000
}

/**
 * Empties what these persons said. What is not worked off yet must be heard first (it may be the word by which they opt
 * out): then the inbox does the rest itself, as soon as it was.
 */
export const forgetSaid = async (tx: Database, botId: string, persons: readonly string[]): Promise<void> => {
  const subjects = persons.map(subjectOf)
  if (subjects.length === 0 || !(await emptySubjects(tx, botId, subjects))) return
  const dedupeKey = `person forgotten ${randomBytes(12).toString('hex')}`
  await insertNews(tx, [
    { ...news(personForgotten, { dedupeKey, subject: null, body: { subjects } }), botId }
  ])
}

/** Tried again and again until nothing of theirs is open any more. */
export const finishForgetting: Reaction<z.infer<typeof forgottenBody>> = async (tx, botId, facts) => {
  const subjects = facts.flatMap(({ body }) => body.subjects)
  if (await emptySubjects(tx, botId, subjects))
    throw new Error('Something that a forgotten person said is not worked off yet.')
}

/** Answers whether something is still open. */
const emptySubjects = async (tx: Database, botId: string, subjects: readonly string[]): Promise<boolean> => {
  const given = tx.rows({ subject: 'text' })
  const json = JSON.stringify(subjects.map(subject => ({ subject })))
  await tx.change(
    `update outbound_inbox set body = '{}', subject = null, error = null
      where bot_id = ? and status = 'done' and subject in (select subject from ${given} given)`,
    [botId, json]
  )
  // What was given up is heard by nobody any more, and could not be taken up again without its body.
  await tx.change(
    `delete from outbound_inbox
      where bot_id = ? and status = 'set_aside' and subject in (select subject from ${given} given)`,
    [botId, json]
  )
  const open = await tx.first(
    `select 1 as yes from ${given} given cross join outbound_inbox i
      where i.bot_id = ? and i.subject = given.subject limit 1`,
    [json, botId]
  )
  return open !== undefined
}
