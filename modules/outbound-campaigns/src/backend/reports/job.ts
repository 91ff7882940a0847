import type { Calendar } from '../platform/calendar'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { lastDue, REPORT_KINDS, type ReportKind } from './period'
import { timesOf, type Reports } from './reports'

const EVERY_MS = 60_000

export interface ReportsJobSources {
  reports: Pick<Reports, 'keep'>
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
}

/**
 * Makes the newest report whose time has come, unless it is there. One that fell due while the server was down is made
 * when it is up again; of several that did, the last one: the others can be asked for.
 */
export class ReportsJob implements Job {
  readonly name = 'reports'
  private lookAgainAt = 0
  /** Of each kind, the period that has been settled here. */
  private readonly settled = new Map<ReportKind, string>()

  constructor(
    private readonly botId: string,
    private readonly sources: ReportsJobSources
  ) {}

  async run(): Promise<number | null> {
    const { calendar, settings, reports } = this.sources
    const now = calendar.now()
    // A calendar that was set back must not put this off for longer than a minute.
    if (now < this.lookAgainAt && this.lookAgainAt - now <= EVERY_MS) return null
    const decided = await settings.of(this.botId)
    let isDone = true
    for (const kind of REPORT_KINDS) {
      const period = lastDue(kind, timesOf(decided), decided.timezone, now)
      if (!period || this.settled.get(kind) === period.key) continue
      if ((await reports.keep(this.botId, period)) === 'not_yet') isDone = false
      else this.settled.set(kind, period.key)
    }
    // What isn't counted yet is soon.
    if (isDone) this.lookAgainAt = now + EVERY_MS
    return null
  }
}
