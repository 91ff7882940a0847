import type { Request } from 'express'
import { badRequest, Problem } from './problem'

/**
 * The module reads its own bodies: Botpress's parsers are off for its whole path, since a webhook's signature is over
 * the raw bytes, and a limit or a malformed body should be answered in the module's own words.
 */
export const readBody = (req: Request, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const tooLarge = () =>
      new Problem(
        413,
        `The body is larger than ${Math.floor(limit / 1024)} kB, which is the most this address takes.`
      )
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      // What is not read would keep the connection busy: let it drain.
      req.resume()
      reject(tooLarge())
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    let over = false
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (over) return
      if (size > limit) {
        over = true
        chunks.length = 0
        reject(tooLarge())
        return
      }
      chunks.push(chunk)
    })
    req.on('end', () => {
      if (!over) resolve(Buffer.concat(chunks))
    })
    req.on('aborted', () => reject(badRequest('The connection ended before the body was complete.')))
    req.on('error', reject)
  })

export const parseJson = (req: Request, raw: Buffer): unknown => {
  if (raw.length === 0) return undefined
  const type = req.headers['content-type'] ?? ''
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new Problem(
      415,
      `Send the body as application/json${type ? `, not as ${type.split(';')[0]}` : ''}.`
    )
  }
  let body: unknown
  try {
    // A byte order mark is not JSON, but some editors write one.
    body = JSON.parse(raw.toString('utf8').replace(/^\ufeff/, ''))
  } catch (err) {
    throw badRequest(
      `The body is not valid JSON: ${err instanceof Error ? err.message : 'it cannot be parsed'}.`
    )
  }
  if (isDeeper(body, DEEPEST)) throw badRequest(`The body is nested deeper than ${DEEPEST} levels.`)
  return body
}

/** Deeper than anything that is meant; whatever walks through a body may do it by recursion. */
const DEEPEST = 100

const isDeeper = (value: unknown, most: number): boolean => {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) next.push(inner)
    }
    level = next
  }
  return false
}
