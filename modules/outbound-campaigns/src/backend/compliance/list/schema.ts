import { z } from 'zod'
import { listOf, pageQuerySchema } from '../../platform/http/lists'
import { importAnswerSchema, importSchema } from '../../platform/import/schema'
import { storable } from '../../platform/text'
import { SUPPRESSION_SOURCES } from '../suppressions'

export const OPT_OUT_CHANNELS = ['all', 'email', 'whatsapp'] as const
export type OptOutChannel = (typeof OPT_OUT_CHANNELS)[number]

const channel = z.enum(OPT_OUT_CHANNELS)
const words = z.string().trim().max(500).transform(storable)

export const optOutSchema = z.object({
  email: z.string().nullable(),
  phone_number: z.string().nullable().describe('As it is addressed'),
  channel: z.string().describe('What they are not written to on; all: on nothing'),
  source: z
    .enum(SUPPRESSION_SOURCES)
    .describe('Who said so: the person, by a word or otherwise, the provider, somebody here, a bounce …'),
  evidence: z.string().nullable().describe('What it goes back to'),
  at: z.iso.datetime()
})
export type OptOut = z.infer<typeof optOutSchema>

export const optOutListSchema = listOf(optOutSchema)

export const optOutFilterSchema = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .optional()
    .describe('The beginning of an e-mail address or number'),
  channel: channel.optional(),
  source: z.enum(SUPPRESSION_SOURCES).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional()
})
export type OptOutFilter = z.infer<typeof optOutFilterSchema>

export const optOutQuerySchema = pageQuerySchema.extend({
  ...optOutFilterSchema.shape,
  format: z.enum(['json', 'csv']).default('json').describe('csv: all that fit, as a file')
})

const identities = {
  email: z.string().trim().min(1).max(320).optional(),
  phone_number: z.string().trim().min(1).max(40).optional()
}
const NEEDS_ONE = { path: ['email'], message: 'an e-mail address or a phone_number is needed' }

export const newOptOutSchema = z
  .strictObject({
    ...identities,
    channel: channel.default('all'),
    source: z
      .enum(['person', 'operator'])
      .default('operator')
      .describe('person: they said so themselves, on the phone for example'),
    evidence: words.nullable().default(null),
    at: z.iso.datetime({ offset: true }).optional().describe('When they said it; left out: now')
  })
  .refine(({ email, phone_number }) => email !== undefined || phone_number !== undefined, NEEDS_ONE)
export type NewOptOut = z.infer<typeof newOptOutSchema>

export const addedOptOutSchema = z.object({
  added: z.number().int().describe('How many are new; 0: they were on the list already'),
  items: z.array(optOutSchema)
})

/** In the body, or in the address for whoever can't send one: both together have to say who and why. */
export const removalPartSchema = z.object({
  ...identities,
  channel: channel.optional().describe('Left out: whatever they are on the list for'),
  reason: words.optional()
})

export const removalSchema = z
  .object({
    ...removalPartSchema.shape,
    reason: z
      .string({ error: 'needed: an opt-out is undone only with a reason, which is kept' })
      .trim()
      .min(3, 'needed: an opt-out is undone only with a reason, which is kept')
  })
  .refine(({ email, phone_number }) => email !== undefined || phone_number !== undefined, NEEDS_ONE)
export type Removal = z.infer<typeof removalSchema>

export const removedSchema = z.object({ removed: z.number().int() })

const column = z.string().min(1).optional()
export const optOutMappingSchema = z.strictObject({
  email: column,
  phone_number: column,
  channel: column,
  evidence: column,
  at: column
})
export type OptOutMapping = z.infer<typeof optOutMappingSchema>

export const optOutImportAnswerSchema = importAnswerSchema
export const optOutImportListSchema = listOf(importSchema)

export const optOutUploadQuerySchema = z.object({
  dry_run: z
    .enum(['true', 'false', '1', '0', ''])
    .optional()
    .transform(value => value === 'true' || value === '1' || value === '')
    .describe('Gives the same answer and writes nothing. In a form it may be the field `dry_run`'),
  mapping: z.string().optional().describe('JSON, such as {"email":"Column"}'),
  channel: channel.default('all').describe('For rows that name none')
})
