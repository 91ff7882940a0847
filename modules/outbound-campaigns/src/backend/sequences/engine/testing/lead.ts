import { newLead, type StoredLead } from '../../../leads'

/** For tests: somebody of whom this much is known, and nothing else. */
export const leadWith = (known: Partial<StoredLead> = {}): StoredLead => ({ ...newLead({}), id: 7, ...known })
