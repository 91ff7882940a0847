import { z } from 'zod'
import { decideUnconfirmed } from '../../outbox'
import type { Audit } from '../../platform/audit/audit'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toIso, toNumber, toNumberOrNull, toText, toTextOrNull } from '../../platform/database/values'
import { route, type AnyRoute } from '../../platform/http/route'
import type { MessageOutcomes } from '../delivery/became'
import { OWNER_TYPES } from '../delivery/owners'
import type { People } from '../engine/people'
import type { Movement } from '../engine/take'
import { sequenceIdSchema, sequenceSchema } from '../templates/schema'
import type { Templates } from '../templates/templates'
import type { DueSteps } from './execute'

const tag = 'Sequences'
const id = z.number().int()
const time = z.iso.datetime()
const MOST_SHOWN = 500

const wouldSchema = z.object({
  template_id: id,
  enrollment_id: id,
  lead_id: id,
  step_key: z.string(),
  type: z.string(),
  to: z.string().nullable(),
  at: time.describe('Now; or when it would be due instead'),
  why: z.array(z.string()).describe('Why it would be later')
})
const executedSchema = z.object({
  dry_run: z.boolean(),
  leads: z.number().int().describe('How many were due and looked at'),
  messages: z.number().int().describe('How many messages were (or would be) owed'),
  more: z.boolean().describe('More is due; the engine goes on by itself'),
  would: z.array(wouldSchema).describe('Of a dry run: what would be sent to whom, at most 500')
})

const pendingSchema = z.object({
  items: z.array(
    z.object({
      enrollment_id: id,
      template_id: id,
      template_name: z.string(),
      lead_id: id,
      name: z.string().nullable(),
      email: z.string().nullable(),
      step_key: z.string().nullable(),
      waiting_for: z.string(),
      due_at: time,
      is_due: z.boolean()
    })
  )
})

export interface RunningContext {
  db: Database
  calendar: Calendar
  audit: Audit
  due: DueSteps
  people: People
  outcomes: MessageOutcomes
  templates: Pick<Templates, 'find' | 'get'>
  changed(botId: string): void
}

/** What sequences are about to do, and doing it now. */
export const runningRoutes = (context: RunningContext): AnyRoute[] => {
  const { db, calendar, audit, due, people, outcomes, templates } = context
  return [
    route({
      method: 'post',
      path: '/sequences/execute',
      tag,
      summary: 'Run what is due now; with dry_run say what would be sent to whom, and send nothing',
      body: z.strictObject({ dry_run: z.boolean().default(false), template_id: id.min(1).optional() }),
      bodyOptional: true,
      answer: executedSchema,
      async handle({ botId, body }) {
        if (!(body?.dry_run ?? false))
          return { ...(await due.execute(botId, body?.template_id)), dry_run: false, would: [] }
        const previews = await due.preview(botId, MOST_SHOWN, body?.template_id)
        const movements = previews.flatMap(({ movements }) => movements)
        return {
          dry_run: true,
          leads: movements.length,
          messages: movements.reduce((sum, movement) => sum + messagesOf(movement).length, 0),
          more: movements.length >= MOST_SHOWN,
          would: previews.flatMap(one => one.movements.flatMap(would(one.sequence.id, calendar.now())))
        }
      }
    }),
    route({
      method: 'get',
      path: '/sequences/pending',
      tag,
      summary: 'What is due next and when',
      query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
      answer: pendingSchema,
      async handle({ botId, query }) {
        const rows = await db.query(
          `select e.id, e.sequence_id, s.name, e.lead_id, e.step_key, e.waiting_for, e.due_at, l.email, l.first_name, l.last_name
             from (select id from outbound_enrollments
                    where bot_id = ? and status = 'active' and due_at is not null order by due_at limit ?) next
            cross join outbound_enrollments e cross join outbound_sequences s left join outbound_leads l on l.id = e.lead_id
            where e.id = next.id and s.id = e.sequence_id order by e.due_at, e.id`,
          [botId, query.limit]
        )
        const now = calendar.now()
        return {
          items: rows.map(row => ({
            enrollment_id: toNumber(row.id),
            template_id: toNumber(row.sequence_id),
            template_name: toText(row.name),
            lead_id: toNumber(row.lead_id),
            name:
              [toTextOrNull(row.first_name), toTextOrNull(row.last_name)].filter(Boolean).join(' ') || null,
            email: toTextOrNull(row.email),
            step_key: toTextOrNull(row.step_key),
            waiting_for: toText(row.waiting_for),
            due_at: toIso(toNumber(row.due_at)),
            is_due: (toNumberOrNull(row.due_at) ?? now) <= now
          }))
        }
      }
    }),
    route({
      method: 'post',
      path: '/sequences/unconfirmed',
      tag,
      summary: 'Messages of which nobody knows whether they were sent: send again, or count as delivered',
      body: z.strictObject({
        action: z.enum(['retry', 'assume_delivered']),
        template_id: id.min(1).optional(),
        ids: z.array(id).min(1).max(10_000).optional().describe('Message ids; left out: all')
      }),
      answer: z.object({ count: z.number().int() }),
      async handle({ botId, body, caller }) {
        const rows = await db.query(
          `select owner_type, owner_id from outbound_lanes
            where bot_id = ? and owner_type in (${OWNER_TYPES.map(() => '?').join(', ')}) and unconfirmed > 0
              ${body.template_id === undefined ? '' : 'and owner_id = ?'} order by owner_type, owner_id`,
          [botId, ...OWNER_TYPES, ...(body.template_id === undefined ? [] : [body.template_id])]
        )
        let decided = 0
        for (const row of rows) {
          const owner = { type: toText(row.owner_type), id: toNumber(row.owner_id) }
          const became = outcomes.became.bind(outcomes)
          decided += await decideUnconfirmed(db, owner, body.action, body.ids, { botId, became })
        }
        await audit.record(db, botId, caller, {
          action: 'sequences.unconfirmed',
          subject_type: 'sequence',
          subject_id: body.template_id === undefined ? null : String(body.template_id),
          details: { action: body.action, count: decided }
        })
        context.changed(botId)
        return { count: decided }
      }
    }),
    route({
      method: 'post',
      path: '/sequences/templates/:id/resume',
      tag,
      summary: 'Go on after what stopped it was repaired',
      params: sequenceIdSchema,
      answer: sequenceSchema,
      async handle({ botId, params, caller }) {
        const sequence = await templates.find(botId, params.id)
        if (sequence.stoppedReason !== null) {
          await db.transaction(async tx => {
            await people.switchedOn(tx, botId, sequence.id)
            await audit.record(tx, botId, caller, {
              action: 'sequence.resumed',
              subject_type: 'sequence',
              subject_id: String(sequence.id),
              details: sequence.stoppedReason
            })
          })
          await people.replan(botId, sequence.id)
        }
        return templates.get(botId, params.id)
      }
    })
  ]
}

const messagesOf = ({ passed }: Movement) => passed.filter(({ kind }) => kind === 'message')

/** What would be sent to whom; or, where nothing would be sent, when they would be due instead. */
const would =
  (sequenceId: number, now: number) =>
  (movement: Movement): Array<z.infer<typeof wouldSchema>> => {
    const { from, to, lead } = movement
    const messages = messagesOf(movement)
    const place = { template_id: sequenceId, enrollment_id: from.id, lead_id: from.leadId }
    if (messages.length > 0)
      return messages.map(({ step }) => ({
        ...place,
        step_key: step.key,
        type: step.type,
        to: (step.type === 'email' ? lead?.email : lead?.phone) ?? null,
        at: toIso(now),
        why: []
      }))
    if (to.stepKey === null || to.waitingFor !== 'time' || to.dueAt === null) return []
    return [
      {
        ...place,
        step_key: to.stepKey,
        type: 'later',
        to: lead?.email ?? lead?.phone ?? null,
        at: toIso(to.dueAt),
        why: to.dueWhy.map(({ code }) => code)
      }
    ]
  }
