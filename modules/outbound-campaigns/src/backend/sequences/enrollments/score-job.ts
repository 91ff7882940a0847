import { leadsByIds, totalInSql } from '../../leads'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import type { Job } from '../../platform/scheduler'
import { activeSequences } from '../templates/store'
import type { Triggers } from './triggers'

const LOOK_EVERY_MS = 30_000
const AT_ONCE = 200

/**
 * Finds leads whose total has reached a threshold by your own score, in an import or an update: nobody tells, so those who
 * were never in the sequence are looked for, along the index of scores and that of the totals of who has earned points.
 */
export class ScoreJob implements Job {
  readonly name = 'scores that begin sequences'
  private lookedAt = 0

  constructor(
    private readonly botId: string,
    private readonly sources: { db: Database; triggers: Triggers }
  ) {}

  async run(): Promise<number | null> {
    if (Date.now() - this.lookedAt < LOOK_EVERY_MS) return null
    this.lookedAt = Date.now()
    const { db, triggers } = this.sources
    for (const { id, trigger } of await activeSequences(db, this.botId)) {
      if (trigger.kind !== 'score_threshold') continue
      for (let below = Number.MAX_SAFE_INTEGER; ;) {
        const ids = await reached(db, this.botId, id, trigger.score, below)
        const last = ids[ids.length - 1]
        if (last === undefined) break
        const leads = await leadsByIds(db, this.botId, ids)
        await db.transaction(tx =>
          triggers.scored(
            tx,
            this.botId,
            leads.map(lead => lead.id)
          )
        )
        below = last
      }
    }
    return null
  }
}

const reached = async (
  db: Database,
  botId: string,
  sequenceId: number,
  score: number,
  below: number
): Promise<number[]> => {
  const rows = await db.query(
    `select l.id from (
         select id, status from outbound_leads where bot_id = ? and score >= ? and id < ?
         union
         select id, status from outbound_leads l
          where bot_id = ? and points > 0 and ${totalInSql('l')} >= ? and id < ?
       ) l
      where l.status <> 'opted_out'
        and not exists (select 1 from outbound_enrollments e where e.lead_id = l.id and e.sequence_id = ?)
      order by l.id desc limit ?`,
    [botId, score, below, botId, score, below, sequenceId, AT_ONCE]
  )
  return rows.map(row => toNumber(row.id))
}
