/** What somebody supposes that the lead does meanwhile, as it is put together on the screen and as the API takes it. */
import type { Happening, Simulation } from '../../../api/simulate'
import { instantOf, readFields, wallOf } from '../../campaigns/time/zone'

export const HAPPENINGS = [
  'replied',
  'opened',
  'clicked',
  'meeting_booked',
  'auto_reply',
  'unsubscribed',
  'bounced'
] as const satisfies ReadonlyArray<Happening['type']>
export type HappeningType = (typeof HAPPENINGS)[number]

export interface Happens {
  /** Only tells one from another on the screen. */
  id: number
  type: HappeningType
  /** Of which message; null: the last one before it. */
  step: string | null
  /** 0 is the day of the start. */
  day: number
  /** `HH:MM` by the lead's clock. */
  time: string
}

export const aboutMessage = (type: HappeningType): type is 'opened' | 'clicked' | 'replied' =>
  type === 'opened' || type === 'clicked' || type === 'replied'

/** The moment at which a clock in the zone shows this time, so many days after the start; never before the start. */
export const momentOf = (
  { day, time }: Pick<Happens, 'day' | 'time'>,
  startAt: number,
  zone: string
): number => {
  const first = wallOf(startAt, zone)
  const clock = readFields('2000-01-01', time)
  const wall = { ...first, day: first.day + day, hour: clock?.hour ?? 12, minute: clock?.minute ?? 0 }
  return Math.max(startAt, instantOf(wall, zone))
}

export const happeningsOf = (
  happens: readonly Happens[],
  { startAt, zone }: { startAt: number; zone: string }
): Happening[] =>
  happens.map(({ type, step, ...when }): Happening => {
    const at = new Date(momentOf(when, startAt, zone)).toISOString()
    if (aboutMessage(type)) return { type, at, step_key: step }
    return { type, at }
  })

/** An hour after that message would be sent, if it would: the soonest at which somebody can have opened it. */
export const afterMessage = (
  way: Simulation | null,
  step: string | null
): Pick<Happens, 'day' | 'time'> | null => {
  const sent = way?.entries.find(entry => entry.kind === 'step' && entry.step_key === step)
  if (!way || !sent) return null
  const at = Date.parse(sent.at) + 3_600_000
  const wall = wallOf(at, way.zone)
  const start = wallOf(Date.parse(way.start_at), way.zone)
  const two = (n: number): string => String(n).padStart(2, '0')
  return {
    day: Math.round(
      (Date.UTC(wall.year, wall.month - 1, wall.day) - Date.UTC(start.year, start.month - 1, start.day)) /
        86_400_000
    ),
    time: `${two(wall.hour)}:${two(wall.minute)}`
  }
}
