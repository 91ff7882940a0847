import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { SettingsService } from '../platform/settings/settings'
import { closeLane, everAccepted, type Lane, type Owner, type Reason } from '../outbox'
import type { Notifier } from '../notify'
import { endOf } from './states'
import { acceptedAfterAll, findCampaign, moveStatus } from './store'

const NONE_ACCEPTED = { code: 'none_accepted', detail: 'None of the messages was accepted.' }

/**
 * What follows for a campaign from what happens to its rows, told by the outbox within the transaction that moved them:
 * so a campaign can't say `completed` while a row is owed.
 */
export class CampaignReactions {
  constructor(
    private readonly calendar: Calendar,
    private readonly settings: SettingsService,
    private readonly notifier: Pick<Notifier, 'tell'>,
    private readonly changed: (botId: string, campaignId: number) => void
  ) {}

  /** A brake, or a cause that somebody must repair: it stands still with its reason, and goes on when it is resumed. */
  async stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void> {
    const { on_fatal } = await this.settings.of(botId, tx)
    const status = on_fatal === 'fail' ? 'failed' : 'paused'
    const completedAt = status === 'failed' ? this.calendar.now() : null
    const moved = await moveStatus(tx, botId, owner.id, ['running'], { status, reason, completedAt })
    if (moved > 0) await this.tell(tx, botId, owner.id)
    this.changed(botId, owner.id)
  }

  async drained(tx: Database, { botId, owner, tally }: Lane): Promise<void> {
    const end = endOf(tally, await everAccepted(tx, owner))
    if (end === null) return
    const moved = await moveStatus(tx, botId, owner.id, ['running'], {
      status: end,
      reason: end === 'failed' ? NONE_ACCEPTED : null,
      completedAt: this.calendar.now()
    })
    if (moved === 0) return
    await closeLane(tx, owner)
    await this.tell(tx, botId, owner.id)
    this.changed(botId, owner.id)
  }

  /** A row is owed again after it counted as gone: a failure that passes, reported late. */
  async owesAgain(tx: Database, botId: string, owner: Owner): Promise<'reopen' | 'as_it_is' | 'over'> {
    const campaign = await findCampaign(tx, botId, owner.id)
    if (!campaign || campaign.status === 'cancelled') return 'over'
    const ended = ['completed', 'failed'] as const
    const moved = await moveStatus(tx, botId, owner.id, ended, { status: 'running', completedAt: null })
    if (moved > 0) this.changed(botId, owner.id)
    return moved > 0 ? 'reopen' : 'as_it_is'
  }

  /** What nobody knew turned out to have been accepted, by a report or by somebody's word: then it did not fail. */
  async reconsider(db: Database, botId: string): Promise<void> {
    for (const id of await acceptedAfterAll(db, botId, NONE_ACCEPTED.code)) {
      await db.transaction(async tx => {
        const moved = await moveStatus(tx, botId, id, ['failed'], { status: 'completed' })
        if (moved > 0) await this.tell(tx, botId, id)
      })
      this.changed(botId, id)
    }
  }

  private async tell(tx: Database, botId: string, id: number): Promise<void> {
    const campaign = await findCampaign(tx, botId, id)
    if (!campaign) return
    const { name, status, counts, status_reason: reason } = campaign
    const event = `campaign.${status}`
    await this.notifier.tell(tx, botId, {
      event,
      at: this.calendar.now(),
      campaign: { id, name, status, counts },
      reason
    })
  }
}
