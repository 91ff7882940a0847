import { createHash } from 'crypto'
import type { Reply, ReplyReaction } from '../inbox'
import { leadsByPersons } from '../leads'
import type { Calendar } from '../platform/calendar'
import type { Place } from './events/event'
import { recordEvents } from './events/record'

export type PlacesOf = (
  tx: Parameters<ReplyReaction>[0],
  botId: string,
  messageIds: readonly number[]
) => Promise<ReadonlyMap<number, Place>>

/** The provider's webhook and the bot's conversation may both tell of the same words, so far apart. */
const SAME_WORDS_MS = 60_000

/**
 * Whoever writes to the bot has replied, whatever they say, and whichever message it answers. WhatsApp Business can send
 * "away" messages by itself; nothing in what the provider hands over tells them from typed ones, so they count as replies.
 */
export const whatsappReplies =
  (calendar: Calendar, placesOf: PlacesOf): ReplyReaction =>
  async (tx, botId, replies) => {
    const leads = await leadsByPersons(
      tx,
      botId,
      replies.map(({ person }) => person),
      'whatsapp'
    )
    const theirs = replies.flatMap(reply => {
      const lead = leads.get(reply.person)
      return lead ? [{ reply, leadId: lead.id }] : []
    })
    if (theirs.length === 0) return
    const places = await placesOf(
      tx,
      botId,
      theirs.flatMap(({ reply }) => (reply.message ? [reply.message.id] : []))
    )
    const now = calendar.now()
    await recordEvents(
      tx,
      botId,
      theirs.map(({ reply, leadId }) => {
        const place = reply.message ? places.get(reply.message.id) : undefined
        return {
          dedupeKey: keyOf(reply),
          type: 'replied',
          source: 'inbox',
          at: now,
          leadId,
          person: reply.person,
          channel: 'whatsapp',
          messageId: reply.message?.id ?? null,
          enrollmentId: place?.enrollmentId ?? null,
          sequenceId: place?.sequenceId ?? null,
          stepKey: place?.stepKey ?? null
        }
      })
    )
  }

/**
 * The same words of the same person within a minute are one reply: both ways of hearing of them carry no id in common.
 * Where the minute ends between the two, it is two; a reply stops a sequence once all the same.
 */
const keyOf = ({ person, fact }: Reply): string => {
  const { text, payload, type } = fact.body
  const said = createHash('sha256')
    .update(JSON.stringify([person, type === 'button' ? payload : null, text]))
    .digest('hex')
  return `whatsapp ${said.slice(0, 32)} ${Math.floor(fact.receivedAt / SAME_WORDS_MS)}`
}
