import { createPrivateKey } from 'crypto'
import fs from 'fs'
import { isIP } from 'net'
import { z } from 'zod'
import type { BotConfig } from 'botpress/sdk'
import type { ModuleConfig } from '../../platform/config'
import type { Settings } from '../../platform/settings/schema'

/**
 * What the bot's `messaging.channels.vonage` must hold to send. The same entry is read by Botpress's messaging, which
 * has keys of its own there.
 */
const channelSchema = z.object({
  enabled: z.boolean().default(false),
  apiKey: z.string().min(1),
  apiSecret: z.string().min(1),
  applicationId: z.string().min(1),
  /** The key itself (PEM), or the path of its file. */
  privateKey: z.string().min(1),
  signatureSecret: z.string().optional(),
  botPhoneNumber: z.string().optional()
})

export interface VonageAccount {
  apiUrl: string
  apiKey: string
  apiSecret: string
  applicationId: string
  privateKey: string
  signatureSecret: string | null
  /** Digits only, as Vonage wants it. */
  sender: string
}

export type AccountProblem =
  'no_credentials' | 'channel_disabled' | 'incomplete_credentials' | 'bad_private_key' | 'no_sender'

export type AccountResult =
  { kind: 'account'; account: VonageAccount } | { kind: 'problem'; code: AccountProblem; detail: string }

const problem = (code: AccountProblem, detail: string): AccountResult => ({ kind: 'problem', code, detail })

/** The bot's Vonage account, or the one thing to mend first. No secret is ever part of the detail. */
export const vonageAccount = async (
  bot: BotConfig,
  config: Pick<ModuleConfig, 'vonageApiUrl' | 'senderNumber'>,
  settings: Settings
): Promise<AccountResult> => {
  const entry = bot.messaging?.channels?.vonage
  if (entry === undefined || entry === null) {
    return problem('no_credentials', 'bot.config.json has no messaging.channels.vonage.')
  }
  const channel = channelSchema.safeParse(entry)
  if (!channel.success) {
    const fields = channel.error.issues.map(issue => issue.path.join('.')).join(', ')
    return problem('incomplete_credentials', `messaging.channels.vonage in bot.config.json lacks: ${fields}.`)
  }
  if (!channel.data.enabled) {
    return problem('channel_disabled', 'messaging.channels.vonage.enabled is not true in bot.config.json.')
  }
  const key = await readPrivateKey(channel.data.privateKey)
  if (key.kind === 'problem') return key

  const sender = (
    settings.sender_number ??
    (config.senderNumber || channel.data.botPhoneNumber) ??
    ''
  ).replace(/\D/g, '')
  if (sender === '') {
    return problem(
      'no_sender',
      'No sender number: set it in the settings, or botPhoneNumber in bot.config.json.'
    )
  }
  const { apiKey, apiSecret, applicationId, signatureSecret } = channel.data
  return {
    kind: 'account',
    account: {
      apiUrl: config.vonageApiUrl.replace(/\/+$/, ''),
      apiKey,
      apiSecret,
      applicationId,
      privateKey: key.pem,
      signatureSecret: signatureSecret || null,
      sender
    }
  }
}

const readPrivateKey = async (
  given: string
): Promise<{ kind: 'key'; pem: string } | (AccountResult & { kind: 'problem' })> => {
  const bad = (detail: string) => ({ kind: 'problem' as const, code: 'bad_private_key' as const, detail })
  let pem = given.replace(/\\n/g, '\n')
  if (!pem.includes('-----BEGIN')) {
    try {
      pem = await fs.promises.readFile(given, 'utf8')
    } catch (err) {
      const { code } = err as NodeJS.ErrnoException
      return bad(
        `messaging.channels.vonage.privateKey is neither a key nor a file that can be read (${code ?? 'unknown'}).`
      )
    }
  }
  try {
    createPrivateKey(pem)
    return { kind: 'key', pem }
  } catch {
    return bad('messaging.channels.vonage.privateKey is not a private key in PEM form.')
  }
}

/** Vonage's own sandbox, or one on this machine: nobody real is written to. */
export const isSandbox = (apiUrl: string): boolean => {
  try {
    const { hostname } = new URL(apiUrl)
    const onThisMachine =
      hostname === 'localhost' ||
      hostname === '[::1]' ||
      (isIP(hostname) === 4 && hostname.startsWith('127.'))
    return onThisMachine || hostname === 'messages-sandbox.nexmo.com'
  } catch {
    return false
  }
}
