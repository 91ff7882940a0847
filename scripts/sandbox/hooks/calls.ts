/** Calls that came to the sandbox's own webhook addresses, newest first, as they were on the wire. */
import { randomBytes } from 'crypto'
import type { IncomingHttpHeaders } from 'http'
import { Newest } from '../newest'

/** A call is a few kilobytes; more of them than this are forgotten. */
const KEPT = 500

export interface HookCall {
  id: string
  name: string
  received_at: string
  headers: IncomingHttpHeaders
  /** As it came, so that a signature can be checked by it. */
  body: string
  answered: number
}

/** The name's end chooses the answer: `crm-500` always, `crm-503-first-2` the first two times. Anything else: 200. */
const ENDING = /-([2-5]\d\d)(?:-first-(\d))?$/

export class HookCalls {
  readonly calls = new Newest<HookCall>(() => KEPT)
  private readonly times = new Map<string, number>()

  /** Answers the status that the caller gets. */
  take(name: string, headers: IncomingHttpHeaders, body: string): number {
    const before = this.times.get(name) ?? 0
    this.times.set(name, before + 1)
    const [, status, first] = ENDING.exec(name) ?? []
    const answered =
      status !== undefined && (first === undefined || before < Number(first)) ? Number(status) : 200
    const received_at = new Date().toISOString()
    this.calls.add({ id: randomBytes(8).toString('hex'), name, received_at, headers, body, answered })
    return answered
  }

  forget(): void {
    this.calls.clear()
    this.times.clear()
  }
}
