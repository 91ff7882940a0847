/** The module's HTTP API, as far as this client uses it. */
import { createReadStream } from 'fs'
import { Readable } from 'stream'
import type { Fields, Where } from './options'

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
  counts: Counts
}

export interface Report {
  campaign_id: number
  name: string
  status: string
  counts: Counts
  engagement: { replied: number; opted_out: number }
  errors: Array<{ code: string; reason: string; count: number }>
  eta: string | null
  waiting_for: Array<{ code: string; detail: string; until: string | null }>
}

export interface ImportAnswer {
  rows: number
  accepted: number
  duplicates: number
  invalid: number
  opted_out: number
  errors: Array<{ line: number; column: string | null; value: string | null; message: string }>
}

interface Problem {
  detail: string
  errors: Array<{ path: string; message: string }>
}

/** The server's own words: it says what is wrong and where. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    { detail, errors }: Problem
  ) {
    const atFields = errors.map(({ path, message }) => `${path}: ${message}`).filter(one => one !== detail)
    super([detail, ...atFields.map(one => `  ${one}`)].join('\n'))
    this.name = 'RefusedError'
  }
}

export class UnreachableError extends Error {
  constructor(url: string, cause: unknown) {
    super(`${url} can't be reached: ${causeOf(cause)}.`)
    this.name = 'UnreachableError'
  }
}

/** `fetch failed` says nothing; what lies behind it does. */
const causeOf = (err: unknown): string => {
  if (!(err instanceof Error)) return String(err)
  return err.cause instanceof Error ? causeOf(err.cause) : err.message || err.name
}

const problemOf = async (answer: Response): Promise<Problem> => {
  const text = await answer.text()
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (isProblem) return { errors: [], ...(JSON.parse(text) as Partial<Problem>) } as Problem
  return { detail: hostSays(answer), errors: [] }
}

/** What answers before the module is asked has few words: here is what it mostly means. */
const hostSays = ({ status, statusText, url }: Response): string => {
  switch (status) {
    case 401:
      return 'The server does not take this token (401): look at OUTBOUND_TOKEN or --token-file. It may have expired.'
    case 403:
      return 'Whoever this token belongs to may not do this (403): it takes write on module.outbound-campaigns.'
    case 404:
      return `Nobody answers there (404): ${url.replace(/\?.*$/, '')}. Look at --url and --bot.`
    default:
      return `The server answered ${status} ${statusText}.`
  }
}

export class Server {
  constructor(private readonly where: Where) {}

  async list(status: string | null): Promise<Campaign[]> {
    const found: Campaign[] = []
    let cursor: string | null = null
    do {
      const query: URLSearchParams = new URLSearchParams({ limit: '500' })
      if (status !== null) query.set('status', status)
      if (cursor !== null) query.set('cursor', cursor)
      const page: { items: Campaign[]; next_cursor: string | null } = await this.json(
        'GET',
        `/campaigns?${query.toString()}`
      )
      found.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== null)
    return found
  }

  create(fields: Fields): Promise<Campaign> {
    return this.json('POST', '/campaigns', fields)
  }

  /** The file goes over as it is read: it may be larger than the memory. */
  async upload(id: number, file: string, dryRun: boolean): Promise<ImportAnswer> {
    const stream = createReadStream(file)
    await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject))
    const answer = await this.call('POST', `/campaigns/${id}/upload-csv${dryRun ? '?dry_run=true' : ''}`, {
      body: Readable.toWeb(stream) as ReadableStream,
      type: 'text/csv'
    })
    return (await answer.json()) as ImportAnswer
  }

  order(id: number, order: 'start' | 'pause' | 'resume' | 'cancel', body: object = {}): Promise<Campaign> {
    return this.json('POST', `/campaigns/${id}/${order}`, body)
  }

  report(id: number): Promise<Report> {
    return this.json('GET', `/campaigns/${id}/report`)
  }

  reportAsCsv(id: number): Promise<Response> {
    return this.call('GET', `/campaigns/${id}/report?format=csv`)
  }

  export(id: number, status: string | null): Promise<Response> {
    const query = status === null ? '' : `?${new URLSearchParams({ status }).toString()}`
    return this.call('GET', `/campaigns/${id}/export${query}`)
  }

  private async json<Body>(method: string, at: string, body?: object): Promise<Body> {
    const answer = await this.call(
      method,
      at,
      body && { body: JSON.stringify(body), type: 'application/json' }
    )
    return (await answer.json()) as Body
  }

  private async call(
    method: string,
    at: string,
    sent?: { body: string | ReadableStream; type: string }
  ): Promise<Response> {
    const { url, bot, token } = this.where
    const request = new Request(`${url}/api/v1/bots/${encodeURIComponent(bot)}/mod/outbound-campaigns${at}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(sent && { 'Content-Type': sent.type }) },
      body: sent?.body,
      redirect: 'error',
      ...(typeof sent?.body === 'object' && { duplex: 'half' })
    })
    const answer = await fetch(request).catch((err: unknown) => {
      throw new UnreachableError(url, err)
    })
    if (!answer.ok) throw new RefusedError(answer.status, await problemOf(answer))
    return answer
  }
}
