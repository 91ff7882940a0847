import type { EmailChannel } from './email/channel'
import type { Readiness } from './readiness'
import type { WhatsAppChannel } from './whatsapp/channel'

export type ChannelReadiness = { name: 'whatsapp' | 'email' } & Readiness

export interface Channels {
  whatsapp: Pick<WhatsAppChannel, 'readiness'>
  email: Pick<EmailChannel, 'readiness'>
}

/** Every channel of a bot and whether it can send now. */
export const channelsOf = async (
  { whatsapp, email }: Channels,
  botId: string
): Promise<ChannelReadiness[]> => [
  { name: 'whatsapp', ...(await whatsapp.readiness(botId)) },
  { name: 'email', ...(await email.readiness(botId)) }
]
