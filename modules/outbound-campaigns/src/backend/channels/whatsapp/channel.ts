import type { Host } from '../../platform/host'
import type { SettingsService } from '../../platform/settings/settings'
import type { Reason } from '../outcome'
import type { Readiness } from '../readiness'
import { timed, type Took } from '../took'
import type { VonageAccount } from './account'
import type { UnderWay } from '../http/exchange'
import { fetchTemplates } from './fetch-templates'
import { findAccount } from './find-account'
import { TemplateShelf } from './templates'
import type { TemplateList } from './templates-schema'
import {
  connect,
  createVonageSender,
  DEFAULT_TIMEOUT_MS,
  type VonageConnection,
  type VonageSender
} from './vonage'

/** A bot's way out, as long as its account is the same. */
interface Post {
  fingerprint: string
  connection: VonageConnection
  shelf: TemplateShelf
  /** Questions for templates that have no answer yet. */
  asking: UnderWay
}

export interface OpenChannel extends VonageSender {
  /** The number that sends, digits only. */
  sender: string
  /** Nobody real is written to. */
  sandbox: boolean
  account: VonageAccount
  /** The longest that `send` takes. */
  timeoutMs: number
}

export type Opened = { kind: 'ready'; channel: OpenChannel } | { kind: 'not_ready'; reason: Reason }

/**
 * The WhatsApp of every bot: whether it can send, and the way to send. All of a bot's campaigns share its connections and
 * its token. When the account changes, new messages take the new one while those under way end on the old.
 */
export class WhatsAppChannel {
  private readonly posts = new Map<string, Post>()
  private readonly underWay = new Map<string, UnderWay>()

  constructor(
    private readonly host: Pick<Host, 'bots' | 'config'>,
    private readonly settings: Pick<SettingsService, 'of'>,
    private readonly timeoutMs = DEFAULT_TIMEOUT_MS,
    private readonly took: Took = () => undefined
  ) {}

  async readiness(botId: string): Promise<Readiness> {
    const found = await findAccount(this.host, this.settings, botId)
    const { sandbox } = found
    return found.kind === 'account'
      ? { ready: true, sandbox }
      : { ready: false, sandbox, reason: found.reason }
  }

  /**
   * The way to send, by what holds at this moment: account, number, error policy. It costs little, so it may be opened
   * again as often as one wants to be up to date. `abort` of any of them gives up all that the bot has under way.
   */
  async open(botId: string): Promise<Opened> {
    const found = await findAccount(this.host, this.settings, botId)
    if (found.kind === 'problem') return { kind: 'not_ready', reason: found.reason }
    const { account, sandbox, errorPolicy } = found
    const timeoutMs = found.sendTimeoutMs ?? this.timeoutMs
    const underWay = this.underWayOf(botId)
    const { connection } = this.postOf(botId, account)
    const { send, abort } = createVonageSender(connection, { timeoutMs, errorPolicy, underWay })
    return {
      kind: 'ready',
      channel: {
        sender: account.sender,
        sandbox,
        account,
        timeoutMs,
        send: timed(send, seconds => this.took(botId, seconds)),
        abort
      }
    }
  }

  async templates(botId: string, refresh = false): Promise<TemplateList> {
    const found = await findAccount(this.host, this.settings, botId)
    return found.kind === 'account'
      ? this.postOf(botId, found.account).shelf.list(refresh)
      : { items: [], stale: true, fetched_at: null, reason: found.reason }
  }

  /** The bot is gone, or the module. Messages under way come to their end: who doesn't want to wait aborts them before. */
  close(botId: string): void {
    const post = this.posts.get(botId)
    this.posts.delete(botId)
    this.underWay.delete(botId)
    if (post) endPost(post)
  }

  closeAll(): void {
    for (const botId of [...this.posts.keys()]) this.close(botId)
  }

  private underWayOf(botId: string): UnderWay {
    const known = this.underWay.get(botId)
    if (known) return known
    const made: UnderWay = new Set()
    this.underWay.set(botId, made)
    return made
  }

  private postOf(botId: string, account: VonageAccount): Post {
    const fingerprint = JSON.stringify(account)
    const known = this.posts.get(botId)
    if (known?.fingerprint === fingerprint) return known
    if (known) endPost(known)
    const connection = connect(account)
    const asking: UnderWay = new Set()
    const post = {
      fingerprint,
      connection,
      asking,
      shelf: new TemplateShelf(() => fetchTemplates(connection, asking))
    }
    this.posts.set(botId, post)
    return post
  }
}

const endPost = ({ connection, asking }: Post): void => {
  for (const giveUp of [...asking]) giveUp()
  connection.line.close()
}
