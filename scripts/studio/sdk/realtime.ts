/**
 * Carries events to the Studio's pages. Botpress uses web sockets and so speaks to every administrator of every bot at
 * once; here it is a stream of server-sent events with the same reach. Each is `{ "eventName", "payload" }`, the name in
 * lower case.
 */
import type { Response } from 'express'

export class RealTimePayload {
  readonly eventName: string
  readonly payload: unknown

  constructor(eventName: string, payload: unknown) {
    this.eventName = eventName.toLowerCase()
    this.payload = payload
  }

  static forVisitor(visitorId: string, eventName: string, payload: unknown): RealTimePayload {
    const data = typeof payload === 'object' && payload !== null ? payload : { value: payload }
    return new RealTimePayload(`guest.${eventName}`, { ...data, __room: `visitor:${visitorId}` })
  }

  static forAdmins(eventName: string, payload: unknown): RealTimePayload {
    return new RealTimePayload(eventName, payload)
  }
}

export interface Realtime {
  sendPayload(payload: RealTimePayload): void
  /** From here on this response is an administrator's stream. */
  connect(res: Response): void
  close(): void
}

const HEARTBEAT_MS = 20_000

export const createRealtime = (): Realtime => {
  const listeners = new Set<Response>()
  // Proxies cut silent streams.
  const heartbeat = setInterval(() => listeners.forEach(res => res.write(': still here\n\n')), HEARTBEAT_MS)
  heartbeat.unref()

  return {
    connect: res => {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no'
      })
      res.write('retry: 2000\n\n')
      listeners.add(res)
      res.on('close', () => listeners.delete(res))
    },
    sendPayload: ({ eventName, payload }) => {
      if (eventName.startsWith('guest.')) return
      const line = JSON.stringify({ eventName, payload })
      listeners.forEach(res => res.write(`data: ${line}\n\n`))
    },
    close: () => {
      clearInterval(heartbeat)
      listeners.forEach(res => res.end())
      listeners.clear()
    }
  }
}
