import { z } from 'zod'
import { pageQuerySchema } from '../../platform/http/lists'

/**
 * open       somebody has to do it
 * done       they did
 * skipped    somebody decided that it needn't be done
 * cancelled  the lead left the sequence: nobody has to do anything for them any more
 */
export const TASK_STATUSES = ['open', 'done', 'skipped', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

const time = z.iso.datetime()

/** When something is to be done, seen from now. */
const DUE = ['overdue', 'today', 'later'] as const

export const taskSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  note: z.string().nullable(),
  status: z.enum(TASK_STATUSES),
  overdue: z.boolean(),
  due: z.enum(DUE).describe("What is open: its time is over, comes on this day by the bot's clock, or later"),
  blocks: z.boolean().describe('Whether the lead waits for it'),
  due_at: time,
  lead_id: z.number().int(),
  lead_name: z.string().describe('What they are called, else their address'),
  template_id: z.number().int(),
  template_name: z.string(),
  enrollment_id: z.number().int(),
  step_key: z.string(),
  result: z.string().nullable(),
  done_at: time.nullable(),
  done_by: z.string().nullable(),
  created_at: time
})

export const querySchema = pageQuerySchema.extend({
  status: z.enum(TASK_STATUSES).default('open'),
  due_before: z.iso.datetime({ offset: true }).optional(),
  lead_id: z.coerce.number().int().min(1).optional(),
  template_id: z.coerce.number().int().min(1).optional()
})
export const changeSchema = z.strictObject({
  status: z.enum(['done', 'skipped']).optional(),
  note: z.string().max(10_000).nullable().optional().describe('What is to be remembered about it')
})
export type TaskChange = z.infer<typeof changeSchema>
export type Task = z.infer<typeof taskSchema>
