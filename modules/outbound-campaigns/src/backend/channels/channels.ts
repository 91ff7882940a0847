import type { Host } from '../platform/host'
import type { SettingsService } from '../platform/settings/settings'
import type { Readiness } from './readiness'
import { WhatsAppChannel } from './whatsapp/channel'

export type ChannelReadiness = { name: string } & Readiness

/** Every channel of a bot and whether it can send now. Read afresh: a bot's file may have been mended a moment ago. */
export const channelsOf = async (
  host: Pick<Host, 'bots' | 'config'>,
  settings: SettingsService,
  botId: string
): Promise<ChannelReadiness[]> => [
  { name: 'whatsapp', ...(await new WhatsAppChannel(host, settings).readiness(botId)) }
]
