import { engagementEvent } from '../engagement'
import { messageStatus, type Inbox } from '../inbox'
import type { AnyRoute } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import { metricsJob } from './job'
import { noteEvents, noteStatuses } from './marks'
import { refreshMetrics, type Refreshed } from './refresh'
import { metricsRoutes, type MetricsContext as Context } from './routes'

export interface MetricsContext extends Context {
  inbox: Pick<Inbox, 'on'>
}

export interface MetricsCapability {
  routes: AnyRoute[]
  jobsFor(botId: string): Job[]
  /** Counts what is due, as far as it goes in a moment. */
  refresh(botId: string): Promise<Refreshed>
}

/** Puts the parts of metrics together. */
export const createMetrics = (context: MetricsContext): MetricsCapability => {
  const { db, inbox } = context
  inbox.on(engagementEvent, noteEvents)
  inbox.on(messageStatus, noteStatuses)
  return {
    routes: metricsRoutes(context),
    jobsFor: botId => [metricsJob(context, botId)],
    refresh: botId => refreshMetrics(db, botId, context)
  }
}
