/** What sequences achieve, over the API: figures of a time, of each day, and who did best. */
import type { z } from 'zod'
import type {
  cohortsAnswerSchema,
  dailyAnswerSchema,
  funnelAnswerSchema,
  sendersAnswerSchema,
  summaryAnswerSchema,
  TopSequences,
  TopSteps
} from '../../backend/metrics/schema'
import type { Http } from '../studio'
import { isRecord, type Answer } from './answer'
import { get } from './request'

export type Summary = z.infer<typeof summaryAnswerSchema>
export type Daily = z.infer<typeof dailyAnswerSchema>
export type Funnel = z.infer<typeof funnelAnswerSchema>
export type Senders = z.infer<typeof sendersAnswerSchema>
export type Cohorts = z.infer<typeof cohortsAnswerSchema>
export type { TopSequences, TopSteps }

/** So many days up to today, as the bot's clock says; of one sequence, or of all. */
export interface Span {
  days: number
  sequence: number | null
}

const ofSpan = ({ days, sequence }: Span) => ({ days, sequence_id: sequence ?? undefined })

const isSummary = (body: unknown): body is Summary =>
  isRecord(body) && typeof body.sent === 'number' && isRecord(body.previous) && isRecord(body.changes)

const withItems =
  <T>() =>
  (body: unknown): body is T =>
    isRecord(body) && Array.isArray(body.items)

const isFunnel = (body: unknown): body is Funnel => isRecord(body) && Array.isArray(body.steps)

const areTops = <T>(body: unknown): body is T =>
  isRecord(body) && Array.isArray(body.by_conversion) && Array.isArray(body.by_reply_rate)

export const getSummary = (http: Http, span: Span): Promise<Answer<Summary>> =>
  get(http, '/metrics/summary', isSummary, ofSpan(span))

export const getDaily = (http: Http, span: Span): Promise<Answer<Daily>> =>
  get(http, '/metrics/daily', withItems<Daily>(), ofSpan(span))

export const getFunnel = (http: Http, span: Span & { sequence: number }): Promise<Answer<Funnel>> =>
  get(http, '/metrics/funnel', isFunnel, ofSpan(span))

export const getTopSequences = (http: Http, { days }: Span): Promise<Answer<TopSequences>> =>
  get(http, '/metrics/sequences', areTops<TopSequences>, { days })

export const getTopSteps = (http: Http, span: Span): Promise<Answer<TopSteps>> =>
  get(http, '/metrics/steps', areTops<TopSteps>, ofSpan(span))

export const getSenders = (http: Http, { days }: Span): Promise<Answer<Senders>> =>
  get(http, '/metrics/senders', withItems<Senders>(), { days })

export const getCohorts = (http: Http, span: Span): Promise<Answer<Cohorts>> =>
  get(http, '/metrics/cohorts', withItems<Cohorts>(), ofSpan(span))
