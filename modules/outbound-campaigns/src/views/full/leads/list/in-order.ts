import type { BulkResult } from '../../../api/leads'

/** Of what came of an enrolment, those who stayed out first: of them somebody wants to know why. */
export const inOrder = (results: readonly BulkResult[]): BulkResult[] => [
  ...results.filter(({ result }) => result !== 'enrolled'),
  ...results.filter(({ result }) => result === 'enrolled')
]
