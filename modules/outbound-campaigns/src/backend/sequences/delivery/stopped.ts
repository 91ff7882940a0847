import type { Notifier } from '../../notify'
import type { Owner, Reason } from '../../outbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { findSequence } from '../templates/store'
import { channelOf } from './owners'
import { stopChannel } from './stops'

export interface StopSources {
  calendar: Calendar
  notifier: Pick<Notifier, 'tell'>
  changed(botId: string, sequenceId: number): void
}

/** What follows when a channel of a sequence can't, or must not, go on: it stands still with its reason, and says so. */
export class SequenceStops {
  constructor(private readonly sources: StopSources) {}

  async stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void> {
    const channel = channelOf(owner)
    if (!channel) return
    const { calendar, notifier } = this.sources
    const isNew = await stopChannel(tx, botId, owner.id, channel, reason, calendar.now())
    const sequence = isNew ? await findSequence(tx, botId, owner.id) : undefined
    if (sequence) {
      await notifier.tell(tx, botId, {
        event: 'sequence.stopped',
        at: calendar.now(),
        sequence: { id: sequence.id, name: sequence.name, status: 'stopped', channel },
        reason
      })
    }
    this.sources.changed(botId, owner.id)
  }

  /** A message that counted as gone is owed again. The engine opens the lane, where nothing keeps it closed. */
  async owesAgain(tx: Database, botId: string, owner: Owner): Promise<'as_it_is' | 'over'> {
    const sequence = await findSequence(tx, botId, owner.id)
    return sequence && sequence.deletedAt === null ? 'as_it_is' : 'over'
  }
}
