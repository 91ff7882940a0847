import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { reasonCounts, type MessageStatus } from '../outbox'
import { ownerOf } from './campaigns'
import { OF_CAMPAIGN, withoutRepetition, type RecipientFilter } from './recipients-store'
import type { Counts } from './schema'

export interface HowMany {
  total: number
  /** false: at least so many. Nobody waits for a million rows to be counted, only to be told that they are many. */
  isExact: boolean
}

/** So many of a search are counted. */
export const COUNTED = 10_000

/** How many a filter finds: read off what is counted anyway where that says it, counted within bounds where it doesn't. */
export const countRecipients = async (
  db: Database,
  botId: string,
  campaignId: number,
  filter: RecipientFilter,
  counts: Counts
): Promise<HowMany> => {
  if (filter.persons) return countFound(db, botId, campaignId, { ...filter, persons: filter.persons })
  if (filter.code !== undefined) {
    return countForReason(db, botId, campaignId, { status: filter.status, code: filter.code })
  }
  return { total: filter.status ? counts[filter.status] : counts.total, isExact: true }
}

/** Ends are counted by their reasons as they come; what is owed still, and waits for a retry, is counted here. */
const countForReason = async (
  db: Database,
  botId: string,
  campaignId: number,
  { status, code }: { status?: MessageStatus; code: string }
): Promise<HowMany> => {
  const reasons = await reasonCounts(db, ownerOf(campaignId))
  const ended = reasons
    .filter(reason => reason.code === code && (status === undefined || reason.status === status))
    .reduce((sum, { count }) => sum + count, 0)
  if (status !== undefined && status !== 'pending' && status !== 'sending')
    return { total: ended, isExact: true }
  const row = await db.first(
    `select count(*) as n from (
       select 1 from outbound_messages
        where ${OF_CAMPAIGN} and reason_code = ? and status in (${status ? '?' : `'pending', 'sending'`})
        limit ${COUNTED + 1}) owed`,
    [botId, campaignId, code, ...(status ? [status] : [])]
  )
  const owed = toNumber(row?.n)
  return { total: ended + Math.min(owed, COUNTED), isExact: owed <= COUNTED }
}

const countFound = async (
  db: Database,
  botId: string,
  campaignId: number,
  { status, code, persons }: RecipientFilter & { persons: readonly string[] }
): Promise<HowMany> => {
  let looked = 0
  let total = 0
  for (const beginning of withoutRepetition(persons)) {
    // The bound is on the rows that are looked at: a status that none of them has must not lead through all of them.
    const row = await db.first(
      `select count(*) as looked, count(case when ${status ? 'found.status = ?' : 'true'}
                                               and ${code === undefined ? 'true' : 'found.reason_code = ?'} then 1 end) as n
         from (select status, reason_code from outbound_messages
                where ${OF_CAMPAIGN} and dedupe_key >= ? and dedupe_key < ?
                order by dedupe_key limit ${COUNTED + 1 - looked}) found`,
      [
        ...(status ? [status] : []),
        ...(code === undefined ? [] : [code]),
        botId,
        campaignId,
        beginning,
        `${beginning}:`
      ]
    )
    looked += toNumber(row?.looked)
    total += toNumber(row?.n)
    if (looked > COUNTED) return { total: Math.min(total, COUNTED), isExact: false }
  }
  return { total, isExact: true }
}
