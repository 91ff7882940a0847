import type { Response } from 'express'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import { toIso, toIsoOrNull } from '../platform/database/values'
import { listOf } from '../platform/http/lists'
import { conflict, Problem, unprocessable } from '../platform/http/problem'
import { route, type AnyRoute } from '../platform/http/route'
import { streamText } from '../platform/http/stream'
import type { Language } from '../platform/settings/language'
import type { SettingsService } from '../platform/settings/settings'
import { reportAsCsv } from './csv'
import type { S3Exporter, WriteResult } from './export/exporter'
import { PAGE_HEADERS, renderPage } from './page/page'
import { periodOf, type ReportKind } from './period'
import { reportSchema, type Report } from './report-schema'
import { runIdOf, type Reports } from './reports'
import {
  exportBodySchema,
  exportedSchema,
  exportParamsSchema,
  keptParamsSchema,
  keptQuerySchema,
  listedSchema,
  listQuerySchema,
  monthlyQuerySchema,
  weeklyQuerySchema,
  type Listed
} from './schema'
import type { ListedReport } from './store'

const tag = 'Reports'

/** Some seconds of questions to a database that the bot shares. */
const REPORT_LIMIT = { perSecond: 2, burst: 60 }
const EXPORT_LIMIT = { perSecond: 0.2, burst: 10 }

export interface ReportRouteSources {
  db: Database
  reports: Reports
  exporter: S3Exporter
  settings: Pick<SettingsService, 'of'>
  audit: Audit
}

interface Shown {
  format: 'json' | 'csv' | 'html'
  language?: Language
}

export const reportRoutes = ({ db, reports, exporter, settings, audit }: ReportRouteSources): AnyRoute[] => {
  const answer = async (res: Response, botId: string, report: Report, shown: Shown): Promise<Report> => {
    const name = `report-${report.period}`
    if (shown.format === 'csv')
      await streamText(res, { type: 'text/csv', fileName: `${name}.csv` }, reportAsCsv(report))
    if (shown.format === 'html') {
      const language = shown.language ?? (await settings.of(botId)).language
      res
        .status(200)
        .set({ ...PAGE_HEADERS, 'Content-Disposition': `inline; filename="${name}.html"` })
        .type('html')
        .send(renderPage(report, language))
    }
    return report
  }

  return [
    route({
      method: 'get',
      path: '/reports',
      tag,
      summary: 'The reports that were made by themselves, newest first',
      query: listQuerySchema,
      answer: listOf(listedSchema),
      async handle({ botId, query }) {
        const { items, next_cursor, total } = await reports.list(botId, query)
        return { items: items.map(toListed), next_cursor, total }
      }
    }),
    route({
      method: 'get',
      path: '/reports/kept/:id',
      tag,
      summary: 'One of them as it went out',
      params: keptParamsSchema,
      query: keptQuerySchema,
      answer: reportSchema,
      handle: async ({ botId, params, query }, res) =>
        answer(res, botId, (await reports.kept(botId, params.id)).report, query)
    }),
    route({
      method: 'get',
      path: '/reports/weekly',
      tag,
      summary: 'The report of any week, as the figures stand now: JSON, its days as CSV, or a page',
      query: weeklyQuerySchema,
      limit: REPORT_LIMIT,
      answer: reportSchema,
      handle: async ({ botId, query }, res) =>
        answer(res, botId, await reports.make(botId, 'weekly', query.week), query)
    }),
    route({
      method: 'get',
      path: '/reports/monthly',
      tag,
      summary: 'The report of any month, as the figures stand now: JSON, its days as CSV, or a page',
      query: monthlyQuerySchema,
      limit: REPORT_LIMIT,
      answer: reportSchema,
      handle: async ({ botId, query }, res) =>
        answer(res, botId, await reports.make(botId, 'monthly', query.month), query)
    }),
    route({
      method: 'post',
      path: '/reports/:kind/export',
      tag,
      summary: 'Write the report of a week or a month to S3 now',
      params: exportParamsSchema,
      body: exportBodySchema,
      bodyOptional: true,
      limit: EXPORT_LIMIT,
      answer: exportedSchema,
      async handle({ botId, params: { kind }, body, caller }) {
        const report = await reports.make(botId, kind, askedOf(kind, body))
        const runId = runIdOf({ kind, key: report.period })
        const result = await exporter.writeNow(botId, {
          runId,
          at: Date.parse(report.made_at),
          performanceReport: report
        })
        const { bucket, key } = written(result)
        const details = { bucket, key }
        const fact = { action: 'report.exported', subject_type: 'report', subject_id: runId, details }
        await db.transaction(tx => audit.record(tx, botId, caller, fact))
        return { run_id: runId, bucket, key, period: report.period }
      }
    })
  ]
}

const askedOf = (kind: ReportKind, { week, month }: { week?: string; month?: string }) => {
  const [asked, other, path] = kind === 'weekly' ? [week, month, 'month'] : [month, week, 'week']
  if (other !== undefined)
    throw unprocessable(`A ${kind} report is not that of a ${path}.`, [
      { path, message: 'belongs to the other kind' }
    ])
  return asked
}

/** What S3 refuses is for somebody to mend; what it can't take now may be asked for again. */
const written = (result: WriteResult): { bucket: string; key: string } => {
  switch (result.kind) {
    case 'done':
      return result
    case 'off':
      throw conflict('Exports are switched off: set export_metrics_to_s3 in the settings.', [
        { path: 'export_metrics_to_s3', code: 's3_off', message: 'is false' }
      ])
    case 'never': {
      const { code, detail } = result.problem
      throw unprocessable(detail, [{ path: 's3', code, message: detail }])
    }
    case 'again': {
      const { code, detail } = result.problem
      throw new Problem(503, detail, [{ path: 's3', code, message: detail }], { 'Retry-After': '60' })
    }
  }
}

const toListed = ({ id, kind, period, madeAt, exported }: ListedReport): Listed => {
  const days = periodOf(kind, period)
  const wasTried = exported.key !== null || exported.error !== null
  return {
    id,
    kind,
    period,
    from: days?.from ?? '',
    to: days?.to ?? '',
    made_at: toIso(madeAt),
    exported: wasTried ? { ...exported, at: toIsoOrNull(exported.at) } : null
  }
}
