import type { Links } from '../../platform/links/links'
import type { SettingsService } from '../../platform/settings/settings'
import { canBeTracked, linkSigner } from './links'

/** What a mail gets so that it tells when it is opened and what is clicked; nothing where that isn't wanted. */
export interface MailTracking {
  pixelUrl: string | null
  /** Where a link of the mail is to lead instead. */
  rewriteLink: ((url: string) => string) | undefined
}

/** `wanted`: whether the sequence and the lead have nothing against it. Left out: they haven't. */
export type MailTracker = (message: { messageId: number; wanted?: boolean }) => MailTracking

const NOTHING: MailTracking = { pixelUrl: null, rewriteLink: undefined }

export interface TrackingParts {
  links: Links
  settings: Pick<SettingsService, 'of'>
  /** Where the module's public addresses begin on this server; null: nobody knows yet. */
  publicBase(): Promise<string | null>
}

export class Tracking {
  constructor(private readonly parts: TrackingParts) {}

  /** For many mails that leave now: what the bot has set is asked once. */
  async trackerOf(botId: string): Promise<MailTracker> {
    const { links, settings, publicBase } = this.parts
    const { tracking } = await settings.of(botId)
    const base = tracking.host ?? (await publicBase())
    if (base === null || (!tracking.opens && !tracking.clicks)) return () => NOTHING
    // The keys are read by the same clock that links are read by everywhere, which nobody moves.
    const signer = await linkSigner(links, base, Date.now())
    return ({ messageId, wanted = true }) => {
      if (!wanted) return NOTHING
      const tracked = { botId, messageId }
      return {
        pixelUrl: tracking.opens ? signer.pixel(tracked) : null,
        rewriteLink: tracking.clicks
          ? url => (canBeTracked(url) && !url.startsWith(`${base}/`) ? signer.link(tracked, url) : url)
          : undefined
      }
    }
  }

  async trackingOf(botId: string, message: { messageId: number; wanted?: boolean }): Promise<MailTracking> {
    return (await this.trackerOf(botId))(message)
  }
}
