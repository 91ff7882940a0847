import type { EventBody } from '../../engagement'
import { addNews, type Fact, type Inbox } from '../../inbox'
import type { LeadsCapability } from '../../leads'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { AnyRoute } from '../../platform/http/route'
import type { Job } from '../../platform/scheduler'
import type { SettingsService } from '../../platform/settings/settings'
import type { SequencesCapability } from '../../sequences'
import { botNews, qualifiedForBot, tellBot, type BotSources } from '../qualification/bot-event'
import { QualifyJob } from '../qualification/job'
import { leadQualified, Qualifying, settleQualified } from '../qualification/qualify'
import { QualifiedLeads } from '../qualification/qualified-leads'
import { qualifiedRoutes } from '../qualification/routes'
import { markWaiting } from '../qualification/store'
import { callNews, callOut, qualifiedCall } from '../qualification/webhook'
import { RescoringJob } from '../rescoring/job'
import { Rescorings } from '../rescoring/rescorings'
import { rescoringRoutes } from '../rescoring/routes'
import { scoringOf } from './arithmetic'
import { countEvents } from './count'
import { leadsScored, scoreNews } from './scored'
import { forgetCounts } from './store'

export interface ScoresContext extends Pick<BotSources, 'bp' | 'numberOf'> {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  inbox: Pick<Inbox, 'on' | 'onErrand' | 'poke'>
  leads: Pick<LeadsCapability, 'leads' | 'onQualified' | 'onForget' | 'readScoringFrom'>
  sequences: Pick<SequencesCapability, 'qualified' | 'triggers' | 'enrollments'>
  /** Whether webhooks may call addresses of this machine's own net. */
  allowsPrivate(botId: string): Promise<boolean>
  /** Something that people may be looking at has changed. */
  changed(botId: string): void
}

export interface Scores {
  routes: AnyRoute[]
  /**
   * What people did earns points, and they may qualify by it: in the transaction that takes the facts, behind the
   * sequences' own reaction, because that one locks lanes and enrollments, and this one leads.
   */
  events(tx: Database, botId: string, facts: ReadonlyArray<Fact<EventBody>>): Promise<void>
  /** Everybody who has come to qualify without anything that they did; see `Qualifying.due`. */
  qualifyDue(botId: string, until?: number): Promise<{ qualified: number; isThrough: boolean }>
  jobsFor(botId: string): Job[]
}

/** Puts the parts of scores and qualification together. */
export const createScores = (context: ScoresContext): Scores => {
  const { db, settings, inbox, leads, sequences } = context
  const poke = (botId: string) => inbox.poke(botId)
  const news = scoreNews((on, botId) => sequences.triggers.awaitsScores(on, botId))
  const qualifying = new Qualifying({ ...context, places: sequences.qualified, poke })
  const rescorings = new Rescorings({ ...context, qualifying, news, poke })
  const qualified = new QualifiedLeads({ ...context, poke })

  inbox.on(leadsScored, (tx, botId, facts) =>
    sequences.triggers.scored(tx, botId, [...new Set(facts.flatMap(({ body }) => body.lead_ids))])
  )
  inbox.on(leadQualified, settleQualified(sequences.qualified, tellOthers(context)))
  inbox.onErrand(
    qualifiedCall,
    callOut({
      ...context,
      leads: leads.leads,
      async sequencesOf(botId, leadId) {
        const { items } = await sequences.enrollments.list(botId, { lead_id: leadId, limit: MOST_SEQUENCES })
        return items.map(one => ({
          enrollment_id: one.id,
          sequence_id: one.template_id,
          name: one.template_name,
          status: one.status
        }))
      }
    })
  )
  inbox.onErrand(qualifiedForBot, tellBot(context))
  leads.onQualified((tx, botId, lead, { email }) => qualifying.said(tx, botId, lead, email))
  leads.onForget((_botId, lead) => forgetCounts(db, lead.id))
  leads.readScoringFrom(scoringOf(context))

  return {
    routes: [...rescoringRoutes(rescorings), ...qualifiedRoutes(qualified)],
    async events(tx, botId, facts) {
      const held = await settings.of(botId, tx)
      const scored = await countEvents(tx, botId, facts, held)
      await qualifying.scored(tx, botId, scored, held)
      const changed = scored.filter(one => one.changed).map(({ lead }) => lead.id)
      const last = Math.max(0, ...facts.map(({ body }) => body.event_id))
      await news.tell(tx, botId, changed, `event ${last}`)
    },
    qualifyDue: (botId, until) => qualifying.due(botId, until),
    jobsFor: botId => [new RescoringJob(botId, rescorings), new QualifyJob(botId, qualifying)]
  }
}

/** A payload is no archive. */
const MOST_SEQUENCES = 20

/** Whom the settings name at this moment: the webhook, the bot. */
const tellOthers =
  ({ settings }: Pick<ScoresContext, 'settings'>) =>
  async (tx: Database, botId: string, ids: readonly number[]): Promise<void> => {
    const { qualified_webhook: webhook, qualified_bot_event: event } = await settings.of(botId, tx)
    if (webhook.url !== null) await markWaiting(tx, ids)
    const told = ids.flatMap(id => [
      ...(webhook.url !== null ? [callNews(id, 1)] : []),
      ...(event !== 'off' ? [botNews(id)] : [])
    ])
    await addNews(
      tx,
      told.map(one => ({ ...one, botId }))
    )
  }
