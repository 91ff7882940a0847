import type { Logger } from 'botpress/sdk'
import type { Watch } from '../outbox'
import { loggerOfBot, say } from '../platform/log/say'
import { ownerFields } from '../outbox'
import { codeLabel } from './code'

/** The same code of the same campaign is worth a line so often, however many fail with it. */
const QUIET_MS = 60 * 60_000
const MOST_REMEMBERED = 1_000

/** Each attempt for who looks for one; for all others a line when messages begin to fail with another code. */
export const attemptsLogged = (logger: Logger, now: () => number = Date.now): Watch => {
  const seen = new Map<string, number>()
  return ({ botId, owner, channel, messageId, n, outcome }) => {
    const code = outcome.kind === 'accepted' ? undefined : codeLabel(outcome.reason.code)
    const fields = {
      ...ownerFields(owner),
      recipient: messageId,
      attempt: n,
      channel,
      outcome: outcome.kind,
      code
    }
    const bound = loggerOfBot(logger, botId)
    say(bound, 'send.attempt', fields)
    if (code === undefined) return
    const key = `${botId} ${owner.type} ${owner.id} ${outcome.kind} ${code}`
    if (now() - (seen.get(key) ?? -Infinity) < QUIET_MS) return
    if (seen.size >= MOST_REMEMBERED) seen.clear()
    seen.set(key, now())
    say(bound, 'send.error', fields)
  }
}
