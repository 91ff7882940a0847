import type { StoredLead } from '../lead'

/** Something that happened to a person. */
export interface TimelineEntry {
  /** Milliseconds since 1970. */
  at: number
  /** Tells entries of one source and one moment apart: a whole number from 1 on that stays the same. */
  id: number
  kind: string
  channel: string | null
  details: Readonly<Record<string, unknown>>
}

/** Entries from here on are wanted no more: what is older, or as old with a smaller id, is. */
export interface Before {
  at: number
  id: number
}

/**
 * Where a timeline takes its entries from. The newest ones that lie before `before` (null: of all), newest first, at most
 * `limit`; of one moment the larger id first.
 */
export interface TimelineSource {
  name: string
  read(
    botId: string,
    lead: StoredLead,
    range: { before: Before | null; limit: number }
  ): Promise<readonly TimelineEntry[]>
}

/** For sources that have few entries anyway and hold them all. */
export const cutOut = (
  entries: readonly TimelineEntry[],
  { before, limit }: { before: Before | null; limit: number }
): TimelineEntry[] =>
  entries
    .filter(({ at, id }) => before === null || at < before.at || (at === before.at && id < before.id))
    .sort((a, b) => b.at - a.at || b.id - a.id)
    .slice(0, limit)

/** The same as a condition on the columns `at` and `id` of a select. */
export const isBefore = (before: Before | null): { sql: string; bindings: number[] } =>
  before === null
    ? { sql: 'true', bindings: [] }
    : { sql: '(at < ? or (at = ? and id < ?))', bindings: [before.at, before.at, before.id] }
