import { leadsByIds } from '../../leads'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { Caller } from '../../platform/http/route'
import { DEFAULT_SCORING, type Scoring } from '../../platform/settings/scoring'
import type { SettingsService } from '../../platform/settings/settings'
import type { Qualifying } from '../qualification/qualify'
import { givePoints } from '../scores/count'
import type { ScoreNews } from '../scores/scored'
import { countsOf, countWhoDid, leadsWhoDid } from '../scores/store'
import { addRescoring, endRescoring, lastRescoring, moveOn, takeRunning, type Rescoring } from './store'

/** As many as a transaction works out in a few milliseconds. */
const AT_ONCE = 200

export interface RescoringSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  qualifying: Qualifying
  news: ScoreNews
  poke(botId: string): void
  changed(botId: string): void
}

/**
 * Gives all leads the points of the model that holds now, out of what was counted of each. Where it is, stands in its
 * row and moves on in the transaction of each step: a process that is killed has done some leads, and whoever comes next
 * goes on behind them. Several at once take turns. A model that is changed meanwhile makes it begin anew.
 */
export class Rescorings {
  constructor(private readonly sources: RescoringSources) {}

  /** Whether leads have points of another model than the one that holds, and nobody is at it. */
  async isNeeded(botId: string): Promise<boolean> {
    const { db, settings } = this.sources
    const { scoring } = await settings.of(botId)
    const last = await lastRescoring(db, botId)
    return !same(last?.scoring ?? DEFAULT_SCORING, scoring)
  }

  last(botId: string): Promise<Rescoring | undefined> {
    return lastRescoring(this.sources.db, botId)
  }

  /** The one that is running for this model, else a new one. */
  async start(botId: string, caller: Caller | null): Promise<Rescoring> {
    const { db, calendar, settings, audit } = this.sources
    const started = await db.transaction(async tx => {
      const { scoring } = await settings.of(botId, tx)
      const before = await lastRescoring(tx, botId)
      if (before?.status === 'running') {
        if (same(before.scoring, scoring)) return before
        await endRescoring(tx, before.id, 'superseded', calendar.now())
      }
      const leads = await countWhoDid(tx, botId)
      await addRescoring(tx, botId, { scoring, askedBy: caller?.email ?? null, at: calendar.now(), leads })
      if (caller)
        await audit.record(tx, botId, caller, {
          action: 'scores.rescored',
          subject_type: 'settings',
          subject_id: null,
          details: { model: scoring.model, leads }
        })
      const after = await lastRescoring(tx, botId)
      if (!after) throw new Error('A rescoring was begun and is not there.')
      return after
    })
    this.sources.changed(botId)
    return started
  }

  /** The next leads. Answers whether there are more. */
  async step(botId: string): Promise<boolean> {
    const { db, poke, changed } = this.sources
    const step = await db.transaction(tx => this.stepIn(tx, botId))
    if (step === null) return false
    if (step.told) poke(botId)
    changed(botId)
    return !step.isLast
  }

  /** null: nothing is running, or another process is just at it. */
  private async stepIn(tx: Database, botId: string): Promise<{ isLast: boolean; told: boolean } | null> {
    const { calendar, settings, qualifying, news } = this.sources
    const running = await takeRunning(tx, botId)
    if (!running) return null
    const ids = await leadsWhoDid(tx, botId, running.afterId, AT_ONCE)
    const isLast = ids.length < AT_ONCE
    const leads = await leadsByIds(tx, botId, ids, true)
    const counts = await countsOf(tx, botId, ids)
    const counted = leads.flatMap(lead => {
      const theirs = counts.get(lead.id)
      return theirs ? [{ lead, counts: theirs }] : []
    })
    const scored = await givePoints(tx, counted, running.scoring)
    const qualified = await qualifying.scored(tx, botId, scored, await settings.of(botId, tx))
    const changed = scored.filter(one => one.changed)
    const told = await news.tell(
      tx,
      botId,
      changed.map(({ lead }) => lead.id),
      `rescoring ${running.id}`
    )
    const afterId = ids[ids.length - 1] ?? running.afterId
    await moveOn(tx, running.id, { afterId, done: ids.length, changed: changed.length })
    if (isLast) await endRescoring(tx, running.id, 'completed', calendar.now())
    return { isLast, told: told || qualified > 0 }
  }
}

const same = (a: Scoring, b: Scoring): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** PostgreSQL keeps the names of JSON in an order of its own. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [name, sorted(inner)])
    : value
