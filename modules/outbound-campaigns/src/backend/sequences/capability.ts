import type { Logger } from 'botpress/sdk'
import type { EmailChannel } from '../channels/email/channel'
import type { WhatsAppChannel } from '../channels/whatsapp/channel'
import { personSuppressed } from '../compliance'
import { engagementEvent, type PlacesOf, type WatchedLeads } from '../engagement'
import type { Inbox } from '../inbox'
import type { LeadsCapability } from '../leads'
import type { Notifier } from '../notify'
import type { Planner } from '../outbox'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import type { AnyRoute, Caller } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import type { SettingsService } from '../platform/settings/settings'
import { MessageOutcomes } from './delivery/became'
import { freeLimits, limitsFreed } from './delivery/given-back'
import type { MailLinks } from './delivery/email-delivery'
import { CHANNELS } from './delivery/owners'
import { SequencePlanner } from './delivery/planner'
import { SequenceStops } from './delivery/stopped'
import { EnrollmentChanges } from './enrollments/change'
import { Enrolling } from './enrollments/enroll'
import { Enrollments } from './enrollments/enrollments'
import { placesOfMessages } from './enrollments/engagement-store'
import { enrollmentEntries, forgetInSequences, sequenceMembers, taskEntries } from './enrollments/known-of'
import { DueSteps } from './enrollments/execute'
import { guardedOf } from './guarded'
import { leadMailRoutes } from './enrollments/lead-mails'
import { metricsRoutes } from './enrollments/metrics'
import { QualifiedPlaces } from './enrollments/qualified'
import { SequenceReactions } from './enrollments/reactions'
import { enrollmentRoutes } from './enrollments/routes'
import { runningRoutes } from './enrollments/running'
import { ScoreJob } from './enrollments/score-job'
import { Triggers } from './enrollments/triggers'
import { watchedLeads } from './enrollments/watched'
import { SequenceEngine } from './engine/engine'
import { Mover } from './engine/mover'
import { People } from './engine/people'
import { VersionShelf } from './engine/shelf'
import { FlowSequences } from './flow'
import { NurturingSequences } from './nurturing'
import { simulationRoutes } from './simulate/routes'
import { StepEdits } from './steps/edits'
import { stepRoutes } from './steps/routes'
import { taskRoutes, Tasks } from './tasks/tasks'
import { madeDefault } from './templates/default'
import { STEPS_LIMIT, templateRoutes } from './templates/routes'
import { Templates } from './templates/templates'
import { MoveJob } from './versions/move'
import { sequenceWebhook, webhookErrand } from './webhook/errand'
import { webhookSources } from './webhook/waiting'

export interface SequencesContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Inbox
  email: EmailChannel
  whatsapp: WhatsAppChannel
  notifier: Pick<Notifier, 'tell'>
  leads: LeadsCapability
  links: MailLinks
  logger: Logger
  statusAddress(botId: string): Promise<string | null>
  /** Whether webhook steps may call addresses of this machine's own net. */
  allowsPrivate(botId: string): Promise<boolean>
  /** Something that people may be looking at has changed. */
  changed(botId: string): void
  /** Something of this sequence is to be sent, or not any more: look at its lanes now. */
  owed(botId: string, sequenceId: number): void
}

export interface SequencesCapability {
  routes: AnyRoute[]
  /** One for each channel. */
  planners: Planner[]
  /** Late reports on messages of sequences. */
  stops: SequenceStops
  templates: Templates
  enrolling: Enrolling
  enrollments: Enrollments
  /** What a bot's flow does with them. */
  flow: FlowSequences
  /** Sequences that begin by themselves: whoever changes scores tells them. */
  triggers: Triggers
  /** What becomes of leads in sequences who have qualified. */
  qualified: QualifiedPlaces
  /** What nurturing does with them. */
  nurturing: NurturingSequences
  /** What is due, done now or only said. */
  due: DueSteps
  placesOf: PlacesOf
  /** Who goes on in a sequence: for those who ask other systems about them. */
  watched: WatchedLeads
  /** What holds them and their senders back, and the limits of the day. */
  guarded: ReturnType<typeof guardedOf>
  jobsFor(botId: string): Job[]
}

/** Puts the parts of sequences together. */
export const createSequences = (context: SequencesContext): SequencesCapability => {
  const { db, calendar, settings, audit, inbox, email, whatsapp, logger, leads, changed } = context
  const shelf = new VersionShelf()
  const moved = (botId: string, sequenceId: number) => {
    changed(botId)
    context.owed(botId, sequenceId)
  }
  const changes = new EnrollmentChanges({ calendar, settings, shelf })
  const outcomes = new MessageOutcomes({ calendar, settings, shelf })
  const stops = new SequenceStops({ ...context, changed: moved })
  const people = new People({ db, changes, changed: moved })
  const mover = new Mover({ db, calendar, settings, email, whatsapp, shelf })
  const enrolling = new Enrolling({ db, calendar, settings, changed: moved })
  const enrollments = new Enrollments({ db, settings, audit, shelf, changes, people, changed })
  const templates = new Templates({ db, calendar, settings, audit, whatsapp, people, changed })
  const triggers = new Triggers({ db, enrolling, logger })
  const reactions = new SequenceReactions({ settings, changes, changed })
  const tasks = new Tasks({ db, calendar, settings, audit, changes, changed })
  const engines = new Map<string, SequenceEngine>()
  const engineOf = (botId: string): SequenceEngine => {
    const known = engines.get(botId)
    if (known) return known
    const sources = { db, calendar, mover, outcomes, changes, people, inbox, logger, owed: moved }
    const made = new SequenceEngine(botId, sources)
    engines.set(botId, made)
    return made
  }
  const due = new DueSteps({ db, calendar, mover, engineOf })
  const senderOf = async (botId: string) => {
    const opened = await email.open(botId)
    return opened.kind === 'ready'
      ? { name: opened.channel.senderName, address: opened.channel.sender }
      : { name: '', address: '' }
  }
  const defaultSequence = async (botId: string, { email: createdBy }: Caller): Promise<number> => {
    const { language } = await settings.of(botId)
    return (await db.transaction(tx => madeDefault(tx, botId, { kind: 'five_mails', language, createdBy })))
      .id
  }

  inbox.on(engagementEvent, (tx, botId, facts) => reactions.events(tx, botId, facts))
  inbox.on(personSuppressed, (tx, botId, facts) => reactions.suppressed(tx, botId, facts))
  inbox.on(limitsFreed, freeLimits)
  inbox.onErrand(
    sequenceWebhook,
    webhookErrand(
      webhookSources({ ...context, shelf, changes, leads: leads.leads, senderOf, changed: moved })
    )
  )
  leads.onCreated((tx, botId, ids) => triggers.created(tx, botId, ids))
  leads.onForget((botId, lead) => forgetInSequences({ db, changes }, botId, lead))
  leads.addTimelineSource(enrollmentEntries(db))
  leads.addTimelineSource(taskEntries(db))
  leads.readMembersFrom(sequenceMembers(db))

  return {
    routes: [
      ...enrollmentRoutes({ db, leads: leads.leads, enrolling, enrollments }),
      ...runningRoutes({ ...context, due, people, outcomes, templates }),
      ...metricsRoutes({ db, calendar, settings, shelf, templates }),
      ...leadMailRoutes({ ...context, shelf, leads: leads.leads, enrolling, enrollments, defaultSequence }),
      ...taskRoutes(tasks),
      ...stepRoutes({ templates, edits: new StepEdits(db, templates), bodyLimit: STEPS_LIMIT }),
      ...simulationRoutes({ ...context, leads: leads.leads, templates }),
      ...templateRoutes({ db, settings, audit, templates, changed })
    ],
    planners: CHANNELS.map(channel => new SequencePlanner(channel, { ...context, shelf, outcomes, stops })),
    stops,
    templates,
    enrolling,
    enrollments,
    flow: new FlowSequences({ db, enrolling, enrollments }),
    triggers,
    qualified: new QualifiedPlaces({ changes, changed }),
    nurturing: new NurturingSequences({ calendar, enrolling, changes }),
    due,
    placesOf: placesOfMessages,
    watched: watchedLeads,
    guarded: guardedOf(context),
    jobsFor: botId => [
      engineOf(botId),
      new MoveJob(botId, { db, calendar, settings, changed }),
      new ScoreJob(botId, { db, triggers })
    ]
  }
}
