import net from 'net'
import tls from 'tls'

/** A request as it came over the wire, and the connection to answer it on, or not to. */
export interface RawRequest {
  /** Counted from 1 over all connections. */
  n: number
  /** Which connection, counted from 1. */
  connection: number
  head: string
  body: string
  socket: net.Socket
}

export type Handler = (request: RawRequest) => void

/** An HTTP server that a test plays by hand, so that it can break every rule. */
export class RawServer {
  readonly requests: RawRequest[] = []
  readonly sockets: net.Socket[] = []
  private readonly server: net.Server
  url = ''

  constructor(
    private handler: Handler,
    private readonly secure?: tls.TlsOptions
  ) {
    const onConnection = (socket: net.Socket) => this.serve(socket)
    this.server = secure ? tls.createServer(secure, onConnection) : net.createServer(onConnection)
    this.server.on('tlsClientError', () => undefined)
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    const { port } = this.server.address() as net.AddressInfo
    this.url = this.secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
    return this
  }

  answerWith(handler: Handler): void {
    this.handler = handler
  }

  get open(): number {
    return this.sockets.filter(socket => !socket.destroyed).length
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    return new Promise(resolve => this.server.close(() => resolve()))
  }

  private serve(socket: net.Socket): void {
    this.sockets.push(socket)
    const connection = this.sockets.length
    let bytes = ''
    socket.on('error', () => undefined)
    socket.on('data', chunk => {
      bytes += chunk.toString('latin1')
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = bytes.slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      const body = bytes.slice(end + 4, end + 4 + length)
      if (body.length < length) return
      bytes = bytes.slice(end + 4 + length)
      const request = { n: this.requests.length + 1, connection, head, body, socket }
      this.requests.push(request)
      this.handler(request)
    })
  }
}

export const respond = (
  socket: net.Socket,
  status: number,
  body: string,
  headers: Record<string, string> = {}
): void => {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers })
  socket.write(
    `HTTP/1.1 ${status} X\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
  )
}

export const accept: Handler = ({ n, socket }) =>
  respond(socket, 202, JSON.stringify({ message_uuid: `uuid-${n}` }))

/** A port at which nobody listens. */
export const deafUrl = async (): Promise<string> => {
  const server = await new RawServer(() => undefined).start()
  await server.close()
  return server.url
}
