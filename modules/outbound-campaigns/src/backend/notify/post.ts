import http from 'http'
import https from 'https'
import type { ErrandResult } from '../inbox'

const TIMEOUT_MS = 10_000

/** A JSON body to somebody else's server. What can pass is worth another try. */
export const postJson = (address: string, body: unknown): Promise<ErrandResult> => {
  const url = new URL(address)
  const text = JSON.stringify(body)
  return new Promise(resolve => {
    const client = url.protocol === 'https:' ? https : http
    const request = client.request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
      },
      response => {
        response.resume()
        response.once('end', () => finish(resultOf(response.statusCode ?? 0)))
      }
    )
    const finish = (result: ErrandResult) => {
      clearTimeout(deadline)
      resolve(result)
    }
    const deadline = setTimeout(() => request.destroy(new Error('no answer in time')), TIMEOUT_MS)
    // The address may hold a secret: only what kind of trouble it was is kept.
    request.once('error', (err: NodeJS.ErrnoException) =>
      finish({ kind: 'again', error: `The server cannot be reached (${err.code ?? 'no answer in time'}).` })
    )
    request.end(text)
  })
}

const resultOf = (status: number): ErrandResult => {
  if (status >= 200 && status < 300) return { kind: 'done' }
  const passes = status === 408 || status === 429 || status >= 500
  return { kind: passes ? 'again' : 'never', error: `The server answered ${status}.` }
}
