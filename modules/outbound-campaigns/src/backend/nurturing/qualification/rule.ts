import { totalOf, type StoredLead } from '../../leads'
import type { Counts } from '../scores/points'

/**
 * Who qualifies by themselves: whose total has reached the score that counts, and who replied or followed a link. Opens
 * alone never do: programs open mails as well. Whoever wants to hear nothing any more is nobody for a salesperson to
 * call. Pure.
 */
export const qualifies = (
  lead: Pick<StoredLead, 'score' | 'points' | 'status' | 'qualified_at'>,
  counts: Pick<Counts, 'clicks' | 'replies'>,
  minScore: number
): boolean =>
  lead.qualified_at === null && lead.status !== 'opted_out' && totalOf(lead) >= minScore && hasEngaged(counts)

export const hasEngaged = ({ clicks, replies }: Pick<Counts, 'clicks' | 'replies'>): boolean =>
  clicks > 0 || replies > 0
