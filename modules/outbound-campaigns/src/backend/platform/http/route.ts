import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { CallLimit } from './limits'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** Who is calling. `email` is null for a token that names nobody. */
export interface Caller {
  email: string | null
}

export interface RouteInput<Params, Query, Body> {
  botId: string
  caller: Caller
  params: Params
  query: Query
  body: Body
  /** For what only the raw request can tell. The answer is still what the handler returns. */
  req: Request
}

/**
 * One address of the API, whole: what it takes, what it answers, what it does. The validation, the types and the
 * OpenAPI document are made from this one description, so they can't disagree.
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> {
  method: Method
  path: string
  summary: string
  tag: string
  params?: z.ZodType<Params>
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** No body at all is taken for an empty one. */
  bodyOptional?: boolean
  /** In bytes, where a body may be larger than others. */
  bodyLimit?: number
  /** The types of a body that the handler reads itself: uploads. */
  consumes?: readonly string[]
  /** How often one caller may; left out: as often as they like. */
  limit?: CallLimit
  answer: z.ZodType<Answer>
  /** The type of an answer that the handler writes itself: files. */
  produces?: string
  status?: 200 | 201 | 202
  /** Where something was made and not only found or changed: the handler says so by itself, with the same answer. */
  statusWhenNew?: 201
  handle(input: RouteInput<Params, Query, Body>, res: Response): Promise<Answer>
}

/** Keeps each route's own types for its handler, and forgets them for the list. */
export const route = <Params, Query, Body, Answer>(
  definition: Route<Params, Query, Body, Answer>
): AnyRoute => definition

export type AnyRoute = Route<unknown, unknown, unknown, unknown>
