import type { ModuleConfig } from '../../../platform/config'
import { EmailChannel, type EmailChannelOptions, type OpenEmailChannel } from '../channel'
import type { Mail } from '../mail'

let counter = 0

export const mailTo = (to: string, more: Partial<Mail> = {}): Mail => ({
  ref: `${++counter}.1`,
  to,
  subject: 'Hola, Ana',
  text: 'Hola Ana',
  html: '<p>Hola Ana</p>',
  unsubscribeUrl: 'https://bot.example/unsubscribe?t=abc',
  thread: null,
  feedbackId: null,
  metadata: null,
  ...more
})

/** A bot whose configuration is what the test says at the moment. */
export const channelWith = (config: Partial<ModuleConfig>, options: EmailChannelOptions = {}) => {
  const files = { emailFrom: 'Casa Nopal <ventas@casanopal.example>', ...config }
  const host = { config: { getModuleConfigForBot: async () => files } }
  const channel = new EmailChannel(host as unknown as ConstructorParameters<typeof EmailChannel>[0], {
    environment: {},
    ...options
  })
  return { channel, files }
}

export const opened = async (channel: EmailChannel): Promise<OpenEmailChannel> => {
  const result = await channel.open('demo')
  if (result.kind !== 'ready') throw new Error(result.reason.detail)
  return result.channel
}
