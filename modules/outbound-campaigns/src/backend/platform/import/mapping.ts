import type { z } from 'zod'
import { badRequest, unprocessable } from '../http/problem'
import { validationWords } from '../http/validation-words'

/** Which column is which, as an upload says it in JSON. null: it says nothing. */
export const mappingOf = <Mapping>(
  json: string | undefined,
  schema: z.ZodType<Mapping>,
  mustBe: string
): Mapping | null => {
  if (json === undefined || json.trim() === '') return null
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw badRequest('The mapping is not JSON. It looks like {"phone_number":"Name of the column"}.')
  }
  const mapping = schema.safeParse(value, { error: validationWords })
  if (mapping.success) return mapping.data
  throw unprocessable(
    mustBe,
    mapping.error.issues.map(({ path, message }) => ({ path: ['mapping', ...path].join('.'), message }))
  )
}
