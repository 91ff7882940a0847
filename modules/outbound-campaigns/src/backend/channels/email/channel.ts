import { InvalidConfigError, readConfig } from '../../platform/config'
import type { Host } from '../../platform/host'
import type { UnderWay } from '../http/exchange'
import type { Outcome, Reason } from '../outcome'
import type { Readiness } from '../readiness'
import { timed, type Took } from '../took'
import type { Trouble } from '../trouble'
import { emailAccount, type EmailAccount } from './account'
import type { Mail } from './mail'
import { connectSmtp, sendBySmtp, type SmtpPost } from './smtp/sender'
import { connectWebhook, sendByWebhook, type WebhookPost } from './webhook/sender'

/** A mail server may look at a mail for long before it answers; a minute is what most need at most. */
export const DEFAULT_MAIL_TIMEOUT_MS = 60_000

export interface OpenEmailChannel {
  /** The address that sends. */
  sender: string
  /** The name that people read beside it; empty: none. */
  senderName: string
  /** Nobody real is written to. */
  sandbox: boolean
  /** The longest that `send` takes. */
  timeoutMs: number
  /** One attempt. Rejects only for what is no mail at all. */
  send(mail: Mail): Promise<Outcome>
  /** Gives up what the bot has under way. What may have been taken ends as unknown. */
  abort(): void
}

export type OpenedEmail = { kind: 'ready'; channel: OpenEmailChannel } | { kind: 'not_ready'; reason: Reason }

type Way = { driver: 'smtp'; post: SmtpPost } | { driver: 'webhook'; post: WebhookPost }

/** A bot's way out, as long as its account is the same. */
interface Post {
  fingerprint: string
  way: Way
}

export interface EmailChannelOptions {
  timeoutMs?: number
  /** How a bot's trouble with its server is judged. */
  trouble?: () => Trouble
  environment?: NodeJS.ProcessEnv
  took?: Took
}

/**
 * The e-mail of every bot: whether it can send, and the way to send. Everything of a bot shares its connections. When the
 * account changes, new mails take the new one while those under way end on the old.
 */
export class EmailChannel {
  private readonly posts = new Map<string, Post>()
  private readonly underWay = new Map<string, UnderWay>()

  constructor(
    private readonly host: Pick<Host, 'config'>,
    private readonly options: EmailChannelOptions = {}
  ) {}

  async readiness(botId: string): Promise<Readiness> {
    const found = await this.find(botId)
    return found.kind === 'account'
      ? { ready: true, sandbox: found.account.sandbox }
      : { ready: false, sandbox: false, reason: found.reason }
  }

  /** The way to send, by what holds at this moment. It costs little, so it may be opened again whenever that matters. */
  async open(botId: string): Promise<OpenedEmail> {
    const found = await this.find(botId)
    if (found.kind === 'problem') return { kind: 'not_ready', reason: found.reason }
    const { account, sendTimeoutMs } = found
    const timeoutMs = sendTimeoutMs ?? this.options.timeoutMs ?? DEFAULT_MAIL_TIMEOUT_MS
    const underWay = this.underWayOf(botId)
    const way = this.wayOf(botId, account)
    return {
      kind: 'ready',
      channel: {
        sender: account.from.address,
        senderName: account.from.name,
        sandbox: account.sandbox,
        timeoutMs,
        send: timed(
          (mail: Mail) =>
            way.driver === 'smtp'
              ? sendBySmtp(way.post, mail, timeoutMs, underWay)
              : sendByWebhook(way.post, mail, timeoutMs, underWay),
          seconds => this.options.took?.(botId, seconds)
        ),
        abort() {
          for (const giveUp of [...underWay]) giveUp()
        }
      }
    }
  }

  /** The bot is gone, or the module. Mails under way come to their end: who doesn't want to wait aborts them before. */
  close(botId: string): void {
    const post = this.posts.get(botId)
    this.posts.delete(botId)
    this.underWay.delete(botId)
    if (post) endWay(post.way)
  }

  closeAll(): void {
    for (const botId of [...this.posts.keys()]) this.close(botId)
  }

  /** Read afresh: the configuration may have been mended just now. */
  private async find(
    botId: string
  ): Promise<
    | { kind: 'account'; account: EmailAccount; sendTimeoutMs: number | undefined }
    | { kind: 'problem'; reason: Reason }
  > {
    try {
      const config = await readConfig(this.host.config, botId)
      const found = await emailAccount(config, this.options.environment)
      return found.kind === 'account'
        ? { ...found, sendTimeoutMs: config.sendTimeoutMs }
        : { kind: 'problem', reason: { code: found.code, detail: found.detail } }
    } catch (err) {
      if (!(err instanceof InvalidConfigError)) throw err
      return { kind: 'problem', reason: { code: 'bad_configuration', detail: err.message } }
    }
  }

  private underWayOf(botId: string): UnderWay {
    const known = this.underWay.get(botId)
    if (known) return known
    const made: UnderWay = new Set()
    this.underWay.set(botId, made)
    return made
  }

  private wayOf(botId: string, account: EmailAccount): Way {
    const fingerprint = JSON.stringify(account)
    const known = this.posts.get(botId)
    if (known?.fingerprint === fingerprint) return known.way
    if (known) endWay(known.way)
    const trouble = this.options.trouble?.()
    const way: Way =
      account.driver === 'smtp'
        ? { driver: 'smtp', post: connectSmtp(account, { trouble }) }
        : { driver: 'webhook', post: connectWebhook(account, { trouble }) }
    this.posts.set(botId, { fingerprint, way })
    return way
  }
}

const endWay = (way: Way): void => {
  if (way.driver === 'smtp') way.post.pool.close()
  else way.post.line.close()
}
