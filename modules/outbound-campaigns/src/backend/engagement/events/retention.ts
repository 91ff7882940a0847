import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import { forgetOldEvents, type Reached } from './store'

const EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
/** As many as a statement does in a few milliseconds. */
const AT_ONCE = 500
const FROM_THE_BEGINNING: Reached = { at: 0, id: 0 }

export interface RetentionParts {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
}

/**
 * After the settings' `retention_days` an event is still counted and says nothing of the person any more. A set at a tick;
 * what was gone through is not gone through again until the server starts anew.
 */
export class EventsRetention implements Job {
  readonly name = 'events-retention'
  private lookAgainAt = 0
  private reached: Reached = FROM_THE_BEGINNING

  constructor(
    private readonly parts: RetentionParts,
    private readonly botId: string
  ) {}

  async run(): Promise<number | null> {
    const { db, calendar, settings } = this.parts
    const now = calendar.now()
    if (now < this.lookAgainAt && this.lookAgainAt - now <= EVERY_MS) return null
    const { retention_days: days } = await settings.of(this.botId)
    const before = now - (days ?? 0) * DAY_MS
    const next =
      days === null
        ? null
        : await forgetOldEvents(db, this.botId, { from: this.reached, before, limit: AT_ONCE })
    if (next === null) this.lookAgainAt = now + EVERY_MS
    else this.reached = next
    return null
  }
}
