import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import type { Database, Row } from '../../platform/database/database'

/**
 * For tests: the figures of every day counted once more by somebody who knows nothing of how the module counts. It reads
 * whole tables, one message after the other, and goes by the words of docs/metrics.md.
 */
type Day = Record<string, number>
type Facts = Record<'enrollments' | 'executions' | 'events' | 'attempts', Row[]>

export const recount = async (db: Database, botId: string, zone: string): Promise<Map<string, Day>> => {
  const facts = {} as Facts
  for (const name of ['enrollments', 'executions', 'events', 'attempts'] as const)
    facts[name] = await db.query(`select * from outbound_${name} where bot_id = ?`, [botId])
  const days = new Map<string, Day>()
  const add = (at: unknown, what: string, n = 1) => {
    const date = moment.tz(Number(at), zone).format('YYYY-MM-DD')
    const day = days.get(date) ?? {}
    day[what] = (day[what] ?? 0) + n
    days.set(date, day)
  }
  countPeople(facts.enrollments, add)
  countMessages(facts, add)
  return days
}

type Add = (at: unknown, what: string, n?: number) => void

const countPeople = (enrollments: readonly Row[], add: Add): void => {
  for (const one of enrollments) {
    add(one.started_at, 'total_sequences_started')
    const status = String(one.status)
    if (one.ended_at === null) continue
    const isQualified = one.qualified_at !== null
    add(one.started_at, isQualified ? 'leads_qualified' : status)
    if (isQualified) add(one.qualified_at, 'happened.qualified')
    if (status !== 'qualified') add(one.ended_at, `happened.${status}`)
  }
}

const countMessages = (facts: Facts, add: Add): void => {
  const taken = new Set(
    facts.attempts.filter(({ outcome }) => outcome === 'accepted').map(({ message_id }) => Number(message_id))
  )
  const steps = facts.executions.filter(({ message_id }) => message_id !== null)
  const timeOf = (step: Row) => Number(step.finished_at ?? step.started_at)
  const isGone = (step: Row) =>
    taken.has(Number(step.message_id)) || ['sent', 'delivered', 'read'].includes(String(step.status))
  const final = facts.events.filter(({ told }) => Number(told) === 1)
  const about = new Map<number, Row[]>()
  for (const event of final) {
    const named = event.message_id !== null
    const [step] = named
      ? steps.filter(one => Number(one.message_id) === Number(event.message_id))
      : steps
          .filter(
            one =>
              Number(one.lead_id) === Number(event.lead_id) &&
              isGone(one) &&
              timeOf(one) <= Number(event.at) &&
              Number(event.at) - timeOf(one) <= 30 * 86_400_000 &&
              [null, one.channel].includes(event.channel) &&
              (event.sequence_id === null || Number(event.sequence_id) === Number(one.sequence_id))
          )
          .sort((a, b) => timeOf(b) - timeOf(a) || Number(b.message_id) - Number(a.message_id))
    if (step) about.set(Number(step.message_id), [...(about.get(Number(step.message_id)) ?? []), event])
  }
  for (const step of steps) {
    const events = about.get(Number(step.message_id)) ?? []
    const first = (type: string, machinesToo: boolean) =>
      events
        .filter(event => event.type === type && (machinesToo || event.verdict !== 'machine'))
        .map(({ at }) => Number(at))
        .sort((a, b) => a - b)[0]
    const isWhatsApp = step.channel === 'whatsapp'
    const status = String(step.status)
    const noticed: Record<string, number | undefined> = {
      delivered:
        first('delivered', true) ??
        (isWhatsApp && ['delivered', 'read'].includes(status) ? timeOf(step) : undefined),
      opened: first('opened', false) ?? (isWhatsApp && status === 'read' ? timeOf(step) : undefined),
      'raw.opened': first('opened', true) ?? (isWhatsApp && status === 'read' ? timeOf(step) : undefined),
      clicked: first('clicked', false),
      'raw.clicked': first('clicked', true),
      replied: first('replied', false),
      bounced: first('bounced', true),
      complained: first('complained', true)
    }
    if (!isGone(step) && noticed.bounced === undefined) continue
    add(timeOf(step), 'sent')
    for (const [what, at] of Object.entries(noticed)) {
      if (at === undefined) continue
      add(timeOf(step), what)
      add(at, `happened.${what.replace('raw.', 'raw_')}`)
    }
  }
}
