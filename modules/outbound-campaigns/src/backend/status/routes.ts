import type { CampaignStatus } from '../campaigns'
import { channelsOf, type Channels } from '../channels/channels'
import type { Database } from '../platform/database/database'
import { schemaVersion } from '../platform/database/migrate'
import { toIsoOrNull } from '../platform/database/values'
import { MODULE_NAME, type Host } from '../platform/host'
import { route, type AnyRoute } from '../platform/http/route'
import type { MountedBots } from '../platform/mounted-bots'
import { statusSchema } from './schema'

export interface StatusSources {
  host: Host
  db: Database
  bots: MountedBots
  channels: Channels
  /** How many campaigns are in each state. */
  campaigns(botId: string): Promise<Record<CampaignStatus, number>>
  version: string
}

export const statusRoutes = ({ host, db, bots, channels, campaigns, version }: StatusSources): AnyRoute[] => [
  route({
    method: 'get',
    path: '/status',
    tag: 'Module',
    summary: 'Whether the module works for this bot, and which channels can send',
    answer: statusSchema,
    async handle({ botId, req }) {
      const state = bots.stateOf(botId)
      const pulse = state?.pulse ?? { running: false, last_tick_at: null, lag_ms: 0 }
      const known = await channelsOf(channels, botId)
      return {
        ok: state?.problem === null,
        version,
        bot_id: botId,
        problem: state?.problem ?? null,
        database: { kind: db.dialect, schema_version: await schemaVersion(db) },
        channels: known.map(channel => ({
          name: channel.name,
          ready: channel.ready,
          sandbox: channel.sandbox,
          reason: channel.ready ? null : channel.reason
        })),
        campaigns: await campaigns(botId),
        scheduler: { ...pulse, last_tick_at: toIsoOrNull(pulse.last_tick_at) },
        can_write: await host.http.hasPermission(req, 'write', `module.${MODULE_NAME}`, true)
      }
    }
  })
]
