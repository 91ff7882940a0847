import type { Notifier } from '../../../notify'
import type { Calendar } from '../../../platform/calendar'
import type { Settings } from '../../../platform/settings/schema'
import type { TaskRecord } from '../run'
import { DRY, type Task } from '../task'

/** What a run comes to, in a few figures. */
export const summaryOf = (tasks: readonly TaskRecord[]) => {
  const sum = (name: string): number => tasks.reduce((n, { counts }) => n + (counts[name] ?? 0), 0)
  return {
    counts: {
      found: sum('found'),
      started: sum('started'),
      messages: sum('messages'),
      qualified: sum('qualified'),
      paused: sum('paused')
    },
    failed: tasks.filter(({ status }) => status === 'failed').map(({ name }) => name)
  }
}

const hasTargets = ({ notify }: Settings): boolean =>
  notify.slack_webhook_url !== null || notify.webhook_url !== null || notify.email !== null

/**
 * A word to whom the settings name, by Slack, a webhook or mail: where something happened or went wrong, or somebody has
 * asked for the run. Six times a day nothing would teach people not to read it.
 */
export const notifySummary = (sources: { notifier: Pick<Notifier, 'tell'>; calendar: Calendar }): Task => ({
  name: 'notify_summary',
  needs: [],
  async run({ botId, run, settings, step }) {
    if (run.dryRun) return DRY
    if (!hasTargets(settings))
      return {
        kind: 'skipped',
        note: { code: 'nobody_to_tell', detail: 'The settings name nobody (notify).' }
      }
    const { counts, failed } = summaryOf(run.tasks)
    const { started, messages, qualified, paused } = counts
    const isQuiet = started + messages + qualified + paused + failed.length === 0
    if (isQuiet && run.scheduledFor !== null)
      return { kind: 'skipped', note: { code: 'nothing_to_tell', detail: 'Nothing has happened.' } }
    await step(async tx => {
      await sources.notifier.tell(tx, botId, {
        event: failed.length > 0 ? 'nurturing.failed' : 'nurturing.completed',
        // The same for everybody who takes the run up: so it is told once.
        at: run.startedAt,
        nurturing: { run_id: run.id, counts, failed },
        reason: null
      })
      return {}
    })
    return { kind: 'done', counts: { told: 1 } }
  }
})
