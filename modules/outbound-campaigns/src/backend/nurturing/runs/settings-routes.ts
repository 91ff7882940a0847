import type { Database } from '../../platform/database/database'
import { toIso } from '../../platform/database/values'
import { nextOccurrence } from '../../platform/cron'
import type { Calendar } from '../../platform/calendar'
import { route, type AnyRoute } from '../../platform/http/route'
import type { Settings } from '../../platform/settings/schema'
import type { SettingsService } from '../../platform/settings/settings'
import type { NurturingSequences } from '../../sequences'
import {
  nurturingChangeSchema,
  nurturingSettingsSchema,
  scheduleQuerySchema,
  scheduleSchema,
  type NurturingState
} from './settings-schema'
import { settingsChangeOf, shownNurturing, type Configured } from './settings-view'
import { following, scheduleOf } from './schedule'
import { readPlan } from './store'

export interface SettingsViewSources {
  db: Database
  calendar: Calendar
  settings: SettingsService
  sequences: Pick<NurturingSequences, 'own'>
  configOf(botId: string): Promise<Configured>
}

const tag = 'Nurturing'

export const nurturingSettingsRoutes = (sources: SettingsViewSources): AnyRoute[] => {
  const { settings, configOf } = sources
  const view = async (botId: string, now: Settings) =>
    shownNurturing(now, await configOf(botId), await stateOf(sources, botId, now))
  return [
    route({
      method: 'get',
      path: '/nurturing/settings',
      tag,
      summary: "The pipeline's parameters, by the names of its documents",
      answer: nurturingSettingsSchema,
      handle: async ({ botId }) => view(botId, await settings.of(botId))
    }),
    route({
      method: 'put',
      path: '/nurturing/settings',
      tag,
      summary: 'Change some of them; what is not named stays',
      body: nurturingChangeSchema,
      answer: nurturingSettingsSchema,
      async handle({ botId, body, caller }) {
        const change = settingsChangeOf(body, await configOf(botId))
        return view(botId, await settings.change(botId, change, caller))
      }
    }),
    route({
      method: 'get',
      path: '/nurturing/schedule',
      tag,
      summary:
        "What a cron expression would mean: its next moments by the bot's clock, before anybody keeps to it",
      query: scheduleQuerySchema,
      answer: scheduleSchema,
      handle: async ({ botId, query }) =>
        scheduleOf(query.expression, (await settings.of(botId)).timezone, sources.calendar.now())
    })
  ]
}

/** When the next run is due: as planned, or as it will be planned in a moment where something was just changed. */
const stateOf = async (
  { db, calendar, sequences }: SettingsViewSources,
  botId: string,
  { nurturing_enabled, nurturing_schedule: schedule, timezone: zone }: Settings
): Promise<NurturingState> => {
  const resting = (why: 'switched_off' | 'no_sequence'): NurturingState => ({
    timezone: zone,
    next_run_at: null,
    next_runs_at: [],
    resting: why
  })
  if (!nurturing_enabled) return resting('switched_off')
  if ((await sequences.own(db, botId)).length === 0) return resting('no_sequence')
  const planned = await readPlan(db, botId)
  const at =
    planned?.schedule === schedule && planned.zone === zone
      ? planned.dueAt
      : nextOccurrence(schedule, zone, calendar.now())
  return {
    timezone: zone,
    next_run_at: at === null ? null : toIso(at),
    next_runs_at: at === null ? [] : [at, ...following(schedule, zone, at, TOLD - 1)].map(toIso),
    resting: null
  }
}

const TOLD = 3
