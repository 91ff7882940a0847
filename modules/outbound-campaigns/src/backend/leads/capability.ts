import { finishForgetting, personForgotten, type Inbox } from '../inbox'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute } from '../platform/http/route'
import type { SettingsService } from '../platform/settings/settings'
import { CreatedLeads, type CreatedReaction } from './created'
import { Forgetting, type ForgetReaction } from './forget'
import { importRoutes } from './import/routes'
import { Leads } from './leads'
import { LeadLists, type LastActivities, type SequenceMembers } from './lists'
import { leadRoutes, type ScoringOf } from './routes'
import { SaidQualified, type QualifiedReaction } from './said-qualified'
import { conversationEntries } from './timeline/conversation'
import { auditEntries, leadEntries, optOutEntries } from './timeline/known'
import { messageEntries } from './timeline/messages'
import type { TimelineSource } from './timeline/source'
import { Timeline } from './timeline/timeline'

export interface LeadsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'on' | 'poke'>
  changed(botId: string): void
}

export interface LeadsCapability {
  leads: Leads
  routes: AnyRoute[]
  /** What follows when leads are created: after their commit, again until it succeeds. Before the first bot is mounted. */
  onCreated(reaction: CreatedReaction): void
  /** What follows when somebody says that a lead has qualified. While the module is wired. */
  onQualified(reaction: QualifiedReaction): void
  /** What else is to be forgotten with a person. */
  onForget(reaction: ForgetReaction): void
  /** Where else something that happened to a person is written down. */
  addTimelineSource(source: TimelineSource): void
  /** Who is in which sequence, for the lists. */
  readMembersFrom(members: SequenceMembers): void
  /** What each of them did last, for the lists. */
  readActivitiesFrom(activities: LastActivities): void
  /** How a lead's score adds up. While the module is wired. */
  readScoringFrom(scoringOf: ScoringOf): void
}

/** Puts the parts of leads together. */
export const createLeads = (context: LeadsContext): LeadsCapability => {
  const { db, settings, inbox } = context
  const created = new CreatedLeads(inbox)
  const saidQualified = new SaidQualified()
  const leads = new Leads({ ...context, created, saidQualified })
  let scoringFrom: ScoringOf = async () => {
    throw new Error('Nobody says how scores add up.')
  }
  const lists = new LeadLists(db, settings)
  const forgetting = new Forgetting(context)
  const timeline = new Timeline([
    leadEntries,
    auditEntries(db),
    optOutEntries(db),
    messageEntries(db),
    conversationEntries(db)
  ])
  inbox.on(personForgotten, finishForgetting)
  return {
    leads,
    // Those of the imports first: `/leads/imports` is no lead.
    routes: [
      ...importRoutes({ ...context, created }),
      ...leadRoutes({
        leads,
        lists,
        forgetting,
        timeline,
        scoringOf: (botId, lead) => scoringFrom(botId, lead)
      })
    ],
    onCreated: reaction => created.on(reaction),
    onQualified: reaction => saidQualified.on(reaction),
    onForget: reaction => forgetting.on(reaction),
    addTimelineSource: source => timeline.add(source),
    readMembersFrom: members => lists.readMembersFrom(members),
    readActivitiesFrom: activities => lists.readActivitiesFrom(activities),
    readScoringFrom(scoringOf) {
      scoringFrom = scoringOf
    }
  }
}
