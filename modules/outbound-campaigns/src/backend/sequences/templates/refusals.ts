import { unprocessable } from '../../platform/http/problem'
import type { SequenceFields } from './schema'

/** A range of scores in which nobody is would never start anybody, and never say so. */
export const refuseScores = ({ min_score, max_score }: SequenceFields): void => {
  if (min_score === null || max_score === null || min_score <= max_score) return
  throw unprocessable('The lowest score is above the highest: nobody is in between.', [
    { path: 'max_score', code: 'empty_range', message: `is below min_score (${min_score})` }
  ])
}
