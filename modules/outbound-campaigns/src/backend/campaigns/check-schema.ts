import { z } from 'zod'

export const checkItemSchema = z.object({
  path: z.string().describe('What it is about: template_id, variables.2, recipients, channel …'),
  code: z.string(),
  message: z.string(),
  rows: z.number().int().optional().describe('How many people it concerns'),
  examples: z.array(z.object({ line: z.number().int().nullable(), value: z.string() })).optional()
})
export type CheckItem = z.infer<typeof checkItemSchema>

export const checkSchema = z.object({
  ready: z.boolean(),
  problems: z.array(checkItemSchema).describe('Each of these must be mended before the start'),
  warnings: z.array(checkItemSchema).describe('Good to know; the start is not refused')
})
export type Check = z.infer<typeof checkSchema>
