import fs from 'fs'
import http from 'http'
import type { AddressInfo, LookupFunction } from 'net'
import os from 'os'
import path from 'path'
import S3rver from 's3rver'
import { faultOf } from './signature'

/** The key that s3rver knows. */
export const S3RVER_KEY = 'S3RVER'
const ZONE = 'example.test'

/**
 * For tests: s3rver, which somebody else wrote, behind a door that also checks signatures. Buckets are in the path, or in
 * the name: metrics.s3.example.test.
 */
export class StrictS3 {
  readonly host = `s3.${ZONE}`
  /** As they came, oldest first. */
  readonly requests: Array<{ method: string; host: string; path: string }> = []
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-s3-'))
  private readonly behind: S3rver
  private readonly door = http.createServer((req, res) => this.take(req, res))
  port = 0

  constructor(private readonly bucket: string) {
    this.behind = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: this.folder,
      serviceEndpoint: ZONE,
      configureBuckets: [{ name: bucket, configs: [] }]
    })
  }

  async start(): Promise<void> {
    const { port } = await this.behind.run()
    this.behindPort = port
    await new Promise<void>(resolve => this.door.listen(0, '127.0.0.1', resolve))
    this.port = (this.door.address() as AddressInfo).port
  }
  private behindPort = 0

  async close(): Promise<void> {
    await new Promise(resolve => this.door.close(resolve))
    await this.behind.close()
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  /** Each name that a test uses is this machine's. */
  readonly lookup: LookupFunction = (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }])
    else callback(null, '127.0.0.1', 4)
  }

  /** Every object of the bucket, by its key. */
  async objects(): Promise<Map<string, unknown>> {
    const list = await this.ask(`/${this.bucket}?max-keys=1000`)
    const keys = [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key)
    const found = new Map<string, unknown>()
    for (const key of keys) found.set(key, JSON.parse(await this.ask(`/${this.bucket}/${key}`)) as unknown)
    return found
  }

  private async ask(at: string): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.behindPort}${at}`)).text()
  }

  private take(req: http.IncomingMessage, res: http.ServerResponse): void {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const { method = '', url = '', headers } = req
      const body = Buffer.concat(chunks)
      this.requests.push({ method, host: headers.host ?? '', path: url })
      const fault = faultOf({ method, path: url, headers, body }, S3RVER_KEY)
      if (fault !== null && String(headers.authorization).includes(`Credential=${S3RVER_KEY}/`)) {
        const secretive = `<StringToSign>${String(headers.authorization)}</StringToSign>`
        res.writeHead(403, { 'content-type': 'application/xml' })
        res.end(`<Error><Code>SignatureDoesNotMatch</Code><Message>${fault}</Message>${secretive}</Error>`)
        return
      }
      const onwards = http.request(
        { host: '127.0.0.1', port: this.behindPort, method, path: url, headers },
        answer => {
          res.writeHead(answer.statusCode ?? 500, answer.headers)
          answer.pipe(res)
        }
      )
      onwards.end(body)
    })
  }
}
