import type { Step } from '../steps/schema'
import type { SequenceSettings } from '../templates/schema'
import { nextMoment, type Moment, type Rules, type Why } from './next-moment'

/**
 * When a step of a sequence is due for a lead. Windows, weekends and holidays hold for what people receive; a wait, a
 * task, a condition or a call of another system goes by its delay alone.
 */
export type DueWhy = Why | { code: 'hold'; until: number }

export interface Due {
  at: number
  why: DueWhy[]
}

export const rulesFor = (type: Step['type'], settings: SequenceSettings): Rules | null =>
  type === 'email' || type === 'whatsapp'
    ? {
        window: settings.send_window,
        skipWeekends: settings.skip_weekends,
        holidays: settings.holidays
      }
    : null

/** The lead's own zone, else the sequence's, else the bot's. */
export const zoneOf = (
  lead: { timezone: string | null },
  settings: Pick<SequenceSettings, 'timezone'>,
  botZone: string
): string => lead.timezone ?? settings.timezone ?? botZone

/** `holdUntil`: an absence that was announced; nothing happens before it. */
export const whenDue = ({
  step,
  anchor,
  holdUntil = null,
  settings,
  zone
}: {
  step: Pick<Step, 'type' | 'delay_days' | 'delay_hours'>
  anchor: number
  holdUntil?: number | null
  settings: SequenceSettings
  zone: string
}): Due => {
  const rules = rulesFor(step.type, settings)
  const due = nextMoment({
    anchor,
    delay: { days: step.delay_days, hours: step.delay_hours },
    rules,
    zone
  })
  return holdUntil === null || holdUntil <= due.at ? due : held(holdUntil, rules, zone)
}

const held = (until: number, rules: Rules | null, zone: string): Due => {
  const next: Moment = nextMoment({ anchor: until, delay: { days: 0, hours: 0 }, rules, zone })
  return { at: next.at, why: [{ code: 'hold', until }, ...next.why] }
}
