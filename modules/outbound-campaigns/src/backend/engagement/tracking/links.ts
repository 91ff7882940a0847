import { createHash } from 'crypto'
import { toBase64url } from '../../platform/links/base64url'
import type { Links } from '../../platform/links/links'

/**
 * The links of a mail. A pixel's key names the message; a link's key names the message and holds a digest of the address
 * that was in the mail, so that it leads there and nowhere else. Whatever is altered opens nothing.
 */
const PURPOSE = { open: 'track.open', click: 'track.click' } as const

/** People come back to old mails. Afterwards the key is worth nothing, whatever became of the mail. */
const LINKS_LAST_MS = 2 * 365 * 86_400_000

/** More than every mail program and proxy takes. A link that would become longer stays as it is. */
const LONGEST_URL = 2_000

export interface Tracked {
  botId: string
  messageId: number
}

export type LinkSigner = Awaited<ReturnType<typeof linkSigner>>

/** Signs the links of many mails. `base` is where the module's public addresses begin. */
export const linkSigner = async (links: Links, base: string, now: number) => {
  const [open, click] = [await links.signer(PURPOSE.open), await links.signer(PURPOSE.click)]
  const expiresAt = now + LINKS_LAST_MS
  return {
    pixel: ({ botId, messageId }: Tracked): string =>
      `${base}/track/open?t=${open({ botId, expiresAt, data: { m: messageId } })}`,

    link({ botId, messageId }: Tracked, url: string): string {
      const key = click({ botId, expiresAt, data: { m: messageId, u: digestOf(url) } })
      return `${base}/track/click?t=${key}&u=${encodeURIComponent(url)}`
    }
  }
}

/** Of the web, and short enough to be led by way of here. */
export const canBeTracked = (url: string): boolean => url.length <= LONGEST_URL && isWebAddress(url)

export const readOpen = async (links: Links, key: unknown): Promise<Tracked | undefined> => {
  const claims = await links.read(PURPOSE.open, key)
  return claims && messageOf(claims)
}

/** Only with the very address that was in the mail. */
export const readClick = async (
  links: Links,
  key: unknown,
  url: unknown
): Promise<(Tracked & { url: string }) | undefined> => {
  const claims = await links.read(PURPOSE.click, key)
  if (!claims || typeof url !== 'string' || claims.data.u !== digestOf(url) || !isWebAddress(url))
    return undefined
  const tracked = messageOf(claims)
  return tracked && { ...tracked, url }
}

const messageOf = ({ botId, data }: { botId: string; data: Readonly<Record<string, unknown>> }) =>
  typeof data.m === 'number' ? { botId, messageId: data.m } : undefined

const digestOf = (url: string): string => toBase64url(createHash('sha256').update(url).digest().slice(0, 16))

const isWebAddress = (url: string): boolean => {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol)
  } catch {
    return false
  }
}
