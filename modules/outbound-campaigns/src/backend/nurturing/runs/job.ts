import { nextOccurrence } from '../../platform/cron'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import type { NurturingSequences } from '../../sequences'
import type { Runs } from './runs'
import { readPlan, replacePlan } from './store'

const LOOK_EVERY_MS = 3_000

export interface JobSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  sequences: Pick<NurturingSequences, 'own'>
  runs: Runs
}

/**
 * Begins the runs that are due by the schedule, and takes up those that died. When the next one is due is in the
 * database: one node begins it, and what was missed while all of them were down is made up for once.
 *
 * The schedule rests while it is switched off, and as long as the bot has no sequence for cold leads: nobody has asked for
 * nurturing yet.
 */
export class NurturingJob implements Job {
  readonly name = 'nurturing'
  private lookedAt = 0

  constructor(
    private readonly botId: string,
    private readonly sources: JobSources
  ) {}

  async run(): Promise<number | null> {
    if (Date.now() - this.lookedAt < LOOK_EVERY_MS) return null
    this.lookedAt = Date.now()
    await this.sources.runs.takeUpDead(this.botId)
    await this.keepSchedule()
    return null
  }

  private async keepSchedule(): Promise<void> {
    const { db, calendar, settings: service, sequences, runs } = this.sources
    const settings = await service.of(this.botId)
    const { nurturing_schedule: schedule, timezone: zone } = settings
    const now = calendar.now()
    const planned = await readPlan(db, this.botId)
    const isSame = planned?.schedule === schedule && planned.zone === zone
    if (isSame && planned.dueAt > now) return
    const dueAt = nextOccurrence(schedule, zone, now)
    if (dueAt === null) return
    const next = { schedule, zone, dueAt }
    // Another schedule begins with its next moment, whatever was due by the one before.
    if (!isSame || !settings.nurturing_enabled || (await sequences.own(db, this.botId)).length === 0)
      await replacePlan(db, this.botId, planned, next)
    else await runs.startScheduled(this.botId, settings, planned, next)
  }
}
