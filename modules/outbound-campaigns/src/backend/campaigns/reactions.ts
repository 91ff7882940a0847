import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { SettingsService } from '../platform/settings/settings'
import { closeLane, everAccepted, type Lane, type Owner, type Reason } from '../outbox'
import { endOf } from './states'
import { moveStatus } from './store'

/**
 * What follows for a campaign from what happens to its rows, told by the outbox within the transaction that moved them:
 * so a campaign can't say `completed` while a row is owed.
 */
export class CampaignReactions {
  constructor(
    private readonly calendar: Calendar,
    private readonly settings: SettingsService,
    private readonly changed: (botId: string, campaignId: number) => void
  ) {}

  /** A brake, or a cause that somebody must repair: it stands still with its reason, and goes on when it is resumed. */
  async stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void> {
    const { on_fatal } = await this.settings.of(botId, tx)
    const status = on_fatal === 'fail' ? 'failed' : 'paused'
    const completedAt = status === 'failed' ? this.calendar.now() : null
    await moveStatus(tx, botId, owner.id, ['running'], { status, reason, completedAt })
    this.changed(botId, owner.id)
  }

  async drained(tx: Database, { botId, owner, tally }: Lane): Promise<void> {
    const end = endOf(tally, await everAccepted(tx, owner))
    if (end === null) return
    const moved = await moveStatus(tx, botId, owner.id, ['running'], {
      status: end,
      reason:
        end === 'failed' ? { code: 'none_accepted', detail: 'None of the messages was accepted.' } : null,
      completedAt: this.calendar.now()
    })
    if (moved === 0) return
    await closeLane(tx, owner)
    this.changed(botId, owner.id)
  }

  /** A row is owed again after the end: a failure that passes, reported late. */
  async owesAgain(tx: Database, botId: string, owner: Owner): Promise<boolean> {
    const moved = await moveStatus(tx, botId, owner.id, ['completed', 'failed'], {
      status: 'running',
      completedAt: null
    })
    if (moved > 0) this.changed(botId, owner.id)
    return moved > 0
  }
}
