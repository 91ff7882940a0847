import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { SequenceEngine } from '../engine/engine'
import type { Mover } from '../engine/mover'
import { dueSequences } from '../engine/store'
import type { Movement } from '../engine/take'
import type { StoredSequence } from '../templates/store'

/** So many transactions of each sequence in one call: the engine does the rest by itself. */
const TRANSACTIONS = 50

export interface DueSources {
  db: Database
  calendar: Calendar
  mover: Mover
  engineOf(botId: string): SequenceEngine
}

export interface Executed {
  /** How many were due and looked at. */
  leads: number
  /** How many messages are owed since. */
  messages: number
  /** More is due; the engine goes on by itself. */
  more: boolean
}

/** What is due in sequences, done now and not at the engine's next round; or only said. */
export class DueSteps {
  constructor(private readonly sources: DueSources) {}

  async execute(botId: string, sequenceId?: number): Promise<Executed> {
    const { db, calendar, engineOf } = this.sources
    const sum = { leads: 0, messages: 0, more: false }
    for (const sequence of await dueSequences(db, botId, calendar.now(), sequenceId)) {
      const moved = await engineOf(botId).moveOn(sequence, TRANSACTIONS)
      sum.leads += moved.leads
      sum.messages += moved.messages
      sum.more = sum.more || moved.more || moved.full
    }
    return sum
  }

  /** What would be done at this moment, of so many leads at most: sequence by sequence. Writes and locks nothing. */
  async preview(
    botId: string,
    most: number,
    sequenceId?: number
  ): Promise<Array<{ sequence: StoredSequence; movements: Movement[] }>> {
    const { db, calendar, mover } = this.sources
    const found = []
    let left = most
    for (const sequence of await dueSequences(db, botId, calendar.now(), sequenceId)) {
      if (left <= 0) break
      const movements = await mover.preview(botId, sequence, left)
      left -= movements.length
      found.push({ sequence, movements })
    }
    return found
  }
}
