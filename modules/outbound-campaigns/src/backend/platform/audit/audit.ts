import type { Database } from '../database/database'
import type { Page } from '../database/page'
import type { Caller } from '../http/route'
import type { AuditEntry, AuditQuery } from './schema'
import { countEntries, insertEntry, listEntries } from './store'

export interface AuditFact {
  action: string
  subject_type: string
  subject_id: string | null
  details: unknown
}

export type Recorded = (botId: string, fact: AuditFact, by: 'person' | 'module') => void

/** Who did what, when. Written in the transaction of the deed, so there is neither a deed nor a record alone. */
export class Audit {
  constructor(
    private readonly db: Database,
    /** Is told of each that was committed. */
    private readonly recorded: Recorded = () => undefined
  ) {}

  async record(tx: Database, botId: string, caller: Caller, fact: AuditFact): Promise<void> {
    await insertEntry(tx, botId, caller.email, fact)
    tx.afterCommit(() => this.recorded(botId, fact, caller.email === null ? 'module' : 'person'))
  }

  async list(botId: string, query: AuditQuery): Promise<Page<AuditEntry> & { total: number }> {
    const page = await listEntries(this.db, botId, query)
    return { ...page, total: await countEntries(this.db, botId, query) }
  }
}
