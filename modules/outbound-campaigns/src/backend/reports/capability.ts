import { addNews, type Inbox } from '../inbox'
import { dailyMetrics, summaryOf, topSequences, topSteps, type Refreshed } from '../metrics'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { ModuleConfig } from '../platform/config'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { exportErrand, exportNews, metricsExport } from './export/errand'
import { S3Exporter } from './export/exporter'
import type { FiguresSource } from './gather'
import { ReportsJob } from './job'
import { performanceOf } from './performance'
import { Reports, type ReportTeller } from './reports'
import { reportRoutes } from './routes'
import { findKept, markExported, markNotExported } from './store'

export interface ReportsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'onErrand' | 'poke'>
  notifier: ReportTeller
  metrics: { refresh(botId: string): Promise<Pick<Refreshed, 'more' | 'elsewhere'>> }
  configOf(botId: string): Promise<ModuleConfig>
  botName(botId: string): Promise<string | undefined>
  /** For tests: what the process was given. */
  environment?: NodeJS.ProcessEnv
}

export interface ReportsCapability {
  routes: AnyRoute[]
  reports: Reports
  jobsFor(botId: string): Job[]
  /**
   * Writes the figures of the last thirty days to S3 for a run of nurturing, by and by. null: nobody wants that. Rejects
   * with what somebody has to set first.
   */
  exportRun(botId: string, runId: number): Promise<{ key: string } | null>
}

/** Puts the parts of reports together. */
export const createReports = (context: ReportsContext): ReportsCapability => {
  const { db, calendar, settings, audit, inbox, notifier, metrics, configOf, botName, environment } = context
  const exporter = new S3Exporter({ settings, configOf, environment })
  const figures: FiguresSource = {
    daily: (botId, days) => dailyMetrics(db, botId, days),
    summary: (botId, days) => summaryOf(db, botId, days),
    topSequences: (botId, days) => topSequences(db, botId, days),
    topSteps: (botId, days) => topSteps(db, botId, days)
  }
  const poke = (botId: string) => inbox.poke(botId)
  const reports = new Reports({
    db,
    calendar,
    settings,
    figures,
    refresh: async botId => !(await metrics.refresh(botId)).more,
    notifier,
    botName: async botId => (await botName(botId)) ?? botId,
    poke
  })
  inbox.onErrand(
    metricsExport,
    exportErrand({
      exporter,
      reportOf: async (botId, id) => (await findKept(db, botId, id))?.report,
      written: (botId, id, { key }) => markExported(db, botId, id, key, calendar.now()),
      failed: (botId, id, { detail }) => markNotExported(db, botId, id, detail)
    })
  )
  return {
    routes: reportRoutes({ db, reports, exporter, settings, audit }),
    reports,
    jobsFor: botId => [new ReportsJob(botId, { reports, calendar, settings })],
    async exportRun(botId, run) {
      const found = await exporter.account(botId)
      if (found.kind === 'off') return null
      if (found.kind === 'problem') throw new Error(found.problem.detail)
      const runId = `nurturing__${run}`
      const at = calendar.now()
      const performanceReport = await performanceOf(figures, botId, (await settings.of(botId)).timezone, at)
      const asked = { runId, at, reportId: null, performanceReport }
      await addNews(db, [{ botId, ...exportNews(asked) }])
      poke(botId)
      return { key: exporter.keyOf(found.account, botId, runId) }
    }
  }
}
