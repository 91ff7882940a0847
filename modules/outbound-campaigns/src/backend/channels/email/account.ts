import type { ModuleConfig } from '../../platform/config'
import { readDkim, type DkimKey } from './dkim'
import { parseNamedAddress, type NamedAddress } from './sender-address'
import { isRegion, sesPassword, sesServer } from './ses'

/** Whom mails are from, whatever way they leave. */
interface Mailbox {
  from: NamedAddress
  replyTo: NamedAddress | null
  /** Where an unsubscribe mail may be sent, as an address. */
  unsubscribeTo: string | null
}

export interface SmtpAccount extends Mailbox {
  driver: 'smtp'
  host: string
  port: number
  /** TLS from the first byte; else STARTTLS. */
  secure: boolean
  requireTls: boolean
  /** This machine: its certificate is signed by nobody. */
  local: boolean
  sandbox: boolean
  login: { user: string; password: string } | null
  connections: number
  dkim: DkimKey | null
  /** SES writes a Message-ID of its own, and takes the name of a configuration set. */
  ses: { configurationSet: string | null } | null
}

export interface WebhookAccount extends Mailbox {
  driver: 'webhook'
  url: string
  secret: string | null
  sandbox: boolean
}

export type EmailAccount = SmtpAccount | WebhookAccount

export type EmailProblem =
  | 'email_not_set_up'
  | 'no_email_from'
  | 'bad_email_address'
  | 'bad_smtp'
  | 'bad_ses'
  | 'bad_email_webhook'
  | 'bad_dkim'

export type EmailAccountResult =
  { kind: 'account'; account: EmailAccount } | { kind: 'problem'; code: EmailProblem; detail: string }

const problem = (code: EmailProblem, detail: string): EmailAccountResult & { kind: 'problem' } => ({
  kind: 'problem',
  code,
  detail
})

const DEFAULT_CONNECTIONS = 5

/** Where a relay listens. One on this machine hands mail on to real people; a sandbox has a port of its own. */
const MAIL_PORTS = new Set([25, 465, 587, 2525])

/** The names that AWS's tools and the documentation of SES use. */
type AwsEnvironment = Partial<
  Record<'AWS_REGION' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SES_FROM_EMAIL', string>
>

/** How a bot's mails leave, or the one thing to mend first. No secret is ever part of the detail. */
export const emailAccount = async (
  config: ModuleConfig,
  environment: AwsEnvironment = process.env
): Promise<EmailAccountResult> => {
  const ses = config.emailProvider === 'ses'
  const hasSmtp = ses || config.smtpUrl !== ''
  const hasWebhook = config.emailWebhookUrl !== ''
  const driver = config.emailDriver || (hasSmtp ? 'smtp' : hasWebhook ? 'webhook' : '')
  if (driver === '') {
    return problem(
      'email_not_set_up',
      'The configuration has neither smtpUrl, nor emailProvider, nor emailWebhookUrl.'
    )
  }
  const mailbox = mailboxOf(config, ses ? environment.AWS_SES_FROM_EMAIL : undefined)
  if ('kind' in mailbox) return mailbox
  if (driver === 'webhook') return webhookAccount(config, mailbox)
  if (!hasSmtp) return problem('bad_smtp', 'emailDriver is smtp, but the configuration has no smtpUrl.')
  return smtpAccount(config, mailbox, environment)
}

const mailboxOf = (
  config: ModuleConfig,
  fallback = ''
): Mailbox | (EmailAccountResult & { kind: 'problem' }) => {
  const written = config.emailFrom || fallback
  if (written === '') return problem('no_email_from', 'The configuration has no emailFrom.')
  const from = parseNamedAddress(written)
  const replyTo = config.emailReplyTo === '' ? null : parseNamedAddress(config.emailReplyTo)
  const unsubscribeTo = config.emailUnsubscribeTo === '' ? null : parseNamedAddress(config.emailUnsubscribeTo)
  if (!from) return problem('bad_email_address', 'emailFrom holds no e-mail address.')
  if (config.emailReplyTo !== '' && !replyTo) {
    return problem('bad_email_address', 'emailReplyTo holds no e-mail address.')
  }
  if (config.emailUnsubscribeTo !== '' && !unsubscribeTo) {
    return problem('bad_email_address', 'emailUnsubscribeTo holds no e-mail address.')
  }
  return { from, replyTo, unsubscribeTo: unsubscribeTo && unsubscribeTo.address }
}

const webhookAccount = (config: ModuleConfig, mailbox: Mailbox): EmailAccountResult => {
  const url = urlOf(config.emailWebhookUrl)
  if (!url || !/^https?:$/.test(url.protocol)) {
    return problem('bad_email_webhook', 'emailWebhookUrl in the configuration is not an http(s) address.')
  }
  const secret = config.emailWebhookSecret || null
  return {
    kind: 'account',
    account: { driver: 'webhook', ...mailbox, url: url.href, secret, sandbox: isThisMachine(url.hostname) }
  }
}

const smtpAccount = async (
  config: ModuleConfig,
  mailbox: Mailbox,
  environment: AwsEnvironment
): Promise<EmailAccountResult> => {
  const server = config.emailProvider === 'ses' ? sesServerOf(config, environment) : smtpServerOf(config)
  if ('kind' in server) return server
  const dkim = await readDkim(config)
  if (dkim.kind === 'problem') return dkim
  const local = isThisMachine(server.host)
  return {
    kind: 'account',
    account: {
      driver: 'smtp',
      ...mailbox,
      ...server,
      local,
      sandbox: local && !MAIL_PORTS.has(server.port),
      requireTls: !local && config.smtpTls === 'required',
      connections: config.smtpConnections ?? DEFAULT_CONNECTIONS,
      dkim: dkim.kind === 'key' ? dkim.key : null,
      ses: config.emailProvider === 'ses' ? { configurationSet: config.sesConfigurationSet || null } : null
    }
  }
}

type Server = Pick<SmtpAccount, 'host' | 'port' | 'secure' | 'login'>
type Problem = EmailAccountResult & { kind: 'problem' }

const smtpServerOf = (config: ModuleConfig): Server | Problem => {
  const url = urlOf(config.smtpUrl)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    return problem('bad_smtp', 'smtpUrl is not an address such as smtp://user:password@smtp.example.com:587.')
  }
  const secure = url.protocol === 'smtps:'
  const user = config.smtpUser || decoded(url.username)
  const password = config.smtpPassword || decoded(url.password)
  if ((user === '') !== (password === '')) {
    return problem('bad_smtp', `The mail server's ${user === '' ? 'user' : 'password'} is missing.`)
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    login: user === '' ? null : { user, password }
  }
}

const sesServerOf = (config: ModuleConfig, environment: AwsEnvironment): Server | Problem => {
  const region = config.sesRegion || environment.AWS_REGION || ''
  if (!isRegion(region))
    return problem('bad_ses', 'sesRegion (or AWS_REGION) is not a region such as us-east-1.')
  if (config.smtpUser !== '' && config.smtpPassword !== '') {
    return { ...sesServer(region), login: { user: config.smtpUser, password: config.smtpPassword } }
  }
  const { AWS_ACCESS_KEY_ID: user = '', AWS_SECRET_ACCESS_KEY: secret = '' } = environment
  if (user === '' || secret === '') {
    return problem(
      'bad_ses',
      "SES's credentials are missing: smtpUser and smtpPassword, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
    )
  }
  return { ...sesServer(region), login: { user, password: sesPassword(secret, region) } }
}

const urlOf = (text: string): URL | null => {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** A password with a `%` that nobody encoded is taken as it stands. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isThisMachine = (hostname: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(hostname)
