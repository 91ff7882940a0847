import type { Database } from '../database/database'
import type { Job } from '../scheduler'
import { closeAbandoned } from './store'

const EVERY_MS = 60_000

/** Once a minute: an upload that a kill ended says so, instead of looking as if it went on. */
export const abandonedImportsJob = (db: Database, botId: string): Job => {
  let lookedAt = 0
  return {
    name: 'abandoned imports',
    async run() {
      if (Date.now() - lookedAt < EVERY_MS) return null
      lookedAt = Date.now()
      await closeAbandoned(db, botId)
      return null
    }
  }
}
