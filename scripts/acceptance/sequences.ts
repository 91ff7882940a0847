/** Sequences as a client of the API works with them: steps, people, the calendar, and what arrives in their mailboxes. */
import { eventually, type Problem } from './client'
import type { Server } from './server'

export interface Step {
  key: string
  type: string
  config: Record<string, unknown>
  [field: string]: unknown
}

export interface Sequence {
  id: number
  name: string
  active: boolean
  revision: number
  version: { id: number; n: number; in_use: boolean } | null
  total_steps: number
  steps: Step[]
  counts: Record<string, number>
  [field: string]: unknown
}

export interface Enrollment {
  id: number
  template_id: number
  lead_id: number
  status: string
  status_reason: { code: string; detail: string } | null
  step_key: string | null
  current_step: number
  total_steps: number
  next_send_at: string | null
  waiting_for: Array<{ code: string; until: string | null }>
  emails_sent: number
  replied: number
  [field: string]: unknown
}

export interface Execution {
  step_key: string
  visit: number
  type: string
  status: string
  reason: { code: string } | null
  outcome: unknown
}

export interface Lead {
  id: number
  email: string | null
  phone_number: string | null
  status: string
  custom: Record<string, unknown>
  [field: string]: unknown
}

export interface ListedMail {
  id: string
  subject: string
  to: string[]
}

export interface WholeMail extends ListedMail {
  headers: Array<{ name: string; value: string }>
  text: string | null
  html: string | null
}

export interface HookCall {
  name: string
  headers: Record<string, string>
  body: string
  answered: number
}

export const mailStep = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  type: 'email',
  config: { subject: `${key} {{first_name}}`, html: '<p>Hola {{first_name}}</p>' },
  ...more
})

const ZONE = 'America/Mexico_City'

/** A moment by the clock on the wall in Mexico City, which has been six hours behind since 2022, summer and winter. */
export const inMexico = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00-06:00`)

export const sequencesAt = (server: Server) => {
  const must = async <Body>(
    address: string,
    method: 'POST' | 'PUT',
    json: unknown,
    statuses: readonly number[]
  ): Promise<Body> => {
    const answer = await server.api<Body & Problem>(address, { method, json })
    if (!statuses.includes(answer.status))
      throw new Error(`${method} ${address}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const enrollment = async (id: number): Promise<Enrollment> =>
    (await server.api<Enrollment>(`/sequences/enrollments/${id}`)).body

  const clock = async (): Promise<number> =>
    Date.parse((await server.sandbox<{ now: string }>('/clock')).body.now)

  return {
    must,
    enrollment,
    clock,

    lead: (fields: Record<string, unknown>) => must<Lead>('/leads', 'POST', fields, [200, 201]),
    getLead: async (id: number) => (await server.api<Lead>(`/leads/${id}`)).body,

    create: (fields: Record<string, unknown>) =>
      must<Sequence>('/sequences/templates', 'POST', { active: true, ...fields }, [201]),
    change: (id: number, fields: Record<string, unknown>) =>
      must<Sequence>(`/sequences/templates/${id}`, 'PUT', fields, [200]),
    get: async (id: number) => (await server.api<Sequence>(`/sequences/templates/${id}`)).body,

    async enroll(templateId: number, leadId: number, more: Record<string, unknown> = {}): Promise<number> {
      const { id } = await must<Enrollment>(
        '/sequences/enrollments',
        'POST',
        { template_id: templateId, lead_id: leadId, ...more },
        [201]
      )
      return id
    },

    status: (id: number, status: string, reason?: string) =>
      must<Enrollment>(`/sequences/enrollments/${id}/status`, 'PUT', { status, reason }, [200]),

    enrollmentsOf: async (leadId: number): Promise<Enrollment[]> =>
      (await server.api<{ items: Enrollment[] }>(`/sequences/enrollments?lead_id=${leadId}`)).body.items,

    until: (id: number, isWanted: (found: Enrollment) => boolean) =>
      eventually(() => enrollment(id), isWanted),

    executions: async (id: number): Promise<Execution[]> => {
      const { body } = await server.api<{ items: Execution[] }>(`/sequences/enrollments/${id}/executions`)
      return body.items
    },

    /** Whatever is due now has happened when this is answered. */
    execute: () => must('/sequences/execute', 'POST', {}, [200]),

    async goTo(at: number): Promise<void> {
      const seconds = Math.ceil((at - (await clock())) / 1000)
      if (seconds <= 0) throw new Error(`It is later than ${new Date(at).toISOString()} already.`)
      const answer = await server.sandbox('/clock', {
        method: 'POST',
        json: { advance: `${seconds}s` }
      })
      expect(answer.status).toBe(200)
    },

    async mails(to: string): Promise<ListedMail[]> {
      const { body } = await server.sandbox<{ mails: ListedMail[] }>(
        `/mail?limit=100&to=${encodeURIComponent(to)}`
      )
      return [...body.mails].reverse()
    },

    async openMail(id: string): Promise<WholeMail> {
      return (await server.sandbox<WholeMail>(`/mail/${id}`)).body
    },

    async calls(name: string): Promise<HookCall[]> {
      const { body } = await server.sandbox<{ calls: HookCall[] }>(`/hooks?name=${name}&limit=100`)
      return [...body.calls].reverse()
    },

    /** The bot's zone, a mailbox without a brake, and nothing that another file has left. */
    settings: () =>
      must(
        '/settings',
        'PUT',
        { timezone: ZONE, email_rate_per_second: 100, sender_rate_per_second: 1000 },
        [200]
      )
  }
}
