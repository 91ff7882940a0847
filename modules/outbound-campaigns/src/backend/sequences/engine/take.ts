import { mailVariables, type MailPerson } from '../../channels/email/template'
import { addNews } from '../../inbox'
import { personOn, type StoredLead } from '../../leads'
import { enqueue, reopenLane, type Lane } from '../../outbox'
import type { Database } from '../../platform/database/database'
import type { Settings } from '../../platform/settings/schema'
import { taskContent } from '../content/plain'
import { emailContent } from '../content/email'
import { personOf, type MessageData } from '../delivery/message-data'
import { CHANNELS, ownerOf, type SequenceChannel } from '../delivery/owners'
import type { StoredEnrollment } from '../enrollments/columns'
import { messageKey, writeExecutions, type NewExecution } from '../enrollments/executions'
import { saveEnrollments } from '../enrollments/save'
import { webhookNews } from '../webhook/errand'
import { insertTasks, type NewTask } from '../tasks/store'
import { roomsFor, type Room } from './budget'
import { statusOf, type MessageStep, type Passed } from './walk'

/** What happens to one lead: the steps that are taken now, and where it stands afterwards. */
export interface Movement {
  from: StoredEnrollment
  to: StoredEnrollment
  lead: StoredLead | undefined
  zone: string
  passed: readonly Passed[]
}

export interface Surroundings {
  botId: string
  sequenceId: number
  now: number
  settings: Settings
  tracking: boolean
  lanes: readonly Lane[]
  /** The limits of the day. */
  rooms: readonly Room[]
}

/**
 * Writes what happens to leads of one sequence, in the caller's transaction with both lanes locked: a statement each for
 * messages, counts, executions and enrollments, however many leads there are.
 */
export const writeMovements = async (
  tx: Database,
  around: Surroundings,
  movements: readonly Movement[]
): Promise<void> => {
  for (const channel of CHANNELS) await owe(tx, around, channel, movements)
  const { botId, now } = around
  await writeExecutions(
    tx,
    botId,
    now,
    movements.flatMap(movement => movement.passed.map(what => executionOf(around, movement, what)))
  )
  await insertTasks(tx, botId, now, tasksOf(around, movements))
  await writeCalls(tx, botId, movements)
  await saveEnrollments(tx, movements)
}

const owe = async (
  tx: Database,
  { botId, sequenceId, settings, tracking, lanes, rooms }: Surroundings,
  channel: SequenceChannel,
  movements: readonly Movement[]
): Promise<void> => {
  const owner = ownerOf(channel, sequenceId)
  const messages = movements.flatMap(({ from, lead, zone, passed }) =>
    passed.flatMap(what => {
      const person = lead && personOn(channel, lead)
      if (what.kind !== 'message' || what.step.type !== channel || !lead || !person) return []
      const data: MessageData = {
        enrollment_id: from.id,
        lead_id: lead.id,
        version_id: from.versionId,
        step_key: what.step.key,
        visit: what.visit,
        zone,
        language: lead.language ?? settings.language,
        tracking: tracking && lead.tracking,
        ...(rooms.length > 0 && { rooms: roomsFor(rooms, what.step, from.fresh) }),
        person: personOf(lead, settings.mx_prefix)
      }
      const dedupeKey = messageKey(from.id, what.step.key, what.visit)
      return [{ person, dedupeKey, importId: null, line: null, data }]
    })
  )
  if (messages.length === 0) return
  await enqueue(tx, { owner, botId, channel }, messages)
  if (!lanes.some(lane => lane.owner.type === owner.type && lane.open)) await reopenLane(tx, owner)
}

const executionOf = (
  { sequenceId, settings }: Surroundings,
  { from, lead }: Movement,
  what: Passed
): NewExecution => {
  const { step, visit } = what
  const status = statusOf(what)
  const isMessage = step.type === 'email' || step.type === 'whatsapp'
  return {
    enrollmentId: from.id,
    stepKey: step.key,
    visit,
    sequenceId,
    versionId: from.versionId,
    leadId: from.leadId,
    type: step.type,
    channel: isMessage ? step.type : null,
    status,
    reason: what.kind === 'unreachable' ? what.reason : null,
    outcome: what.kind === 'decided' ? { taken: what.taken } : null,
    subject:
      what.kind === 'message' && lead ? subjectOf(what.step, personOf(lead, settings.mx_prefix)) : null,
    ownerType: what.kind === 'message' ? ownerOf(what.step.type, sequenceId).type : null,
    finished: status !== 'waiting'
  }
}

/** Who writes is known where the message is sent. */
const NOBODY = { name: '', address: '' }

/** For those who look at a list. Where it can't be filled, the send will say why. */
const subjectOf = (step: MessageStep, person: MailPerson): string | null => {
  if (step.type !== 'email') return null
  try {
    const { subject } = step.config
    const bare = { config: { ...step.config, subject, html: '', text: null, preheader: null } }
    return emailContent(bare, mailVariables(person, NOBODY), { unsubscribeUrl: null, language: 'en' }).subject
  } catch {
    return null
  }
}

const tasksOf = ({ sequenceId, settings }: Surroundings, movements: readonly Movement[]): NewTask[] =>
  movements.flatMap(({ from, lead, passed }) =>
    passed.flatMap(what => {
      if (what.kind !== 'task' || !lead) return []
      const variables = mailVariables(personOf(lead, settings.mx_prefix), NOBODY)
      return [
        {
          sequenceId,
          enrollmentId: from.id,
          stepKey: what.step.key,
          visit: what.visit,
          leadId: lead.id,
          blocks: what.step.config.blocks,
          dueAt: what.dueAt,
          ...filled(what.step, variables)
        }
      ]
    })
  )

type TaskStep = Extract<Passed, { kind: 'task' }>['step']

/** A task whose text can't be filled is still a task. */
const filled = (step: TaskStep, variables: Record<string, unknown>) => {
  try {
    return taskContent(step, variables)
  } catch {
    return { title: step.config.title, note: step.config.note }
  }
}

const writeCalls = async (tx: Database, botId: string, movements: readonly Movement[]): Promise<void> => {
  const calls = movements.flatMap(({ from, passed }) =>
    passed.flatMap(({ kind, step, visit }) =>
      kind === 'call' ? [{ botId, ...webhookNews({ enrollmentId: from.id, stepKey: step.key, visit }) }] : []
    )
  )
  if (calls.length > 0) await addNews(tx, calls)
}
