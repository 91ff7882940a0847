/** The compliance log over the API. */
import type {
  EvidenceFilter as ApiFilter,
  ShownEvidence,
  Verification
} from '../../backend/compliance/evidence/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, getFile, isListed, type Listed } from './request'

export type { Verification }
export type EvidenceKind = NonNullable<ApiFilter['kind']>
export type Evidence = ShownEvidence

const isEvidence = (body: unknown): body is Evidence =>
  isRecord(body) && typeof body.kind === 'string' && typeof body.at === 'string' && isRecord(body.facts)

export interface EvidenceFilter {
  /** A whole address or number. */
  search: string
  kind: EvidenceKind | null
  /** Days, both of them within: 'YYYY-MM-DD'. */
  from: string | null
  to: string | null
}

/** A day's own beginning and end are those of who looks. */
const momentOf = (day: string, later: number): string | undefined => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + later)
  return Number.isNaN(at.valueOf()) ? undefined : at.toISOString()
}

const paramsOf = ({ search, kind, from, to }: EvidenceFilter) => ({
  search,
  kind: kind ?? undefined,
  from: from === null ? undefined : momentOf(from, 0),
  to: to === null ? undefined : momentOf(to, 1)
})

export const getEvidence = (
  http: Http,
  filter: EvidenceFilter,
  page: { limit: number; cursor?: string }
): Promise<Answer<Listed<Evidence>>> =>
  get(http, '/evidence', isListed(isEvidence), { ...paramsOf(filter), ...page })

export const getEvidenceFile = (http: Http, filter: EvidenceFilter): Promise<Answer<Blob>> =>
  getFile(http, '/evidence', { ...paramsOf(filter), format: 'jsonl' })

const isVerification = (body: unknown): body is Verification =>
  isRecord(body) && typeof body.ok === 'boolean' && typeof body.checked === 'number' && isRecord(body.head)

export const verifyEvidence = (http: Http): Promise<Answer<Verification>> =>
  get(http, '/evidence/verify', isVerification)
