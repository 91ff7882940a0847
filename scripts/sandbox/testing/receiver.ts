/** A webhook receiver for tests: a real HTTP server that remembers what it got and answers as told. */
import http from 'http'

export interface Received {
  path: string
  headers: http.IncomingHttpHeaders
  raw: string
  json: Record<string, unknown>
  /** Which connection it came on. */
  port: number
}

export class Receiver {
  readonly got: Received[] = []
  url = ''
  /** The most requests that were open at once. */
  busiest = 0
  private open = 0
  private readonly server: http.Server

  constructor(
    private readonly answer: (got: Received, times: number) => number | Promise<number> = () => 200
  ) {
    this.server = http.createServer((req, res) => {
      this.busiest = Math.max(this.busiest, ++this.open)
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const json = JSON.parse(raw) as Record<string, unknown>
        const got = { path: req.url ?? '', headers: req.headers, raw, json, port: req.socket.remotePort ?? 0 }
        this.got.push(got)
        void Promise.resolve(this.answer(got, this.got.length)).then(status => {
          this.open--
          res.writeHead(status).end(`answer ${this.got.length}`)
        })
      })
    })
  }

  async start() {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`
    return this
  }

  statuses(to?: string) {
    return this.got
      .filter(({ json }) => to === undefined || json['to'] === to)
      .map(({ json }) => json['status'])
  }

  close() {
    this.server.closeAllConnections()
    return new Promise<void>(resolve => this.server.close(() => resolve()))
  }
}

/** Waits for a condition, never for a time; what is checked may be asynchronous. */
export const until = async <T>(what: () => T | Promise<T>, ms = 15_000): Promise<T> => {
  const end = Date.now() + ms
  for (;;) {
    const value = await what()
    if (value) return value
    if (Date.now() > end) throw new Error(`It never came to ${what.toString()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
