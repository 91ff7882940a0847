import type { BotConfig } from 'botpress/sdk'
import type { Host } from '../../platform/host'
import { fieldOf } from './fields'

/**
 * secret  webhooks must be signed with it
 * open    the bot has no signature secret: the key in the address is all there is
 * no_bot  there is no such bot (any more)
 */
export type SignatureSecret = { kind: 'secret'; secret: string } | { kind: 'open' } | { kind: 'no_bot' }

/** Thousands of webhooks come at once and the secret hardly ever changes. */
const KNOWN_FOR_MS = 5_000

/** The bots' signature secrets, read whether or not the rest of their channel is complete. */
export class SignatureSecrets {
  private readonly known = new Map<string, { at: number; secret: Promise<SignatureSecret> }>()

  constructor(private readonly bots: Pick<Host['bots'], 'getBotById'>) {}

  of(botId: string): Promise<SignatureSecret> {
    const known = this.known.get(botId)
    if (known && Date.now() - known.at < KNOWN_FOR_MS) return known.secret
    const secret = this.read(botId)
    this.known.set(botId, { at: Date.now(), secret })
    secret.catch(() => this.known.delete(botId))
    return secret
  }

  private async read(botId: string): Promise<SignatureSecret> {
    const bot = await this.bots.getBotById(botId)
    return bot ? secretOf(bot) : { kind: 'no_bot' }
  }
}

/** A secret that isn't a text is a mistake, and a mistake must not open the door: nothing can be signed with it. */
export const secretOf = (bot: Pick<BotConfig, 'messaging'>): SignatureSecret => {
  const given = fieldOf(bot.messaging?.channels?.vonage, 'signatureSecret')
  if (given === undefined || given === null || given === '') return { kind: 'open' }
  if (typeof given !== 'string')
    throw new Error('messaging.channels.vonage.signatureSecret in bot.config.json is not a text.')
  return { kind: 'secret', secret: given }
}
