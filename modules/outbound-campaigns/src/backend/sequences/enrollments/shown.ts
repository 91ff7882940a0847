import { pointsOf, type ScoreModel } from '../../nurturing'
import { toIso, toIsoOrNull } from '../../platform/database/values'
import { stoppedChannels } from '../delivery/stops'
import { isIn, type Shift } from '../engine/standing'
import { stepAt } from '../steps/way'
import type { Version } from '../steps/schema'
import type { StoredSequence } from '../templates/store'
import type { StoredEnrollment } from './columns'
import type { Enrollment } from './schema'

type WaitingFor = Enrollment['waiting_for']

/** An enrollment as people see it. Pure. */
export const shownEnrollment = (
  enrollment: StoredEnrollment,
  sequence: StoredSequence | undefined,
  version: Version | undefined,
  model: ScoreModel
): Enrollment => {
  const total = version?.steps.length ?? 0
  const place =
    version && enrollment.stepKey !== null
      ? version.steps.findIndex(({ key }) => key === enrollment.stepKey)
      : -1
  const current = place >= 0 ? place + 1 : enrollment.status === 'completed' ? total : 0
  const passed = enrollment.status === 'completed' ? total : Math.max(0, current - 1)
  const sent = enrollment.emailsSent + enrollment.whatsappsSent
  const goesOn = enrollment.status === 'active'
  return {
    id: enrollment.id,
    template_id: enrollment.sequenceId,
    template_name: sequence?.name ?? '',
    lead_id: enrollment.leadId,
    status: enrollment.status,
    status_reason: enrollment.reason,
    step_key: enrollment.stepKey,
    current_step: current,
    total_steps: total,
    next_send_at: goesOn && enrollment.waitingFor === 'time' ? toIsoOrNull(enrollment.dueAt) : null,
    waiting_for: waitingFor(enrollment, sequence, version),
    completion_rate: total === 0 ? 0 : rounded(passed / total),
    emails_sent: enrollment.emailsSent,
    whatsapps_sent: enrollment.whatsappsSent,
    opened: enrollment.opened,
    clicked: enrollment.clicked,
    replied: enrollment.replied,
    bounced: enrollment.bounced,
    open_rate: share(enrollment.opened, enrollment.emailsSent),
    click_rate: share(enrollment.clicked, enrollment.emailsSent),
    reply_rate: share(Math.min(1, enrollment.replied), sent > 0 ? 1 : 0),
    engagement_score: pointsOf(model, countsOf(enrollment)).total,
    qualified_at: toIsoOrNull(enrollment.qualifiedAt),
    deal_id: enrollment.dealId,
    source: enrollment.source,
    started_at: toIso(enrollment.startedAt),
    last_sent_at: toIsoOrNull(enrollment.lastSentAt),
    ended_at: toIsoOrNull(enrollment.endedAt),
    created_by: enrollment.createdBy
  }
}

/** What was done with this sequence's messages alone, by the model of the leads' points. */
const countsOf = ({ opened, clicked, replied }: StoredEnrollment) => ({
  opens: opened,
  clicks: clicked,
  replies: replied
})

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : rounded(Math.min(1, part / whole))

const SHIFTS: Record<Shift['code'], string> = {
  weekend: 'Nothing is sent on weekends.',
  holiday: 'Nothing is sent on this day.',
  window: 'The send window to open.',
  hold: 'They are away.',
  daily_limit: "The sequence's limit of the day is used up.",
  new_leads_per_day: 'As many new people as a day takes have begun.',
  email_daily_limit: "The mailbox's limit of the day is used up.",
  stopped: 'The channel stands still.',
  busy: 'Others, who are being sent to first.'
}

const WAITS = {
  time: 'The time of the next step.',
  message: 'A message that is being sent.',
  confirmation: 'Nobody knows whether the message was sent.',
  task: 'Somebody to do the task.',
  condition: 'What they do.',
  webhook: 'The other system to answer.'
} as const

/** What somebody who is in a sequence waits for: there is always an answer. */
export const waitingFor = (
  { status, reason, waitingFor: waits, dueAt, dueWhy, stepKey }: StoredEnrollment,
  sequence: StoredSequence | undefined,
  version: Version | undefined
): WaitingFor => {
  if (!isIn(status) || waits === 'nothing') return []
  if (status === 'paused')
    return [
      { code: reason?.code ?? 'paused', detail: reason?.detail ?? 'Somebody to resume it.', until: null }
    ]
  const found: WaitingFor = []
  if (sequence && !sequence.active)
    found.push({ code: 'inactive', detail: 'Somebody to switch the sequence on.', until: null })
  const step = version && stepKey !== null ? stepAt(version, stepKey) : undefined
  if (sequence?.stoppedReason && step && stoppedChannels(sequence).some(channel => channel === step.type))
    found.push({ code: sequence.stoppedReason.code, detail: sequence.stoppedReason.detail, until: null })
  for (const shift of dueWhy)
    found.push({ code: shift.code, detail: SHIFTS[shift.code], until: toIso(shift.until) })
  found.push({ code: waits, detail: WAITS[waits], until: toIsoOrNull(dueAt) })
  return found
}
