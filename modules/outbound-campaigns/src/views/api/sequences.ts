/** Sequences over the API: the plans themselves, their steps, and what changing them would do. */
import type { TopSequence } from '../../backend/metrics/schema'
import type { LibraryEntry, LibraryKind } from '../../backend/sequences/library/schema'
import type { GivenStep } from '../../backend/sequences/steps/given-schema'
import type { Branch, Check, StepType } from '../../backend/sequences/steps/schema'
import type {
  Category,
  Objection,
  People,
  SavedSequence,
  Sequence,
  SequenceChange,
  SequenceCheck,
  SequenceSettings,
  SequenceWithSteps,
  Trigger
} from '../../backend/sequences/templates/schema'
import type { Previewed } from '../../backend/sequences/versions/preview-schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { firstOf, get, isListed, post, put, remove, type Listed } from './request'

export type {
  Branch,
  Category,
  Check,
  GivenStep,
  LibraryEntry,
  LibraryKind,
  People,
  Previewed,
  SavedSequence,
  Sequence,
  SequenceChange,
  SequenceCheck,
  SequenceSettings,
  SequenceWithSteps,
  StepType,
  Trigger
}
export type SequenceObjection = Objection

const isSequence = (body: unknown): body is Sequence =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.name === 'string' &&
  typeof body.revision === 'number' &&
  isRecord(body.counts) &&
  isRecord(body.metrics) &&
  isRecord(body.settings)

export const isSequenceWithSteps = (body: unknown): body is SequenceWithSteps =>
  isRecord(body) && isSequence(body) && 'steps' in body && Array.isArray(body.steps)

const isSaved = (body: unknown): body is SavedSequence =>
  isRecord(body) && isSequenceWithSteps(body) && 'warnings' in body && Array.isArray(body.warnings)

const isPreview = (body: unknown): body is { people: Previewed[]; warnings: Objection[] } =>
  isRecord(body) && Array.isArray(body.people) && Array.isArray(body.warnings)

const isCheck = (body: unknown): body is SequenceCheck =>
  isRecord(body) && Array.isArray(body.problems) && Array.isArray(body.warnings)

const isLibrary = (body: unknown): body is { items: LibraryEntry[] } =>
  isRecord(body) && Array.isArray(body.items)

const isFields = (body: unknown): body is { custom: string[] } =>
  isRecord(body) && Array.isArray(body.custom) && body.custom.every(name => typeof name === 'string')

const isTops = (body: unknown): body is { by_conversion: TopSequence[] } =>
  isRecord(body) &&
  Array.isArray(body.by_conversion) &&
  body.by_conversion.every(one => isRecord(one) && isRecord(one.raw))

export interface Machines {
  opened: number
  clicked: number
}

export interface SequenceFilter {
  active: 'true' | 'false' | null
  search: string
}

/** The first `count` sequences, newest first. */
export const getSequences = (
  http: Http,
  { active, search }: SequenceFilter,
  count: number
): Promise<Answer<Listed<Sequence>>> =>
  firstOf(count, page =>
    get(http, '/sequences/templates', isListed(isSequence), { active: active ?? undefined, search, ...page })
  )

export const getSequence = (http: Http, id: number): Promise<Answer<SequenceWithSteps>> =>
  get(http, `/sequences/templates/${id}`, isSequenceWithSteps)

export const changeSequence = (
  http: Http,
  id: number,
  change: Partial<SequenceChange>
): Promise<Answer<SavedSequence>> => put(http, `/sequences/templates/${id}`, change, isSaved)

export const deleteSequence = (http: Http, id: number): Promise<Answer<unknown>> =>
  remove(http, `/sequences/templates/${id}`)

/** Goes on after what stopped it was seen to. */
export const resumeSequence = (http: Http, id: number): Promise<Answer<Sequence>> =>
  post(http, `/sequences/templates/${id}/resume`, {}, isSequence)

export const cloneSequence = (http: Http, id: number): Promise<Answer<SavedSequence>> =>
  post(http, `/sequences/templates/${id}/clone`, {}, isSaved)

export const checkSequence = (http: Http, id: number): Promise<Answer<SequenceCheck>> =>
  get(http, `/sequences/templates/${id}/check`, isCheck)

/** Looks at steps that are not saved: what speaks against them (as a refusal), and who would land where. */
export const previewSteps = (
  http: Http,
  id: number,
  steps: readonly GivenStep[]
): Promise<Answer<{ people: Previewed[]; warnings: Objection[] }>> =>
  post(http, `/sequences/templates/${id}/steps/preview`, { steps }, isPreview)

export const getLibrary = (
  http: Http,
  language: LibraryEntry['language']
): Promise<Answer<{ items: LibraryEntry[] }>> => get(http, '/sequences/library', isLibrary, { language })

export const createFromLibrary = (
  http: Http,
  wanted: { kind: LibraryKind | 'blank'; language: LibraryEntry['language']; name?: string }
): Promise<Answer<SavedSequence>> => post(http, '/sequences/library', wanted, isSaved)

/** The module's own five mails: the sequence that is there, or a new one. */
export const createDefault = (
  http: Http,
  language: LibraryEntry['language']
): Promise<Answer<SequenceWithSteps>> =>
  post(http, '/sequences/default', { kind: 'five_mails', language }, isSequenceWithSteps)

/** What machines opened and clicked beside people, by sequence: of the best hundred, within the longest time there is. */
export const getMachines = async (
  http: Http,
  from: string
): Promise<Answer<ReadonlyMap<number, Machines>>> => {
  const answer = await get(http, '/metrics/sequences', isTops, { from, limit: 100, least: 0 })
  if (answer.kind === 'failure') return answer
  return {
    kind: 'value',
    value: new Map(
      answer.value.by_conversion.map(({ sequence_id: id, opened, clicked, raw }) => [
        id,
        { opened: Math.max(0, raw.opened - opened), clicked: Math.max(0, raw.clicked - clicked) }
      ])
    )
  }
}

/** The names of the custom fields that leads have. */
export const getVariables = (http: Http): Promise<Answer<{ custom: string[] }>> =>
  get(http, '/sequences/variables', isFields)
