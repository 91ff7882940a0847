import { route, type AnyRoute } from '../http/route'
import { settingsChangeSchema, shown, shownSettingsSchema } from './schema'
import type { SettingsService } from './settings'

export const settingsRoutes = (settings: SettingsService): AnyRoute[] => [
  route({
    method: 'get',
    path: '/settings',
    tag: 'Module',
    summary: "The bot's settings",
    answer: shownSettingsSchema,
    handle: async ({ botId }) => shown(await settings.of(botId))
  }),
  route({
    method: 'put',
    path: '/settings',
    tag: 'Module',
    summary: 'Change some of the settings; what is not named stays',
    body: settingsChangeSchema,
    answer: shownSettingsSchema,
    handle: async ({ botId, body, caller }) => shown(await settings.change(botId, body, caller))
  })
]
