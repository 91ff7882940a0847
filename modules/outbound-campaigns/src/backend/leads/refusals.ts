import { conflict, notFound, unprocessable, type Problem, type ProblemDetail } from '../platform/http/problem'
import type { Held, Meant } from './identity'
import { IDENTITIES, type Identity } from './schema'

/** What is said where it can't be told who is meant. */

const NAMES: Record<Identity, string> = {
  ext_id: 'ext_id',
  email: 'e-mail address',
  phone_number: 'phone number'
}

export type Conflict = Exclude<Meant<never>, { kind: 'new' } | { kind: 'known' }>

export const conflictDetails = (meant: Conflict): ProblemDetail[] => {
  if (meant.kind === 'several') return meant.held.map(heldBy)
  const { held, differs } = meant
  const message = `lead ${held.leadId} has this ${NAMES[held.identity]} and another ${NAMES[differs]}`
  return [{ path: differs, code: 'other_person', message }]
}

export const heldBy = ({ identity, leadId }: Held): ProblemDetail => ({
  path: identity,
  code: 'held',
  message: `this ${NAMES[identity]} is that of lead ${leadId}`
})

export const conflictDetail = (meant: Conflict): string =>
  meant.kind === 'several'
    ? `These are different people: ${meant.held.map(held => heldBy(held).message).join(', ')}. Correct one of them first.`
    : `${capital(conflictDetails(meant)[0]?.message ?? '')}: it may be another person. ` +
      `If it is the same, change lead ${meant.held.leadId} itself.`

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const conflictProblem = (meant: Conflict): Problem =>
  conflict(conflictDetail(meant), conflictDetails(meant))

export const takenProblem = (held: readonly Held[]): Problem =>
  conflict(
    `Another lead has that already: ${held.map(one => heldBy(one).message).join(', ')}.`,
    held.map(heldBy)
  )

export const noIdentity = (): Problem =>
  unprocessable(
    'A lead needs an ext_id, an email or a phone_number: nobody could be recognised without.',
    IDENTITIES.map(path => ({ path, code: 'identity_missing', message: 'one of the three is needed' }))
  )

export const noSuchLead = (id: number): Problem => notFound(`There is no lead ${id}.`)
