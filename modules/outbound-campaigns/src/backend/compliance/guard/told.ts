import { z } from 'zod'
import { addNews, news, type FactKind } from '../../inbox'
import type { Database } from '../../platform/database/database'
import type { Happening } from './mishaps'

const happening = z.object({
  type: z.string(),
  verdict: z.string(),
  person: z.string().nullable(),
  channel: z.string().nullable(),
  message_id: z.number().int().nullable(),
  bounce: z.enum(['hard', 'soft']).nullable().optional()
}) satisfies z.ZodType<Happening>

/**
 * What an event means for lists and limits, as a fact of its own. Other reactions to the event hold lanes, enrollments and
 * leads by then; stopping all that leave from a mailbox needs lanes, which everybody locks first. So it is worked off in a
 * transaction that holds nothing yet.
 */
export const mishapHeard: FactKind<Happening> = {
  name: 'compliance.mishap',
  body: happening,
  keepMs: 60_000
}

const MISHAPS: readonly string[] = ['bounced', 'complained']
const ARRIVED: readonly string[] = ['delivered', 'opened', 'clicked', 'replied']

/** In the transaction that takes the events: passes on what there is to mind, and locks nothing. */
export const hearOf = async (
  tx: Database,
  botId: string,
  facts: ReadonlyArray<{ id: number; body: Happening }>
): Promise<void> => {
  const mails = facts.filter(({ body }) => body.channel !== 'whatsapp')
  const arrived = mails.filter(({ body }) => ARRIVED.includes(body.type) && body.person !== null)
  const beginning = await countedAmong(
    tx,
    botId,
    arrived.flatMap(({ body }) => body.person ?? [])
  )
  const minded = mails.filter(
    ({ body }) =>
      MISHAPS.includes(body.type) || (ARRIVED.includes(body.type) && beginning.has(body.person ?? ''))
  )
  if (minded.length === 0) return
  await addNews(
    tx,
    minded.map(({ id, body }) => ({
      botId,
      ...news(mishapHeard, {
        dedupeKey: `minded ${id}`,
        subject: null,
        body: {
          type: body.type,
          verdict: body.verdict,
          person: body.person,
          channel: body.channel,
          message_id: body.message_id,
          bounce: body.bounce
        }
      })
    }))
  )
}

/**
 * Whose mailboxes could not take a mail lately: that one arrived matters for them alone. While mishaps wait to be counted
 * it may be anybody's.
 */
const countedAmong = async (
  tx: Database,
  botId: string,
  persons: readonly string[]
): Promise<Pick<ReadonlySet<string>, 'has'>> => {
  if (persons.length === 0) return new Set()
  const waiting = await tx.first(
    `select 1 as yes from outbound_inbox where bot_id = ? and status = 'open' and kind = ? limit 1`,
    [botId, mishapHeard.name]
  )
  if (waiting) return { has: () => true }
  const rows = await tx.query(
    `select b.person from ${tx.rows({ person: 'text' })} given cross join outbound_bounces b
      where b.bot_id = ? and b.person = given.person`,
    [JSON.stringify([...new Set(persons)].map(person => ({ person }))), botId]
  )
  return new Set(rows.map(({ person }) => String(person)))
}
