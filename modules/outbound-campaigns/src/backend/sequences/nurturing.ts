import { totalOf, type StoredLead } from '../leads'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { nameKey } from '../platform/names'
import { LANGUAGES, type Language } from '../platform/settings/language'
import { CHANNELS } from './delivery/owners'
import type { EnrollmentChanges } from './enrollments/change'
import { isMeantFor, type Enrolled, type Enrolling } from './enrollments/enroll'
import { inactiveIn, nurturingIds } from './enrollments/inactive-store'
import { pausing } from './enrollments/intents'
import { begun } from './engine/walk'
import { zoneOf } from './schedule/when-due'
import { madeDefault } from './templates/default'
import {
  coldSequences,
  findByDefaultKey,
  findSequence,
  findVersion,
  type StoredSequence
} from './templates/store'

export interface NurturingSources {
  calendar: Calendar
  enrolling: Enrolling
  changes: EnrollmentChanges
}

const INACTIVE = { code: 'inactive', detail: 'They did nothing with what they were sent for a long time.' }
const KIND = 'cold_lead_nurturing'

/** What nurturing does with sequences. Those that begin with a cold lead are its own. */
export class NurturingSequences {
  constructor(private readonly sources: NurturingSources) {}

  /** All of them, oldest first, also those that are switched off. */
  own(db: Database, botId: string): Promise<StoredSequence[]> {
    return coldSequences(db, botId)
  }

  /** The module's own one, in the bot's language, else in another. */
  async template(db: Database, botId: string, language: Language): Promise<StoredSequence | undefined> {
    for (const spoken of [language, ...LANGUAGES]) {
      const found = await findByDefaultKey(db, botId, `${KIND}.${spoken}`)
      if (found) return found
    }
    return undefined
  }

  /** Makes it, switched off: it says nothing to anybody before somebody has read it. */
  async makeTemplate(tx: Database, botId: string, language: Language): Promise<StoredSequence> {
    const { id } = await madeDefault(tx, botId, { kind: KIND, language, createdBy: null })
    const made = await findSequence(tx, botId, id)
    if (!made) throw new Error('A sequence was made and is not there.')
    return made
  }

  /**
   * Which of these sequences a cold lead is for: one at most, the first that means people like them. One that names a
   * priority means that one; else those of none or a low one.
   */
  meant(sequences: readonly StoredSequence[], lead: StoredLead): StoredSequence | undefined {
    const sameName = (a: string, b: string) => nameKey(a) === nameKey(b)
    return sequences.find(
      sequence =>
        (sequence.priorityFilter !== null || lead.priority === null || lead.priority === 'low') &&
        isMeantFor(sequence, lead, totalOf(lead), sameName)
    )
  }

  /** How many of these leads would be sent something at once, if they began now. Pure but for the reading. */
  async dueAtOnce(
    db: Database,
    botId: string,
    sequence: StoredSequence,
    leads: readonly StoredLead[],
    zone: string
  ): Promise<number> {
    const { versionId, settings } = sequence
    const version = versionId === null ? undefined : await findVersion(db, botId, versionId)
    if (!version) return 0
    const now = this.sources.calendar.now()
    return leads.filter(lead => {
      const { stepKey, dueAt } = begun({ version, settings, zone: zoneOf(lead, settings, zone) }, now)
      const step = version.steps.find(({ key }) => key === stepKey)
      return step && isMessage(step.type) && dueAt !== null && dueAt <= now
    }).length
  }

  /** In the caller's transaction, for some hundreds at most. */
  begin(tx: Database, botId: string, sequenceId: number, leadIds: readonly number[]): Promise<Enrolled[]> {
    const options = { source: 'trigger' as const, startAt: null, dealId: null, by: null }
    return this.sources.enrolling.enrollIn(tx, botId, sequenceId, leadIds, options)
  }

  /** The sequences whose people are paused when they do nothing. */
  watched(db: Database, botId: string): Promise<number[]> {
    return nurturingIds(db, botId)
  }

  /**
   * Who goes on in one of them, was sent something before this moment and did nothing since: looked for among so many,
   * from an enrollment on. `next` is where to go on; null: that was everybody.
   */
  inactive(
    db: Database,
    botId: string,
    sequenceId: number,
    where: { since: number; after: number; among: number }
  ): Promise<{ ids: number[]; next: number | null }> {
    return inactiveIn(db, botId, sequenceId, { ...where, now: this.sources.calendar.now() })
  }

  /** Answers how many stand still since. Whoever does already isn't among them. */
  async pauseInactive(tx: Database, botId: string, enrollmentIds: readonly number[]): Promise<number> {
    return (await this.sources.changes.change(tx, botId, enrollmentIds, () => pausing(INACTIVE))).length
  }
}

const isMessage = (type: string): boolean => CHANNELS.some(channel => channel === type)
