/**
 * The calendar that the sandbox can move: `bp.calendar.now()`. How far it was moved is kept in the database, so that a
 * restart does not go back in time. Leases and pace run on the database's own clock and never see this one.
 */
import { milliseconds } from './duration'
import { isRecord } from './problems'
import { type Kvs } from './sdk/kvs'

export interface Calendar {
  now(): Date
}

export interface Clock {
  calendar: Calendar
  offsetMs(): number
  move(order: ClockOrder): Promise<void>
}

export type ClockOrder = { kind: 'advance'; byMs: number } | { kind: 'reset' }
export type ReadOrder =
  { kind: 'order'; order: ClockOrder } | { kind: 'fault'; path: string; message: string }

const KEY = 'studio/sandbox-clock'
const FURTHEST_MS = 20 * 365 * 86_400_000

export const createClock = async (kvs: Kvs): Promise<Clock> => {
  const kept = await kvs.get(KEY)
  let offset = isRecord(kept) && typeof kept.offsetMs === 'number' ? kept.offsetMs : 0
  return {
    calendar: { now: () => new Date(Date.now() + offset) },
    offsetMs: () => offset,
    move: async order => {
      const next = order.kind === 'reset' ? 0 : offset + order.byMs
      await kvs.set(KEY, { offsetMs: next })
      offset = next
    }
  }
}

/** `{"advance":"3d"}` or `{"reset":true}`, and nothing else. */
export const readOrder = (body: unknown): ReadOrder => {
  if (!isRecord(body))
    return { kind: 'fault', path: '', message: 'send a JSON object: {"advance":"3d"} or {"reset":true}' }
  const unknown = Object.keys(body).find(key => key !== 'advance' && key !== 'reset')
  if (unknown)
    return { kind: 'fault', path: unknown, message: 'is not known here: there are "advance" and "reset"' }
  if ('reset' in body) {
    if ('advance' in body)
      return { kind: 'fault', path: 'reset', message: 'cannot come together with "advance"' }
    if (body.reset === true) return { kind: 'order', order: { kind: 'reset' } }
    return { kind: 'fault', path: 'reset', message: 'must be true' }
  }
  const amount =
    typeof body.advance === 'string' && /^\d+[smhdw]$/.test(body.advance)
      ? milliseconds(body.advance)
      : undefined
  if (amount === undefined || amount <= 0 || amount > FURTHEST_MS) {
    return {
      kind: 'fault',
      path: 'advance',
      message: 'must be a whole number and a unit (s, m, h, d, w), such as "3d"'
    }
  }
  return { kind: 'order', order: { kind: 'advance', byMs: amount } }
}
