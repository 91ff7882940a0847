import type { Task } from '../task'
import { DRY } from '../task'

export interface Refreshing {
  /** Counts what has happened since it was counted last. */
  refreshMetrics(botId: string): Promise<{ pieces: number; more: boolean; elsewhere: boolean }>
  /** Writes the figures where other systems read them; null: nobody wants that. */
  exportMetrics?: (botId: string, runId: number) => Promise<{ key: string } | null>
}

/** The figures of every day are up to date, and exported where the settings want it. */
export const refreshConversionMetrics = ({ refreshMetrics, exportMetrics }: Refreshing): Task => ({
  name: 'refresh_conversion_metrics',
  needs: ['ensure_schema'],
  async run({ botId, run, step }) {
    if (run.dryRun) return DRY
    const { pieces, more, elsewhere } = await refreshMetrics(botId)
    await step(async () => ({ counts: { pieces } }))
    const exported = exportMetrics ? await exportMetrics(botId, run.id) : null
    return {
      kind: 'done',
      notes: [
        ...(elsewhere
          ? [{ code: 'refreshed_elsewhere', detail: 'Another process is counting at this moment.' }]
          : more
            ? [{ code: 'more_to_count', detail: 'There is more to count; the job goes on.' }]
            : []),
        ...(exported ? [{ code: 'exported', detail: exported.key }] : [])
      ]
    }
  }
})
