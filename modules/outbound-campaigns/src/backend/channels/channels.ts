import type { Host } from '../platform/host'
import { readConfig } from '../platform/config'
import type { SettingsService } from '../platform/settings/settings'
import type { Readiness } from './readiness'
import { isSandbox, vonageAccount } from './whatsapp/account'

export type ChannelReadiness = { name: string } & Readiness

/** Every channel of a bot and whether it can send now. Read afresh: a bot's file may have been mended a moment ago. */
export const channelsOf = async (
  host: Pick<Host, 'bots' | 'config'>,
  settings: SettingsService,
  botId: string
): Promise<ChannelReadiness[]> => [{ name: 'whatsapp', ...(await whatsappReadiness(host, settings, botId)) }]

const whatsappReadiness = async (
  host: Pick<Host, 'bots' | 'config'>,
  settings: SettingsService,
  botId: string
): Promise<Readiness> => {
  try {
    const bot = await host.bots.getBotById(botId)
    if (!bot)
      return {
        ready: false,
        sandbox: false,
        reason: { code: 'no_bot', detail: 'The bot has no configuration.' }
      }
    const config = await readConfig(host.config, botId)
    const sandbox = isSandbox(config.vonageApiUrl)
    const result = await vonageAccount(bot, config, await settings.of(botId))
    return result.kind === 'account'
      ? { ready: true, sandbox }
      : { ready: false, sandbox, reason: { code: result.code, detail: result.detail } }
  } catch (err) {
    const detail = err instanceof Error ? err.message : String(err)
    return { ready: false, sandbox: false, reason: { code: 'bad_configuration', detail } }
  }
}
