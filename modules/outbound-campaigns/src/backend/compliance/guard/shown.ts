import type { Calendar } from '../../platform/calendar'
import type { Database } from '../../platform/database/database'
import { route, type AnyRoute } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import { ALL_MAILS, figuresOf, WINDOW_DAYS } from './days'
import { guardrailsSchema, type Cap, type Guardrails, type Held } from './schema'

/** What is held back, and how far the limits of a day are used up: told by whoever sends. */
export interface Guarded {
  held: Held[]
  caps: Cap[]
}
export type GuardedOf = (botId: string) => Promise<Guarded>

export interface GuardrailsSources {
  db: Database
  calendar: Calendar
  settings: Pick<SettingsService, 'of'>
  guardedOf: GuardedOf
}

const DAY_MS = 86_400_000

export const guardrailRoutes = (sources: GuardrailsSources): AnyRoute[] => [
  route({
    method: 'get',
    path: '/guardrails',
    tag: 'Compliance',
    summary:
      'Bounces and complaints against their limits, the limits of the day, and what stands still since when',
    answer: guardrailsSchema,
    handle: ({ botId }) => guardrailsOf(sources, botId)
  })
]

const guardrailsOf = async (
  { db, calendar, settings, guardedOf }: GuardrailsSources,
  botId: string
): Promise<Guardrails> => {
  const { guardrail_floor, max_bounce_rate, max_complaint_rate } = await settings.of(botId)
  const today = Math.floor(calendar.now() / DAY_MS)
  const counted = (await figuresOf(db, botId, [ALL_MAILS], today)).get(ALL_MAILS)
  const { sent, bounced, complained } = counted ?? { sent: 0, bounced: 0, complained: 0 }
  return {
    window_days: WINDOW_DAYS,
    floor: guardrail_floor,
    mails: {
      sent,
      bounced,
      complained,
      bounce_rate: shareOf(bounced, sent),
      complaint_rate: shareOf(complained, sent)
    },
    limits: { bounce_rate: max_bounce_rate, complaint_rate: max_complaint_rate },
    ...(await guardedOf(botId))
  }
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
