/**
 * What the people on the phones have said. The sandbox hands it on and keeps nothing of it, so the page does, for this
 * tab.
 */
import { isRecord } from '../api'

export interface Said {
  id: string
  from: string
  text: string
  at: string
  /** Why nobody heard it; null: it was heard. */
  trouble: string | null
}

const KEY = 'studio.sandbox.said'
const KEPT = 300

const isSaid = (value: unknown): value is Said =>
  isRecord(value) && ['id', 'from', 'text', 'at'].every(name => typeof value[name] === 'string')

export const recallSaid = (): Said[] => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSaid) : []
  } catch {
    return []
  }
}

export const keepSaid = (said: readonly Said[]): void => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(said.slice(-KEPT)))
  } catch {
    // A full or private browser: then a reload forgets it.
  }
}
