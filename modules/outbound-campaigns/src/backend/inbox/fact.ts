import type { z } from 'zod'

/**
 * A kind of thing that we are told: its name in the table, what its body holds, and how long a row is kept once it is
 * done, so that whoever tells it again is known. The schema is held against every body that comes out of the table.
 */
export interface FactKind<Body> {
  name: string
  body: z.ZodType<Body>
  keepMs: number
}

export interface Fact<Body> {
  id: number
  body: Body
  receivedAt: number
}

/** Something that we have just been told. */
export interface News {
  kind: string
  /** Two of a bot's news with the same key are one. */
  dedupeKey: string
  /** Whom it is about, as a digest: what belongs together is found by it. */
  subject: string | null
  body: unknown
}

/** Puts the types on a piece of news for its kind. */
export const news = <Body>(
  kind: FactKind<Body>,
  told: { dedupeKey: string; subject: string | null; body: Body }
): News => ({ kind: kind.name, ...told })
