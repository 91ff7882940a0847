import { z } from 'zod'
import type { AnyRoute } from './route'

/**
 * Somebody who reads a thing, changes a field and puts the whole of it back means that field. What the answer has and a
 * change can't say (its status, its counts) is then left aside, known by the `id` that only a thing read here has. Without
 * it such a name is refused like any other that isn't known: nobody is to think that a status was changed.
 */
export const readBack = ({ method, body, answer }: AnyRoute, given: unknown): unknown => {
  if (method !== 'put' || !(body instanceof z.ZodObject) || !(answer instanceof z.ZodObject)) return given
  if (typeof given !== 'object' || given === null || Array.isArray(given) || !('id' in given)) return given
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => name in body.shape || !(name in answer.shape))
  )
}
