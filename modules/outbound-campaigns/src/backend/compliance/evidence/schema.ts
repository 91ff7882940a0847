import { z } from 'zod'
import { listOf, pageQuerySchema } from '../../platform/http/lists'
import { EVIDENCE_KINDS } from './entries'

/** A day, or a moment. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

export const evidenceFilterSchema = z.object({
  from: moment.optional().describe('From this moment on'),
  to: moment.optional().describe('Until before this moment'),
  kind: z.enum(EVIDENCE_KINDS).optional(),
  search: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .optional()
    .describe(
      'A whole e-mail address or number, however it is written: what is about whoever has it, by their other address too. ' +
        'Nothing of somebody who was forgotten'
    )
})
export type EvidenceFilter = z.infer<typeof evidenceFilterSchema>

export const evidenceQuerySchema = pageQuerySchema.extend({
  ...evidenceFilterSchema.shape,
  format: z.enum(['json', 'jsonl']).default('json').describe('jsonl: all that fit, as a file, a line each')
})

export const evidenceSchema = z.object({
  seq: z.number().int().nullable().describe('Its place in the log; null: not sealed yet'),
  kind: z.string(),
  at: z.iso.datetime(),
  subject: z.string().nullable().describe('A keyed digest of whom it is about'),
  facts: z.record(z.string(), z.unknown()).describe('What is sealed'),
  personal: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('Who it was; null: nobody, or somebody who was forgotten since'),
  personal_hash: z.string().nullable(),
  hash: z.string().nullable()
})
export type ShownEvidence = z.infer<typeof evidenceSchema>

export const evidenceListSchema = listOf(evidenceSchema)

export const verificationSchema = z.object({
  ok: z.boolean(),
  finding: z
    .object({
      kind: z.enum(['altered', 'missing', 'seal_altered', 'seal_missing']),
      seq: z.number().int().nullable().describe('The entry; null: it is about a whole seal'),
      seal: z.number().int(),
      detail: z.string()
    })
    .nullable()
    .describe('The first thing that is wrong'),
  checked: z.number().int().describe('Entries that were found as they were sealed'),
  seals: z.number().int(),
  forgotten: z.number().int().describe('Entries among them whose person was forgotten since'),
  removed: z.number().int().describe('Entries that were removed when their time was over'),
  unsealed: z.number().int().describe('Entries of the last moments that no seal holds yet'),
  head: z
    .object({ seq: z.number().int(), seals: z.number().int(), hash: z.string() })
    .describe('The end of the log. Whoever keeps it elsewhere can prove that nothing before it was rewritten')
})
export type Verification = z.infer<typeof verificationSchema>
