import type { MailSender } from '../../channels/email/template'
import type { Leads } from '../../leads'
import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import type { SettingsService } from '../../platform/settings/settings'
import { personOf } from '../delivery/message-data'
import type { VersionShelf } from '../engine/shelf'
import { isIn, type Past } from '../engine/standing'
import { ended, movedOn } from '../engine/walk'
import type { EnrollmentChanges, Intent } from '../enrollments/change'
import type { StoredEnrollment } from '../enrollments/columns'
import { changeExecutions } from '../enrollments/executions'
import { loadEnrollments } from '../enrollments/load'
import { stepAt } from '../steps/way'
import { findSequence } from '../templates/store'
import type { Called, PendingCall, Place, WebhookSources } from './errand'

export interface WaitingSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  shelf: VersionShelf
  changes: EnrollmentChanges
  leads: Pick<Leads, 'show'>
  senderOf(botId: string): Promise<MailSender>
  allowsPrivate(botId: string): Promise<boolean>
  changed(botId: string, sequenceId: number): void
}

/** Who waits for another system, and how they go on when it has answered or was given up. */
export const webhookSources = (sources: WaitingSources): WebhookSources => ({
  senderOf: sources.senderOf,
  allowsPrivate: sources.allowsPrivate,
  pending: (botId, place) => pendingCall(sources, botId, place),
  done: (botId, place, called) => webhookDone(sources, botId, place, called)
})

const pendingCall = async (
  { db, settings, shelf, leads }: WaitingSources,
  botId: string,
  place: Place
): Promise<PendingCall | undefined> => {
  const [known] = await loadEnrollments(db, botId, [place.enrollmentId])
  if (!known?.lead || !waitsFor(known.enrollment, place)) return undefined
  const { sequenceId, versionId } = known.enrollment
  const sequence = await findSequence(db, botId, sequenceId)
  const version = (await shelf.of(db, botId, [versionId])).get(versionId)
  const step = version && stepAt(version, place.stepKey)
  if (!sequence || step?.type !== 'webhook') return undefined
  const { mx_prefix } = await settings.of(botId)
  return {
    sequence: { id: sequenceId, name: sequence.name },
    step,
    at: known.history.find(past => isAt(past, place))?.startedAt ?? known.enrollment.anchorAt,
    lead: await leads.show(botId, known.lead),
    person: personOf(known.lead, mx_prefix)
  }
}

/** Told twice, it changes nothing the second time: the lead doesn't stand there any more. */
export const webhookDone = async (
  { db, calendar, changes, changed }: Pick<WaitingSources, 'db' | 'calendar' | 'changes' | 'changed'>,
  botId: string,
  place: Place,
  called: Called
): Promise<void> => {
  const moved = await db.transaction(async tx => {
    const now = await changes.change(tx, botId, [place.enrollmentId], () => goingOn(place, called))
    if (now.length === 0) return now
    await changeExecutions(tx, [
      {
        enrollmentId: place.enrollmentId,
        stepKey: place.stepKey,
        visit: place.visit,
        status: called.status,
        reason: called.reason,
        outcome: { http_status: called.httpStatus },
        finishedAt: calendar.now()
      }
    ])
    return now
  })
  for (const { sequenceId } of moved) changed(botId, sequenceId)
}

const goingOn = (place: Place, called: Called): Intent => ({
  takesBack: null,
  decide(enrollment, ways, now) {
    if (!waitsFor(enrollment, place)) return null
    const step = ways && stepAt(ways.version, place.stepKey)
    if (!ways || step?.type !== 'webhook') return { ...enrollment, ...ended(enrollment, 'stopped') }
    if (called.status === 'failed' && step.config.on_failure === 'stop')
      return { ...enrollment, ...ended(enrollment, 'stopped', called.reason) }
    const history = ways.history.map(past => (isAt(past, place) ? { ...past, status: called.status } : past))
    return { ...enrollment, ...movedOn(enrollment, now, { ...ways, history }) }
  }
})

/** Also who stands still: what is under way settles, and they go on from the next step. */
const waitsFor = (enrollment: StoredEnrollment, { stepKey, visit }: Place): boolean =>
  isIn(enrollment.status) &&
  enrollment.waitingFor === 'webhook' &&
  enrollment.stepKey === stepKey &&
  enrollment.visit === visit

const isAt = (past: Past, { stepKey, visit }: Place): boolean =>
  past.stepKey === stepKey && past.visit === visit
