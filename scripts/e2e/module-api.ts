/** The module's own API beside the browser: what a test needs to be there before a person looks at it. */
import type { BrowserContext } from 'playwright-core'

export interface Counts {
  [status: string]: number
}

export interface CampaignState {
  id: number
  status: string
  counts: Counts
}

/** As fast as the sandbox takes it; no brake hides what a test wants to see. */
const FAST = {
  template_id: 'bienvenida',
  language: 'es_MX',
  variables: ['nombre'],
  batch_size: 1000,
  batch_interval_ms: 500,
  concurrency: 20,
  max_retries: 0,
  max_error_rate: 1,
  max_consecutive_errors: 100_000
}

const AREAS = ['55', '33', '81', '56']

/** Numbers that no other test of the file uses; with an ending the sandbox treats them accordingly. */
export const numberMaker = () => {
  const given = new Map<string, number>()
  return (count: number, ending = ''): string[] =>
    Array.from({ length: count }, () => {
      const made = (given.get(ending) ?? 0) + 1
      given.set(ending, made)
      return ending === ''
        ? `442${String(made).padStart(6, '0')}1`
        : `${AREAS[Math.floor(made / 100) % AREAS.length]}${String(made % 100).padStart(2, '0')}${ending}`
    })
}

interface SignedIn {
  context: BrowserContext
  url: string
}

/** `signedIn` is asked when the first call is made. */
export const moduleApi = (signedIn: () => SignedIn) => {
  const tokens = new WeakMap<BrowserContext, string>()
  const tokenOf = async ({ context, url }: SignedIn): Promise<string> => {
    const known = tokens.get(context)
    if (known !== undefined) return known
    const answer = await context.request.post(`${url}/studio/token`, {
      headers: { accept: 'application/json' }
    })
    const { token } = (await answer.json()) as { token: string }
    tokens.set(context, token)
    return token
  }

  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    type = 'application/json'
  ): Promise<T> => {
    const headers = { authorization: `Bearer ${await tokenOf(signedIn())}` }
    const response = await fetch(`${signedIn().url}/api/v1/bots/demo/mod/outbound-campaigns${path}`, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text) as T
  }

  return {
    call,
    /** A draft with these people in it, or with nobody. */
    async campaign(name: string, phones: readonly string[], fields: Record<string, unknown> = {}) {
      const { id } = await call<CampaignState>('POST', '/campaigns', { name, ...FAST, ...fields })
      if (phones.length === 0) return id
      const rows = phones.map((phone, row) => `${phone},Ana ${row + 1}`)
      await call(
        'POST',
        `/campaigns/${id}/upload-csv`,
        ['phone_number,nombre', ...rows, ''].join('\n'),
        'text/csv'
      )
      return id
    },
    /** What another system tells of people, with a key of its own. */
    async report(events: ReadonlyArray<{ email: string; event_type: string }>): Promise<void> {
      const { key } = await call<{ key: string }>('POST', '/events/key', {})
      const told = await fetch(`${signedIn().url}/api/v1/bots/demo/mod/outbound-campaigns/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(events)
      })
      if (!told.ok) throw new Error(`POST /events: ${told.status} ${await told.text()}`)
    },
    start: (id: number) => call<CampaignState>('POST', `/campaigns/${id}/start`, {}),
    get: (id: number) => call<CampaignState>('GET', `/campaigns/${id}`)
  }
}

export type ModuleApi = ReturnType<typeof moduleApi>
