import type { Readiness } from './readiness'
import type { WhatsAppChannel } from './whatsapp/channel'

export type ChannelReadiness = { name: string } & Readiness

/** Every channel of a bot and whether it can send now. */
export const channelsOf = async (whatsapp: WhatsAppChannel, botId: string): Promise<ChannelReadiness[]> => [
  { name: 'whatsapp', ...(await whatsapp.readiness(botId)) }
]
