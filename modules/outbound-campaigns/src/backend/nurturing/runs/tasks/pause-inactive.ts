import type { Calendar } from '../../../platform/calendar'
import type { Database } from '../../../platform/database/database'
import type { NurturingSequences } from '../../../sequences'
import { breath } from '../breath'
import type { Task, TaskResult } from '../task'

const DAY_MS = 86_400_000
/** As many as one short transaction looks at. */
const AMONG = 200

/** Who does nothing with what they are sent is left alone until somebody decides otherwise. */
export const pauseInactive = (sources: {
  db: Database
  calendar: Calendar
  sequences: NurturingSequences
}): Task => ({
  name: 'auto_pause_inactive_sequences',
  needs: ['ensure_schema'],
  async run({ botId, run, step }): Promise<TaskResult> {
    const { db, calendar, sequences } = sources
    const { enable_auto_pause, pause_after_days } = run.parameters
    if (!enable_auto_pause)
      return { kind: 'skipped', note: { code: 'switched_off', detail: 'enable_auto_pause is off.' } }
    const since = calendar.now() - pause_after_days * DAY_MS
    let inactive = 0
    for (const sequenceId of await sequences.watched(db, botId))
      for (let after: number | null = 0; after !== null;) {
        const found = await sequences.inactive(db, botId, sequenceId, { since, after, among: AMONG })
        inactive += found.ids.length
        if (!run.dryRun && found.ids.length > 0)
          await step(async tx => ({
            counts: { paused: await sequences.pauseInactive(tx, botId, found.ids) }
          }))
        after = found.next
        await breath()
      }
    return { kind: 'done', counts: run.dryRun ? { would_pause: inactive } : { paused: 0 } }
  }
})
