import type { Database } from '../platform/database/database'
import type { StoredLead } from './lead'
import { listAmong, listLeads } from './list-store'
import type { LeadFilter } from './schema'

/** Which leads, by what they are or by their ids. */
export interface LeadChoice extends LeadFilter {
  ids?: readonly number[]
}

const AT_A_TIME = 500

/** Everybody who fits, some hundreds at a time, however many they are: nothing is held open in between. */
export async function* filterLeads(
  db: Database,
  botId: string,
  { ids, ...filter }: LeadChoice
): AsyncGenerator<StoredLead[]> {
  if (ids) {
    const wanted = [...new Set(ids)].sort((a, b) => b - a)
    for (let from = 0; from < wanted.length; from += AT_A_TIME) {
      const leads = await listAmong(db, botId, wanted.slice(from, from + AT_A_TIME), filter)
      if (leads.length > 0) yield leads
    }
    return
  }
  let cursor: string | undefined
  do {
    const page = await listLeads(db, botId, filter, { limit: AT_A_TIME, cursor }, 'asc')
    if (page.items.length > 0) yield page.items
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
}
