import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { personsOf, rememberAddresses } from '../outbox/addresses'
import { readLane } from '../outbox/lanes'
import type { Owner } from '../outbox/message'
import { addEngagement } from '../outbox/tally'
import type { Fact } from './fact'
import { lastMessagesTo, messagesByProviderId, type AnsweredMessage } from './people'
import type { Reaction } from './registry'
import type { ReplyBody } from './reply'

const CHANNEL = 'whatsapp'

/** A reply with what was found out about it. */
export interface Reply {
  fact: Fact<ReplyBody>
  /** The canonical number, or WhatsApp's own name of somebody whose number nobody knows. */
  person: string
  channel: string
  /** The message that it answers; null: none of ours. */
  message: AnsweredMessage | null
  /** The first answer to that message. */
  isFirst: boolean
}

/** In the transaction of the replies; the lanes of the messages they answer are locked. */
export type ReplyReaction = (tx: Database, botId: string, replies: readonly Reply[]) => Promise<void>

/**
 * Finds out who answered what, counts each message that was answered once, and tells whoever is concerned. Which message
 * it is, is said by the message itself where the person quoted one or tapped its button; else it is the last one sent to
 * them.
 */
export const takeReplies =
  (...reactions: readonly ReplyReaction[]): Reaction<ReplyBody> =>
  async (tx, botId, facts) => {
    const found = await answered(tx, botId, facts)
    const owners = ownersOf(found)
    for (const owner of owners) await readLane(tx, owner, true)
    const first = await markReplied(tx, found)
    for (const owner of owners) {
      const replied = [...first.values()].filter(
        ({ owner: of }) => of.type === owner.type && of.id === owner.id
      )
      if (replied.length > 0) await addEngagement(tx, owner, { replied: replied.length })
    }
    const seen = new Set<number>()
    const replies = found.map(reply => {
      const isFirst = reply.message !== null && first.has(reply.message.id) && !seen.has(reply.message.id)
      if (reply.message) seen.add(reply.message.id)
      return { ...reply, isFirst }
    })
    for (const reaction of reactions) await reaction(tx, botId, replies)
    // Last, as where statuses tell addresses: whoever writes several things locks them in one order.
    await rememberAddresses(
      tx,
      botId,
      CHANNEL,
      found.map(({ person, fact: { body } }) => ({ person, address: body.address, userId: body.user_id }))
    )
  }

type Found = Omit<Reply, 'isFirst'>

const answered = async (
  tx: Database,
  botId: string,
  facts: ReadonlyArray<Fact<ReplyBody>>
): Promise<Found[]> => {
  const quoted = await messagesByProviderId(
    tx,
    botId,
    facts.flatMap(({ body }) => body.answers ?? [])
  )
  const hidden = await personsOf(
    tx,
    botId,
    CHANNEL,
    facts.flatMap(({ body }) => (body.person === null ? (body.user_id ?? []) : []))
  )
  const known = facts.flatMap(fact => {
    const { answers, person, user_id: userId } = fact.body
    const message = (answers !== null && quoted.get(answers)) || null
    // The message that they answer knows best who they are: their number may be hidden, or be another one by now.
    const who = message?.person ?? person ?? (userId === null ? null : (hidden.get(userId) ?? userId))
    return who === null ? [] : [{ fact, person: who, channel: CHANNEL, message }]
  })
  const last = await lastMessagesTo(
    tx,
    botId,
    CHANNEL,
    known.flatMap(({ message, person }) => (message ? [] : [person]))
  )
  return known.map(reply => ({ ...reply, message: reply.message ?? last.get(reply.person) ?? null }))
}

/** In one order for everybody, so that nobody waits for another's lane crosswise. */
const ownersOf = (found: readonly Found[]): Owner[] => {
  const owners = new Map(
    found.flatMap(({ message }) => (message ? [[keyOf(message.owner), message.owner]] : []))
  )
  return [...owners.values()].sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.id - b.id))
}

const keyOf = ({ type, id }: Owner): string => `${type} ${id}`

/** The first answer wins. Answers the messages, found within the bot, that had none before. */
const markReplied = async (tx: Database, found: readonly Found[]): Promise<Map<number, AnsweredMessage>> => {
  const messages = new Map(found.flatMap(({ message }) => (message ? [[message.id, message]] : [])))
  if (messages.size === 0) return new Map()
  const rows = await tx.query(
    `select id from outbound_messages
      where replied_at is null and id in (select id from ${tx.rows({ id: 'integer' })} given)
      order by id ${tx.forUpdate}`,
    [JSON.stringify([...messages.keys()].map(id => ({ id })))]
  )
  const ids = rows.map(row => toNumber(row.id))
  if (ids.length > 0) {
    await tx.change(
      `update outbound_messages set replied_at = ${tx.now}, updated_at = ${tx.now}
        where id in (select id from ${tx.rows({ id: 'integer' })} given)`,
      [JSON.stringify(ids.map(id => ({ id })))]
    )
  }
  return new Map(
    ids.flatMap(id => {
      const message = messages.get(id)
      return message ? [[id, message]] : []
    })
  )
}
