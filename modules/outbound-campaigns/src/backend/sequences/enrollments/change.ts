import { cancelMessages, type Reason } from '../../outbox'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toNumber } from '../../platform/database/values'
import type { SettingsService } from '../../platform/settings/settings'
import { lockSequenceLanes, ownersOf } from '../delivery/owners'
import { giveBack } from '../delivery/given-back'
import { endedAt } from '../engine/mover'
import type { VersionShelf } from '../engine/shelf'
import { isIn, type Ways } from '../engine/standing'
import { takenBack } from '../engine/walk'
import { cancelTasks } from '../tasks/store'
import { sequencesByIds } from '../templates/store'
import type { StoredEnrollment } from './columns'
import { changeExecutions } from './executions'
import { loadEnrollments, waysOf, type Loaded } from './load'
import { saveEnrollments } from './save'

export interface ChangeSources {
  calendar: Calendar
  settings: SettingsService
  shelf: VersionShelf
}

/** What is wanted of people in sequences by somebody other than the engine. Pure. */
export interface Intent {
  /** Why what is still owed to them is not sent; null: it is sent all the same. */
  takesBack: Reason | null
  /** Where they stand afterwards; null: as they do. Where something was taken back, they stand before its step again. */
  decide(
    enrollment: StoredEnrollment,
    ways: Ways | undefined,
    now: number,
    known: Loaded
  ): StoredEnrollment | null
}

/**
 * Changes where people stand, in the caller's transaction. It locks the lanes of their sequences first: so nobody owes
 * them anything, or sends what is owed, while it is decided about. What is under way settles by itself afterwards.
 */
export class EnrollmentChanges {
  constructor(private readonly sources: ChangeSources) {}

  async change(
    tx: Database,
    botId: string,
    ids: readonly number[],
    intentOf: (known: Loaded) => Intent | null
  ): Promise<StoredEnrollment[]> {
    const sequenceIds = await sequencesOf(tx, botId, ids)
    await lockSequenceLanes(tx, sequenceIds)
    // Whoever touches these messages holds one of the lanes: so their rows are free whatever is locked here before.
    const loaded = await loadEnrollments(tx, botId, ids, true)
    const wanted = loaded.flatMap(known => {
      const intent = intentOf(known)
      return intent ? [{ known, intent }] : []
    })
    const back = await takeBackOwed(tx, sequenceIds, wanted)
    await giveBack(tx, botId, [...back])
    const { timezone } = await this.sources.settings.of(botId, tx)
    const sequences = new Map((await sequencesByIds(tx, botId, sequenceIds)).map(one => [one.id, one]))
    const versions = await this.sources.shelf.of(
      tx,
      botId,
      wanted.map(({ known }) => known.enrollment.versionId)
    )
    const now = this.sources.calendar.now()
    const moved = wanted.flatMap(({ known, intent }) => {
      const from = known.enrollment
      const wasBack = known.messageId !== null && back.has(known.messageId)
      const seen = wasBack ? withoutStep(known) : known
      const sequence = sequences.get(from.sequenceId)
      const ways = sequence && waysOf(seen, versions.get(from.versionId), sequence, timezone)
      const stands = wasBack && ways ? { ...from, ...takenBack(from, now, ways) } : from
      const to = intent.decide(stands, ways, now, known) ?? (stands === from ? null : stands)
      return to ? [{ from, to: endedAt(to, now) }] : []
    })
    await changeExecutions(
      tx,
      wanted.flatMap(({ known: { enrollment, messageId }, intent }) =>
        messageId !== null && back.has(messageId) && enrollment.stepKey !== null
          ? [
              {
                enrollmentId: enrollment.id,
                stepKey: enrollment.stepKey,
                visit: enrollment.visit,
                status: 'cancelled' as const,
                reason: intent.takesBack,
                finishedAt: now
              }
            ]
          : []
      )
    )
    await saveEnrollments(tx, moved)
    await cancelTasks(
      tx,
      moved.filter(({ to }) => !isIn(to.status)).map(({ from }) => from.id),
      now
    )
    return moved.map(({ to }) => to)
  }
}

/** Answers the messages that are not owed any more. */
const takeBackOwed = async (
  tx: Database,
  sequenceIds: readonly number[],
  wanted: ReadonlyArray<{ known: Loaded; intent: Intent }>
): Promise<Set<number>> => {
  const back = new Set<number>()
  for (const owner of ownersOf(sequenceIds)) {
    const byReason = new Map<string, { reason: Reason; ids: number[] }>()
    for (const { known, intent } of wanted) {
      const { enrollment, messageId } = known
      if (enrollment.sequenceId !== owner.id || enrollment.waitingFor !== 'message') continue
      if (messageId === null || !intent.takesBack) continue
      const group = byReason.get(intent.takesBack.code) ?? { reason: intent.takesBack, ids: [] }
      group.ids.push(messageId)
      byReason.set(intent.takesBack.code, group)
    }
    for (const { reason, ids } of byReason.values())
      for (const id of await cancelMessages(tx, owner, ids, reason)) back.add(id)
  }
  return back
}

/** The step at which they stand was not done. */
const withoutStep = (known: Loaded): Loaded => ({
  ...known,
  history: known.history.map(past =>
    past.stepKey === known.enrollment.stepKey && past.visit === known.enrollment.visit
      ? { ...past, status: 'cancelled' }
      : past
  )
})

const sequencesOf = async (tx: Database, botId: string, ids: readonly number[]): Promise<number[]> => {
  if (ids.length === 0) return []
  const rows = await tx.query(
    `select distinct e.sequence_id from ${tx.rows({ id: 'integer' })} given
      cross join outbound_enrollments e where e.id = given.id and coalesce(e.bot_id, '') = ?`,
    [JSON.stringify(ids.map(id => ({ id }))), botId]
  )
  return rows.map(row => toNumber(row.sequence_id)).sort((a, b) => a - b)
}
