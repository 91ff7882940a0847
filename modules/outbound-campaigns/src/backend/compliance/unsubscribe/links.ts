import type { Database } from '../../platform/database/database'
import type { Links } from '../../platform/links/links'
import { readSecret } from '../../platform/links/secrets'
import { seal, unseal } from './sealed'

/** What a key in such an address was made for. */
const PURPOSE = 'unsubscribe'
/** Never replaced: a link in an old mail must go on saying whose it is. Its signature is another secret's, and that one is. */
const SECRET = 'unsubscribe'
const CHANNELS = ['email', 'whatsapp'] as const

export type UnsubscribeChannel = (typeof CHANNELS)[number]

/** Whose link it is and which message it stood in. */
export interface Unsubscribing {
  botId: string
  person: string
  channel: UnsubscribeChannel
  messageId: number | null
}

/** Whoever gets a message, and what it is part of. */
export interface LinkFor {
  person: string
  channel: UnsubscribeChannel
  messageId?: number | null
}

export interface UnsubscribeLinksParts {
  db: Database
  links: Links
  /** Where the module's public addresses begin on this server; null: nobody knows yet. */
  publicBase(): Promise<string | null>
}

/**
 * The links by which people opt out. They are good for as long as their key's secret is, which is years: people come back
 * to old mails. They lead to this server itself, not by way of a tracking host: no proxy may stand in the way of a "no".
 */
export class UnsubscribeLinks {
  private secret: string | undefined

  constructor(private readonly parts: UnsubscribeLinksParts) {}

  /** null: where the module can be reached from outside is not known. */
  async urlFor(botId: string, { person, channel, messageId }: LinkFor): Promise<string | null> {
    const base = await this.parts.publicBase()
    if (base === null || person === '') return null
    const p = seal(await this.sealing(), JSON.stringify([botId, person]))
    const data = { p, c: channel, ...(typeof messageId === 'number' && { m: messageId }) }
    return `${base}/unsubscribe?t=${await this.parts.links.key(PURPOSE, { botId, data })}`
  }

  /** undefined for a key that was altered, made for something else, or signed too long ago. */
  async read(key: unknown): Promise<Unsubscribing | undefined> {
    const claims = await this.parts.links.read(PURPOSE, key)
    if (!claims) return undefined
    const { p, c, m } = claims.data
    const channel = CHANNELS.find(known => known === c)
    const person = personIn(unseal(await this.sealing(), String(p)), claims.botId)
    if (person === undefined || !channel) return undefined
    return { botId: claims.botId, person, channel, messageId: typeof m === 'number' ? m : null }
  }

  private async sealing(): Promise<string> {
    this.secret = this.secret ?? (await readSecret(this.parts.db, SECRET)).current
    return this.secret
  }
}

const personIn = (opened: string | undefined, botId: string): string | undefined => {
  const written: unknown = opened === undefined ? undefined : JSON.parse(opened)
  if (!Array.isArray(written)) return undefined
  const forBot: unknown = written[0]
  const person: unknown = written[1]
  return forBot === botId && typeof person === 'string' && person !== '' ? person : undefined
}
