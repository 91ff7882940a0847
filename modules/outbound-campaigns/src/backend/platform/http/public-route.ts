import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { CallLimit } from './limits'

/** How whoever calls a public address proves what they may: by what is in the address alone, or with the bot's key for events. */
export type PublicProof = 'address' | 'events_key'

/** What a public address is, in words and schemas: the OpenAPI document is made from it. */
export interface PublicDescription {
  tag: string
  summary: string
  proof: PublicProof
  /** Behind the question mark: name and what it is. All of them are needed, and whatever is wrong is answered like nothing. */
  query?: Readonly<Record<string, string>>
  /** By media type. A schema says what is read of it; null: whatever is in it. */
  body?: Readonly<Record<string, z.ZodType | null>>
  /** By status, besides problems. A schema: JSON; a text: of this type; null: nothing in it. */
  answers: Readonly<Record<number, { what: string; content: z.ZodType | string | null }>>
}

/**
 * An address that anybody may call. It proves by itself what it must (a signed key, a signature), reads its own body, and
 * answers by itself.
 */
export interface PublicRoute {
  method: 'get' | 'post'
  path: string
  describes: PublicDescription
  /** For each address that calls. Left out: what a person needs. */
  limit?: CallLimit
  handle(req: Request, res: Response): Promise<void>
}
