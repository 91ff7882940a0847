import { z } from 'zod'

export const auditEntrySchema = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string().nullable().describe('The e-mail address of who did it; null: the module itself'),
  action: z.string(),
  subject_type: z.string(),
  subject_id: z.string().nullable(),
  details: z.unknown()
})

export type AuditEntry = z.infer<typeof auditEntrySchema>
