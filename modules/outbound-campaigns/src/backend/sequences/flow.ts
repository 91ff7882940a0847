import type { Database } from '../platform/database/database'
import type { Caller } from '../platform/http/route'
import { nameKey } from '../platform/names'
import { whereIs } from './enrollments/engagement-store'
import type { Enrolling } from './enrollments/enroll'
import type { Enrollments } from './enrollments/enrollments'
import { findByNameKey, findSequence } from './templates/store'

export interface FlowSources {
  db: Database
  enrolling: Enrolling
  enrollments: Enrollments
}

/** What a bot's flow does with sequences. */
export class FlowSequences {
  constructor(private readonly sources: FlowSources) {}

  /** By its id or its name; undefined: there is none. */
  async find(botId: string, asked: number | string): Promise<{ id: number } | undefined> {
    const { db } = this.sources
    if (typeof asked === 'string') return findByNameKey(db, botId, nameKey(asked))
    const sequence = await findSequence(db, botId, asked)
    return sequence?.deletedAt === null ? sequence : undefined
  }

  async enroll(
    botId: string,
    sequenceId: number,
    leadId: number,
    dealId: string | null,
    caller: Caller
  ): Promise<{ result: string; enrollmentId: number | null }> {
    const [one] = await this.sources.enrolling.enroll(botId, sequenceId, [leadId], {
      source: 'bot',
      startAt: null,
      dealId,
      by: caller.email
    })
    return one ?? { result: 'not_found', enrollmentId: null }
  }

  /** Takes a lead out of one sequence, or of all. Answers of how many. */
  async stop(
    botId: string,
    leadId: number,
    sequenceId: number | null,
    reason: string | null,
    caller: Caller
  ): Promise<number> {
    const { db, enrollments } = this.sources
    const change = { status: 'stopped' as const, ...(reason !== null && { reason }) }
    if (sequenceId === null) return enrollments.setStatusOfLead(botId, leadId, change, caller)
    const places = await whereIs(db, botId, [leadId])
    const here = places.filter(place => place.sequenceId === sequenceId)
    for (const { id } of here) await enrollments.setStatus(botId, id, change, caller)
    return here.length
  }
}
