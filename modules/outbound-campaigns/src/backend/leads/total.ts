import type { StoredLead } from './lead'

/**
 * What a lead's score is, wherever it is asked for: your own, and what they earned by what they did, at most 100. Who has
 * no score of your own begins at nothing. Pure.
 */
export const HIGHEST_TOTAL = 100

export const totalOf = ({ score, points }: Pick<StoredLead, 'score' | 'points'>): number =>
  Math.min(HIGHEST_TOTAL, (score ?? 0) + points)

/** The same in SQL, for comparisons with what is at most 100. The indexes hold these very words (011-scores). */
export const totalInSql = (alias: string): string => `(coalesce(${alias}.score, 0) + ${alias}.points)`
