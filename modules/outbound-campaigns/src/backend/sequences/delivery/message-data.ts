import { z } from 'zod'
import type { MailPerson } from '../../channels/email/template'
import type { StoredLead } from '../../leads'
import { displayPhone, type MxPrefix } from '../../platform/phone/address'

/**
 * What a message carries from the moment it is owed: the lead's values as they were then, and which step of which version
 * it is. So what was sent can be shown again word for word.
 */
const dataSchema = z.object({
  enrollment_id: z.number(),
  lead_id: z.number(),
  version_id: z.number(),
  step_key: z.string(),
  visit: z.number(),
  /** By whose wall clock the rules hold for this lead. */
  zone: z.string(),
  language: z.enum(['es', 'en']),
  tracking: z.boolean(),
  /** Which limits of which day it takes one of. */
  rooms: z.array(z.object({ scope: z.string(), day: z.string() })).optional(),
  person: z.object({
    ext_id: z.string().nullable(),
    email: z.string().nullable(),
    phone_number: z.string().nullable(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    company: z.string().nullable(),
    icp: z.string().nullable(),
    score: z.number().nullable(),
    priority: z.string().nullable(),
    custom: z.record(z.string(), z.unknown())
  }) satisfies z.ZodType<MailPerson>
})
export type MessageData = z.infer<typeof dataSchema>

/** undefined: the person was forgotten, or it is no message of a sequence. */
export const readData = (data: unknown): MessageData | undefined => dataSchema.safeParse(data).data

/** What the texts of a sequence know of a lead. */
export const personOf = (lead: StoredLead, mxPrefix: MxPrefix): MailPerson => ({
  ext_id: lead.ext_id,
  email: lead.email,
  phone_number: lead.phone === null ? null : displayPhone(lead.phone, mxPrefix),
  first_name: lead.first_name,
  last_name: lead.last_name,
  company: lead.company,
  icp: lead.icp,
  score: lead.score,
  priority: lead.priority,
  custom: lead.custom
})
