import { z } from 'zod'
import { LANGUAGES } from '../../platform/settings/language'
import { BRANCHES, STEP_TYPES } from '../steps/schema'
import { sequenceFieldsSchema } from '../templates/schema'

/** The ready sequences that one can begin with. */
export const LIBRARY_KINDS = [
  'welcome',
  'cold_lead',
  'after_demo',
  'proposal',
  'win_back',
  'event_invitation'
] as const
export type LibraryKind = (typeof LIBRARY_KINDS)[number]

export const libraryEntrySchema = z.object({
  kind: z.enum(LIBRARY_KINDS),
  language: z.enum(LANGUAGES),
  name: z.string(),
  description: z.string(),
  category: sequenceFieldsSchema.shape.category,
  days: z.number().int().describe('How long it takes whoever does nothing'),
  known_fields: z.array(z.string()).describe('Custom fields of leads that its texts can use'),
  steps: z.array(
    z.object({
      key: z.string(),
      parent_key: z.string().nullable(),
      branch: z.enum(BRANCHES).nullable(),
      type: z.enum(STEP_TYPES),
      title: z.string().describe("The mail's name, the task's title; empty for the others"),
      delay_days: z.number().int(),
      delay_hours: z.number().int()
    })
  )
})
export type LibraryEntry = z.infer<typeof libraryEntrySchema>
