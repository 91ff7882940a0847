/** Campaigns as a client of the API works with them: files of people, orders, and waiting for what comes of them. */
import { eventually, type Problem } from './client'
import type { Server } from './server'

export const STATUSES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'unconfirmed',
  'cancelled'
] as const

export type Counts = Record<(typeof STATUSES)[number] | 'total', number>

export interface Campaign {
  id: number
  name: string
  status: string
  status_reason: { code: string; detail: string } | null
  counts: Counts
  started_at: string | null
  completed_at: string | null
  created_at: string
  created_by: string | null
  scheduled_at: string | null
  [field: string]: unknown
}

export interface Report {
  status: string
  counts: Counts
  errors: Array<{ status: string; code: string; reason: string; count: number }>
  timeline: Array<{ at: string; sent: number; delivered: number; failed: number }>
  waiting_for: Array<{ code: string; detail: string; until: string | null }>
  next_batch_at: string | null
  eta: string | null
  [field: string]: unknown
}

export interface Recipient {
  id: number
  phone_number: string
  status: string
  reason: { code: string; detail: string } | null
  attempts: number
  line: number
  values: Record<string, string>
  last_attempt_at: string | null
}

export interface ImportAnswer {
  import_id: number | null
  rows: number
  accepted: number
  duplicates: number
  invalid: number
  [field: string]: unknown
}

export interface List<Item> {
  items: Item[]
  next_cursor: string | null
  total: number
}

/** As fast as the sandbox takes it; no brake hides what a test wants to see. */
export const FAST = {
  batch_size: 1000,
  batch_interval_ms: 1000,
  concurrency: 20,
  max_error_rate: 1,
  max_consecutive_errors: 100_000
}

/** "¡Hola {{1}}! …": one variable, approved in es_MX. */
export const GREETING = { template_id: 'bienvenida' }

/** Where counting begins, so that a server which was used before doesn't hand out the numbers of the last run first. */
let given = Math.floor(Math.random() * 60_000)

/**
 * Numbers that no other test of the file uses. With an ending (`980422`: see scripts/sandbox/README.md) the sandbox
 * treats them accordingly; without one they get the message and read it.
 */
export const numbers = (count: number, ending?: string): string[] =>
  Array.from({ length: count }, () => {
    given += 1
    if (ending === undefined) return `442${String(given).padStart(6, '0')}1`
    // From 4500 to 7999: areas of mobiles, and none of the others begins like these.
    return `${4500 + (given % 3500)}${ending}`
  })

export const csvOf = (phones: readonly string[]): string =>
  ['phone_number,nombre', ...phones.map((phone, n) => `${phone},Ana ${n + 1}`), ''].join('\n')

const sum = (counts: Counts) => STATUSES.reduce((total, status) => total + counts[status], 0)

/** What a campaign does to its end may take its time on a loaded machine: asked again until it is so. */
export const campaignsAt = (server: Server) => {
  const at = (id: number, rest = '') => `/campaigns/${id}${rest}`

  const create = async (fields: Record<string, unknown> = {}): Promise<Campaign> => {
    const json = { name: 'Prueba', ...GREETING, ...FAST, ...fields }
    const answer = await server.api<Campaign>('/campaigns', { method: 'POST', json })
    expect(answer).toMatchObject({ status: 201 })
    return answer.body
  }

  const upload = async (id: number, phones: readonly string[], query = ''): Promise<ImportAnswer> => {
    const answer = await server.api<ImportAnswer>(at(id, `/upload-csv${query}`), {
      method: 'POST',
      file: csvOf(phones)
    })
    expect(answer).toMatchObject({ status: 200 })
    return answer.body
  }

  const get = async (id: number): Promise<Campaign> => (await server.api<Campaign>(at(id))).body

  const order = (id: number, action: string, json?: unknown) =>
    server.api<Campaign & Problem & { count: number }>(at(id, `/${action}`), { method: 'POST', json })

  /** An order that must be taken. */
  const command = async (id: number, action: string, json?: unknown) => {
    const answer = await order(id, action, json)
    expect({ action, status: answer.status, body: answer.body }).toMatchObject({ action, status: 200 })
    return answer.body
  }

  const report = async (id: number): Promise<Report> => {
    const { body } = await server.api<Report>(at(id, '/report'))
    // Whenever somebody looks, every row is in exactly one state.
    expect(sum(body.counts)).toBe(body.counts.total)
    return body
  }

  const until = (id: number, isWanted: (campaign: Campaign) => boolean) => eventually(() => get(id), isWanted)

  return {
    at,
    create,
    upload,
    get,
    order,
    command,
    report,
    until,

    /** A campaign with these people, not started. */
    async prepared(phones: readonly string[], fields: Record<string, unknown> = {}): Promise<Campaign> {
      const { id } = await create(fields)
      await upload(id, phones)
      return get(id)
    },

    status: (id: number, wanted: string) => until(id, ({ status }) => status === wanted),

    async recipients(id: number, query = ''): Promise<Recipient[]> {
      const found: Recipient[] = []
      let cursor: string | null = null
      do {
        const next: string = cursor === null ? '' : `&cursor=${cursor}`
        const { body } = await server.api<List<Recipient>>(at(id, `/recipients?limit=500${query}${next}`))
        found.push(...body.items)
        cursor = body.next_cursor
      } while (cursor !== null)
      return found
    },

    change: (id: number, json: unknown) => server.api<Campaign & Problem>(at(id), { method: 'PUT', json }),
    remove: (id: number) => server.api<Problem>(at(id), { method: 'DELETE' }),
    settings: (json: unknown) => server.api('/settings', { method: 'PUT', json }),
    behave: (json: unknown) => server.sandbox('/vonage/behaviour', { method: 'PUT', json }),
    advance: (duration: string) => server.sandbox('/clock', { method: 'POST', json: { advance: duration } }),

    /** How many messages the provider has accepted for each of these numbers. */
    async received(phones: readonly string[]): Promise<number[]> {
      return Promise.all(
        phones.map(async phone => {
          const { body } = await server.sandbox<{ messages: Array<{ accepted: boolean }> }>(
            `/vonage/messages?to=521${phone}`
          )
          return body.messages.filter(({ accepted }) => accepted).length
        })
      )
    }
  }
}

/** Takes the brake off the sender and puts it back, so that tests don't wait for a pace that is not theirs. */
export const useFastSender = (server: Server) => {
  let before: { sender_rate_per_second: number } | undefined
  beforeAll(async () => {
    before = (await server.api<{ sender_rate_per_second: number }>('/settings')).body
    await server.api('/settings', { method: 'PUT', json: { sender_rate_per_second: 1000 } })
  })
  afterAll(async () => {
    await server.sandbox('/vonage/behaviour', { method: 'DELETE' })
    if (!before) return
    const { sender_rate_per_second } = before
    await server.api('/settings', { method: 'PUT', json: { sender_rate_per_second } })
  })
}
