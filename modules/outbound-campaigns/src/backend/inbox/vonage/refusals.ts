import type { Logger } from 'botpress/sdk'
import { loggerOfBot, say } from '../../platform/log/say'

const QUIET_MS = 60_000

/**
 * Says why webhooks are refused, where the operator looks: a wrong signature secret would otherwise show itself only in
 * statuses that never come. At most once a minute for each bot and reason, so that a flood of forged ones fills no log.
 */
export class Refusals {
  private readonly lastSaid = new Map<string, number>()

  constructor(private readonly logger: Logger) {}

  note(botId: string, why: string): void {
    const key = `${botId} ${why}`
    const now = Date.now()
    if (now - (this.lastSaid.get(key) ?? 0) < QUIET_MS) return
    this.lastSaid.set(key, now)
    say(loggerOfBot(this.logger, botId), 'webhook.refused', { from: 'vonage', why })
  }
}
