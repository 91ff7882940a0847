import type { Host } from './host'

const AT_MOST_EVERY_MS = 500

/**
 * Tells open screens that something of a bot has changed, at most twice a second each. What changed they ask for: the
 * message reaches every administrator of the installation, so it carries no more than the bot and the campaign.
 */
export class Announcer {
  private readonly waiting = new Map<string, NodeJS.Timeout>()
  private readonly lastAt = new Map<string, number>()

  constructor(private readonly host: Pick<Host, 'realtime' | 'RealTimePayload'>) {}

  changed(botId: string, campaignId?: number): void {
    const key = `${botId} ${campaignId ?? ''}`
    if (this.waiting.has(key)) return
    const wait = (this.lastAt.get(key) ?? 0) + AT_MOST_EVERY_MS - Date.now()
    if (wait <= 0) this.send(key, botId, campaignId)
    else
      this.waiting.set(
        key,
        setTimeout(() => this.send(key, botId, campaignId), wait)
      )
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }

  private send(key: string, botId: string, campaignId: number | undefined): void {
    this.waiting.delete(key)
    this.lastAt.set(key, Date.now())
    const { realtime, RealTimePayload } = this.host
    realtime.sendPayload(
      RealTimePayload.forAdmins('outbound-campaigns.changed', { bot_id: botId, campaign_id: campaignId })
    )
  }
}
