import { z } from 'zod'
import { pageQuerySchema } from '../http/lists'

export const auditEntrySchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string().nullable().describe('The e-mail address of who did it; null: the module itself'),
  action: z.string(),
  subject_type: z.string(),
  subject_id: z.string().nullable(),
  details: z.unknown()
})

export const auditQuerySchema = pageQuerySchema
  .extend({
    subject_type: z
      .string()
      .min(1)
      .optional()
      .describe('Only what was done to things of this kind: campaign, settings …'),
    subject_id: z.string().min(1).optional().describe('Only what was done to this one, with its subject_type')
  })
  .refine(({ subject_type, subject_id }) => subject_id === undefined || subject_type !== undefined, {
    path: ['subject_id'],
    message: 'an id needs its subject_type'
  })
export type AuditQuery = z.infer<typeof auditQuerySchema>

export type AuditEntry = z.infer<typeof auditEntrySchema>
