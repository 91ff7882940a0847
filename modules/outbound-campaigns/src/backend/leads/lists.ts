import { badRequest } from '../platform/http/problem'
import type { Database } from '../platform/database/database'
import type { Page } from '../platform/database/page'
import { toIso } from '../platform/database/values'
import type { SettingsService } from '../platform/settings/settings'
import { shownLead, type StoredLead } from './lead'
import { countLeads, listAmong, listLeads, listProfiles } from './list-store'
import type { LeadAct, LeadsQuery, ListedLead } from './schema'
import { countFound, isFoundBy, searchLeads } from './search-store'

/** A sequence that somebody is in. */
export type LeadSequence = ListedLead['sequences'][number]

/** Who is or was in a sequence: told by the sequences. */
export interface SequenceMembers {
  /** Ids of leads below this one (null: from the newest on), each once, from the last one down. */
  page(botId: string, sequenceId: number, below: number | null, limit: number): Promise<number[]>
  count(botId: string, sequenceId: number): Promise<number>
  /** What each of these is in now. */
  of(botId: string, leadIds: readonly number[]): Promise<ReadonlyMap<number, LeadSequence[]>>
}

/** The last thing that somebody did. */
export interface LeadActivity {
  type: LeadAct
  channel: 'email' | 'whatsapp' | null
  at: number
}

/** Of each of these leads, those who did nothing left out: told by engagement. */
export type LastActivities = (
  botId: string,
  leadIds: readonly number[]
) => Promise<ReadonlyMap<number, LeadActivity>>

/** At most so many people of a sequence are looked at for one page; then it is a shorter one, with a cursor. */
const MOST_LOOKED_AT = 5_000
const AT_A_TIME = 200

/** The lists of leads, as people ask for them. */
export class LeadLists {
  private members: SequenceMembers = {
    page: async () => [],
    count: async () => 0,
    of: async () => new Map<number, LeadSequence[]>()
  }

  private activities: LastActivities = async () => new Map<number, LeadActivity>()

  constructor(
    private readonly db: Database,
    private readonly settings: SettingsService
  ) {}

  readMembersFrom(members: SequenceMembers): void {
    this.members = members
  }

  readActivitiesFrom(activities: LastActivities): void {
    this.activities = activities
  }

  async list(botId: string, query: LeadsQuery): Promise<Page<ListedLead> & { total: number }> {
    const page = await this.page(botId, query)
    const total = await this.total(botId, query)
    const { mx_prefix } = await this.settings.of(botId)
    const ids = page.items.map(({ id }) => id)
    const sequences = await this.members.of(botId, ids)
    const activities = await this.activities(botId, ids)
    return {
      items: page.items.map(lead => ({
        ...shownLead(lead, mx_prefix),
        last_activity: shownActivity(activities.get(lead.id)),
        sequences: sequences.get(lead.id) ?? []
      })),
      next_cursor: page.next_cursor,
      total
    }
  }

  /** The profiles that leads have, the commonest first. */
  async profiles(botId: string): Promise<Array<{ icp: string; leads: number }>> {
    return listProfiles(this.db, botId)
  }

  private page(botId: string, query: LeadsQuery): Promise<Page<StoredLead>> {
    const { limit, cursor, search, sequence_id, ...filter } = query
    if (sequence_id !== undefined) return this.pageOfMembers(botId, sequence_id, query)
    return search !== undefined
      ? searchLeads(this.db, botId, search, filter, { limit, cursor })
      : listLeads(this.db, botId, filter, { limit, cursor })
  }

  /** Of a sequence's people all are counted, whatever else is asked for: they are in the sequences' hands. */
  private total(botId: string, query: LeadsQuery): Promise<number> {
    const { limit, cursor, search, sequence_id, ...filter } = query
    if (sequence_id !== undefined) return this.members.count(botId, sequence_id)
    return search !== undefined
      ? countFound(this.db, botId, search, filter)
      : countLeads(this.db, botId, filter)
  }

  private async pageOfMembers(
    botId: string,
    sequenceId: number,
    { limit, cursor, search, sequence_id, ...filter }: LeadsQuery
  ): Promise<Page<StoredLead>> {
    const fits = search === undefined ? () => true : isFoundBy(search)
    const items: StoredLead[] = []
    let below = idOf(cursor)
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += AT_A_TIME) {
      const ids = await this.members.page(botId, sequenceId, below, AT_A_TIME)
      const leads = (await listAmong(this.db, botId, ids, filter)).filter(fits)
      items.push(...leads)
      const last = items[limit - 1]
      if (items.length > limit && last) return { items: items.slice(0, limit), next_cursor: String(last.id) }
      const lowest = ids[ids.length - 1]
      if (ids.length < AT_A_TIME || lowest === undefined) return { items, next_cursor: null }
      below = lowest
    }
    return { items, next_cursor: String(below) }
  }
}

const shownActivity = (activity: LeadActivity | undefined): ListedLead['last_activity'] =>
  activity ? { ...activity, at: toIso(activity.at) } : null

const idOf = (cursor: string | undefined): number | null => {
  if (cursor === undefined) return null
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor)
  throw badRequest('The cursor is not one that this list gave. Begin again without it.', [
    { path: 'cursor', message: 'not a cursor of this list' }
  ])
}
