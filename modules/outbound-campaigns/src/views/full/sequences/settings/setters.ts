/** What every section of a sequence's rules is given: the draft, and how to change it. */
import type { SequenceSettings } from '../../../api/sequences'
import type { Draft, Fields } from '../model/draft'

export interface Setters {
  draft: Draft
  canWrite: boolean
  setField: (change: Partial<Fields>) => void
  setRule: (change: Partial<SequenceSettings>) => void
  errorOf: (field: string) => string | null
}
