import type { Logger } from 'botpress/sdk'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import {
  forgetPeople,
  forgetStrangers,
  hasPeople,
  removeOldContacts,
  type KnownElsewhere,
  type StrangersCursor
} from '../outbox'
import { ownerOf } from './campaigns'
import { endedCampaigns, forgetRefused, hasRefused } from './store'
import { loggerOfBot, say } from '../platform/log/say'

export interface RetentionSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  logger: Logger
  /** Whom the other capabilities know: their addresses stay. */
  knownElsewhere: KnownElsewhere
}

const EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
/** What one tick takes on. The rest waits for the next tick, not for the next hour. */
const PIECES_A_TICK = 20

/**
 * After an end longer ago than the settings' `retention_days`, a campaign keeps its counts and forgets its people; and
 * of whoever is in nothing any more, the address that the channel told is forgotten too. Contacts go as soon as no limit
 * counts them. What people said is the inbox's, which keeps it no longer than this either.
 */
export class RetentionJob implements Job {
  readonly name = 'retention'
  private lookAgainAt = 0
  /** How far the addresses have been gone through. */
  private strangers: StrangersCursor = null

  constructor(
    private readonly botId: string,
    private readonly sources: RetentionSources
  ) {}

  async run(): Promise<number | null> {
    const now = this.sources.calendar.now()
    // A calendar that was set back must not put this off for longer than an hour.
    if (now < this.lookAgainAt && this.lookAgainAt - now <= EVERY_MS) return null
    const { retention_days } = await this.sources.settings.of(this.botId)
    const isDone =
      !(await removeOldContacts(this.sources.db)) &&
      (retention_days === null ||
        ((await this.forget(now - retention_days * DAY_MS)) &&
          (await this.forgetStrangers(retention_days * DAY_MS))))
    if (isDone) this.lookAgainAt = now + EVERY_MS
    return null
  }

  /** Answers whether nothing is left to forget. */
  private async forget(endedBefore: number): Promise<boolean> {
    const { db, audit, logger } = this.sources
    let left = PIECES_A_TICK
    for (const id of await endedCampaigns(db, this.botId, endedBefore)) {
      const owner = ownerOf(id)
      if (!(await hasRefused(db, this.botId, id)) && !(await hasPeople(db, owner))) continue
      while (left > 0 && (await forgetRefused(db, this.botId, id))) left -= 1
      while (left > 0 && (await forgetPeople(db, owner))) left -= 1
      if (left === 0) return false
      const fact = {
        action: 'campaign.people_removed',
        subject_type: 'campaign',
        subject_id: String(id),
        details: null
      }
      await audit.record(db, this.botId, { email: null }, fact)
      say(loggerOfBot(logger, this.botId), 'campaign.forgotten', { campaign: id })
    }
    return true
  }

  /** A piece at a time: there may be as many addresses as there were people. Answers whether all were looked at. */
  private async forgetStrangers(idleMs: number): Promise<boolean> {
    const { db, knownElsewhere } = this.sources
    this.strangers = await forgetStrangers(db, this.botId, idleMs, this.strangers, knownElsewhere)
    return this.strangers === null
  }
}
