import type { Capabilities } from './capabilities'
import type { Foundation } from './foundation'
import { abandonedImportsJob } from './platform/import/abandoned'
import type { Job } from './platform/scheduler'
import type { Sending } from './sending'

/** What is done again and again for a bot that is mounted here, in this order at each tick. */
export const jobsOfBot = (
  botId: string,
  { db, inbox }: Foundation,
  capabilities: Capabilities,
  sending: Sending
): Job[] => {
  const { campaigns, sequences, nurturing, singles, metrics, reports, runs, compliance, engagement } =
    capabilities
  return [
    ...campaigns.jobsFor(botId),
    ...sequences.jobsFor(botId),
    ...nurturing.jobsFor(botId),
    ...singles.jobsFor(botId),
    ...metrics.jobsFor(botId),
    ...reports.jobsFor(botId),
    runs.jobFor(botId),
    ...compliance.jobsFor(botId),
    sending.jobFor(botId),
    inbox.jobFor(botId),
    ...engagement.jobsFor(botId),
    abandonedImportsJob(db, botId)
  ]
}
