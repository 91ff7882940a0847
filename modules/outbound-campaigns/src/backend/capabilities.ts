import { createCampaigns, type CampaignsCapability } from './campaigns'
import { createCompliance, type ComplianceCapability } from './compliance'
import { createEngagement, guardedFetch, type EngagementCapability } from './engagement'
import type { Foundation } from './foundation'
import { addressBook, consentOf, createLeads, leadsByPersons, type LeadsCapability } from './leads'
import { createMetrics, type MetricsCapability } from './metrics'
import { createNurturing, createRuns, type NurturingCapability, type RunsCapability } from './nurturing'
import { createReports, type ReportsCapability } from './reports'
import type { Sending } from './sending'
import { createSequences, ownersOf, type SequencesCapability } from './sequences'
import { createSingles, type SinglesCapability } from './singles'

export interface Capabilities {
  leads: LeadsCapability
  compliance: ComplianceCapability
  engagement: EngagementCapability
  campaigns: CampaignsCapability
  sequences: SequencesCapability
  nurturing: NurturingCapability
  singles: SinglesCapability
  metrics: MetricsCapability
  reports: ReportsCapability
  runs: RunsCapability
}

/** Makes every capability and gives each what it needs of the others: who knows whom is read here. */
export const createCapabilities = (foundation: Foundation, sending: Sending): Capabilities => {
  const { host, db, calendar, settings, audit, inbox, links, whatsapp, email, notifier } = foundation
  const { announcer, addresses, configOf, allowsPrivate, botName } = foundation
  const { logger } = host
  const statusAddress = (botId: string) => addresses.statusOf(botId)
  const publicBase = () => addresses.base()
  const changed = (botId: string) => announcer.changed(botId)

  const leads = createLeads({ db, calendar, settings, audit, inbox, changed })
  const compliance = createCompliance({
    db,
    calendar,
    settings,
    audit,
    inbox,
    links,
    book: addressBook,
    consentOf,
    stop: async (tx, botId, owner, reason) => sending.plannerOf(owner)?.stopped(tx, botId, owner, reason),
    botName,
    publicBase,
    changed
  })
  const engagement = createEngagement({
    db,
    calendar,
    settings,
    audit,
    inbox,
    links,
    logger,
    publicBase,
    configOf,
    fetch: async (botId, address) => {
      const { request_timeout } = await settings.of(botId)
      return guardedFetch(await allowsPrivate(botId), request_timeout * 1000)(address)
    },
    fetchFromAmazon: guardedFetch(false),
    watchWebhooks: foundation.counted.webhook
  })
  leads.addTimelineSource(engagement.timeline)
  leads.readActivitiesFrom(engagement.lastActivities)
  leads.onForget((botId, lead) => engagement.forget(botId, lead))

  const campaigns = createCampaigns({
    db,
    calendar,
    settings,
    audit,
    channel: whatsapp,
    notifier,
    logger,
    knownElsewhere: async (on, botId, persons) => new Set((await leadsByPersons(on, botId, persons)).keys()),
    statusAddress,
    changed(botId, campaignId) {
      announcer.changed(botId, campaignId)
      sending.owed(botId, [{ type: 'campaign', id: campaignId }])
    }
  })
  const sequences = createSequences({
    db,
    calendar,
    settings,
    audit,
    inbox,
    email,
    whatsapp,
    notifier,
    leads,
    logger,
    links: {
      unsubscribeUrl: (botId, to) => compliance.unsubscribeUrl(botId, to),
      trackingOf: async (botId, { messageId }) => {
        const tracked = await engagement.tracking.trackingOf(botId, { messageId, wanted: true })
        return { pixelUrl: tracked.pixelUrl, rewriteLink: tracked.rewriteLink ?? undefined }
      }
    },
    statusAddress,
    allowsPrivate,
    changed,
    owed: (botId, sequenceId) => sending.owed(botId, ownersOf([sequenceId]))
  })
  engagement.readPlacesFrom(sequences.placesOf)
  engagement.watchLeadsOf(sequences.watched)
  compliance.readGuardedFrom(sequences.guarded)

  const nurturing = createNurturing({
    db,
    calendar,
    settings,
    audit,
    inbox,
    leads,
    sequences,
    bp: host,
    logger,
    numberOf: async botId => {
      const opened = await whatsapp.open(botId)
      return opened.kind === 'ready' ? opened.channel.sender : null
    },
    allowsPrivate,
    changed
  })
  const singles = createSingles({
    db,
    settings,
    audit,
    inbox,
    whatsapp,
    leads,
    statusAddress,
    owed: (botId, owner) => sending.owed(botId, [owner])
  })
  sending.plannedBy(campaigns.planner, ...sequences.planners, singles.planner)

  const metrics = createMetrics({ db, calendar, settings, audit, inbox })
  const reports = createReports({
    db,
    calendar,
    settings,
    audit,
    inbox,
    notifier,
    metrics,
    configOf,
    botName
  })
  const runs = createRuns({
    db,
    calendar,
    settings,
    audit,
    sequences,
    notifier,
    logger,
    configOf,
    mailTrouble: async botId => {
      const opened = await email.open(botId)
      return opened.kind === 'ready' ? null : { code: 'email_not_ready', detail: opened.reason.detail }
    },
    askNow: (botId, forMs) => engagement.askNow(botId, forMs),
    qualifyDue: (botId, until) => nurturing.scores.qualifyDue(botId, until),
    refreshMetrics: botId => metrics.refresh(botId),
    exportMetrics: (botId, runId) => reports.exportRun(botId, runId),
    changed
  })
  return { leads, compliance, engagement, campaigns, sequences, nurturing, singles, metrics, reports, runs }
}
