import type { Database } from '../database/database'
import type { Page, PageRequest } from '../database/page'
import type { Caller } from '../http/route'
import type { AuditEntry } from './schema'
import { countEntries, insertEntry, listEntries } from './store'

export interface AuditFact {
  action: string
  subject_type: string
  subject_id: string | null
  details: unknown
}

/** Who did what, when. Written in the transaction of the deed, so there is neither a deed nor a record alone. */
export class Audit {
  constructor(private readonly db: Database) {}

  record(tx: Database, botId: string, caller: Caller, fact: AuditFact): Promise<void> {
    return insertEntry(tx, botId, caller.email, fact)
  }

  async list(botId: string, page: PageRequest): Promise<Page<AuditEntry> & { total: number }> {
    const [entries, total] = [await listEntries(this.db, botId, page), await countEntries(this.db, botId)]
    return { ...entries, total }
  }
}
