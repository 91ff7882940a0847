/** Reads a request's body up to a limit. */
import type { IncomingMessage } from 'http'

export type Body = { kind: 'whole'; bytes: Buffer } | { kind: 'too_large' } | { kind: 'aborted' }

export const BODY_LIMIT = 1024 * 1024

/** A client that is still writing doesn't read: too much is swallowed up to here, so that it gets to see the 413. */
const SWALLOWED = 16 * BODY_LIMIT

export const readBody = (req: IncomingMessage, limit = BODY_LIMIT): Promise<Body> =>
  new Promise(resolve => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else if (size > SWALLOWED) req.destroy()
    })
    req.on('end', () =>
      resolve(size > limit ? { kind: 'too_large' } : { kind: 'whole', bytes: Buffer.concat(chunks, size) })
    )
    // 'close' comes after 'end' too: by then the promise is settled.
    req.on('close', () => resolve({ kind: 'aborted' }))
    req.on('error', () => resolve({ kind: 'aborted' }))
  })

export const parseJson = (
  bytes: Buffer
): { kind: 'json'; value: unknown } | { kind: 'broken'; why: string } => {
  try {
    return { kind: 'json', value: JSON.parse(bytes.toString('utf8')) as unknown }
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) }
  }
}
