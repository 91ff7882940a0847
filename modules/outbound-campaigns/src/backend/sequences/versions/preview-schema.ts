import { z } from 'zod'

/** Who would land where, before it is saved. */
export const previewedSchema = z.object({
  version: z.number().int().describe('The version in which they are, by its number'),
  step_key: z.string(),
  people: z.number().int(),
  move: z
    .enum(['stays', 'goes_to', 'completes', 'waits'])
    .describe('waits: for what is under way of a step that is gone; then they go on like the others'),
  to: z.string().nullable().describe('The step at which they stand afterwards'),
  missed: z.array(z.string()).describe('Steps before that one, which they never get'),
  dropped: z.array(z.string()).describe('Steps that they might still have got and that are gone')
})
export type Previewed = z.infer<typeof previewedSchema>
