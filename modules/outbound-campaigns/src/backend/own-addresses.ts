import type { http } from 'botpress/sdk'
import { publicBaseOf, webhookAddresses, type Webhook } from './inbox'
import type { Links } from './platform/links/links'

/** Where the module answers on this server. Botpress says so to a router, so nobody knows before the routers are open. */
export class OwnAddresses {
  private router: http.RouterExtension | undefined

  constructor(private readonly links: Links) {}

  areOf(router: http.RouterExtension): void {
    this.router = router
  }

  /** Where the public addresses begin. */
  async base(): Promise<string | null> {
    return this.router ? publicBaseOf(this.router) : null
  }

  /** What Vonage calls. */
  async webhooksOf(botId: string): Promise<Record<Webhook, string> | null> {
    return this.router ? webhookAddresses(this.router, this.links, botId) : null
  }

  /** Where the provider tells what became of a message. */
  async statusOf(botId: string): Promise<string | null> {
    return (await this.webhooksOf(botId))?.status ?? null
  }
}
