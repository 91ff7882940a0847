import net from 'net'

/**
 * A mail server that a test plays by hand, so that it can break every rule: it reads commands, and the mail after DATA,
 * which ends with a line of one dot.
 */
export class RawSmtp {
  readonly mails: string[] = []
  readonly commands: string[] = []
  readonly sockets: net.Socket[] = []
  greeting: string | null = '220 odd.example ESMTP'
  private readonly server: net.Server
  port = 0

  /** `answer` is asked for each command and, with the line `.`, when a mail is complete; undefined: as a kind server would. */
  constructor(
    public answer: (line: string, socket: net.Socket) => string | null | undefined = () => undefined
  ) {
    this.server = net.createServer(socket => this.serve(socket))
  }

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve))
    this.port = (this.server.address() as net.AddressInfo).port
    return this
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
    let text = ''
    let inMail = false
    socket.on('error', () => undefined)
    socket.on('data', chunk => {
      text += chunk.toString('utf8')
      for (;;) {
        const end = text.indexOf(inMail ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const line = text.slice(0, end)
        text = text.slice(end + (inMail ? 5 : 2))
        if (inMail) {
          this.mails.push(line)
          inMail = false
          this.reply(socket, '.', '250 2.0.0 taken')
        } else {
          this.commands.push(line)
          const said = this.reply(socket, line, usual(line))
          inMail = said?.startsWith('354') ?? false
          if (line === 'QUIT') socket.end()
        }
      }
    })
    if (this.greeting !== null) socket.write(`${this.greeting}\r\n`)
  }

  private reply(socket: net.Socket, line: string, kind: string): string | null {
    const own = this.answer(line, socket)
    const said = own === undefined ? kind : own
    if (said !== null && !socket.destroyed) socket.write(`${said}\r\n`)
    return said
  }
}

const usual = (line: string): string => {
  if (line.startsWith('EHLO')) return '250-odd.example\r\n250 SIZE 100000'
  if (line === 'STARTTLS') return '502 5.5.1 not known'
  if (line === 'DATA') return '354 go on'
  if (line === 'QUIT') return '221 bye'
  return '250 2.0.0 ok'
}

/** A port at which nobody listens. */
export const deafPort = async (): Promise<number> => {
  const server = await new RawSmtp().start()
  await server.close()
  return server.port
}
