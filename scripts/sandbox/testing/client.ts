/** A bare HTTP client for tests, which tells apart what a friendly one would blur: reset, cut off, no answer. */
import { createSign, randomUUID } from 'crypto'
import fs from 'fs'
import http from 'http'
import os from 'os'
import path from 'path'
import { startSandbox, type Credentials, type Sandbox, type SandboxOptions } from '../server'

export type Outcome =
  | {
      kind: 'answer'
      status: number
      headers: http.IncomingHttpHeaders
      text: string
      json: Record<string, unknown>
    }
  | { kind: 'cut_off'; status: number; text: string }
  | { kind: 'error'; code: string }
  | { kind: 'no_answer' }

interface Request {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  giveUpAfter?: number
}

const asJson = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

export const request = (url: string, { method = 'GET', body, headers = {}, giveUpAfter }: Request = {}) =>
  new Promise<Outcome>(resolve => {
    const raw = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    // A connection of its own each time: one that was kept alive could be dead, which is no finding.
    const options = { method, agent: false, headers: { 'content-type': 'application/json', ...headers } }
    const req = http.request(url, options, res => {
      let text = ''
      res.setEncoding('utf8')
      res.on('data', (chunk: string) => (text += chunk))
      const status = res.statusCode ?? 0
      res.on('end', () => resolve({ kind: 'answer', status, headers: res.headers, text, json: asJson(text) }))
      res.on('error', () => resolve({ kind: 'cut_off', status, text }))
    })
    req.on('error', error =>
      resolve({ kind: 'error', code: 'code' in error ? String(error.code) : error.message })
    )
    if (giveUpAfter) {
      setTimeout(() => {
        resolve({ kind: 'no_answer' })
        req.destroy()
      }, giveUpAfter)
    }
    req.end(raw)
  })

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Made by hand, so that the sandbox's check is not tested with the library that it uses. */
export const tokenFor = ({ applicationId, privateKey }: Credentials, claims = {}, header = {}) => {
  const iat = Math.floor(Date.now() / 1000)
  const all = { application_id: applicationId, iat, exp: iat + 900, jti: randomUUID(), ...claims }
  const signed = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part(all)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
}

export const basicFor = ({ apiKey, apiSecret }: Credentials) =>
  `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`

export const templateTo = (to: string, more: Record<string, unknown> = {}) => ({
  message_type: 'template',
  channel: 'whatsapp',
  to,
  from: '447700900001',
  whatsapp: { policy: 'deterministic', locale: 'es_MX' },
  template: { name: 'bienvenida', parameters: ['Ana'] },
  ...more
})

export const temporaryFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'))

/** A sandbox with the few calls that nearly every test makes. */
export class TestSandbox {
  private constructor(
    readonly running: Sandbox,
    readonly dataDir: string,
    private readonly owned: boolean
  ) {}

  static async start(options: Partial<SandboxOptions> = {}) {
    const dataDir = options.dataDir ?? temporaryFolder()
    return new TestSandbox(await startSandbox({ ...options, dataDir }), dataDir, !options.dataDir)
  }

  send(body: unknown, more: Request = {}) {
    const headers = { authorization: `Bearer ${tokenFor(this.running.credentials)}`, ...more.headers }
    return request(`${this.running.url}/v1/messages`, { method: 'POST', body, ...more, headers })
  }

  async sent(body: unknown) {
    const outcome = await this.send(body)
    if (outcome.kind !== 'answer' || outcome.status !== 202) throw new Error(JSON.stringify(outcome))
    return String(outcome.json['message_uuid'])
  }

  async control(method: string, path: string, body?: unknown) {
    const headers = { authorization: `Bearer ${this.running.controlToken}` }
    const outcome = await request(`${this.running.url}${path}`, { method, body, headers })
    if (outcome.kind !== 'answer') throw new Error(`${method} ${path}: ${outcome.kind}`)
    return outcome
  }

  async behave(changes: Record<string, unknown>) {
    const { status, text } = await this.control('PUT', '/sandbox/vonage/behaviour', changes)
    if (status !== 200) throw new Error(text)
  }

  async messages(query = '') {
    const { json } = await this.control('GET', `/sandbox/vonage/messages${query}`)
    return json['messages'] as Record<string, unknown>[]
  }

  async counts() {
    return (await this.control('GET', '/sandbox/vonage/counts')).json
  }

  /** As if it had just been started. */
  async reset() {
    await this.control('DELETE', '/sandbox/vonage/behaviour')
    await this.control('DELETE', '/sandbox/vonage/messages')
    await this.control('DELETE', '/sandbox/mail')
    await this.behave({ submitted_after_ms: 0, delivered_after_ms: 0, read_after_ms: 0, retry_after_ms: 5 })
  }

  async close() {
    await this.running.close()
    if (this.owned) fs.rmSync(this.dataDir, { recursive: true, force: true })
  }
}
