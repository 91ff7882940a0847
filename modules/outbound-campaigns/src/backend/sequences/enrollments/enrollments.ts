import type { Audit } from '../../platform/audit/audit'
import type { Database } from '../../platform/database/database'
import type { Page } from '../../platform/database/page'
import { conflict, notFound } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import type { People } from '../engine/people'
import type { VersionShelf } from '../engine/shelf'
import { isIn, type EnrollmentStatus } from '../engine/standing'
import { sequencesByIds } from '../templates/store'
import type { EnrollmentChanges, Intent } from './change'
import type { StoredEnrollment } from './columns'
import { ending, pausing, resuming } from './intents'
import { countEnrollments, executionsOf, findEnrollment, listEnrollments, type Execution } from './list-store'
import { whereIs } from './engagement-store'
import type { Enrollment, EnrollmentsQuery, StatusChange } from './schema'
import { shownEnrollment } from './shown'

export interface EnrollmentSources {
  db: Database
  settings: Pick<SettingsService, 'of'>
  audit: Audit
  shelf: VersionShelf
  changes: EnrollmentChanges
  people: People
  changed(botId: string): void
}

/** What people do with those who are in sequences, and see of them. */
export class Enrollments {
  constructor(private readonly sources: EnrollmentSources) {}

  async list(botId: string, query: EnrollmentsQuery): Promise<Page<Enrollment> & { total: number }> {
    const { db } = this.sources
    const page = await listEnrollments(db, botId, query)
    const { limit, cursor, ...filter } = query
    return {
      items: await this.show(botId, page.items),
      next_cursor: page.next_cursor,
      total: await countEnrollments(db, botId, filter)
    }
  }

  async get(botId: string, id: number): Promise<Enrollment> {
    const [shown] = await this.show(botId, [await this.find(botId, id)])
    if (!shown) throw noSuch(id)
    return shown
  }

  async find(botId: string, id: number): Promise<StoredEnrollment> {
    const found = await findEnrollment(this.sources.db, botId, id)
    if (!found) throw noSuch(id)
    return found
  }

  async executions(botId: string, id: number): Promise<Execution[]> {
    await this.find(botId, id)
    return executionsOf(this.sources.db, botId, id)
  }

  async show(botId: string, enrollments: readonly StoredEnrollment[]): Promise<Enrollment[]> {
    const { db, shelf, settings } = this.sources
    const { scoring } = await settings.of(botId)
    const sequences = await sequencesByIds(db, botId, [...new Set(enrollments.map(one => one.sequenceId))])
    const versions = await shelf.of(
      db,
      botId,
      enrollments.map(({ versionId }) => versionId)
    )
    return enrollments.map(one =>
      shownEnrollment(
        one,
        sequences.find(({ id }) => id === one.sequenceId),
        versions.get(one.versionId),
        scoring
      )
    )
  }

  /** Pause, resume, stop: again it changes nothing, and whoever has ended stays ended. */
  async setStatus(botId: string, id: number, change: StatusChange, caller: Caller): Promise<Enrollment> {
    const { db, changes, audit, changed } = this.sources
    await this.find(botId, id)
    await db.transaction(async tx => {
      const before = await findEnrollment(tx, botId, id)
      if (before) refuseEnded(before.status, change.status)
      const moved = await changes.change(tx, botId, [id], () => intentOf(change))
      if (moved.length === 0) return
      await audit.record(tx, botId, caller, {
        action: `enrollment.${VERBS[change.status]}`,
        subject_type: 'enrollment',
        subject_id: String(id),
        details: { status: change.status, reason: change.reason ?? null }
      })
    })
    changed(botId)
    return this.get(botId, id)
  }

  /** The same for everything that one lead is in. Answers how many were changed. */
  async setStatusOfLead(
    botId: string,
    leadId: number,
    change: StatusChange,
    caller: Caller
  ): Promise<number> {
    const { db, changes, audit, changed } = this.sources
    const n = await db.transaction(async tx => {
      const places = await whereIs(tx, botId, [leadId])
      const ids = places.map(({ id }) => id)
      const moved = await changes.change(tx, botId, ids, ({ enrollment }) =>
        enrollment.status === change.status ? null : intentOf(change)
      )
      if (moved.length > 0)
        await audit.record(tx, botId, caller, {
          action: `lead.sequences_${VERBS[change.status]}`,
          subject_type: 'lead',
          subject_id: String(leadId),
          details: { enrollments: moved.map(({ id }) => id), reason: change.reason ?? null }
        })
      return moved.length
    })
    changed(botId)
    return n
  }

  /** The same for everybody in a sequence, in many short transactions. */
  async setStatusOfAll(
    botId: string,
    sequenceId: number,
    change: StatusChange,
    caller: Caller
  ): Promise<number> {
    const { db, people, audit } = this.sources
    await audit.record(db, botId, caller, {
      action: `sequence.people_${VERBS[change.status]}`,
      subject_type: 'sequence',
      subject_id: String(sequenceId),
      details: { reason: change.reason ?? null }
    })
    const from =
      change.status === 'active' ? ['paused'] : change.status === 'paused' ? ['active'] : ['active', 'paused']
    return people.all(botId, sequenceId, from, () => intentOf(change))
  }
}

const VERBS = { active: 'resumed', paused: 'paused', stopped: 'stopped' } as const

const intentOf = ({ status, reason }: StatusChange): Intent => {
  switch (status) {
    case 'active':
      return resuming
    case 'paused':
      return pausing({ code: 'operator', detail: reason ?? 'Somebody paused it.' })
    case 'stopped':
      return ending('stopped', { code: 'operator', detail: reason ?? 'Somebody took this person out.' })
  }
}

const refuseEnded = (now: EnrollmentStatus, wanted: StatusChange['status']): void => {
  if (isIn(now) || now === wanted) return
  throw conflict(
    `This person's way through the sequence is ${now}: it has ended and cannot be changed. Enroll them again to begin anew.`
  )
}

const noSuch = (id: number) => notFound(`There is no enrollment ${id}.`)
