/** Compares secrets in a time that tells nothing about where they differ. */
import { createHash, timingSafeEqual } from 'crypto'
import type { IncomingMessage } from 'http'
import { Refusal } from './problems'

const digest = (text: string) => createHash('sha256').update(text).digest()

export const sameSecret = (given: string, expected: string) =>
  timingSafeEqual(digest(given), digest(expected))

export const bearerOf = (req: IncomingMessage) => /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1]

/** The control routes open with the control token only: they hand out credentials. */
export const requireToken = (token: string) => (req: IncomingMessage) => {
  const given = bearerOf(req)
  if (given === undefined || !sameSecret(given, token)) {
    throw new Refusal(401, 'Unauthorized', "This needs `Authorization: Bearer` with the sandbox's token.")
  }
}
