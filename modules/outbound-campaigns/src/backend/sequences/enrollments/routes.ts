import { z } from 'zod'
import { calledBy, filterLeads, leadsByIds, totalOf, type Leads, type StoredLead } from '../../leads'
import type { Database } from '../../platform/database/database'
import { ENROLMENT_LIMIT, IMPORT_LIMIT } from '../../platform/http/limits'
import { conflict, notFound, unprocessable } from '../../platform/http/problem'
import { route, type AnyRoute, type Caller } from '../../platform/http/route'
import { nameKey } from '../../platform/names'
import { findSequence, type StoredSequence } from '../templates/store'
import type { Source } from './columns'
import { isMeantFor, type Enrolled, type Enrolling, type EnrollResult, type LeadRef } from './enroll'
import type { Enrollments } from './enrollments'
import {
  bulkAnswerSchema,
  bulkSchema,
  byIcpSchema,
  changedSchema,
  enrollmentIdSchema,
  enrollmentListSchema,
  enrollmentSchema,
  enrollmentsQuerySchema,
  enrollSchema,
  executionSchema,
  statusChangeSchema
} from './schema'

const tag = 'Sequences'
/** Ten thousand ids or addresses. */
const BULK_LIMIT = 4 * 1024 * 1024
const MOST_RESULTS = 10_000

export interface EnrollmentRoutesContext {
  db: Database
  leads: Leads
  enrolling: Enrolling
  enrollments: Enrollments
}

const DETAILS: Record<EnrollResult, string> = {
  enrolled: 'They are in it from now on.',
  already_in: 'They are in it already and stay where they are.',
  opted_out: 'They have opted out.',
  no_address: "They have no address on the sequence's channels.",
  not_found: 'There is no such lead.',
  conflict: 'What was given is of different people.',
  inactive: 'The sequence is switched off and takes nobody.',
  no_steps: 'The sequence has no steps.',
  not_meant: 'The sequence is meant for others.'
}

/** Who is in which sequence, and what is done about it. */
export const enrollmentRoutes = ({
  db,
  leads,
  enrolling,
  enrollments
}: EnrollmentRoutesContext): AnyRoute[] => {
  const sequenceOf = async (botId: string, id: number): Promise<StoredSequence> => {
    const sequence = await findSequence(db, botId, id)
    if (!sequence || sequence.deletedAt !== null) throw notFound(`There is no sequence ${id}.`)
    return sequence
  }
  const answered = async (botId: string, all: Enrolled[]) => {
    const tally: Record<string, number> = {}
    for (const { result } of all) tally[result] = (tally[result] ?? 0) + 1
    const shown = all.slice(0, MOST_RESULTS)
    const names = await namesOf(
      db,
      botId,
      shown.flatMap(({ leadId }) => leadId ?? [])
    )
    return {
      counts: tally,
      results: shown.map(({ leadId, result, enrollmentId }) => ({
        lead_id: leadId,
        lead_name: (leadId === null ? undefined : names.get(leadId)) ?? null,
        given: null as LeadRef | null,
        result,
        detail: DETAILS[result],
        enrollment_id: enrollmentId
      }))
    }
  }
  const everybody = async (
    botId: string,
    id: number,
    pages: AsyncIterable<StoredLead[]>,
    isMeant: (lead: StoredLead) => boolean,
    beginning: { source: Source; startAt: number | null; dealId: string | null; by: string | null }
  ) => {
    const all: Enrolled[] = []
    for await (const page of pages) {
      const meant = page.filter(isMeant)
      const done = await enrolling.enroll(
        botId,
        id,
        meant.map(lead => lead.id),
        beginning
      )
      all.push(...done)
      for (const lead of page)
        if (!isMeant(lead)) all.push({ leadId: lead.id, result: 'not_meant', enrollmentId: null })
    }
    return answered(botId, all)
  }

  return [
    route({
      method: 'get',
      path: '/sequences/enrollments',
      tag,
      summary: 'Who is or was in a sequence, newest first',
      query: enrollmentsQuerySchema,
      answer: enrollmentListSchema,
      handle: ({ botId, query }) => enrollments.list(botId, query)
    }),
    route({
      method: 'post',
      path: '/sequences/enrollments',
      limit: ENROLMENT_LIMIT,
      tag,
      summary: 'Put one lead into a sequence',
      body: enrollSchema,
      answer: enrollmentSchema,
      status: 201,
      async handle({ botId, body: { template_id, start_at, deal_id, ...ref }, caller }) {
        await sequenceOf(botId, template_id)
        const [found] = await enrolling.find(botId, [ref])
        if (found === undefined || found === 'not_found') throw notFound(DETAILS.not_found)
        if (found === 'conflict') throw conflict(DETAILS.conflict)
        return oneEnrolled(botId, template_id, found, caller, {
          startAt: start_at === undefined ? null : Date.parse(start_at),
          dealId: deal_id ?? null
        })
      }
    }),
    route({
      method: 'post',
      path: '/sequences/enrollments/bulk',
      limit: IMPORT_LIMIT,
      tag,
      summary: 'Put many leads into a sequence; each with what came of it',
      body: bulkSchema,
      bodyLimit: BULK_LIMIT,
      answer: bulkAnswerSchema,
      async handle({ botId, body, caller }) {
        await sequenceOf(botId, body.template_id)
        const beginning = {
          source: 'bulk' as const,
          startAt: body.start_at === undefined ? null : Date.parse(body.start_at),
          dealId: body.deal_id ?? null,
          by: caller.email
        }
        if (body.filter)
          return everybody(
            botId,
            body.template_id,
            filterLeads(db, botId, body.filter),
            () => true,
            beginning
          )
        if (body.lead_ids)
          return answered(botId, await enrolling.enroll(botId, body.template_id, body.lead_ids, beginning))
        const refs = body.leads ?? []
        const found = await enrolling.find(botId, refs)
        const ids = found.flatMap(one => (typeof one === 'number' ? [one] : []))
        const done = await enrolling.enroll(botId, body.template_id, ids, beginning)
        let next = 0
        const all = found.map((one): Enrolled =>
          typeof one === 'number'
            ? (done[next++] ?? { leadId: one, result: 'not_found', enrollmentId: null })
            : { leadId: null, result: one, enrollmentId: null }
        )
        const answer = await answered(botId, all)
        return {
          ...answer,
          results: answer.results.map((result, index) => ({ ...result, given: refs[index] ?? null }))
        }
      }
    }),
    route({
      method: 'post',
      path: '/sequences/enroll-by-icp',
      limit: IMPORT_LIMIT,
      tag,
      summary: 'Put everybody of a profile into a sequence, as far as its priority and scores fit',
      body: byIcpSchema,
      answer: bulkAnswerSchema,
      async handle({ botId, body, caller }) {
        const sequence = await sequenceOf(botId, body.template_id)
        const icp = body.icp ?? sequence.icp
        if (icp === null)
          throw unprocessable('Say which profile: the sequence itself has none.', [
            { path: 'icp', message: 'is needed where the sequence has none' }
          ])
        const meant = { ...sequence, icp }
        return everybody(
          botId,
          sequence.id,
          filterLeads(db, botId, { icp }),
          lead => isMeantFor(meant, lead, totalOf(lead), sameName),
          {
            source: 'icp',
            startAt: body.start_at === undefined ? null : Date.parse(body.start_at),
            dealId: null,
            by: caller.email
          }
        )
      }
    }),
    route({
      method: 'get',
      path: '/sequences/enrollments/:id',
      tag,
      summary: 'Where somebody is in a sequence',
      params: enrollmentIdSchema,
      answer: enrollmentSchema,
      handle: ({ botId, params }) => enrollments.get(botId, params.id)
    }),
    route({
      method: 'get',
      path: '/sequences/enrollments/:id/executions',
      tag,
      summary: 'What became of each step that they came to',
      params: enrollmentIdSchema,
      answer: z.object({ items: z.array(executionSchema) }),
      async handle({ botId, params }) {
        return { items: await enrollments.executions(botId, params.id) }
      }
    }),
    route({
      method: 'put',
      path: '/sequences/enrollments/:id/status',
      tag,
      summary: 'Pause, resume or stop one',
      params: enrollmentIdSchema,
      body: statusChangeSchema,
      answer: enrollmentSchema,
      handle: ({ botId, params, body, caller }) => enrollments.setStatus(botId, params.id, body, caller)
    }),
    route({
      method: 'put',
      path: '/leads/:id/sequences/status',
      tag,
      summary: 'Pause, resume or stop everything that one lead is in',
      params: enrollmentIdSchema,
      body: statusChangeSchema,
      answer: changedSchema,
      async handle({ botId, params, body, caller }) {
        await leads.find(botId, params.id)
        return { changed: await enrollments.setStatusOfLead(botId, params.id, body, caller) }
      }
    }),
    route({
      method: 'put',
      path: '/sequences/templates/:id/enrollments/status',
      tag,
      summary: 'Pause, resume or stop everybody in a sequence',
      params: enrollmentIdSchema,
      body: statusChangeSchema,
      answer: changedSchema,
      async handle({ botId, params, body, caller }) {
        await sequenceOf(botId, params.id)
        return { changed: await enrollments.setStatusOfAll(botId, params.id, body, caller) }
      }
    })
  ]

  async function oneEnrolled(
    botId: string,
    sequenceId: number,
    leadId: number,
    caller: Caller,
    more: { startAt: number | null; dealId: string | null }
  ) {
    const [one] = await enrolling.enroll(botId, sequenceId, [leadId], {
      source: 'manual',
      by: caller.email,
      ...more
    })
    if (one?.result === 'enrolled' && one.enrollmentId !== null)
      return enrollments.get(botId, one.enrollmentId)
    const result = one?.result ?? 'not_found'
    const detail =
      result === 'already_in'
        ? `${DETAILS.already_in} Their enrollment is ${one?.enrollmentId}.`
        : DETAILS[result]
    if (result === 'not_found') throw notFound(detail)
    if (result === 'no_address' || result === 'no_steps')
      throw unprocessable(detail, [
        { path: result === 'no_steps' ? 'template_id' : 'lead_id', code: result, message: detail }
      ])
    throw conflict(detail, [
      { path: result === 'inactive' ? 'template_id' : 'lead_id', code: result, message: detail }
    ])
  }
}

const NAMES_AT_A_TIME = 500

const namesOf = async (db: Database, botId: string, ids: readonly number[]): Promise<Map<number, string>> => {
  const names = new Map<number, string>()
  for (let from = 0; from < ids.length; from += NAMES_AT_A_TIME)
    for (const lead of await leadsByIds(db, botId, ids.slice(from, from + NAMES_AT_A_TIME)))
      names.set(lead.id, calledBy(lead))
  return names
}

const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b)
