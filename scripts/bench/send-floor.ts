/** What sending costs without anything around it: a body in hand, and a POST of it. */
import { createPrivateKey, randomBytes, sign } from 'crypto'
import http from 'http'
import { accountAt } from './account'
import { rowOf } from './people'

const bodyFor = (n: number): string =>
  JSON.stringify({
    message_type: 'template',
    template: { name: 'bienvenida', parameters: rowOf(n).slice(1) },
    whatsapp: { policy: 'deterministic', locale: 'es_MX' },
    to: `521${rowOf(n)[0]}`,
    from: '5215512345678',
    channel: 'whatsapp',
    client_ref: `${n}.1`
  })

const post = (url: URL, agent: http.Agent, body: string, authorization: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      {
        hostname: url.hostname,
        port: url.port,
        path: '/v1/messages',
        method: 'POST',
        agent,
        headers: {
          authorization,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body)
        }
      },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => {
          if (response.statusCode === 202 && (JSON.parse(text) as { message_uuid?: string }).message_uuid)
            resolve()
          else reject(new Error(`The sandbox answered ${response.statusCode}.`))
        })
        response.on('error', reject)
      }
    )
    request.on('error', reject)
    request.end(body)
  })

/** So many at a time, one after the other. */
const inLines = async (concurrency: number, count: number, one: (n: number) => Promise<void>) => {
  let next = 0
  const line = async () => {
    while (next < count) {
      next += 1
      await one(next)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, line))
}

/** The floor of speed: connections kept alive, one token. */
export const bareLoop = async (apiUrl: string, concurrency: number, count: number): Promise<void> => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency })
  const url = new URL(apiUrl)
  await inLines(concurrency, count, n => post(url, agent, bodyFor(n), 'Bearer bench'))
  agent.destroy()
}

/**
 * The plain way of many clients: a new token signed for every message (RS256) and a new connection for each. It is what
 * a library does that keeps neither; it is not that library, and named for what it is.
 */
export const plainLoop = async (apiUrl: string, concurrency: number, count: number): Promise<void> => {
  const url = new URL(apiUrl)
  const account = accountAt(apiUrl)
  const key = createPrivateKey(account.privateKey)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  await inLines(concurrency, count, n => {
    const iat = Math.floor(Date.now() / 1000)
    const claims = {
      application_id: account.applicationId,
      iat,
      exp: iat + 900,
      jti: randomBytes(16).toString('hex')
    }
    const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
    const token = `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`
    return post(url, new http.Agent({ keepAlive: false }), bodyFor(n), `Bearer ${token}`)
  })
}
