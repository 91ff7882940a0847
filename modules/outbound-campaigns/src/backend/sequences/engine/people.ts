import type { Reason } from '../../outbox'
import { closeLane } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { lockSequenceLanes } from '../delivery/owners'
import { clearStop } from '../delivery/stops'
import type { EnrollmentChanges, Intent } from '../enrollments/change'
import { ending, hurrying, replanning } from '../enrollments/intents'
import type { Loaded } from '../enrollments/load'
import type { SequencePeople } from '../templates/people'
import { breath } from './breath'
import { AT_ONCE } from './mover'
import { peopleIn } from './store'

export interface PeopleSources {
  db: Database
  changes: EnrollmentChanges
  changed(botId: string, sequenceId: number): void
}

const DELETED: Reason = { code: 'sequence_deleted', detail: 'The sequence was deleted.' }
const RESUMED: Reason = { code: 'resumed', detail: 'The sequence stood still meanwhile: it is planned anew.' }

/** What happens to all people of a sequence at once. Many are many short transactions; doing it again does the rest. */
export class People implements SequencePeople {
  constructor(private readonly sources: PeopleSources) {}

  /** What is owed stays owed: nothing of it leaves, because the lanes are closed. */
  async switchedOff(tx: Database, _botId: string, sequenceId: number): Promise<void> {
    for (const lane of await lockSequenceLanes(tx, [sequenceId])) await closeLane(tx, lane.owner)
  }

  /** It may go on on every channel. The engine opens the lanes that owe something. */
  async switchedOn(tx: Database, botId: string, sequenceId: number): Promise<void> {
    const lanes = await lockSequenceLanes(tx, [sequenceId])
    for (const { owner } of lanes)
      await tx.change(`update outbound_lanes set recent_results = '' where owner_type = ? and owner_id = ?`, [
        owner.type,
        owner.id
      ])
    await clearStop(tx, botId, sequenceId)
  }

  stopAll(botId: string, sequenceId: number): Promise<void> {
    return this.all(botId, sequenceId, ['active', 'paused'], () => ending('stopped', DELETED)).then(
      () => undefined
    )
  }

  /** Whoever was owed something when the sequence stood still, or waited for it, goes on by the rules of now. */
  replan(botId: string, sequenceId: number): Promise<number> {
    return this.all(botId, sequenceId, ['active'], ({ enrollment }) =>
      enrollment.waitingFor === 'message'
        ? replanning(RESUMED)
        : enrollment.dueWhy.some(({ code }) => code === 'stopped')
          ? hurrying
          : null
    )
  }

  /** Answers how many were changed. */
  async all(
    botId: string,
    sequenceId: number,
    statuses: readonly string[],
    intentOf: (known: Loaded) => Intent | null
  ): Promise<number> {
    const { db, changes } = this.sources
    let changed = 0
    for (const status of statuses) {
      let after = 0
      for (;;) {
        const ids = await peopleIn(db, sequenceId, [status], { after, limit: AT_ONCE })
        const last = ids[ids.length - 1]
        if (last === undefined) break
        changed += (await db.transaction(tx => changes.change(tx, botId, ids, intentOf))).length
        after = last
        await breath()
      }
    }
    this.sources.changed(botId, sequenceId)
    return changed
  }
}
