import { z } from 'zod'
import { listOf, pageQuerySchema } from '../../platform/http/lists'
import { leadFilterSchema } from '../../leads'
import { ENROLLMENT_STATUSES, EXECUTION_STATUSES } from '../engine/standing'
import { STEP_TYPES } from '../steps/schema'
import { reasonSchema } from '../templates/schema'
import { SOURCES } from './columns'
import { ENROLL_RESULTS } from './enroll'

const id = z.number().int().min(1)
const time = z.iso.datetime()
const rate = z.number().nullable().describe('Between 0 and 1; null while there is nothing to compare')

export const waitingForSchema = z.object({ code: z.string(), detail: z.string(), until: time.nullable() })

export const enrollmentSchema = z.object({
  id,
  template_id: id,
  template_name: z.string(),
  lead_id: id,
  status: z.enum(ENROLLMENT_STATUSES),
  status_reason: reasonSchema.pick({ code: true, detail: true }).nullable(),
  step_key: z.string().nullable(),
  current_step: z.number().int().describe('Counted from 1 in the order of the way; total_steps at the end'),
  total_steps: z.number().int(),
  next_send_at: time.nullable().describe('When something is due next; null: that hangs on something else'),
  waiting_for: z.array(waitingForSchema),
  completion_rate: z.number().describe('Between 0 and 1'),
  emails_sent: z.number().int(),
  whatsapps_sent: z.number().int(),
  opened: z.number().int(),
  clicked: z.number().int(),
  replied: z.number().int(),
  bounced: z.number().int(),
  open_rate: rate,
  click_rate: rate,
  reply_rate: rate,
  engagement_score: z.number().int(),
  qualified_at: time.nullable(),
  deal_id: z.string().nullable(),
  source: z.enum(SOURCES),
  started_at: time,
  last_sent_at: time.nullable(),
  ended_at: time.nullable(),
  created_by: z.string().nullable()
})
export type Enrollment = z.infer<typeof enrollmentSchema>

export const enrollmentListSchema = listOf(enrollmentSchema)
export const enrollmentIdSchema = z.object({ id: z.coerce.number().int().min(1) })

export const enrollmentsQuerySchema = pageQuerySchema.extend({
  lead_id: z.coerce.number().int().min(1).optional(),
  template_id: z.coerce.number().int().min(1).optional(),
  status: z.enum(ENROLLMENT_STATUSES).optional()
})
export type EnrollmentsQuery = z.infer<typeof enrollmentsQuerySchema>

export const executionSchema = z.object({
  step_key: z.string(),
  visit: z.number().int().describe('What was taken back is owed again under the next number'),
  type: z.enum(STEP_TYPES),
  channel: z.enum(['email', 'whatsapp']).nullable(),
  status: z.enum(EXECUTION_STATUSES),
  reason: reasonSchema.pick({ code: true, detail: true }).nullable(),
  outcome: z.unknown().describe('Of a condition the branch taken, of a call what was answered'),
  subject: z.string().nullable(),
  message_id: z.number().int().nullable(),
  provider: z.string().nullable().describe('By whom it was sent'),
  provider_id: z.string().nullable(),
  retries: z.number().int(),
  open_count: z.number().int(),
  click_count: z.number().int(),
  opened_at: time.nullable(),
  clicked_at: time.nullable(),
  replied_at: time.nullable(),
  bounced_at: time.nullable(),
  started_at: time,
  finished_at: time.nullable()
})

const refShape = {
  lead_id: id.optional(),
  ext_id: z.string().min(1).max(200).optional(),
  email: z.string().min(3).max(320).optional(),
  phone_number: z.string().min(3).max(50).optional()
}
export const leadRefSchema = z
  .strictObject(refShape)
  .refine(
    ref => Object.values(ref).some(value => value !== undefined),
    'one of lead_id, ext_id, email, phone_number'
  )

const how = {
  template_id: id,
  start_at: z.iso.datetime({ offset: true }).optional().describe('When the way begins; left out: now'),
  deal_id: z.string().trim().min(1).max(200).optional()
}
export const enrollSchema = z
  .strictObject({ ...refShape, ...how })
  .refine(({ lead_id, ext_id, email, phone_number }) => lead_id ?? ext_id ?? email ?? phone_number, {
    path: ['lead_id'],
    message: 'one of lead_id, ext_id, email, phone_number'
  })
export const bulkSchema = z
  .strictObject({
    ...how,
    leads: z.array(leadRefSchema).min(1).max(10_000).optional(),
    lead_ids: z.array(id).min(1).max(10_000).optional(),
    filter: leadFilterSchema.optional().describe('Everybody who fits')
  })
  .refine(({ leads, lead_ids, filter }) => [leads, lead_ids, filter].filter(Boolean).length === 1, {
    path: ['leads'],
    message: 'exactly one of leads, lead_ids, filter'
  })
export const byIcpSchema = z.strictObject({
  template_id: id,
  icp: z.string().trim().min(1).optional().describe("Left out: the sequence's own"),
  start_at: how.start_at
})

export const enrollResultSchema = z.object({
  lead_id: z.number().int().nullable(),
  lead_name: z.string().nullable().describe('What they are called, else their address'),
  given: leadRefSchema.nullable().describe('As it was given, where it was'),
  result: z.enum(ENROLL_RESULTS),
  detail: z.string(),
  enrollment_id: z.number().int().nullable()
})
export const bulkAnswerSchema = z.object({
  counts: z.record(z.string(), z.number().int()),
  results: z.array(enrollResultSchema).describe('Of the first 10,000')
})

export type BulkAnswer = z.infer<typeof bulkAnswerSchema>

export const statusChangeSchema = z.strictObject({
  status: z.enum(['active', 'paused', 'stopped']),
  reason: z.string().trim().min(1).max(500).optional()
})
export type StatusChange = z.infer<typeof statusChangeSchema>
export const changedSchema = z.object({ changed: z.number().int() })
