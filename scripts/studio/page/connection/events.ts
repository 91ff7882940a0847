/**
 * `bp.events`: what the server pushes, by name. Names are lower-cased on both sides, as Botpress does. The connection is
 * `connecting` until the first message or opening, `open`, or `closed` when the browser gave up; while it is merely
 * interrupted the browser reconnects by itself and it is `connecting` again.
 */
export type LiveState = 'connecting' | 'open' | 'closed'

type Listener = (payload: unknown) => void

export interface Events {
  on(name: string, listener: Listener): void
  off(name: string, listener: Listener): void
}

interface Message {
  eventName: string
  payload: unknown
}

const readMessage = (text: string): Message | null => {
  try {
    const message: unknown = JSON.parse(text)
    if (typeof message !== 'object' || message === null || !('eventName' in message)) return null
    if (typeof message.eventName !== 'string') return null
    return { eventName: message.eventName, payload: 'payload' in message ? message.payload : undefined }
  } catch {
    return null
  }
}

export const createEvents = () => {
  const listeners = new Map<string, Set<Listener>>()

  const events: Events = {
    on(name, listener) {
      const key = name.toLowerCase()
      const known = listeners.get(key) ?? new Set<Listener>()
      known.add(listener)
      listeners.set(key, known)
    },
    off(name, listener) {
      listeners.get(name.toLowerCase())?.delete(listener)
    }
  }

  const receive = (text: string): void => {
    const message = readMessage(text)
    if (!message) return
    const interested = listeners.get(message.eventName.toLowerCase())
    // A copy: a listener may take itself off while it is called.
    if (interested) Array.from(interested).forEach(listener => listener(message.payload))
  }

  return { events, receive }
}

export const connect = (
  address: string,
  receive: (text: string) => void,
  onState: (state: LiveState) => void
): (() => void) => {
  const source = new EventSource(address)
  source.onopen = () => onState('open')
  source.onmessage = ({ data }: MessageEvent<unknown>) => receive(String(data))
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? 'closed' : 'connecting')
  return () => source.close()
}
