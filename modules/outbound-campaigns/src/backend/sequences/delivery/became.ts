import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { toNumber, toNumberOrNull, toText } from '../../platform/database/values'
import type { SettingsService } from '../../platform/settings/settings'
import { cancelMessages, type Became, type Owner, type Reason } from '../../outbox'
import { recordEvents } from '../../engagement'
import type { StoredEnrollment } from '../enrollments/columns'
import { changeExecutions, type ExecutionChange } from '../enrollments/executions'
import { loadEnrollments, waysOf, type Loaded } from '../enrollments/load'
import { saveEnrollments } from '../enrollments/save'
import type { VersionShelf } from '../engine/shelf'
import { isIn, type ExecutionStatus, type Ways } from '../engine/standing'
import { endedAt } from '../engine/mover'
import { ended, movedOn, takenBack } from '../engine/walk'
import { stepAt } from '../steps/way'
import { sequencesByIds, type StoredSequence } from '../templates/store'
import { giveBack } from './given-back'
import { channelOf, type SequenceChannel } from './owners'

export interface BecameSources {
  calendar: Calendar
  settings: SettingsService
  shelf: VersionShelf
}

/** The address itself is gone: nothing will ever arrive there. */
const BOUNCES: readonly string[] = ['bounced', 'mailbox_disabled', 'email_no_address']
const HOUR_MS = 3_600_000

/**
 * What became of a sequence's messages, told by the outbox in the transaction that moved them and with their lane locked:
 * the step's row takes note, and a lead that waited for it goes on. Where the lead has gone on already (a report that
 * came late), only the row takes note.
 */
export class MessageOutcomes {
  constructor(private readonly sources: BecameSources) {}

  async became(tx: Database, botId: string, owner: Owner, told: readonly Became[]): Promise<void> {
    const channel = channelOf(owner)
    const steps = await stepsOf(tx, botId, told)
    if (!channel || steps.length === 0) return
    const loaded = await loadEnrollments(
      tx,
      botId,
      steps.map(({ enrollmentId }) => enrollmentId),
      true
    )
    const { timezone } = await this.sources.settings.of(botId, tx)
    const [sequence] = await sequencesByIds(tx, botId, [owner.id])
    const versions = await this.sources.shelf.of(
      tx,
      botId,
      loaded.map(({ enrollment }) => enrollment.versionId)
    )
    const around: Around = { now: this.sources.calendar.now(), channel, sequence }
    const byId = new Map(loaded.map(one => [one.enrollment.id, one]))
    const moved = new Map<number, StoredEnrollment>()
    const noLongerOwed: number[] = []
    const changes: ExecutionChange[] = []
    const bounced: Step[] = []
    for (const step of steps) {
      const known = byId.get(step.enrollmentId)
      if (!known || !sequence) continue
      const enrollment = moved.get(step.enrollmentId) ?? known.enrollment
      const ways = waysOf(known, versions.get(enrollment.versionId), sequence, timezone)
      const follows = whatFollows(enrollment, step, ways, around)
      changes.push(follows.change)
      if (follows.to !== enrollment) moved.set(step.enrollmentId, endedAt(follows.to, around.now))
      if (follows.takeBack) noLongerOwed.push(step.messageId)
      if (channel === 'email' && step.status === 'failed' && BOUNCES.includes(step.reason?.code ?? ''))
        bounced.push(step)
    }
    const back = await cancelMessages(tx, owner, noLongerOwed, NOT_NOW)
    const passedOver = told.flatMap(({ messageId, status }) => (status === 'skipped' ? [messageId] : []))
    await giveBack(tx, botId, [...back, ...passedOver])
    await changeExecutions(tx, changes)
    await saveEnrollments(
      tx,
      [...moved].flatMap(([id, to]) => {
        const from = byId.get(id)?.enrollment
        return from ? [{ from, to }] : []
      })
    )
    await recordBounces(tx, botId, around, bounced, byId)
  }
}

const NOT_NOW: Reason = { code: 'taken_back', detail: 'The lead does not go on at the moment.' }

interface Step extends Became {
  enrollmentId: number
  stepKey: string
  visit: number
  versionId: number
  /** What was known of it before. */
  was: ExecutionStatus
  wasFinished: boolean
  startedAt: number
}

/** Which steps these messages are. */
const stepsOf = async (tx: Database, botId: string, told: readonly Became[]): Promise<Step[]> => {
  const rows = await tx.query(
    `select x.enrollment_id, x.step_key, x.visit, x.version_id, x.status, x.finished_at, x.started_at, x.message_id
       from ${tx.rows({ id: 'integer' })} given cross join outbound_executions x
      where x.message_id = given.id and coalesce(x.bot_id, '') = ?
      order by x.enrollment_id, x.started_at`,
    [JSON.stringify(told.map(({ messageId }) => ({ id: messageId }))), botId]
  )
  const byMessage = new Map(told.map(one => [one.messageId, one]))
  return rows.flatMap(row => {
    const one = byMessage.get(toNumber(row.message_id))
    return one
      ? [
          {
            ...one,
            enrollmentId: toNumber(row.enrollment_id),
            stepKey: toText(row.step_key),
            visit: toNumber(row.visit),
            versionId: toNumber(row.version_id),
            was: toText(row.status) as ExecutionStatus,
            wasFinished: toNumberOrNull(row.finished_at) !== null,
            startedAt: toNumber(row.started_at)
          }
        ]
      : []
  })
}

interface Around {
  now: number
  channel: SequenceChannel
  sequence: StoredSequence | undefined
}

interface Follows {
  change: ExecutionChange
  to: StoredEnrollment
  /** It is owed to somebody who doesn't go on at the moment. */
  takeBack: boolean
}

/** Pure: what one word of the outbox means for the lead. */
export const whatFollows = (
  enrollment: StoredEnrollment,
  step: Step,
  ways: Ways | undefined,
  { now, channel, sequence }: Around
): Follows => {
  const { stepKey, visit, status, reason } = step
  const change = (as: ExecutionStatus): ExecutionChange => ({
    enrollmentId: enrollment.id,
    stepKey,
    visit,
    status: as,
    reason,
    finishedAt: as === 'waiting' || as === 'unconfirmed' ? null : now
  })
  const waits =
    isIn(enrollment.status) &&
    enrollment.stepKey === stepKey &&
    enrollment.visit === visit &&
    (enrollment.waitingFor === 'message' || enrollment.waitingFor === 'confirmation')
  const counted = step.wasFinished ? enrollment : counting(enrollment, channel, now)
  const on = (from: StoredEnrollment): StoredEnrollment =>
    !waits ? from : ways ? { ...from, ...movedOn(from, now, ways) } : { ...from, ...ended(from, 'stopped') }

  switch (status) {
    case 'sent':
    case 'delivered':
    case 'read':
      return { change: change(status), to: on(counted), takeBack: false }
    case 'unconfirmed': {
      const hours = sequence?.settings.unconfirmed_after_hours ?? 24
      const to: StoredEnrollment = waits
        ? { ...enrollment, waitingFor: 'confirmation', dueAt: now + hours * HOUR_MS, dueWhy: [] }
        : enrollment
      return { change: change('unconfirmed'), to, takeBack: false }
    }
    case 'pending': {
      if (isIn(enrollment.status) && enrollment.status !== 'paused') {
        // Somebody wants it sent again, of which nobody knew: the lead waits for the message once more.
        const to: StoredEnrollment =
          waits && enrollment.waitingFor === 'confirmation'
            ? { ...enrollment, waitingFor: 'message', dueAt: null }
            : enrollment
        return { change: change('waiting'), to, takeBack: false }
      }
      const cancelled = change('cancelled')
      const history = (ways?.history ?? []).map(past =>
        past.stepKey === stepKey && past.visit === visit ? { ...past, status: 'cancelled' as const } : past
      )
      const to =
        waits && ways ? { ...enrollment, ...takenBack(enrollment, now, { ...ways, history }) } : enrollment
      return { change: { ...cancelled, reason: NOT_NOW }, to, takeBack: true }
    }
    case 'skipped':
      return {
        change: change('skipped'),
        to: waits ? { ...enrollment, ...ended(enrollment, 'opted_out', reason) } : enrollment,
        takeBack: false
      }
    case 'failed':
      return {
        change: change('failed'),
        to: waits ? afterFailure(enrollment, reason, ways, now, channel) : enrollment,
        takeBack: false
      }
    case 'cancelled':
    case 'sending':
      return {
        change: change(status === 'cancelled' ? 'cancelled' : 'waiting'),
        to: enrollment,
        takeBack: false
      }
  }
}

const counting = (enrollment: StoredEnrollment, channel: SequenceChannel, now: number): StoredEnrollment => ({
  ...enrollment,
  emailsSent: enrollment.emailsSent + (channel === 'email' ? 1 : 0),
  whatsappsSent: enrollment.whatsappsSent + (channel === 'whatsapp' ? 1 : 0),
  lastSentAt: now
})

const afterFailure = (
  enrollment: StoredEnrollment,
  reason: Reason | null,
  ways: Ways | undefined,
  now: number,
  channel: SequenceChannel
): StoredEnrollment => {
  if (channel === 'email' && BOUNCES.includes(reason?.code ?? ''))
    return { ...enrollment, ...ended(enrollment, 'failed', reason), bounced: enrollment.bounced + 1 }
  const step = ways && enrollment.stepKey !== null ? stepAt(ways.version, enrollment.stepKey) : undefined
  const goesOn =
    (step?.type === 'email' || step?.type === 'whatsapp') && step.config.on_failure === 'continue'
  return goesOn && ways
    ? { ...enrollment, ...movedOn(enrollment, now, ways) }
    : { ...enrollment, ...ended(enrollment, 'stopped', reason) }
}

/** That an address does not exist is something that happened with the mail: engagement keeps it. */
const recordBounces = async (
  tx: Database,
  botId: string,
  { now, channel }: Around,
  bounced: readonly Step[],
  byId: ReadonlyMap<number, Loaded>
): Promise<void> => {
  if (bounced.length === 0) return
  await recordEvents(
    tx,
    botId,
    bounced.flatMap(step => {
      const known = byId.get(step.enrollmentId)
      if (!known?.lead) return []
      return [
        {
          dedupeKey: `bounced ${step.messageId}`,
          type: 'bounced' as const,
          source: 'channel' as const,
          at: now,
          leadId: known.lead.id,
          person: known.lead.email_key,
          channel,
          messageId: step.messageId,
          enrollmentId: step.enrollmentId,
          sequenceId: known.enrollment.sequenceId,
          stepKey: step.stepKey
        }
      ]
    })
  )
}
