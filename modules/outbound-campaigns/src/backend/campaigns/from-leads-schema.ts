import { z } from 'zod'
import { leadFilterSchema } from '../leads'

const MOST_IDS = 10_000

export const fromLeadsSchema = leadFilterSchema
  .extend({ ids: z.array(z.number().int().min(1)).min(1).max(MOST_IDS).optional() })
  .describe('Which leads; nothing at all: every one')

export const fromLeadsAnswerSchema = z.object({
  import_id: z.number().int().nullable().describe('null: no lead fits'),
  leads: z.number().int().describe('How many fit: the sum of the four behind it'),
  added: z.number().int(),
  duplicates: z.number().int().describe('In the campaign already'),
  without_phone: z.number().int(),
  opted_out: z.number().int().describe('Added, but skipped at sending unless they opt in again')
})
export type FromLeadsAnswer = z.infer<typeof fromLeadsAnswerSchema>
