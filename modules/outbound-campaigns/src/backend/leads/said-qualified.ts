import type { Database } from '../platform/database/database'
import type { Caller } from '../platform/http/route'
import type { StoredLead } from './lead'

/** What follows when somebody says that a lead has qualified: in the same transaction, the lead being locked. */
export type QualifiedReaction = (
  tx: Database,
  botId: string,
  lead: StoredLead,
  caller: Caller
) => Promise<void>

export class SaidQualified {
  private readonly reactions: QualifiedReaction[] = []

  /** While the module is wired. */
  on(reaction: QualifiedReaction): void {
    this.reactions.push(reaction)
  }

  async tell(tx: Database, botId: string, lead: StoredLead, caller: Caller): Promise<void> {
    for (const reaction of this.reactions) await reaction(tx, botId, lead, caller)
  }
}
