/** What other capabilities and the entry use of nurturing. */
export { createNurturing, type NurturingCapability, type NurturingContext } from './capability'
export { createRuns, type RunsCapability, type RunsContext } from './runs/capability'
export { pointsOf, type Counts, type Part, type Points, type ScoreModel } from './scores/points'
export { totalOf } from '../leads'
