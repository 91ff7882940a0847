import type { LookupAddress } from 'dns'
import http from 'http'
import https from 'https'
import type { LookupFunction } from 'net'
import { checkUrl, hostOf, PRIVATE, type Refusal } from './check-url'
import { isPublicAddress } from './public-address'

/**
 * A call to a server whose address somebody gave: a step's, a setting's. Whoever may write such an address must not reach
 * with it what only this machine can reach.
 *
 * A name is resolved once, each of its addresses is checked, and the connection goes to one that was: a name that says
 * something else a moment later changes nothing. A redirect is an answer like any other and isn't followed.
 */
export interface GuardedRequest {
  method: 'GET' | 'POST'
  headers?: http.OutgoingHttpHeaders
  body?: string
  /** Over everything: the DNS, the handshake, the answer to its last byte. */
  timeoutMs: number
  /** The most of an answer that is read. */
  maxBytes: number
  allowPrivate: boolean
  resolve?: Resolve
}

/**
 * answered  the status line was read. `body` is null where it was cut off, or larger than allowed
 * refused   it was not even tried
 * failed    there is no answer: the server may have seen the request or not. `why` is a code such as ECONNREFUSED
 */
export type GuardedAnswer =
  | { kind: 'answered'; status: number; headers: http.IncomingHttpHeaders; body: string | null }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'failed'; why: string }

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

// Brought in with the first call: it opens a resolver as soon as it is loaded.
const system: Resolve = async host => {
  const { promises } = await import('dns')
  return promises.lookup(host, { all: true, verbatim: true })
}

/** Never rejects. */
export const guardedRequest = (text: string, request: GuardedRequest): Promise<GuardedAnswer> => {
  const checked = checkUrl(text, request.allowPrivate)
  return checked.kind === 'refused' ? Promise.resolve(checked) : call(checked.url, request)
}

const call = (url: URL, request: GuardedRequest): Promise<GuardedAnswer> =>
  new Promise(resolve => {
    let inHand: GuardedAnswer | undefined
    let settled = false
    let req: http.ClientRequest | undefined

    const settle = (answer: GuardedAnswer): void => {
      if (settled) return
      settled = true
      clearTimeout(deadline)
      resolve(answer)
      // A connection serves one call: the next name is looked up and checked anew.
      req?.abort()
    }
    const deadline = setTimeout(() => settle(inHand ?? { kind: 'failed', why: 'timeout' }), request.timeoutMs)

    try {
      req = (url.protocol === 'https:' ? https : http).request({
        protocol: url.protocol,
        hostname: hostOf(url),
        port: url.port === '' ? undefined : url.port,
        path: url.pathname + url.search,
        method: request.method,
        headers: {
          ...request.headers,
          ...(request.body !== undefined && { 'content-length': Buffer.byteLength(request.body) })
        },
        agent: false,
        lookup: checkedLookup(request)
      })
    } catch (err) {
      return settle({ kind: 'failed', why: codeOf(err) })
    }
    req.on('error', err =>
      settle(
        inHand ??
          (err instanceof PrivateAddressError
            ? { kind: 'refused', refusal: { code: 'private_address', detail: PRIVATE } }
            : { kind: 'failed', why: codeOf(err) })
      )
    )
    req.on('close', () => {
      // Where an answer came, its own end counts: the connection may close while it is still being read.
      if (!inHand) settle({ kind: 'failed', why: 'connection_lost' })
    })
    req.on('response', res => {
      const cutOff: GuardedAnswer = {
        kind: 'answered',
        status: res.statusCode ?? 0,
        headers: res.headers,
        body: null
      }
      inHand = cutOff
      const chunks: Buffer[] = []
      let size = 0
      res.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > request.maxBytes) settle(cutOff)
        else chunks.push(chunk)
      })
      res.on('end', () =>
        settle(res.complete ? { ...cutOff, body: Buffer.concat(chunks).toString() } : cutOff)
      )
      res.on('aborted', () => settle(cutOff))
      res.on('error', () => settle(cutOff))
    })
    req.end(request.body)
  })

class PrivateAddressError extends Error {}

/** What the connection asks when it needs an address: so there is no other that it could take. */
const checkedLookup =
  ({ allowPrivate, resolve = system }: GuardedRequest): LookupFunction =>
  (host, options, callback) => {
    const found = resolve(host).then(addresses => {
      const allowed = addresses.filter(({ address }) => allowPrivate || isPublicAddress(address))
      const [first] = allowed
      if (!first) throw new PrivateAddressError()
      return { first, allowed }
    })
    found.then(
      ({ first, allowed }) => {
        // Newer versions of Node try all that they are given, older ones ask for one.
        if (options.all) callback(null, [...allowed])
        else callback(null, first.address, first.family)
      },
      (err: unknown) => callback(err instanceof Error ? err : new Error('not found'), '', 4)
    )
  }

/** Never the message, which holds the address. */
const codeOf = (err: unknown): string => {
  const { code } = err as { code?: unknown }
  return typeof code === 'string' && /^\w+$/.test(code) ? code : 'failed'
}
