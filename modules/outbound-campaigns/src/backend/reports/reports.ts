import { addNews } from '../inbox'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { Page } from '../platform/database/page'
import { notFound, unprocessable } from '../platform/http/problem'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { hasActivity } from './compare'
import { exportNews } from './export/errand'
import { gather, type FiguresSource } from './gather'
import {
  passedOf,
  periodBefore,
  periodOf,
  periodWith,
  todayIn,
  type Period,
  type ReportKind,
  type ReportTimes
} from './period'
import type { Report } from './report-schema'
import { countKept, findKept, idOf, keepReport, listKept, type KeptReport, type ListedReport } from './store'
import { summaryText } from './summary'

/** Tells whom the settings name about a report that was made. */
export interface ReportTeller {
  tell(
    tx: Database,
    botId: string,
    notice: {
      event: string
      at: number
      report: { id: number; kind: ReportKind; period: string; subject: string; text: string }
      reason: null
    }
  ): Promise<void>
}

export interface ReportsSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  figures: FiguresSource
  /** Counts what has happened; false: there is more to count, or somebody else is at it. */
  refresh(botId: string): Promise<boolean>
  notifier: ReportTeller
  botName(botId: string): Promise<string>
  /** Something waits in the inbox. */
  poke(botId: string): void
}

export const timesOf = ({ weekly_report, monthly_report }: Settings): ReportTimes => ({
  weekly: weekly_report,
  monthly: monthly_report
})

/** What an export of a period is called: always the same, so that it is written once however often it is tried. */
export const runIdOf = ({ kind, key }: Pick<Period, 'kind' | 'key'>): string => `${kind}__${key}`

/** The reports of every bot: made when somebody asks, and kept when their time has come. */
export class Reports {
  constructor(private readonly sources: ReportsSources) {}

  /** As the metrics stand now. Without a period: the last one that is over. */
  async make(botId: string, kind: ReportKind, key: string | undefined): Promise<Report> {
    await this.sources.refresh(botId)
    return this.gather(botId, await this.periodAsked(botId, kind, key))
  }

  /**
   * Makes and keeps the report of a period that is over, tells of it and exports it: all of it once, over all nodes. What
   * two nodes gather at the same time, one of them keeps; what a kill interrupts has not begun.
   */
  async keep(botId: string, period: Period): Promise<'kept' | 'nothing' | 'not_yet'> {
    const { db, settings, notifier, poke, refresh } = this.sources
    if ((await idOf(db, botId, period.kind, period.key)) !== undefined) return 'kept'
    if (!(await refresh(botId))) return 'not_yet'
    const report = await this.gather(botId, period)
    if (!hasActivity(report.key_figures) && !hasActivity(report.previous.key_figures)) return 'nothing'
    const at = Date.parse(report.made_at)
    await db.transaction(async tx => {
      const id = await keepReport(tx, botId, report, at)
      if (id === undefined) return
      const { language, export_metrics_to_s3 } = await settings.of(botId, tx)
      const { kind, key } = period
      await notifier.tell(tx, botId, {
        event: `report.${kind}`,
        at,
        report: { id, kind, period: key, ...summaryText(report, language) },
        reason: null
      })
      if (!export_metrics_to_s3) return
      const asked = { runId: runIdOf(period), at, reportId: id, performanceReport: null }
      await addNews(tx, [{ botId, ...exportNews(asked) }])
    })
    poke(botId)
    return 'kept'
  }

  async kept(botId: string, id: number): Promise<KeptReport> {
    const found = await findKept(this.sources.db, botId, id)
    if (!found) throw notFound(`There is no report ${id}.`)
    return found
  }

  async list(
    botId: string,
    query: { kind?: ReportKind; limit: number; cursor?: string }
  ): Promise<Page<ListedReport> & { total: number }> {
    const { db } = this.sources
    const page = await listKept(db, botId, query)
    return { ...page, total: await countKept(db, botId, query.kind) }
  }

  private async periodAsked(botId: string, kind: ReportKind, key: string | undefined): Promise<Period> {
    const { settings, calendar } = this.sources
    const { timezone } = await settings.of(botId)
    const today = todayIn(timezone, calendar.now())
    if (key === undefined) return periodBefore(periodWith(kind, today))
    const period = periodOf(kind, key)
    const path = kind === 'weekly' ? 'week' : 'month'
    if (!period) {
      const message = kind === 'weekly' ? 'no ISO week such as 2026-W09' : 'no month such as 2026-02'
      throw unprocessable(`${key} is ${message}.`, [{ path, message }])
    }
    if (period.from > today)
      throw unprocessable(`${key} has not begun yet.`, [{ path, message: 'has not begun yet' }])
    return period
  }

  private async gather(botId: string, whole: Period): Promise<Report> {
    const { settings, calendar, figures, botName } = this.sources
    const { timezone } = await settings.of(botId)
    const now = calendar.now()
    // What is over by Greenwich may run on where the bot lives; it is never told of days to come.
    const passed = passedOf(whole, todayIn(timezone, now)) ?? { ...whole, to: whole.from }
    return gather(figures, { botId, botName: await botName(botId), timezone, whole, passed, now })
  }
}
