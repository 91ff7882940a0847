import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { toIsoOrNull } from '../platform/database/values'
import { notFound, unprocessable } from '../platform/http/problem'
import { route, type AnyRoute } from '../platform/http/route'
import type { SettingsService } from '../platform/settings/settings'
import { changesBetween } from './compare'
import { funnelOf } from './funnel'
import { readHead, type Head } from './head'
import { rangeBefore, rangeOf, type AskedRange } from './range'
import { cohorts, dailyMetrics, lastDayOf, summaryOf, topSequences, topSteps } from './read'
import { progressOf, requestRebuild } from './rebuild'
import { refreshMetrics, type RefreshParts } from './refresh'
import {
  cohortsAnswerSchema,
  dailyAnswerSchema,
  dailyQuerySchema,
  funnelAnswerSchema,
  funnelQuerySchema,
  rangeSchema,
  rebuildSchema,
  sendersAnswerSchema,
  sequenceRangeSchema,
  summaryAnswerSchema,
  topSequencesSchema,
  topsQuerySchema,
  topStepsSchema
} from './schema'
import { senderMetrics } from './senders'

export interface MetricsContext extends RefreshParts {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
}

const tag = 'Metrics'
/** As much as one look may wait for; the job does the rest. */
const MOST_PIECES = 5

export const metricsRoutes = (context: MetricsContext): AnyRoute[] => {
  const { db, calendar, settings } = context

  /** What has just happened is counted first, as far as that is quickly done. */
  const standing = async (botId: string) => {
    await refreshMetrics(db, botId, context, { most: MOST_PIECES })
    const head = await readHead(db, botId)
    const { timezone } = await settings.of(botId)
    return {
      timezone: head?.zone ?? timezone,
      as_of: toIsoOrNull(head?.foldedAt ?? null),
      rebuilding: head === undefined || head.building !== null || head.generation === 0
    }
  }
  const asked = async (botId: string, query: AskedRange) => {
    const { timezone } = await settings.of(botId)
    const range = rangeOf(query, calendar.now(), timezone)
    return { range, stands: await standing(botId) }
  }
  const rebuildOf = async (botId: string, head: Head | undefined) => {
    const building = head?.building ?? null
    return {
      state: building ? ('running' as const) : ('idle' as const),
      progress_pct: building && Math.round((await progressOf(db, botId, building)) * 1000) / 10,
      counted: building?.done ?? null,
      started_at: toIsoOrNull(building?.since ?? null),
      timezone: building?.zone ?? head?.zone ?? null,
      last_rebuilt_at: toIsoOrNull(head?.rebuiltAt ?? null)
    }
  }

  return [
    route({
      method: 'get',
      path: '/metrics/daily',
      tag,
      summary: 'What began on each day and what came of it, and what happened on it',
      query: dailyQuerySchema,
      answer: dailyAnswerSchema,
      async handle({ botId, query: { sequence_id, step_key, sender, ...query } }) {
        if (step_key !== undefined && sequence_id === undefined)
          throw unprocessable('A step is one of a sequence: say which.', [
            { path: 'sequence_id', message: 'is needed beside step_key' }
          ])
        const { range, stands } = await asked(botId, query)
        const filter = { ...range, sequenceId: sequence_id, stepKey: step_key, sender }
        return { ...range, ...stands, items: await dailyMetrics(db, botId, filter) }
      }
    }),
    route({
      method: 'get',
      path: '/metrics/summary',
      tag,
      summary: 'The figures of a time, beside those of the time before it',
      query: sequenceRangeSchema,
      answer: summaryAnswerSchema,
      async handle({ botId, query: { sequence_id: sequenceId, ...query } }) {
        const { range, stands } = await asked(botId, query)
        const now = await summaryOf(db, botId, { ...range, sequenceId })
        const previous = await summaryOf(db, botId, { ...rangeBefore(range), sequenceId })
        const changes = changesBetween(figuresIn(previous), figuresIn(now))
        const last_day = await lastDayOf(db, botId, sequenceId)
        return { ...now, ...stands, last_day, previous, changes }
      }
    }),
    route({
      method: 'get',
      path: '/metrics/sequences',
      tag,
      summary: 'The best sequences, by conversion and by replies',
      query: topsQuerySchema,
      answer: topSequencesSchema,
      async handle({ botId, query: { limit, least, ...query } }) {
        const { range } = await asked(botId, query)
        return topSequences(db, botId, { ...range, limit, least })
      }
    }),
    route({
      method: 'get',
      path: '/metrics/steps',
      tag,
      summary: 'The best steps of all sequences, or of one, by conversion and by replies',
      query: topsQuerySchema.extend(sequenceRangeSchema.shape),
      answer: topStepsSchema,
      async handle({ botId, query: { limit, least, sequence_id: sequenceId, ...query } }) {
        const { range } = await asked(botId, query)
        return topSteps(db, botId, { ...range, limit, least, sequenceId })
      }
    }),
    route({
      method: 'get',
      path: '/metrics/cohorts',
      tag,
      summary: 'Those who started in each week, and how many weeks they took to qualify',
      query: sequenceRangeSchema,
      answer: cohortsAnswerSchema,
      async handle({ botId, query: { sequence_id: sequenceId, ...query } }) {
        const { range, stands } = await asked(botId, query)
        return { ...range, ...stands, items: await cohorts(db, botId, { ...range, sequenceId }) }
      }
    }),
    route({
      method: 'get',
      path: '/metrics/senders',
      tag,
      summary: 'How each number and mailbox fares, for sequences, campaigns and single messages apart',
      query: rangeSchema,
      answer: sendersAnswerSchema,
      async handle({ botId, query }) {
        const { range, stands } = await asked(botId, query)
        return { ...range, ...stands, items: await senderMetrics(db, botId, range) }
      }
    }),
    route({
      method: 'get',
      path: '/metrics/funnel',
      tag,
      summary: 'One sequence from its start to its end, step by step',
      query: funnelQuerySchema,
      answer: funnelAnswerSchema,
      async handle({ botId, query: { sequence_id: sequenceId, ...query } }) {
        const { range, stands } = await asked(botId, query)
        const funnel = await funnelOf(db, botId, { ...range, sequenceId })
        if (!funnel) throw notFound(`There is no sequence ${sequenceId}.`)
        return { ...funnel, ...stands }
      }
    }),
    route({
      method: 'get',
      path: '/metrics/rebuild',
      tag,
      summary: 'How far counting everything anew has come',
      answer: rebuildSchema,
      handle: async ({ botId }) => rebuildOf(botId, await readHead(db, botId))
    }),
    route({
      method: 'post',
      path: '/metrics/rebuild',
      tag,
      summary: 'Count everything anew from the facts. The figures of before are shown until it is done',
      answer: rebuildSchema,
      status: 202,
      async handle({ botId, caller }) {
        const { timezone } = await settings.of(botId)
        if (await requestRebuild(db, botId, timezone, caller.email))
          await context.audit.record(db, botId, caller, {
            action: 'metrics.rebuild',
            subject_type: 'metrics',
            subject_id: null,
            details: { timezone }
          })
        return rebuildOf(botId, await readHead(db, botId))
      }
    })
  ]
}

/** Without the days, which are no figures. */
const figuresIn = <T extends { from: string; to: string }>({ from: _from, to: _to, ...figures }: T) => figures
