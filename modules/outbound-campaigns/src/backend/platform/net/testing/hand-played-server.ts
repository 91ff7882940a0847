import net from 'net'

type Play = (socket: net.Socket) => void

/** A server of HTTP that a test plays by hand, so that it can break every rule. */
export class HandPlayedServer {
  /** What came, request by request, as it was on the wire. */
  readonly requests: string[] = []
  readonly sockets: net.Socket[] = []
  play: Play = answer(200, '{"ok":true}')
  private readonly server = net.createServer(socket => this.serve(socket))

  async start(): Promise<number> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    return (this.server.address() as net.AddressInfo).port
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    return new Promise(resolve => this.server.close(() => resolve()))
  }

  private serve(socket: net.Socket): void {
    this.sockets.push(socket)
    let heard = ''
    socket.on('error', () => undefined)
    socket.on('data', chunk => {
      heard += chunk.toString()
      const [head = '', body = ''] = heard.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (!heard.includes('\r\n\r\n') || Buffer.byteLength(body) < length) return
      this.requests.push(heard)
      heard = ''
      this.play(socket)
    })
  }
}

export const answer =
  (status: number, body: string, headers: readonly string[] = []): Play =>
  socket =>
    void socket.write(
      [`HTTP/1.1 ${status} X`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join(
        '\r\n'
      )
    )
