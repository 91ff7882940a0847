import type { Host } from '../../platform/host'
import { readConfig } from '../../platform/config'
import type { ErrorPolicy } from '../../platform/settings/error-policy'
import type { SettingsService } from '../../platform/settings/settings'
import type { Reason } from '../outcome'
import { isSandbox, vonageAccount, type VonageAccount } from './account'

export type FoundAccount =
  | {
      kind: 'account'
      account: VonageAccount
      sandbox: boolean
      errorPolicy: ErrorPolicy
      /** null: the channel's own. */
      sendTimeoutMs: number | null
    }
  | { kind: 'problem'; reason: Reason; sandbox: boolean }

/** The account of a bot. Read afresh: the bot's file, the configuration or the settings may have been mended just now. */
export const findAccount = async (
  host: Pick<Host, 'bots' | 'config'>,
  settings: Pick<SettingsService, 'of'>,
  botId: string
): Promise<FoundAccount> => {
  const problem = (code: string, detail: string, sandbox = false): FoundAccount => ({
    kind: 'problem',
    sandbox,
    reason: { code, detail }
  })
  try {
    const bot = await host.bots.getBotById(botId)
    if (!bot) return problem('no_bot', 'The bot has no configuration.')
    const config = await readConfig(host.config, botId)
    if (!isHttpAddress(config.vonageApiUrl)) {
      return problem('bad_configuration', 'vonageApiUrl in the configuration is not an http(s) address.')
    }
    const sandbox = isSandbox(config.vonageApiUrl)
    const decided = await settings.of(botId)
    const result = await vonageAccount(bot, config, decided)
    return result.kind === 'account'
      ? {
          kind: 'account',
          account: result.account,
          sandbox,
          errorPolicy: decided.error_policy,
          sendTimeoutMs: config.sendTimeoutMs ?? null
        }
      : problem(result.code, result.detail, sandbox)
  } catch (err) {
    return problem('bad_configuration', err instanceof Error ? err.message : String(err))
  }
}

const isHttpAddress = (text: string): boolean => {
  try {
    return /^https?:$/.test(new URL(text).protocol)
  } catch {
    return false
  }
}
