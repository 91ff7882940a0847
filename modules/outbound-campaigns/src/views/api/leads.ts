/** Leads over the API: who they are, what happened to them, and which sequences they are in. */
import type { Lead, LeadChange, LeadInput, LeadScoring, ListedLead } from '../../backend/leads/schema'
import type { ShownEntry } from '../../backend/leads/timeline/schema'
import type { BulkAnswer as WholeAnswer, Enrollment } from '../../backend/sequences/enrollments/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, isListed, post, postPatiently, put, remove, type Listed } from './request'

export type { Enrollment, Lead, LeadChange, LeadInput, LeadScoring, ListedLead }
export type LeadStatus = Lead['status']
export type Priority = NonNullable<Lead['priority']>
export type TimelineEntry = ShownEntry

const isLead = (body: unknown): body is Lead =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.status === 'string' &&
  typeof body.points === 'number' &&
  isRecord(body.custom)

const isLeads = isListed(
  (body): body is ListedLead => isLead(body) && 'sequences' in body && Array.isArray(body.sequences)
)

export interface LeadsFilter {
  search: string
  icp: string | null
  status: LeadStatus | null
  priority: Priority | null
  /** Of their own score. */
  min: number | null
  max: number | null
  /** Those who are or were in it. */
  sequence: number | null
}

interface PageAsked {
  limit: number
  cursor?: string
}

const orNothing = <T>(value: T | null): T | undefined => value ?? undefined

const paramsOf = ({ search, icp, status, priority, min, max, sequence }: LeadsFilter) => ({
  search,
  icp: orNothing(icp),
  status: orNothing(status),
  priority: orNothing(priority),
  min_score: orNothing(min),
  max_score: orNothing(max),
  sequence_id: orNothing(sequence)
})

export const getLeads = (
  http: Http,
  filter: LeadsFilter,
  page: PageAsked
): Promise<Answer<Listed<ListedLead>>> => get(http, '/leads', isLeads, { ...paramsOf(filter), ...page })

/** With how the score comes about. */
export type LeadWithScoring = Lead & { scoring: LeadScoring }

const isWithScoring = (body: unknown): body is LeadWithScoring =>
  isLead(body) && 'scoring' in body && isRecord(body.scoring) && Array.isArray(body.scoring.parts)

export const getLead = (http: Http, id: number): Promise<Answer<LeadWithScoring>> =>
  get(http, `/leads/${id}`, isWithScoring)

/** Who is given as new may be known already: the server knows by their address, number or key. */
export interface SavedLead {
  lead: Lead
  wasThere: boolean
}

const saved = (answer: Answer<Lead>, wasThere: boolean): Answer<SavedLead> =>
  answer.kind === 'value' ? { kind: 'value', value: { lead: answer.value, wasThere } } : answer

export const addLead = async (http: Http, lead: LeadInput): Promise<Answer<SavedLead>> => {
  let wasThere = false
  const answer = await post(http, '/leads', lead, isLead, status => {
    wasThere = status === 200
  })
  return saved(answer, wasThere)
}

export const changeLead = async (http: Http, id: number, change: LeadChange): Promise<Answer<SavedLead>> =>
  saved(await put(http, `/leads/${id}`, change, isLead), true)

export const forgetLead = (http: Http, id: number): Promise<Answer<unknown>> => remove(http, `/leads/${id}`)

export interface Profile {
  icp: string
  leads: number
}

const isProfiles = (body: unknown): body is { items: Profile[] } =>
  isRecord(body) &&
  Array.isArray(body.items) &&
  body.items.every(item => isRecord(item) && typeof item.icp === 'string')

/** The profiles that leads have, the commonest first. */
export const getProfiles = (http: Http): Promise<Answer<{ items: Profile[] }>> =>
  get(http, '/leads/profiles', isProfiles)

export interface TimelinePage {
  items: TimelineEntry[]
  next_cursor: string | null
}

const isTimeline = (body: unknown): body is TimelinePage =>
  isRecord(body) &&
  Array.isArray(body.items) &&
  body.items.every(item => isRecord(item) && typeof item.kind === 'string' && isRecord(item.details))

export const getTimeline = (http: Http, id: number, page: PageAsked): Promise<Answer<TimelinePage>> =>
  get(http, `/leads/${id}/timeline`, isTimeline, { ...page })

const isEnrollment = (body: unknown): body is Enrollment =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.template_name === 'string' &&
  Array.isArray(body.waiting_for)

/** Of one lead, newest first. */
export const getEnrollments = (http: Http, leadId: number): Promise<Answer<Listed<Enrollment>>> =>
  get(http, '/sequences/enrollments', isListed(isEnrollment), { lead_id: leadId, limit: 100 })

export type EnrollmentOrder = 'active' | 'paused' | 'stopped'

export const setEnrollmentStatus = (
  http: Http,
  id: number,
  status: EnrollmentOrder
): Promise<Answer<Enrollment>> => put(http, `/sequences/enrollments/${id}/status`, { status }, isEnrollment)

export const enrollLead = (http: Http, sequenceId: number, leadId: number): Promise<Answer<Enrollment>> =>
  post(http, '/sequences/enrollments', { template_id: sequenceId, lead_id: leadId }, isEnrollment)

type WholeResult = WholeAnswer['results'][number]
export type EnrollResult = WholeResult['result']
export type BulkResult = Pick<WholeResult, 'lead_id' | 'lead_name' | 'result'>

export interface BulkAnswer {
  counts: Partial<Record<EnrollResult, number>>
  results: BulkResult[]
}

const isBulk = (body: unknown): body is BulkAnswer =>
  isRecord(body) && isRecord(body.counts) && Array.isArray(body.results)

/** The API's own limit for one request that names people. */
export const MOST_AT_ONCE = 10_000
const PAGE = 500

export const enrollLeads = (
  http: Http,
  sequenceId: number,
  leadIds: readonly number[]
): Promise<Answer<BulkAnswer>> =>
  postPatiently(http, '/sequences/enrollments/bulk', { template_id: sequenceId, lead_ids: leadIds }, isBulk)

/** Everybody who is found. What the API can't find by itself while it enrols is found first, page by page. */
export const enrollFound = async (
  http: Http,
  sequenceId: number,
  filter: LeadsFilter
): Promise<Answer<BulkAnswer>> => {
  const { search, sequence_id, ...rest } = paramsOf(filter)
  if (search === '' && sequence_id === undefined)
    return postPatiently(
      http,
      '/sequences/enrollments/bulk',
      { template_id: sequenceId, filter: rest },
      isBulk
    )
  const ids: number[] = []
  let cursor: string | undefined
  do {
    const page: Answer<Listed<ListedLead>> = await getLeads(http, filter, { limit: PAGE, cursor })
    if (page.kind === 'failure') return page
    ids.push(...page.value.items.map(({ id }) => id))
    cursor = page.value.next_cursor ?? undefined
  } while (cursor !== undefined && ids.length < MOST_AT_ONCE)
  if (ids.length === 0) return { kind: 'value', value: { counts: {}, results: [] } }
  return enrollLeads(http, sequenceId, ids.slice(0, MOST_AT_ONCE))
}

export interface SequenceName {
  id: number
  name: string
  active: boolean
}

const isSequenceName = (body: unknown): body is SequenceName =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.name === 'string' &&
  typeof body.active === 'boolean'

/** What there is to choose among. */
export const getSequenceNames = (http: Http): Promise<Answer<Listed<SequenceName>>> =>
  get(http, '/sequences/templates', isListed(isSequenceName), { limit: PAGE })
