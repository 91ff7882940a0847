import { z } from 'zod'
import { route, type AnyRoute } from '../platform/http/route'
import type { Forgetting } from './forget'
import type { StoredLead } from './lead'
import type { Leads } from './leads'
import type { LeadLists } from './lists'
import {
  givenLeadSchema,
  leadChangeSchema,
  leadDetailSchema,
  leadIdSchema,
  leadListSchema,
  leadProfilesSchema,
  leadSchema,
  leadsQuerySchema,
  type LeadScoring
} from './schema'
import { timelineQuerySchema, timelineSchema } from './timeline/schema'
import type { Timeline } from './timeline/timeline'

const tag = 'Leads'

/** How a lead's score adds up: said by whoever counts. */
export type ScoringOf = (botId: string, lead: StoredLead) => Promise<LeadScoring>

export interface LeadServices {
  leads: Leads
  lists: LeadLists
  forgetting: Forgetting
  timeline: Timeline
  scoringOf: ScoringOf
}

/** Leads themselves. The files that they come in by have routes of their own. */
export const leadRoutes = ({ leads, lists, forgetting, timeline, scoringOf }: LeadServices): AnyRoute[] => [
  route({
    method: 'get',
    path: '/leads',
    tag,
    summary: 'The people a bot knows: newest first, by score from the best down, or as they are found',
    query: leadsQuerySchema,
    answer: leadListSchema,
    handle: ({ botId, query }) => lists.list(botId, query)
  }),
  route({
    method: 'post',
    path: '/leads',
    tag,
    summary: 'Add a lead (201), or bring the one up to date who has this ext_id, email or phone_number (200)',
    body: givenLeadSchema,
    answer: leadSchema,
    statusWhenNew: 201,
    async handle({ botId, body, caller }, res) {
      const { lead, created } = await leads.upsert(botId, body, caller)
      const shown = await leads.show(botId, lead)
      if (created) res.status(201).json(shown)
      return shown
    }
  }),
  route({
    method: 'get',
    path: '/leads/profiles',
    tag,
    summary: 'The ideal customer profiles that leads have, the commonest first',
    answer: leadProfilesSchema,
    async handle({ botId }) {
      return { items: await lists.profiles(botId) }
    }
  }),
  route({
    method: 'get',
    path: '/leads/:id',
    tag,
    summary: 'One lead, with how its score adds up',
    params: leadIdSchema,
    answer: leadDetailSchema,
    async handle({ botId, params }) {
      const lead = await leads.find(botId, params.id)
      return { ...(await leads.show(botId, lead)), scoring: await scoringOf(botId, lead) }
    }
  }),
  route({
    method: 'put',
    path: '/leads/:id',
    tag,
    summary: 'Change it. What is not named stays as it is, null takes it away',
    params: leadIdSchema,
    body: leadChangeSchema,
    answer: leadSchema,
    async handle({ botId, params, body, caller }) {
      return leads.show(botId, await leads.change(botId, params.id, body, caller))
    }
  }),
  route({
    method: 'delete',
    path: '/leads/:id',
    tag,
    summary: 'Forget this person. What was counted stays counted, and an opt-out stays in force',
    params: leadIdSchema,
    answer: z.object({ ok: z.literal(true) }),
    async handle({ botId, params, caller }) {
      await forgetting.forget(botId, params.id, caller)
      return { ok: true as const }
    }
  }),
  route({
    method: 'get',
    path: '/leads/:id/timeline',
    tag,
    summary: 'Everything that happened to this person on every channel, newest first',
    params: leadIdSchema,
    query: timelineQuerySchema,
    answer: timelineSchema,
    async handle({ botId, params, query }) {
      return timeline.of(botId, await leads.find(botId, params.id), query)
    }
  })
]
