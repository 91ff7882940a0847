/** What a run with a sequence proves, or doesn't: where people stand against what their mailboxes hold. Pure. */
import type { EnrollmentState } from './sequence'

export interface SequenceEvidence {
  people: number
  mails: readonly string[]
  enrollments: readonly EnrollmentState[]
  /** Of each person (their address) the subjects that arrived. */
  received: ReadonlyMap<string, readonly string[]>
  /** Messages of which nobody knew, as the module showed them when everything had come to rest. */
  unconfirmed: number
  kills: number
  concurrency: number
}

export interface SequenceVerdict {
  complaints: string[]
  /** Mails that never arrived, of those that were left unconfirmed. */
  lost: number
}

export const judgeSequence = (evidence: SequenceEvidence): SequenceVerdict => {
  const { people, mails, enrollments, received, unconfirmed, kills, concurrency } = evidence
  const arrived = [...received.values()].reduce((sum, subjects) => sum + subjects.length, 0)
  const lost = people * mails.length - arrived
  const complaints = [
    ...(enrollments.length === people
      ? []
      : [`${people} people were enrolled, and ${enrollments.length} are in it.`]),
    ...[...received].flatMap(([to, subjects]) => aboutMailbox(to, subjects, mails)),
    ...enrollments.flatMap(aboutEnrollment),
    ...(lost > unconfirmed
      ? [`${lost} mails are missing, and only ${unconfirmed} were left unconfirmed.`]
      : []),
    ...(unconfirmed > kills * concurrency
      ? [
          `${unconfirmed} were left unconfirmed by ${kills} kills: ${kills * concurrency} is the most there may be.`
        ]
      : [])
  ]
  return { complaints, lost }
}

const aboutMailbox = (to: string, subjects: readonly string[], mails: readonly string[]): string[] =>
  [...new Set(subjects)].flatMap(subject => {
    const times = subjects.filter(one => one === subject).length
    if (!mails.includes(subject)) return [`${to}: got "${subject}", which is in no step.`]
    return times > 1 ? [`${to}: got "${subject}" ${times} times.`] : []
  })

const aboutEnrollment = ({ id, status, step_key, waiting_for }: EnrollmentState): string[] =>
  status === 'completed'
    ? []
    : [
        `Enrollment ${id} is stuck: ${status} before ${step_key ?? 'nothing'}, waiting for ${waiting_for.map(({ code }) => code).join(', ')}.`
      ]
