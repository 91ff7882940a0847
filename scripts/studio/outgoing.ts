/** The few requests the host itself makes (to Vonage, to the sandbox), with Node's own client: it must run on 12.18. */
import http from 'http'
import https from 'https'

export interface Answer {
  status: number
  body: string
}

const TIMEOUT_MS = 10_000

export const requestJson = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  headers: Record<string, string>,
  body?: unknown
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const data = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const client = /^https:/i.test(url) ? https : http
    const request = client.request(
      url,
      {
        method,
        headers: {
          Accept: 'application/json',
          ...(data && { 'Content-Type': 'application/json', 'Content-Length': data.length }),
          ...headers
        }
      },
      response => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') })
        )
      }
    )
    request.setTimeout(TIMEOUT_MS, () =>
      request.destroy(new Error(`${method} ${url} took longer than ${TIMEOUT_MS} ms`))
    )
    request.on('error', reject)
    request.end(data)
  })
