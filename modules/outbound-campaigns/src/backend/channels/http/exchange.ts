import type http from 'http'
import type { Line } from './line'

/**
 * One request and what is certain about it.
 *
 * answered  the status line was read. `body` is null where it was cut off or larger than allowed
 * not_sent  it is certain that the server never saw the request
 * lost      the request, or a part of it, may have arrived, and there is no answer
 */
export type Exchange =
  | { kind: 'answered'; status: number; headers: http.IncomingHttpHeaders; body: string | null }
  | { kind: 'not_sent'; why: string }
  | { kind: 'lost'; why: 'timeout' | 'connection_lost' | 'broken_answer' | 'aborted' }

export interface ExchangeRequest {
  method: 'GET' | 'POST'
  path: string
  headers: http.OutgoingHttpHeaders
  body?: string
  /** Over everything: the wait for a connection, the handshake, the answer to its last byte. */
  timeoutMs: number
  bodyLimit: number
}

/** What is under way and can be given up. */
export type UnderWay = Set<() => void>

/**
 * When is it certain that nothing was sent? Node hands a request's bytes to the socket at once, and a socket that is still
 * connecting (for TLS: shaking hands) keeps them. So until `connect` or `secureConnect` the answer is: certainly. From
 * then on it is: nobody knows, since what a socket has taken may be on the wire or not.
 *
 * A kept-alive connection is connected when we get it, so a reset there is never certain, although it mostly means that
 * the server had closed it before. HTTP has no sign that would tell a server that closed first from one that read the
 * request and died, and a request is flushed in the same tick in which it gets such a connection. `Line` makes the case
 * rare; here it counts as lost.
 */
export const exchange = (line: Line, request: ExchangeRequest, underWay: UnderWay): Promise<Exchange> =>
  new Promise(resolve => {
    let mayBeSent = false
    let settled = false
    let req: http.ClientRequest | undefined

    const settle = (result: Exchange): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      underWay.delete(giveUp)
      resolve(result)
    }
    /** Ends it before its end. The last result counts: what is already known about the answer is not thrown away. */
    let inHand: Exchange | undefined
    const breakOff = (why: 'timeout' | 'aborted' | 'connection_lost', notSentWhy: string): void => {
      settle(inHand ?? (mayBeSent ? { kind: 'lost', why } : { kind: 'not_sent', why: notSentWhy }))
      // `destroy` would leave a request that waits for a connection in Node 12's queue.
      req?.abort()
    }
    const giveUp = (): void => breakOff('aborted', 'aborted')
    const timer = setTimeout(() => breakOff('timeout', 'timeout'), request.timeoutMs)
    underWay.add(giveUp)

    try {
      req = line.request(request.method, request.path, request.headers)
    } catch (err) {
      return settle({ kind: 'not_sent', why: codeOf(err) })
    }

    req.on('socket', socket => {
      const sentFromNowOn = (): void => {
        mayBeSent = true
      }
      if (socket.connecting) socket.once(line.secure ? 'secureConnect' : 'connect', sentFromNowOn)
      else sentFromNowOn()
    })
    req.on('error', err => {
      const code = codeOf(err)
      if (inHand) settle(inHand)
      else if (!mayBeSent) settle({ kind: 'not_sent', why: code })
      else settle({ kind: 'lost', why: code.startsWith('HPE_') ? 'broken_answer' : 'connection_lost' })
    })
    req.on('response', res => {
      line.heed(headerOf(res, 'keep-alive'))
      const answer = { kind: 'answered' as const, status: res.statusCode ?? 0, headers: res.headers }
      inHand = { ...answer, body: null }
      let body = ''
      let size = 0
      const cutOff = (): void => settle({ ...answer, body: null })
      res.setEncoding('utf8')
      res.on('data', (chunk: string) => {
        size += chunk.length
        if (size <= request.bodyLimit) body += chunk
        else breakOff('connection_lost', 'too_large')
      })
      res.on('end', () => settle({ ...answer, body: res.complete ? body : null }))
      res.on('aborted', cutOff)
      res.on('error', cutOff)
    })
    req.end(request.body)
  })

export const headerOf = (
  { headers }: { headers: http.IncomingHttpHeaders },
  name: string
): string | undefined => {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** A code such as ECONNREFUSED; never the message, which may hold an address or what was sent. */
const codeOf = (err: unknown): string => {
  const { code } = err as { code?: unknown }
  return typeof code === 'string' && /^\w+$/.test(code) ? code : 'failed'
}
