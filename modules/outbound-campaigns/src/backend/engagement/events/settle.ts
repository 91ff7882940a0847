import type { Inbox } from '../../inbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Job } from '../../platform/scheduler'
import { burstsAmong } from '../verdict/bursts'
import { FINAL_AFTER_MS } from './event'
import { eventsAround, nextDue, saveVerdicts, takeDue } from './store'
import { tellEvents } from './record'

/** As many as a transaction settles in a few milliseconds. */
const AT_ONCE = 100
const LONGEST_WAIT_MS = 1_000

export interface SettlingParts {
  db: Database
  calendar: Calendar
  inbox: Pick<Inbox, 'poke'>
}

/**
 * Makes verdicts final when their two minutes are over: looks once more at what happened around each event, marks all of
 * a burst (those that came later as well, whose time is not over yet), and tells what is final.
 */
export const verdictsJob = (parts: SettlingParts, botId: string): Job => ({
  name: 'verdicts',
  async run() {
    const { db, calendar, inbox } = parts
    const now = calendar.now()
    const settled = await settleDue(db, botId, now)
    if (settled > 0) inbox.poke(botId)
    if (settled === AT_ONCE) return 0
    const next = await nextDue(db, botId)
    return next === null ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, next - now))
  }
})

/** Answers how many were settled. */
export const settleDue = (db: Database, botId: string, now: number): Promise<number> =>
  db.transaction(async tx => {
    const due = await takeDue(tx, botId, now, AT_ONCE)
    if (due.length === 0) return 0
    const around = await eventsAround(tx, botId, due, FINAL_AFTER_MS)
    const bursts = burstsAmong(around)
    const concerned = around.flatMap(event => {
      const signals = bursts.get(event.id)
      if (!signals || event.told) return []
      return [
        { id: event.id, verdict: 'machine' as const, signals: [...new Set([...event.signals, ...signals])] }
      ]
    })
    await saveVerdicts(tx, concerned)
    const verdicts = new Map(concerned.map(({ id, verdict }) => [id, verdict]))
    await tellEvents(
      tx,
      botId,
      due.map(event => ({ ...event, verdict: verdicts.get(event.id) ?? event.verdict }))
    )
    return due.length
  })
