import { randomBytes } from 'crypto'
import { z } from 'zod'
import { addNews, news, subjectOf, type FactKind } from '../inbox'
import type { Database } from '../platform/database/database'

const suppressedBody = z.object({ person: z.string(), channel: z.string() })

/**
 * Somebody must not be written to any more, on a channel or on all: whoever plans something for them reacts. Written in
 * the transaction that suppresses. What is owed already needs nobody's reaction: the claim passes over it.
 */
export const personSuppressed: FactKind<z.infer<typeof suppressedBody>> = {
  name: 'person.suppressed',
  body: suppressedBody,
  keepMs: 60_000
}

export const tellSuppressed = async (
  tx: Database,
  botId: string,
  suppressed: ReadonlyArray<{ person: string; channel: string }>
): Promise<void> => {
  if (suppressed.length === 0) return
  // Who opts out, comes back and opts out again is suppressed twice: no two of these facts are one.
  const batch = randomBytes(12).toString('hex')
  await addNews(
    tx,
    suppressed.map(({ person, channel }, n) => ({
      ...news(personSuppressed, {
        dedupeKey: `person suppressed ${batch} ${n}`,
        subject: subjectOf(person),
        body: { person, channel }
      }),
      botId
    }))
  )
}
