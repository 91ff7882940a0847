/**
 * One direction's middleware, in the order of their numbers. Each has its time (2 s unless it says otherwise) to call
 * `next`; whoever is late is passed over and the chain goes on without it. `next(error)` ends the run with that error,
 * `next(null, true)` swallows the event: the rest of the chain never sees it.
 */
import type { IO } from 'botpress/sdk'
import { milliseconds } from '../duration'
import { asError, isRecord } from '../problems'

export const STANDARD_TIMEOUT_MS = 2_000

type Outcome = { kind: 'done' } | { kind: 'skipped' } | { kind: 'swallowed' } | { kind: 'late' }

export class MiddlewareChain {
  private members: IO.MiddlewareDefinition[] = []

  add(middleware: IO.MiddlewareDefinition): void {
    this.members = [...this.members, middleware].sort((a, b) => a.order - b.order)
  }

  remove(name: string): boolean {
    const before = this.members.length
    this.members = this.members.filter(member => member.name !== name)
    return this.members.length < before
  }

  get size(): number {
    return this.members.length
  }

  /** What was registered when the event arrived is what it passes through. */
  async run(event: IO.Event, onLate: (name: string) => void): Promise<void> {
    for (const member of this.members) {
      const outcome = await pass(member, event)
      if (outcome.kind === 'late') onLate(member.name)
      if (outcome.kind === 'swallowed') return
    }
  }
}

const pass = (member: IO.MiddlewareDefinition, event: IO.Event): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const limit = (member.timeout && milliseconds(member.timeout)) || STANDARD_TIMEOUT_MS
    const timer = setTimeout(() => resolve({ kind: 'late' }), limit)
    const next: IO.MiddlewareNextCallback = (error, swallow, skipped) => {
      clearTimeout(timer)
      if (error) reject(asError(error))
      else resolve({ kind: swallow ? 'swallowed' : skipped ? 'skipped' : 'done' })
    }
    try {
      // An async handler that rejects never called `next`: it is late, as in Botpress, and its error is the process's.
      member.handler(event, next)
    } catch (error) {
      clearTimeout(timer)
      reject(asError(error))
    }
  })

/** Botpress refuses a middleware that lacks one of these, and one with a key it does not know. */
export const checkMiddleware = (given: unknown): void => {
  const fault = faultOf(given)
  if (fault) throw new Error(`Invalid middleware definition: ${fault}`)
}

const KEYS: Array<[string, string, 'required' | 'optional']> = [
  ['name', 'string', 'required'],
  ['handler', 'function', 'required'],
  ['description', 'string', 'required'],
  ['direction', 'string', 'required'],
  ['order', 'number', 'optional'],
  ['enabled', 'boolean', 'optional'],
  ['timeout', 'string', 'optional']
]

const faultOf = (given: unknown): string | undefined => {
  if (!isRecord(given)) return 'it must be an object'
  for (const [key, type, need] of KEYS) {
    const value = given[key]
    if (value === undefined && need === 'optional') continue
    if (typeof value !== type || value === '') return `"${key}" must be a ${type}`
  }
  if (given.direction !== 'incoming' && given.direction !== 'outgoing') {
    return '"direction" must be "incoming" or "outgoing"'
  }
  const unknown = Object.keys(given).find(key => !KEYS.some(([known]) => known === key))
  return unknown && `"${unknown}" is not allowed`
}
