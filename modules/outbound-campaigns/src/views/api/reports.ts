/** Reports over the API: those that were made by themselves, those of any week or month, and their way to S3. */
import type { Report } from '../../backend/reports/report-schema'
import type { exportedSchema, Listed as KeptReport } from '../../backend/reports/schema'
import type { z } from 'zod'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get, getFile, isListed, post, type Listed } from './request'

export type { KeptReport, Report }
export type ReportKind = Report['kind']
export type Exported = z.infer<typeof exportedSchema>
export type ReportFormat = 'json' | 'csv' | 'html'

/** One that was kept as it went out; or a week or month as its figures stand now, by default the last one. */
export type ReportWanted = { of: 'kept'; id: number } | { of: ReportKind; period: string | null }

const isKept = (body: unknown): body is KeptReport =>
  isRecord(body) &&
  typeof body.id === 'number' &&
  typeof body.period === 'string' &&
  typeof body.from === 'string'

const isReport = (body: unknown): body is Report =>
  isRecord(body) &&
  typeof body.period === 'string' &&
  typeof body.complete === 'boolean' &&
  isRecord(body.key_figures)

export const getKeptReports = (
  http: Http,
  kind: ReportKind | null,
  page: { limit: number; cursor?: string }
): Promise<Answer<Listed<KeptReport>>> =>
  get(http, '/reports', isListed(isKept), { kind: kind ?? undefined, ...page })

const addressOf = (wanted: ReportWanted): string =>
  wanted.of === 'kept' ? `/reports/kept/${wanted.id}` : `/reports/${wanted.of}`

const periodOf = (kind: ReportKind, period: string | null) =>
  period === null ? {} : kind === 'weekly' ? { week: period } : { month: period }

const paramsOf = (wanted: ReportWanted) => (wanted.of === 'kept' ? {} : periodOf(wanted.of, wanted.period))

export const getReport = (http: Http, wanted: ReportWanted): Promise<Answer<Report>> =>
  get(http, addressOf(wanted), isReport, paramsOf(wanted))

export const getReportFile = (
  http: Http,
  wanted: ReportWanted,
  format: ReportFormat,
  language: 'es' | 'en'
): Promise<Answer<Blob>> => getFile(http, addressOf(wanted), { ...paramsOf(wanted), format, language })

const isExported = (body: unknown): body is Exported =>
  isRecord(body) && typeof body.bucket === 'string' && typeof body.key === 'string'

export const exportReport = (http: Http, kind: ReportKind, period: string): Promise<Answer<Exported>> =>
  post(http, `/reports/${kind}/export`, periodOf(kind, period), isExported)
