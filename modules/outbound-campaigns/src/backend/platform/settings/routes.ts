import { route, type AnyRoute } from '../http/route'
import { settingsChangeSchema, settingsSchema } from './schema'
import type { SettingsService } from './settings'

export const settingsRoutes = (settings: SettingsService): AnyRoute[] => [
  route({
    method: 'get',
    path: '/settings',
    tag: 'Module',
    summary: "The bot's settings",
    answer: settingsSchema,
    handle: ({ botId }) => settings.of(botId)
  }),
  route({
    method: 'put',
    path: '/settings',
    tag: 'Module',
    summary: 'Change some of the settings; what is not named stays',
    body: settingsChangeSchema,
    answer: settingsSchema,
    handle: ({ botId, body, caller }) => settings.change(botId, body, caller)
  })
]
