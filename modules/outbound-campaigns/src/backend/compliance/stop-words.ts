import type { Database } from '../platform/database/database'
import { addEngagement } from '../outbox'
import type { Owner } from '../outbox'
import type { Reply, ReplyReaction } from '../inbox'
import { optBackIn, optOut, type AddressBook } from './opt-outs'
import { tellStopWords } from './stop-word-obeyed'
import { wishReader, type Wish, type Words } from './words'

/**
 * Acts on stop words, whatever the bot's flow does with them. Of several wishes of one person the last one holds. Who
 * leaves isn't written to on any channel: they asked a person's question, not a channel's.
 */
export const obeyWords =
  (wordsOf: (botId: string, tx: Database) => Promise<Words>, book: AddressBook): ReplyReaction =>
  async (tx, botId, replies) => {
    const read = wishReader(await wordsOf(botId, tx))
    const wishes = new Map<string, { wish: Wish; reply: Reply }>()
    for (const reply of inOrder(replies)) {
      const wish = read(reply.fact.body.text, reply.fact.body.payload)
      if (wish) wishes.set(reply.person, { wish, reply })
    }
    const all = [...wishes].map(([person, { wish, reply }]) => ({ person, wish, reply }))
    const leaving = all.filter(({ wish }) => wish === 'out')
    const added = await optOut(
      tx,
      botId,
      book,
      leaving.map(({ person, reply }) => ({
        person,
        channel: 'all',
        source: 'stop_word',
        evidence: reply.fact.body.text ?? reply.fact.body.payload
      }))
    )
    await count(
      tx,
      leaving.flatMap(({ person, reply: { message } }) =>
        message && added.has(person) ? [message.owner] : []
      )
    )
    await tellStopWords(
      tx,
      botId,
      leaving.flatMap(({ person, reply }) => (added.has(person) ? [reply] : []))
    )
    await optBackIn(
      tx,
      botId,
      book,
      all.filter(({ wish }) => wish === 'in').map(({ person }) => person)
    )
  }

const inOrder = (replies: readonly Reply[]): Reply[] =>
  [...replies].sort((a, b) => a.fact.receivedAt - b.fact.receivedAt || a.fact.id - b.fact.id)

/** The lanes are locked by whoever found the replies' messages. */
const count = async (tx: Database, owners: readonly Owner[]): Promise<void> => {
  const sums = new Map<string, { owner: Owner; n: number }>()
  for (const owner of owners) {
    const key = `${owner.type} ${owner.id}`
    sums.set(key, { owner, n: (sums.get(key)?.n ?? 0) + 1 })
  }
  for (const { owner, n } of sums.values()) await addEngagement(tx, owner, { opted_out: n })
}
