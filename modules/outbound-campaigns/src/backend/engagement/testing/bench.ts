import type { Request, Response } from 'express'
import type { KnexExtended, Logger } from 'botpress/sdk'
import { Inbox } from '../../inbox'
import { keepingLogger } from '../../inbox/testing/sent-messages'
import { createLeads, type LeadInput, type LeadsCapability } from '../../leads'
import { Audit } from '../../platform/audit/audit'
import { Database } from '../../platform/database/database'
import { migrate } from '../../platform/database/migrate'
import { migrations } from '../../platform/database/schema'
import type { Job } from '../../platform/scheduler'
import { SettingsService } from '../../platform/settings/settings'
import { Links } from '../../platform/links/links'
import { createEngagement, type EngagementCapability } from '../capability'
import type { Fetched } from '../fetch'

/** For tests: engagement with everything it stands on, on a real database, with a calendar that the test moves. */
export interface EngagementBench {
  db: Database
  inbox: Inbox
  /** Works off what has come in. Made once: each that is made works by itself. */
  inboxJob: Job
  engagement: EngagementCapability
  leads: LeadsCapability
  settings: SettingsService
  calendar: { now(): number; set(at: number): void }
  links: Links
  logger: Logger
  /** What was logged. */
  lines: string[]
  /** What is outside: the configuration, and whom the module asks. */
  world: {
    config: { sesTopics: string; engagementApiUrl: string }
    asked: string[]
    answer: (address: string) => Promise<Fetched | null>
  }
  /** Answers its id. */
  lead(input: LeadInput): Promise<number>
  timelineOf(leadId: number): Promise<unknown[]>
  forget(leadId: number): Promise<void>
  noRequest: Request
  noResponse: Response
}

export const BOT = 'demo'
export const BASE = 'https://bots.example.com/api/v1/bots/___/mod/outbound-campaigns'
const CALLER = { email: 'ana@example.com' }

export const engagementBench = async (knex: KnexExtended): Promise<EngagementBench> => {
  const db = new Database(knex)
  await migrate(db, migrations)
  const audit = new Audit(db)
  const inbox = new Inbox(db, keepingLogger().logger)
  let now = Date.now()
  const calendar = { now: () => now, set: (at: number) => void (now = at) }
  const settings = new SettingsService(db, audit)
  const leads = createLeads({ db, calendar, settings, audit, inbox, changed: () => undefined })
  const { logger, lines } = keepingLogger()
  const links = new Links(db)
  const asked: string[] = []
  const world: EngagementBench['world'] = {
    config: { sesTopics: '', engagementApiUrl: '' },
    asked,
    answer: async () => null
  }
  const ask = (address: string) => {
    asked.push(address)
    return world.answer(address)
  }
  const engagement = createEngagement({
    db,
    calendar,
    settings,
    audit,
    inbox,
    links,
    logger,
    publicBase: async () => BASE,
    configOf: async () => world.config,
    fetch: (_botId, address) => ask(address),
    fetchFromAmazon: ask
  })
  leads.addTimelineSource(engagement.timeline)
  leads.onForget((botId, lead) => engagement.forget(botId, lead))
  const noRequest = {} as Request
  const noResponse = {} as Response
  const call = (method: string, path: string, id: number) => {
    const found = leads.routes.find(route => route.method === method && route.path === path)
    if (!found) throw new Error(`There is no ${method} ${path}.`)
    const input = {
      botId: BOT,
      caller: CALLER,
      params: { id },
      query: { limit: 50 },
      body: undefined,
      req: noRequest
    }
    return found.handle(input, noResponse)
  }
  return {
    db,
    inbox,
    inboxJob: inbox.jobFor(BOT),
    engagement,
    leads,
    settings,
    calendar,
    links,
    lines,
    logger,
    world,
    lead: async input => (await leads.leads.upsert(BOT, input, CALLER)).lead.id,
    timelineOf: async id => ((await call('get', '/leads/:id/timeline', id)) as { items: unknown[] }).items,
    forget: async id => void (await call('delete', '/leads/:id', id)),
    noRequest,
    noResponse
  }
}
