import { z } from 'zod'
import type { Leads } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toIso } from '../../platform/database/values'
import { ENROLMENT_LIMIT } from '../../platform/http/limits'
import { conflict, notFound, unprocessable } from '../../platform/http/problem'
import { route, type AnyRoute, type Caller } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import { emailContent } from '../content/email'
import { mailVariables } from '../../channels/email/template'
import { personOf } from '../delivery/message-data'
import type { VersionShelf } from '../engine/shelf'
import { whenDue, zoneOf } from '../schedule/when-due'
import { sequenceIdSchema } from '../templates/schema'
import { sequencesByIds } from '../templates/store'
import type { Enrolling } from './enroll'
import type { Enrollments } from './enrollments'
import { executionsOf, listEnrollments, type Execution } from './list-store'
import { enrollmentSchema } from './schema'

/** A lead's mails as the lead's page shows them: those that were sent, and when the others come. */
const mailSchema = z.object({
  email_number: z.number().int(),
  step_key: z.string(),
  subject: z.string(),
  delay_days: z.number().int(),
  scheduled_send_date: z.iso.datetime().nullable(),
  status: z.enum(['pending', 'sent', 'opened', 'clicked', 'bounced', 'failed']),
  open_count: z.number().int(),
  click_count: z.number().int(),
  opened_at: z.iso.datetime().nullable(),
  clicked_at: z.iso.datetime().nullable()
})
type LeadMail = z.infer<typeof mailSchema>

const statusSchema = z.object({ enrollment: enrollmentSchema.nullable(), emails: z.array(mailSchema) })

export interface LeadMailsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  shelf: VersionShelf
  leads: Leads
  enrolling: Enrolling
  enrollments: Enrollments
  /** The default sequence, made if need be. */
  defaultSequence(botId: string, caller: Caller): Promise<number>
}

export const leadMailRoutes = (context: LeadMailsContext): AnyRoute[] => [
  route({
    method: 'post',
    path: '/leads/:id/start-email-sequence',
    limit: ENROLMENT_LIMIT,
    tag: 'Leads',
    summary: 'Put the lead into a sequence; without one: the default sequence, made if need be',
    params: sequenceIdSchema,
    body: z.strictObject({ template_id: z.number().int().min(1).optional() }),
    bodyOptional: true,
    answer: enrollmentSchema,
    status: 201,
    async handle({ botId, params, body, caller }) {
      await context.leads.find(botId, params.id)
      const sequenceId = body?.template_id ?? (await context.defaultSequence(botId, caller))
      const [one] = await context.enrolling.enroll(botId, sequenceId, [params.id], {
        source: 'manual',
        startAt: null,
        dealId: null,
        by: caller.email,
        // The default one is switched off until somebody has looked at it: whoever is in it waits for that.
        whileInactive: body?.template_id === undefined
      })
      if (one?.result === 'no_address')
        throw unprocessable('This lead has no e-mail address.', [{ path: 'email', message: 'is needed' }])
      if (
        one === undefined ||
        one.enrollmentId === null ||
        (one.result !== 'enrolled' && one.result !== 'already_in')
      )
        throw conflict(`The sequence cannot be started for this lead: ${one?.result ?? 'not_found'}.`)
      return context.enrollments.get(botId, one.enrollmentId)
    }
  }),
  route({
    method: 'get',
    path: '/leads/:id/email-sequence-status',
    tag: 'Leads',
    summary:
      "The lead's mails of the sequence that they came to last: what was sent, and when the rest comes",
    params: sequenceIdSchema,
    query: z.object({ template_id: z.coerce.number().int().min(1).optional() }),
    answer: statusSchema,
    handle: ({ botId, params, query }) => statusOf(context, botId, params.id, query.template_id)
  })
]

const statusOf = async (context: LeadMailsContext, botId: string, leadId: number, templateId?: number) => {
  const { db, calendar, settings: service, shelf, leads, enrollments } = context
  const lead = await leads.find(botId, leadId)
  const { items } = await listEnrollments(db, botId, { lead_id: leadId, template_id: templateId, limit: 1 })
  const [latest] = items
  if (!latest) {
    if (templateId !== undefined) throw notFound(`The lead is not in the sequence ${templateId}.`)
    return { enrollment: null, emails: [] }
  }
  const [sequence] = await sequencesByIds(db, botId, [latest.sequenceId])
  const version = (await shelf.of(db, botId, [latest.versionId])).get(latest.versionId)
  const [enrollment] = await enrollments.show(botId, [latest])
  if (!sequence || !version) return { enrollment: enrollment ?? null, emails: [] }
  const settings = await service.of(botId)
  const zone = zoneOf(lead, sequence.settings, settings.timezone)
  const past = new Map((await executionsOf(db, botId, latest.id)).map(one => [one.step_key, one]))
  const variables = mailVariables(personOf(lead, settings.mx_prefix), { name: '', address: '' })

  const emails: LeadMail[] = []
  // What comes is reckoned from one step to the next, as if each were sent on time; in branches nobody can know.
  let anchor: number | null = null
  const isOver = latest.stepKey === null
  for (const step of version.steps) {
    const done = past.get(step.key)
    let at: number | null = null
    if (done && done.status !== 'cancelled') at = anchor = Date.parse(done.finished_at ?? done.started_at)
    else if (step.key === latest.stepKey) at = anchor = latest.dueAt ?? calendar.now()
    else if (!isOver && anchor !== null && step.parent_key === null)
      at = anchor = whenDue({ step, anchor, settings: sequence.settings, zone }).at
    if (step.type !== 'email') continue
    emails.push({
      email_number: emails.length + 1,
      step_key: step.key,
      subject:
        done?.subject ?? emailContent(step, variables, { unsubscribeUrl: null, language: 'en' }).subject,
      delay_days: step.delay_days,
      scheduled_send_date: at === null ? null : toIso(at),
      status: statusOfMail(done),
      open_count: done?.open_count ?? 0,
      click_count: done?.click_count ?? 0,
      opened_at: done?.opened_at ?? null,
      clicked_at: done?.clicked_at ?? null
    })
  }
  return { enrollment: enrollment ?? null, emails }
}

const statusOfMail = (done: Execution | undefined): LeadMail['status'] => {
  if (!done) return 'pending'
  if (done.bounced_at !== null || done.reason?.code === 'bounced') return 'bounced'
  if (done.clicked_at !== null) return 'clicked'
  if (done.opened_at !== null) return 'opened'
  switch (done.status) {
    case 'sent':
    case 'delivered':
    case 'read':
      return 'sent'
    case 'failed':
    case 'skipped':
      return 'failed'
    case 'waiting':
    case 'done':
    case 'cancelled':
    case 'unconfirmed':
      return 'pending'
  }
}
