import http from 'http'
import https from 'https'
import { Socket } from 'net'

export interface LineOptions {
  /** Connections at one time; what is beyond waits, within its own time limit. */
  maxSockets?: number
  /** Authorities besides the usual ones. */
  ca?: string | Buffer
}

/** A server that says nothing of it closes an idle connection after 5 s at the earliest (Node's own do). */
const IDLE_MS = 4_000

/**
 * Kept-alive connections to one host. Each message over a connection that is there already saves a TLS handshake.
 *
 * A kept connection has one danger: the server closes it in the very moment in which we write, and then nobody can tell
 * whether it read the message. So none is used that has been idle for nearly as long as the server would wait, by its own
 * word (`Keep-Alive: timeout=…`) or by custom.
 */
export class Line {
  readonly secure: boolean
  private readonly agent: http.Agent
  private readonly target: { hostname: string; port: string | undefined; agent: http.Agent }
  private readonly basePath: string
  private idleMs = IDLE_MS
  private hint: string | undefined
  private closed = false

  constructor(apiUrl: string, { maxSockets = 256, ca }: LineOptions = {}) {
    const url = new URL(apiUrl)
    this.secure = url.protocol === 'https:'
    const options = { keepAlive: true, maxSockets }
    this.agent = this.secure ? new https.Agent({ ...options, ca }) : new http.Agent(options)
    this.agent.keepSocketAlive = socket => socket instanceof Socket && this.keep(socket)
    const { reuseSocket } = this.agent
    this.agent.reuseSocket = (socket, request) => {
      if (socket instanceof Socket) socket.setTimeout(0)
      reuseSocket.call(this.agent, socket, request)
    }
    this.basePath = url.pathname.replace(/\/+$/, '')
    this.target = {
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || undefined,
      agent: this.agent
    }
  }

  request(method: 'GET' | 'POST', path: string, headers: http.OutgoingHttpHeaders): http.ClientRequest {
    const options = { ...this.target, method, path: this.basePath + path, headers }
    return this.secure ? https.request(options) : http.request(options)
  }

  /** What the server says about how long it waits. The same in every answer, so it is read once. */
  heed(hint: string | undefined): void {
    if (hint === this.hint) return
    this.hint = hint
    const seconds = /timeout=(\d+)/i.exec(hint ?? '')?.[1]
    this.idleMs = Math.min(IDLE_MS, seconds === undefined ? IDLE_MS : Number(seconds) * 1000 - 1000)
  }

  /** Idle connections end now, busy ones with the answer that they wait for. */
  close(): void {
    this.closed = true
    for (const sockets of Object.values(this.agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy()
    }
  }

  /** The agent itself ends a free connection whose time is up. */
  private keep(socket: Socket): boolean {
    if (this.closed || this.idleMs <= 0) return false
    socket.setKeepAlive(true, 1_000)
    socket.setTimeout(this.idleMs)
    socket.unref()
    return true
  }
}
