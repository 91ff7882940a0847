import { sign } from 'aws4'
import http from 'http'
import https from 'https'
import type { LookupFunction } from 'net'
import type { S3Account } from './account'
import { outcomeOfAnswer, outcomeOfFailure, type PutOutcome } from './outcome'

export interface PutOptions {
  /** Over everything: the DNS, the handshake, the answer to its last byte. */
  timeoutMs: number
  /** For tests: names that no DNS knows. */
  lookup?: LookupFunction
}

/** Enough for S3's errors; of a longer answer the rest isn't read. */
const MOST_OF_ANSWER = 20_000

/**
 * Writes one object, signed with AWS Signature 4. The same key with the same body may be written any number of times: an
 * answer that got lost does no harm. Never rejects.
 */
export const putObject = (
  account: S3Account,
  key: string,
  body: string,
  { timeoutMs, lookup }: PutOptions
): Promise<PutOutcome> => {
  const { host, path } = addressOf(account, key)
  const { accessKeyId, secretAccessKey, sessionToken } = account.key
  const signed = sign(
    {
      service: 's3',
      region: account.region,
      method: 'PUT',
      host,
      path,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body)
      },
      body
    },
    { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
  )
  return new Promise(resolve => {
    let settled = false
    let isAnswered = false
    let request: http.ClientRequest | undefined
    const settle = (outcome: PutOutcome): void => {
      if (settled) return
      settled = true
      clearTimeout(deadline)
      resolve(outcome)
      request?.abort()
    }
    const deadline = setTimeout(() => settle(outcomeOfFailure('timeout')), timeoutMs)
    const { protocol, port } = account.endpoint
    try {
      request = (protocol === 'https:' ? https : http).request({
        protocol,
        hostname: hostnameOf(account),
        port: port === '' ? undefined : port,
        method: 'PUT',
        path: signed.path,
        headers: signed.headers,
        agent: false,
        lookup
      })
    } catch {
      // A key with a line break in it, say, which no header can carry.
      return settle(outcomeOfFailure('bad_request'))
    }
    request.on('error', (err: NodeJS.ErrnoException) =>
      settle(outcomeOfFailure(err.code ?? 'connection_lost'))
    )
    // Where an answer came, its own end counts: the connection may close while it is still being read.
    request.on('close', () => {
      if (!isAnswered) settle(outcomeOfFailure('connection_lost'))
    })
    request.on('response', res => {
      isAnswered = true
      let text = ''
      const answered = () => settle(outcomeOfAnswer(res.statusCode ?? 0, res.headers, text))
      res.setEncoding('utf8')
      res.on('data', (chunk: string) => {
        text += chunk
        if (text.length > MOST_OF_ANSWER) answered()
      })
      res.on('end', answered)
      res.on('aborted', () => settle(outcomeOfFailure('connection_lost')))
    })
    request.end(body)
  })
}

const hostnameOf = ({ endpoint, bucket, addressing }: S3Account): string => {
  const name = endpoint.hostname.replace(/^\[|\]$/g, '')
  return addressing === 'virtual_host' ? `${bucket}.${name}` : name
}

/** The host as the header has it, and so as it is signed: with a port that isn't the usual one. */
const addressOf = (account: S3Account, key: string): { host: string; path: string } => {
  const { endpoint, bucket, addressing } = account
  // On the wire as it is signed: servers differ in whether they escape it once more.
  const escaped = key.split('/').map(encodeURIComponent).join('/')
  return addressing === 'virtual_host'
    ? { host: `${bucket}.${endpoint.host}`, path: `/${escaped}` }
    : { host: endpoint.host, path: `/${bucket}/${escaped}` }
}
