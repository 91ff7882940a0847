import { z } from 'zod'
import type { Calendar } from '../../platform/calendar'
import type { Database, Row } from '../../platform/database/database'
import { toNumber, toText } from '../../platform/database/values'
import { unprocessable } from '../../platform/http/problem'
import { route, type AnyRoute } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import { dayOf, nextDay } from '../schedule/next-moment'
import type { VersionShelf } from '../engine/shelf'
import { sequenceIdSchema } from '../templates/schema'
import type { Templates } from '../templates/templates'

const count = z.number().int()
const sumsSchema = z.object({
  sent: count.describe('Messages, mails among them'),
  emails_sent: count,
  whatsapps_sent: count,
  opened: count,
  clicked: count,
  replied: count,
  bounced: count,
  failed: count
})
type Sums = z.infer<typeof sumsSchema>

const dailySchema = z.object({ date: z.string(), ...sumsSchema.shape })
const rangeSchema = z.object({
  from: z.iso.date().optional().describe('Left out: 30 days before `to`'),
  to: z.iso.date().optional().describe('Left out: today')
})
const metricsSchema = z.object({
  from: z.string(),
  to: z.string(),
  totals: sumsSchema,
  daily: z.array(dailySchema).describe('By the day on which a step was taken, in the time zone of the bot')
})
const templateMetricsSchema = metricsSchema.extend({
  steps: z.array(z.object({ step_key: z.string(), type: z.string(), ...sumsSchema.shape }))
})

/** Those that went out, by what the outbox says of them. */
const WENT = `x.status in ('sent', 'delivered', 'read')`
const SUMS = `
  sum(case when ${WENT} then 1 else 0 end) as sent,
  sum(case when ${WENT} and x.channel = 'email' then 1 else 0 end) as emails_sent,
  sum(case when ${WENT} and x.channel = 'whatsapp' then 1 else 0 end) as whatsapps_sent,
  sum(case when x.opened_at is not null then 1 else 0 end) as opened,
  sum(case when x.clicked_at is not null then 1 else 0 end) as clicked,
  sum(case when x.replied_at is not null then 1 else 0 end) as replied,
  sum(case when x.bounced_at is not null then 1 else 0 end) as bounced,
  sum(case when x.status = 'failed' then 1 else 0 end) as failed`
const NAMES = Object.keys(sumsSchema.shape) as Array<keyof Sums>

const toSums = (row: Row | undefined): Sums => {
  const sums = {} as Sums
  for (const name of NAMES) sums[name] = row === undefined ? 0 : toNumber(row[name] ?? 0)
  return sums
}

interface Day {
  day: string
  from_at: number
  to_at: number
}

const MOST_DAYS = 366

/** The days of a range with where each begins and ends, by the clock of the zone. */
export const daysBetween = (from: string, to: string, zone: string): Day[] => {
  const days: Day[] = []
  // Noon is in its day in every zone that there is; the first day's begin is looked for from there.
  for (let at = Date.parse(`${from}T12:00:00Z`); ;) {
    const day = dayOf(at, zone)
    if (day > to) return days
    const ends = nextDay(at, zone)
    if (day >= from) days.push({ day, from_at: beginOf(at, zone), to_at: ends })
    if (days.length > MOST_DAYS)
      throw unprocessable(`At most ${MOST_DAYS} days.`, [{ path: 'from', message: 'too early' }])
    at = ends
  }
}

/** The day before this one ends where it begins. */
const beginOf = (at: number, zone: string): number => {
  let before = at
  while (dayOf(before, zone) === dayOf(at, zone)) before -= 3_600_000
  return nextDay(before, zone)
}

const GIVEN = { day: 'text', from_at: 'integer', to_at: 'integer' } as const

export const dailySums = async (
  db: Database,
  by: { column: 'bot_id' | 'sequence_id'; value: string | number },
  days: readonly Day[]
): Promise<Map<string, Sums>> => {
  const rows = await db.query(
    `select given.day, ${SUMS} from ${db.rows(GIVEN)} given cross join outbound_executions x
      where x.${by.column} = ? and x.started_at >= given.from_at and x.started_at < given.to_at and x.channel is not null
      group by given.day`,
    [JSON.stringify(days), by.value]
  )
  return new Map(rows.map(row => [toText(row.day), toSums(row)]))
}

const stepSums = async (db: Database, sequenceId: number, from: number, to: number) => {
  const rows = await db.query(
    `select x.step_key, x.type, ${SUMS} from outbound_executions x
      where x.sequence_id = ? and x.started_at >= ? and x.started_at < ? group by x.step_key, x.type`,
    [sequenceId, from, to]
  )
  return rows.map(row => ({ step_key: toText(row.step_key), type: toText(row.type), ...toSums(row) }))
}

export interface MetricsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  shelf: VersionShelf
  templates: Pick<Templates, 'find'>
}

/** What sequences have sent and what came of it. A day costs what was sent on it, however much there is beside. */
export const metricsRoutes = ({ db, calendar, settings, shelf, templates }: MetricsContext): AnyRoute[] => {
  const rangeOf = async (botId: string, { from, to }: z.infer<typeof rangeSchema>) => {
    const { timezone } = await settings.of(botId)
    const last = to ?? dayOf(calendar.now(), timezone)
    const first = from ?? dayOf(Date.parse(`${last}T12:00:00Z`) - 29 * 86_400_000, 'UTC')
    if (first > last)
      throw unprocessable('The range ends before it begins.', [{ path: 'to', message: 'before from' }])
    return { from: first, to: last, days: daysBetween(first, last, timezone) }
  }
  const answer = (range: { from: string; to: string; days: Day[] }, sums: ReadonlyMap<string, Sums>) => {
    const daily = range.days.map(({ day }) => ({ date: day, ...(sums.get(day) ?? toSums(undefined)) }))
    const totals = toSums(undefined)
    for (const one of daily) for (const name of NAMES) totals[name] += one[name]
    return { from: range.from, to: range.to, totals, daily }
  }
  return [
    route({
      method: 'get',
      path: '/sequences/metrics',
      tag: 'Sequences',
      summary: 'What all sequences have sent and what came of it, day by day',
      query: rangeSchema,
      answer: metricsSchema,
      async handle({ botId, query }) {
        const range = await rangeOf(botId, query)
        return answer(range, await dailySums(db, { column: 'bot_id', value: botId }, range.days))
      }
    }),
    route({
      method: 'get',
      path: '/sequences/templates/:id/metrics',
      tag: 'Sequences',
      summary: 'What one sequence has sent and what came of it, day by day and step by step',
      params: sequenceIdSchema,
      query: rangeSchema,
      answer: templateMetricsSchema,
      async handle({ botId, params, query }) {
        const sequence = await templates.find(botId, params.id)
        const range = await rangeOf(botId, query)
        const [first, last] = [range.days[0], range.days[range.days.length - 1]]
        const sums = await dailySums(db, { column: 'sequence_id', value: sequence.id }, range.days)
        const found = first && last ? await stepSums(db, sequence.id, first.from_at, last.to_at) : []
        const versions = await shelf.of(db, botId, sequence.versionId === null ? [] : [sequence.versionId])
        const order = versions.get(sequence.versionId ?? 0)?.steps.map(({ key }) => key) ?? []
        const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
        const steps = found.sort((a, b) => place(a.step_key) - place(b.step_key))
        return { ...answer(range, sums), steps }
      }
    })
  ]
}
