import type { AskedNow } from '../../../engagement'
import type { Calendar } from '../../../platform/calendar'
import type { Database } from '../../../platform/database/database'
import type { Note } from '../run'
import { countQualified, engagementUpdatedAt } from '../store'
import type { Task } from '../task'

/** So long a run waits for the engagement API; whoever is left is asked about by the job, which never rests. */
const ASK_FOR_MS = 60_000
const QUALIFY_FOR_MS = 30_000

const MORE_TO_QUALIFY: Note = {
  code: 'more_to_qualify',
  detail: 'There was not enough time to look at everybody; the job goes on.'
}

export interface EngagementSources {
  /** Asks the engagement API about everybody whose turn it is, for so long at most; null: there is none. */
  askNow(botId: string, forMs: number): Promise<AskedNow | null>
  /** Qualifies whoever has come to qualify, until this moment. What it has done it doesn't do again. */
  qualifyDue(botId: string, until: number): Promise<{ isThrough: boolean }>
}

/**
 * What other systems know of the leads, and who qualifies by what is known. Whoever qualifies by what they do has done so
 * at that moment: so those are counted who have since this was last done.
 */
export const updateEngagement = ({
  db,
  calendar,
  askNow,
  qualifyDue
}: EngagementSources & { db: Database; calendar: Calendar }): Task => ({
  name: 'update_engagement',
  needs: ['ensure_schema'],
  async run({ botId, run, step }) {
    if (run.dryRun)
      return { kind: 'skipped', note: { code: 'dry_run', detail: 'Nobody is asked, and nobody qualifies.' } }
    const asked = await askNow(botId, ASK_FOR_MS)
    if (asked)
      await step(async () => ({
        counts: { asked: asked.asked, news: asked.news, unanswered: asked.unanswered }
      }))
    const { isThrough } = await qualifyDue(botId, Date.now() + QUALIFY_FOR_MS)
    const since = await engagementUpdatedAt(db, botId, run.id)
    const qualified = await countQualified(db, botId, since ?? run.startedAt - 1, calendar.now())
    return {
      kind: 'done',
      counts: { qualified },
      notes: [...notesOn(asked), ...(isThrough ? [] : [MORE_TO_QUALIFY])]
    }
  }
})

const notesOn = (asked: AskedNow | null): Note[] => {
  if (!asked)
    return [{ code: 'no_engagement_api', detail: 'No engagement API is configured (engagementApiUrl).' }]
  return [
    ...(asked.unanswered > 0
      ? [{ code: 'engagement_api_silent', detail: 'The engagement API did not answer about everybody.' }]
      : []),
    ...(asked.more
      ? [{ code: 'more_to_ask', detail: 'The others are asked about by and by, a few each second.' }]
      : [])
  ]
}
