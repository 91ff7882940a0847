import type { Logger } from 'botpress/sdk'
import type { Notifier } from '../../notify'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { AnyRoute } from '../../platform/http/route'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import type { SequencesCapability } from '../../sequences'
import { NurturingJob } from './job'
import { runRoutes } from './routes'
import { Runs } from './runs'
import { nurturingSettingsRoutes } from './settings-routes'
import type { Configured } from './settings-view'
import { ensureSchema } from './tasks/ensure-schema'
import { getTemplate } from './tasks/get-template'
import { identifyColdLeads } from './tasks/identify-cold-leads'
import { notifySummary } from './tasks/notify-summary'
import { pauseInactive } from './tasks/pause-inactive'
import { refreshConversionMetrics, type Refreshing } from './tasks/refresh-metrics'
import { sendScheduled, type SendSources } from './tasks/send-scheduled'
import { startSequences } from './tasks/start-sequences'
import { updateEngagement, type EngagementSources } from './tasks/update-engagement'
import type { Task } from './task'

export interface RunsContext extends EngagementSources, Refreshing, Pick<SendSources, 'mailTrouble'> {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  sequences: Pick<SequencesCapability, 'nurturing' | 'due'>
  notifier: Pick<Notifier, 'tell'>
  logger: Logger
  configOf(botId: string): Promise<Configured>
  /** Something that people may be looking at has changed. */
  changed(botId: string): void
}

export interface RunsCapability {
  runs: Runs
  routes: AnyRoute[]
  jobFor(botId: string): Job
  release(botId: string): Promise<void>
}

/** The nine, in their order. */
export const nurturingTasks = (context: RunsContext): Task[] => {
  const { db, calendar, notifier } = context
  const sources = { db, calendar, sequences: context.sequences.nurturing }
  return [
    ensureSchema(db),
    identifyColdLeads(sources),
    getTemplate(sources),
    startSequences(sources),
    sendScheduled({ due: context.sequences.due, mailTrouble: context.mailTrouble }),
    updateEngagement(context),
    pauseInactive(sources),
    refreshConversionMetrics(context),
    notifySummary({ notifier, calendar })
  ]
}

/** Puts the parts of the runs together. */
export const createRuns = (context: RunsContext): RunsCapability => {
  const { db, calendar, settings } = context
  const sequences = context.sequences.nurturing
  const runs = new Runs({ ...context, tasks: nurturingTasks(context) })
  return {
    runs,
    routes: [...runRoutes(db, runs), ...nurturingSettingsRoutes({ ...context, sequences })],
    jobFor(botId) {
      runs.mount(botId)
      return new NurturingJob(botId, { db, calendar, settings, sequences, runs })
    },
    release: botId => runs.release(botId)
  }
}
