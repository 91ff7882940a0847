import type { AskedNow } from '../../../engagement'
import type { Note } from '../run'
import type { Task } from '../task'

/** So long a run waits for the engagement API; whoever is left is asked about by the job, which never rests. */
const ASK_FOR_MS = 60_000

export interface EngagementSources {
  /** Asks the engagement API about everybody whose turn it is, for so long at most; null: there is none. */
  askNow(botId: string, forMs: number): Promise<AskedNow | null>
  /** Qualifies whoever has come to qualify. What it has done it doesn't do again. */
  qualifyDue(botId: string): Promise<{ qualified: number }>
}

/** What other systems know of the leads, and who qualifies by what is known. */
export const updateEngagement = ({ askNow, qualifyDue }: EngagementSources): Task => ({
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
    const { qualified } = await qualifyDue(botId)
    return { kind: 'done', counts: { qualified }, notes: notesOn(asked) }
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
