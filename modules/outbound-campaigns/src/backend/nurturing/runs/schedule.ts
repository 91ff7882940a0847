import { cronProblem, nextOccurrence } from '../../platform/cron'
import { toIso } from '../../platform/database/values'
import type { Schedule } from './settings-schema'

/** The moments of a cron expression that follow one, as many as are wanted or as there are. */
export const following = (expression: string, zone: string, after: number, most: number): number[] => {
  const moments: number[] = []
  for (
    let at = nextOccurrence(expression, zone, after);
    at !== null && moments.length < most;
    at = nextOccurrence(expression, zone, at)
  )
    moments.push(at)
  return moments
}

const PREVIEWED = 5

/** What an expression would mean, before anybody keeps to it. */
export const scheduleOf = (expression: string, zone: string, now: number): Schedule => {
  const problem = cronProblem(expression)
  const moments = problem === null ? following(expression, zone, now, PREVIEWED) : []
  return { timezone: zone, problem, next_runs_at: moments.map(toIso) }
}
