import type { Logger } from 'botpress/sdk'
import { engagementEvent } from '../engagement'
import type { Inbox } from '../inbox'
import type { LeadsCapability } from '../leads'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SequencesCapability } from '../sequences'
import { createScores, type Scores, type ScoresContext } from './scores/scores'

export interface NurturingContext extends ScoresContext {
  inbox: Inbox
  leads: LeadsCapability
  sequences: SequencesCapability
  logger: Logger
}

export interface NurturingCapability {
  routes: AnyRoute[]
  /** What leads have earned, and who qualifies by it. */
  scores: Scores
  jobsFor(botId: string): Job[]
}

/** Puts the parts of nurturing together. Reacts to events behind the sequences: see `createScores`. */
export const createNurturing = (context: NurturingContext): NurturingCapability => {
  const scores = createScores(context)
  context.inbox.on(engagementEvent, scores.events)
  return {
    routes: scores.routes,
    scores,
    jobsFor: botId => scores.jobsFor(botId)
  }
}
