import { z } from 'zod'
import { componentSchema, templateParametersSchema } from './template-components'

export const templateSchema = z.object({
  name: z.string(),
  namespace: z.string().nullable(),
  language: z.string(),
  category: z.string(),
  status: z.string().describe('Only APPROVED can be sent'),
  components: z.array(componentSchema),
  parameters: templateParametersSchema.describe('What a message must bring')
})

export type Template = z.infer<typeof templateSchema>

export const templateListSchema = z.object({
  items: z.array(templateSchema),
  stale: z.boolean().describe('The provider could not be asked just now; this is what it said last'),
  fetched_at: z.iso.datetime().nullable().describe('null: it could never be asked'),
  reason: z.object({ code: z.string(), detail: z.string() }).nullable().describe('Why the list is stale')
})

export type TemplateList = z.infer<typeof templateListSchema>

export const templatesQuerySchema = z.object({
  search: z.string().optional().describe('A part of the name'),
  language: z.string().optional(),
  status: z.string().optional().describe('Such as APPROVED'),
  refresh: z.enum(['true', 'false']).default('false').describe('true: ask the provider now')
})
