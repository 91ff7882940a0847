import http from 'http'
import type { AddressInfo } from 'net'
import { openOwners, putLane } from '../../../outbox'
import type { Database } from '../../../platform/database/database'
import { Problem, toProblem } from '../../../platform/http/problem'
import type { Counts } from '../../../platform/import/store'
import { importRecipients, streamRefused } from '../import'
import type { ImportAnswer } from '../schema'

/** A real HTTP server in front of the import, as the route will be: what arrives is what a client really sent. */
export class UploadServer {
  readonly progress: Counts[] = []
  /** Faults that are no problem of the file's: there must be none. */
  readonly faults: unknown[] = []
  maxUploadMb = 200

  private constructor(
    private readonly db: Database,
    private readonly server: http.Server
  ) {}

  static async start(db: Database): Promise<UploadServer> {
    const server = http.createServer()
    const self = new UploadServer(db, server)
    server.on('request', (req, res) => void self.answer(req, res))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return self
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => resolve())
      this.server.closeAllConnections()
    })
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  address(campaignId: number, query = ''): string {
    return `http://127.0.0.1:${this.port}/${campaignId}${query}`
  }

  async upload(
    campaignId: number,
    bytes: Buffer | string,
    query: Record<string, string> = {}
  ): Promise<{ status: number; body: ImportAnswer & { detail?: string } }> {
    return this.send(campaignId, query, { body: bytes, headers: { 'content-type': 'text/csv' } })
  }

  async send(
    campaignId: number,
    query: Record<string, string>,
    init: RequestInit
  ): Promise<{ status: number; body: ImportAnswer & { detail?: string } }> {
    const response = await fetch(this.address(campaignId, `?${new URLSearchParams(query).toString()}`), {
      method: 'POST',
      ...init
    })
    return { status: response.status, body: (await response.json()) as ImportAnswer & { detail?: string } }
  }

  async refused(campaignId: number, importId: number): Promise<string> {
    let text = ''
    for await (const piece of await streamRefused(this.db, 'demo', campaignId, importId)) text += piece
    return text
  }

  private async answer(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://localhost')
    try {
      const answer = await importRecipients({
        db: this.db,
        botId: 'demo',
        campaignId: Number(url.pathname.slice(1)),
        channel: 'whatsapp',
        req,
        mapping: url.searchParams.get('mapping') ?? undefined,
        maxUploadMb: this.maxUploadMb,
        defaultCountry: url.searchParams.get('country') ?? 'MX',
        mxPrefix: '521',
        caller: { email: 'ana@example.com' },
        dryRun: url.searchParams.get('dry_run') === 'true',
        onProgress: counts => this.progress.push(counts)
      })
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    } catch (thrown) {
      if (!(thrown instanceof Problem)) this.faults.push(thrown)
      const problem = toProblem(thrown)
      res
        .writeHead(problem.status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(problem))
    }
  }
}

/** An empty campaign's lane. */
export const makeLane = async (db: Database, campaignId: number): Promise<void> => {
  await putLane(db, {
    owner: { type: 'campaign', id: campaignId },
    botId: 'demo',
    channel: 'whatsapp',
    pace: {
      batch_size: 100,
      batch_interval_ms: 60_000,
      concurrency: 10,
      max_retries: 3,
      max_error_rate: 1,
      max_consecutive_errors: 100
    }
  })
  if ((await openOwners(db, 'demo')).length > 0) throw new Error('The lane should be closed.')
}
