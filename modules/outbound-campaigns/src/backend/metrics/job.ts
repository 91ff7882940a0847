import type { Database } from '../platform/database/database'
import type { Job } from '../platform/scheduler'
import { refreshMetrics, type RefreshParts } from './refresh'

/** What happened is in the figures so soon. Together it costs less than one by one, and who looks waits for nothing. */
const EVERY_MS = 10_000
/** Between two pieces the bot's own work gets its turn. */
const PAUSE_MS = 50

/** Counts one piece at each run, then rests. */
export const metricsJob = (parts: RefreshParts & { db: Database }, botId: string): Job => {
  let restUntil = 0
  return {
    name: 'metrics',
    async run() {
      if (Date.now() < restUntil) return null
      const { more, elsewhere } = await refreshMetrics(parts.db, botId, parts, { most: 1 })
      if (more && !elsewhere) return PAUSE_MS
      restUntil = Date.now() + EVERY_MS
      return null
    }
  }
}
