import { z } from 'zod'
import { addNews, news, type FactKind } from '../../inbox'
import type { Database } from '../../platform/database/database'

/**
 * That leads have other points than before, for sequences that begin at a score. They are put into a sequence in a
 * transaction of its own, because whoever counts has locked the leads, which come last. Where no sequence waits for a
 * score, nothing is written.
 */
const bodySchema = z.object({ lead_ids: z.array(z.number().int()) })

export const leadsScored: FactKind<z.infer<typeof bodySchema>> = {
  name: 'lead.scored',
  body: bodySchema,
  keepMs: 60_000
}

/** The inbox takes a hundred rows at once. */
const IN_ONE_FACT = 5

export interface ScoreNews {
  /** `by`: what has changed them, once for each lead. Answers whether anything was written. */
  tell(tx: Database, botId: string, leadIds: readonly number[], by: string): Promise<boolean>
}

export const scoreNews = (awaitsScores: (db: Database, botId: string) => Promise<boolean>): ScoreNews => ({
  async tell(tx, botId, leadIds, by) {
    if (leadIds.length === 0 || !(await awaitsScores(tx, botId))) return false
    const told = []
    for (let from = 0; from < leadIds.length; from += IN_ONE_FACT) {
      const lead_ids = leadIds.slice(from, from + IN_ONE_FACT)
      const dedupeKey = `lead scored ${lead_ids[0] ?? 0} ${by}`
      told.push({ ...news(leadsScored, { dedupeKey, subject: null, body: { lead_ids } }), botId })
    }
    await addNews(tx, told)
    return true
  }
})
