import { z } from 'zod'
import { addNews, news, subjectOf, type FactKind, type Reply } from '../inbox'
import type { Database } from '../platform/database/database'

const obeyedBody = z.object({
  person: z.string(),
  /** The reply whose word it was: by it, the answer is one. */
  reply: z.number(),
  /** When they wrote, by the server's clock. */
  at: z.number()
})
export type StopWordObeyed = z.infer<typeof obeyedBody>

/**
 * Somebody has left by a word on WhatsApp and wasn't off the list before: they may be told so, once. Written in the
 * transaction that suppresses; whoever answers does it in one of their own, with the locks in everybody's order.
 */
export const stopWordObeyed: FactKind<StopWordObeyed> = {
  name: 'stop_word.obeyed',
  body: obeyedBody,
  keepMs: 60_000
}

export const tellStopWords = async (
  tx: Database,
  botId: string,
  leaving: ReadonlyArray<Pick<Reply, 'person' | 'fact'>>
): Promise<void> => {
  if (leaving.length === 0) return
  await addNews(
    tx,
    leaving.map(({ person, fact: { id, receivedAt } }) => ({
      ...news(stopWordObeyed, {
        dedupeKey: `stop word ${id}`,
        subject: subjectOf(person),
        body: { person, reply: id, at: receivedAt }
      }),
      botId
    }))
  )
}
