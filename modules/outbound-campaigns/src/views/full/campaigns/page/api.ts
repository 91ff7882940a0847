/** What a campaign's page asks the API beside the campaign itself: its report, its people, and what is done about them. */
import type { WaitingFor } from '../../../../backend/campaigns/outlook-schema'
import type { Report } from '../../../../backend/campaigns/report-schema'
import type {
  Attempt,
  Recipient,
  RecipientWithAttempts
} from '../../../../backend/campaigns/recipients-schema'
import type { AuditEntry } from '../../../../backend/platform/audit/schema'
import { isRecord, type Answer } from '../../../api/answer'
import { getCampaign, type Campaign } from '../../../api/campaigns'
import { get, getFile, isListed, post, put, remove, type Listed } from '../../../api/request'
import type { Http } from '../../../studio'

export type { Attempt, AuditEntry, Recipient, RecipientWithAttempts, Report, WaitingFor }
export type RecipientStatus = Recipient['status']
export type ErrorGroup = Report['errors'][number]

const isReport = (body: unknown): body is Report =>
  isRecord(body) &&
  isRecord(body.counts) &&
  isRecord(body.engagement) &&
  Array.isArray(body.errors) &&
  Array.isArray(body.timeline) &&
  Array.isArray(body.waiting_for)

export interface CampaignAndReport {
  campaign: Campaign
  report: Report
}

/** Both in one go, so that a page never shows the numbers of one moment beside the state of another for long. */
export const getCampaignAndReport = async (http: Http, id: number): Promise<Answer<CampaignAndReport>> => {
  const campaign = await getCampaign(http, id)
  if (campaign.kind === 'failure') return campaign
  const report = await get(http, `/campaigns/${id}/report`, isReport)
  if (report.kind === 'failure') return report
  return { kind: 'value', value: { campaign: campaign.value, report: report.value } }
}

export const getReportFile = (http: Http, id: number): Promise<Answer<Blob>> =>
  getFile(http, `/campaigns/${id}/report?format=csv`)

export type ExportOf = RecipientStatus | 'all'

/** Failed rows have an address of their own, in the form that can be uploaded again. */
export const getExport = (http: Http, id: number, of: ExportOf): Promise<Answer<Blob>> => {
  if (of === 'failed') return getFile(http, `/campaigns/${id}/export-failed`)
  return getFile(http, of === 'all' ? `/campaigns/${id}/export` : `/campaigns/${id}/export?status=${of}`)
}

const isRecipient = (body: unknown): body is Recipient =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.phone_number === 'string' &&
  typeof body.status === 'string' &&
  isRecord(body.values)

export type Recipients = Listed<Recipient> & { total_is_exact: boolean }

const isRecipientList = isListed(isRecipient)
const isRecipients = (body: unknown): body is Recipients =>
  isRecipientList(body) && 'total_is_exact' in body && typeof body.total_is_exact === 'boolean'

export interface PeopleFilter {
  status: RecipientStatus | null
  /** The reason that concerns them, by its code. */
  code: string | null
  search: string
}

export const getRecipients = (
  http: Http,
  id: number,
  { status, code, search }: PeopleFilter,
  page: { limit: number; cursor?: string }
): Promise<Answer<Recipients>> =>
  get(http, `/campaigns/${id}/recipients`, isRecipients, {
    status: status ?? undefined,
    code: code ?? undefined,
    search,
    ...page
  })

const isWithAttempts = (body: unknown): body is RecipientWithAttempts =>
  isRecipient(body) && 'attempts_log' in body && Array.isArray(body.attempts_log)

export const getRecipient = (http: Http, id: number, rid: number): Promise<Answer<RecipientWithAttempts>> =>
  get(http, `/campaigns/${id}/recipients/${rid}`, isWithAttempts)

export interface Correction {
  phone_number?: string
  values?: Record<string, string>
}

export const correctRecipient = (http: Http, id: number, rid: number, correction: Correction) =>
  put(http, `/campaigns/${id}/recipients/${rid}`, correction, isWithAttempts)

export const removeRecipient = (http: Http, id: number, rid: number): Promise<Answer<unknown>> =>
  remove(http, `/campaigns/${id}/recipients/${rid}`)

const isHowMany = (body: unknown): body is { count: number } =>
  isRecord(body) && typeof body.count === 'number'

/** null: whatever they failed for. */
export const retryFailed = (http: Http, id: number, codes: string[] | null) =>
  post(http, `/campaigns/${id}/retry-failed`, codes === null ? {} : { codes }, isHowMany)

export type Decision = 'retry' | 'assume_delivered'

/** null: all of them. */
export const decideUnconfirmed = (http: Http, id: number, action: Decision, ids: number[] | null) =>
  post(http, `/campaigns/${id}/unconfirmed`, ids === null ? { action } : { action, ids }, isHowMany)

const isAuditEntry = (body: unknown): body is AuditEntry =>
  isRecord(body) && typeof body.id === 'number' && typeof body.action === 'string'

const isAudit = isListed(isAuditEntry)

/** What was done to one campaign, newest first. */
export const getAudit = (
  http: Http,
  id: number,
  cursor: string | undefined
): Promise<Answer<Listed<AuditEntry>>> =>
  get(http, '/audit', isAudit, { subject_type: 'campaign', subject_id: id, limit: 50, cursor })
