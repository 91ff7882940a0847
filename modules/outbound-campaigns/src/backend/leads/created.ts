import { z } from 'zod'
import { addNews, news, type FactKind, type Inbox } from '../inbox'
import type { Database } from '../platform/database/database'

/**
 * That leads were created, for whoever wants to do something about it. It is written with the leads and worked off after
 * their commit, by the inbox: so whatever goes wrong there, the leads are there, and it is tried again.
 */
const createdBody = z.object({ lead_ids: z.array(z.number().int()) })

export const leadCreated: FactKind<z.infer<typeof createdBody>> = {
  name: 'lead.created',
  body: createdBody,
  // Ids are never used again, so nobody tells the same twice.
  keepMs: 60_000
}

/** The inbox takes a hundred rows in one transaction: these many leads in each make it no longer than a few milliseconds. */
const IN_ONE_FACT = 5

/** A set of new leads. Some may be gone again by now; whoever reacts looks them up. */
export type CreatedReaction = (tx: Database, botId: string, leadIds: readonly number[]) => Promise<void>

export class CreatedLeads {
  private isHeard = false

  constructor(private readonly inbox: Pick<Inbox, 'on' | 'poke'>) {}

  /** Before the first bot is mounted. */
  on(reaction: CreatedReaction): void {
    this.isHeard = true
    this.inbox.on(leadCreated, (tx, botId, facts) =>
      reaction(
        tx,
        botId,
        facts.flatMap(({ body }) => body.lead_ids)
      )
    )
  }

  /** In the transaction that creates them. Where nobody listens, nothing would ever take it out of the inbox again. */
  async tell(tx: Database, botId: string, ids: readonly number[]): Promise<void> {
    if (!this.isHeard || ids.length === 0) return
    const told = []
    for (let from = 0; from < ids.length; from += IN_ONE_FACT) {
      const lead_ids = ids.slice(from, from + IN_ONE_FACT)
      const dedupeKey = `lead created ${lead_ids[0] ?? 0}`
      told.push({ ...news(leadCreated, { dedupeKey, subject: null, body: { lead_ids } }), botId })
    }
    await addNews(tx, told)
  }

  /** After the commit: look now and not at the next tick. */
  poke(botId: string): void {
    if (this.isHeard) this.inbox.poke(botId)
  }
}
