/** A sequence as a script runs it: over HTTP alone, on whatever server is up. */
import type { Answer } from '../acceptance/client'
import type { Node } from './fleet'

export interface EnrollmentState {
  id: number
  lead_id: number
  status: string
  step_key: string | null
  emails_sent: number
  waiting_for: Array<{ code: string }>
}

const done = <Body>(what: string, answer: Answer<Body>): Body => {
  if (answer.status < 300) return answer.body
  throw new Error(`${what} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`)
}

export const addressOf = (row: number): string => `lead${row}@torture.example`

/** The mails that everybody gets, in their order. */
export const MAILS = ['uno', 'dos', 'tres'] as const

const mail = (key: string, more: object = {}) => ({
  key,
  type: 'email',
  config: { subject: key, html: `<p>Hola {{first_name}}: ${key}</p>` },
  ...more
})

/** Nothing waits, so that every part of the engine is busy all the time: mails, a condition with branches, a wait. */
const STEPS = [
  mail(MAILS[0]),
  {
    key: 'par',
    type: 'condition',
    config: { check: { kind: 'field', field: 'par', operator: 'is', value: 'si' } }
  },
  mail(MAILS[1], { parent_key: 'par', branch: 'yes' }),
  { ...mail('otro', { parent_key: 'par', branch: 'no' }), config: { subject: MAILS[1], html: '<p>dos</p>' } },
  { key: 'espera', type: 'wait', config: {} },
  mail(MAILS[2])
]

/** Errors of the mail server never stop it: they are what is looked for. */
export const setPace = async (node: Node): Promise<void> => {
  const json = {
    email_rate_per_second: 1000,
    max_error_rate: 1,
    max_consecutive_errors: 1_000_000,
    concurrency: 10
  }
  done('The settings', await node.api('/settings', { method: 'PUT', json }))
}

/** Leads, and a sequence with all of them in it: from the answer on it is busy. */
export const beginSequence = async (node: Node, rows: number): Promise<number> => {
  const people = Array.from(
    { length: rows },
    (_, row) => `${addressOf(row)},Persona ${row},${row % 2 === 0 ? 'si' : 'no'}`
  )
  const uploaded = await node.upload('/leads/upload-csv', ['email,first_name,par', ...people].join('\n'))
  const answer = (await uploaded.json()) as { accepted?: number }
  if (answer.accepted !== rows)
    throw new Error(`The upload was answered with ${uploaded.status}: ${JSON.stringify(answer)}`)
  const { id } = done(
    'The sequence',
    await node.api<{ id: number }>('/sequences/templates', {
      method: 'POST',
      json: { name: 'Torture', active: true, steps: STEPS }
    })
  )
  const { counts } = done(
    'The people',
    await node.api<{ counts: Record<string, number> }>('/sequences/enrollments/bulk', {
      method: 'POST',
      json: { template_id: id, filter: {} }
    })
  )
  if (counts.enrolled !== rows) throw new Error(`Of ${rows} people: ${JSON.stringify(counts)}`)
  return id
}

export const enrollmentsOf = async (node: Node, sequence: number): Promise<EnrollmentState[]> => {
  interface Page {
    items: EnrollmentState[]
    next_cursor: string | null
  }
  const found: EnrollmentState[] = []
  let cursor: string | null = null
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer: Answer<Page> = await node.api<Page>(
      `/sequences/enrollments?template_id=${sequence}&limit=200${after}`
    )
    const page: Page = done('The people', answer)
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return found
}

/** Answers how many messages it was about of which nobody knows. */
export const assumeDelivered = async (node: Node): Promise<number> =>
  done(
    'The decision',
    await node.api<{ count: number }>('/sequences/unconfirmed', {
      method: 'POST',
      json: { action: 'assume_delivered' }
    })
  ).count
