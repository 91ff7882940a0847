import moment from 'moment-timezone/builds/moment-timezone-with-data-10-year-range'
import { toIso } from '../../platform/database/values'
import type { Shift } from '../engine/standing'
import { dayOf } from '../schedule/next-moment'
import type { Contents } from './contents'
import type { Entry } from './schema'
import type { Simulated, Taken } from './virtual'

const DAY_MS = 86_400_000

/** A moment as a person reads it: by the lead's clock, and which day of the way it is. */
export const momentsIn = (zone: string, startAt: number) => {
  const first = Date.parse(dayOf(startAt, zone))
  return (at: number) => {
    const local = moment.tz(at, zone)
    const date = dayOf(at, zone)
    return {
      at: toIso(at),
      local: { date, time: local.format('HH:mm'), weekday: local.isoWeekday() },
      day: Math.round((Date.parse(date) - first) / DAY_MS)
    }
  }
}

/** A simulated way with everything that is said on it. One after the other: a mail may answer the one before. */
export const shownWay = async (
  { way }: Simulated,
  contents: Contents,
  moments: ReturnType<typeof momentsIn>
): Promise<Entry[]> => {
  const entries: Entry[] = []
  for (const one of way) entries.push(await shown(one, contents, moments(one.at)))
  return entries
}

type Moment = ReturnType<ReturnType<typeof momentsIn>>

const shown = async (one: Taken, contents: Contents, at: Moment): Promise<Entry> => {
  switch (one.kind) {
    case 'step': {
      const { content, problems } = await contents.of(one.what.step)
      return {
        ...at,
        kind: 'step',
        step_key: one.what.step.key,
        type: one.what.step.type,
        why: one.why.map(shownWhy),
        outcome: OUTCOMES[one.what.kind],
        due_at: one.what.kind === 'task' ? toIso(one.what.dueAt) : null,
        content,
        problems
      }
    }
    case 'condition':
      return {
        ...at,
        kind: 'condition',
        step_key: one.step.key,
        check: one.step.config.check,
        taken: one.taken,
        because: one.because,
        since: toIso(one.since),
        value: one.value
      }
    case 'event':
      return { ...at, kind: 'event', type: one.event.type, effect: one.effect }
  }
}

const OUTCOMES = {
  message: 'sent',
  unreachable: 'unreachable',
  waited: 'waited',
  task: 'done',
  call: 'called'
} as const

const shownWhy = ({ until, ...why }: Shift) => ({ ...why, until: toIso(until) })
