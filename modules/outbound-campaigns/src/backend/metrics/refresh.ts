import { randomBytes } from 'crypto'
import type { Database } from '../platform/database/database'
import type { SettingsService } from '../platform/settings/settings'
import { foldPiece, isAnythingToFold } from './fold'
import { CountedMeanwhileError, giveLeaseBack, makeHead, readHead, takeLease, type Head } from './head'
import { beginRebuild, rebuildPiece } from './rebuild'
import { oldGeneration, removeOldSums } from './sums'

export interface RefreshParts {
  settings: Pick<SettingsService, 'of'>
}

export interface Refreshed {
  /** How many pieces were counted. */
  pieces: number
  /** There is more to count. */
  more: boolean
  /** Another process is counting at the moment. */
  elsewhere: boolean
  rebuilding: boolean
}

const LEASE_MS = 15_000
const REMOVE_AT_ONCE = 500
/** Who this process is, among all that count. */
const HOLDER = randomBytes(12).toString('hex')

/**
 * Counts what is due: at most so many pieces, each in a short transaction, with the bot's turn between them. Called by the
 * job, by whoever is about to show figures, and by the nurturing run.
 */
export const refreshMetrics = async (
  db: Database,
  botId: string,
  { settings }: RefreshParts,
  { most = 1_000, pauseMs = 0, holder = HOLDER }: { most?: number; pauseMs?: number; holder?: string } = {}
): Promise<Refreshed> => {
  const { timezone } = await settings.of(botId)
  const head = await readHead(db, botId)
  if (head && !(await isAnythingDue(db, botId, head, timezone)))
    return { pieces: 0, more: false, elsewhere: false, rebuilding: false }
  if (!head) await makeHead(db, botId)
  if (!(await takeLease(db, botId, holder, LEASE_MS)))
    return { pieces: 0, more: true, elsewhere: true, rebuilding: false }
  let leasedAt = Date.now()
  try {
    for (let pieces = 0; ; pieces += 1) {
      if (Date.now() - leasedAt > LEASE_MS / 3) {
        if (!(await takeLease(db, botId, holder, LEASE_MS)))
          return { pieces, more: true, elsewhere: true, rebuilding: false }
        leasedAt = Date.now()
      }
      const { more, rebuilding } = await refreshPiece(db, botId, timezone)
      if (!more || pieces + 1 >= most) return { pieces: pieces + 1, more, elsewhere: false, rebuilding }
      await new Promise(resolve => (pauseMs > 0 ? setTimeout(resolve, pauseMs) : setImmediate(resolve)))
    }
  } catch (err) {
    if (err instanceof CountedMeanwhileError)
      return { pieces: 0, more: true, elsewhere: true, rebuilding: false }
    throw err
  } finally {
    await giveLeaseBack(db, botId, holder)
  }
}

const isAnythingDue = async (db: Database, botId: string, head: Head, timezone: string): Promise<boolean> =>
  head.building !== null ||
  head.zone !== timezone ||
  (await isAnythingToFold(db, botId, head)) ||
  (await oldGeneration(db, botId, head.generation)) !== undefined

/** One piece of whatever comes next. */
const refreshPiece = async (
  db: Database,
  botId: string,
  timezone: string
): Promise<{ more: boolean; rebuilding: boolean }> => {
  const head = await readHead(db, botId)
  if (!head) return { more: true, rebuilding: false }
  const { building } = head
  // Days of another zone begin at other moments: everything is counted anew, and shown in the old one until then.
  const wanted = building?.zone ?? head.zone
  if (wanted !== timezone) {
    await beginRebuild(db, botId, head, timezone, null)
    return { more: true, rebuilding: true }
  }
  if (building) {
    await rebuildPiece(db, botId, head, building)
    return { more: true, rebuilding: true }
  }
  if (await foldPiece(db, botId, head)) return { more: true, rebuilding: false }
  return { more: await removeOldSums(db, botId, head.generation, REMOVE_AT_ONCE), rebuilding: false }
}
