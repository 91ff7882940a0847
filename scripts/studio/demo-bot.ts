/**
 * The bot that a first start makes, so that there is somebody to send as: `data/bots/demo`, Spanish first, with the
 * sandbox's account where there is one. Its reply logic shows what a flow sees of a campaign. Never touched again.
 */
import fs from 'fs'
import path from 'path'
import { entriesOf } from './files'
import { writeJsonFile } from './json-file'
import { type SandboxCredentials } from './sandbox'

export const DEMO = 'demo'

/** Only where there are no bots at all: who deleted it does not want it back while others live. */
export const makeDemoBot = async (
  dataDir: string,
  credentials: SandboxCredentials | undefined
): Promise<boolean> => {
  const bots = path.join(dataDir, 'bots')
  if ((await entriesOf(bots)).some(entry => entry.isDirectory())) return false

  const folder = path.join(bots, DEMO)
  await fs.promises.mkdir(folder, { recursive: true })
  const channels: Record<string, unknown> = {}
  if (credentials) {
    const keyFile = path.join(folder, 'vonage.private.key')
    await fs.promises.writeFile(keyFile, credentials.privateKey, { mode: 0o600 })
    channels.vonage = { enabled: true, ...credentials, privateKey: keyFile }
  }
  await fs.promises.writeFile(path.join(folder, 'reply.js'), REPLY)
  // Last, since this file is what makes the folder a bot.
  await writeJsonFile(
    path.join(folder, 'bot.config.json'),
    {
      id: DEMO,
      name: 'Demo',
      description: 'Made by the Local Studio on its first start',
      disabled: false,
      private: false,
      defaultLanguage: 'es',
      languages: ['es', 'en'],
      messaging: { channels }
    },
    0o600
  )
  return true
}

const REPLY = `/**
 * What this bot answers, in place of a flow. It runs after the middleware for every message that nobody has kept from
 * it, and sees what a flow sees: event.state.user, event.state.session, event.state.temp.
 *
 *   reply('text' or { type: 'text', text })     runAction('outbound-campaigns/…', { … })     bp: the SDK
 */
const TEXTS = {
  es: { said: 'Dijiste', campaign: 'Respondes a la campaña', button: 'Gracias por tu respuesta' },
  en: { said: 'You said', campaign: 'You are answering the campaign', button: 'Thank you for your answer' }
}

module.exports = async ({ event, reply }) => {
  const user = event.state.user
  const text = event.payload.text
  if (/^(english|inglés|ingles)$/i.test(text || '')) user.language = 'en'
  if (/^(español|espanol|spanish)$/i.test(text || '')) user.language = 'es'

  const say = TEXTS[user.language] || TEXTS.es
  const lines = [text ? say.said + ': ' + text : say.button]
  const campaign = user.campaign && (user.campaign.name || user.campaign)
  if (campaign) lines.push(say.campaign + ' ' + campaign)
  await reply(lines.join('\\n'))
}
`
