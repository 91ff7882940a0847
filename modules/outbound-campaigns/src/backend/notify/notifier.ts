import type { Database } from '../platform/database/database'
import type { EmailChannel } from '../channels/email/channel'
import type { Outcome } from '../channels/outcome'
import { addNews, news, type ErrandResult, type Fact, type Inbox } from '../inbox'
import { toIso } from '../platform/database/values'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { noticeKind, noticeText, subjectOf, type Notice, type Target } from './notice'
import { postJson } from './post'

export interface NotifierSources {
  settings: SettingsService
  /** Notices leave by the bot's own mailbox. */
  email: Pick<EmailChannel, 'open'>
  /** Whether addresses of the server's own net may be called. */
  allowsPrivate(botId: string): Promise<boolean>
  /** Is told of each that has come true, whoever else is. */
  told?: Told
}

export type Told = (botId: string, notice: Omit<Notice, 'target'>) => void

/** Tells whoever the settings name: by Slack, by a webhook, by mail. */
export class Notifier {
  constructor(private readonly sources: NotifierSources) {}

  register(inbox: Inbox): void {
    inbox.onErrand(noticeKind, (botId, fact) => this.deliver(botId, fact))
  }

  /** In the caller's transaction: the word goes out if and only if what it tells has happened. */
  async tell(tx: Database, botId: string, notice: Omit<Notice, 'target'>): Promise<void> {
    const { notify } = await this.sources.settings.of(botId, tx)
    const told = targetsOf(notify).map(target => ({
      botId,
      ...news(noticeKind, {
        dedupeKey: `notice ${target} ${notice.event} ${subjectOf(notice)} ${notice.at}`,
        subject: null,
        body: { ...notice, target }
      })
    }))
    if (told.length > 0) await addNews(tx, told)
    tx.afterCommit(() => this.sources.told?.(botId, notice))
  }

  private async deliver(botId: string, { body }: Fact<Notice>): Promise<ErrandResult> {
    const { notify, language } = await this.sources.settings.of(botId)
    const { subject, text } = noticeText(body, botId, language)
    const post = async (address: string, said: object) =>
      postJson(address, said, { allowPrivate: await this.sources.allowsPrivate(botId) })
    switch (body.target) {
      case 'slack':
        return notify.slack_webhook_url ? post(notify.slack_webhook_url, { text }) : taken
      case 'webhook':
        return notify.webhook_url
          ? post(notify.webhook_url, {
              event: body.event,
              at: toIso(body.at),
              bot_id: botId,
              ...(body.campaign && { campaign: body.campaign }),
              ...(body.sequence && { sequence: body.sequence }),
              ...(body.nurturing && { nurturing: body.nurturing }),
              ...(body.report && {
                report: { id: body.report.id, kind: body.report.kind, period: body.report.period }
              }),
              reason: body.reason,
              text
            })
          : taken
      case 'email':
        return notify.email
          ? this.mail(botId, {
              to: notify.email,
              subject,
              text,
              ref: `notice-${subjectOf(body).replace(/ /g, '-')}-${body.at}`
            })
          : taken
    }
  }

  private async mail(
    botId: string,
    mail: { to: string; subject: string; text: string; ref: string }
  ): Promise<ErrandResult> {
    const opened = await this.sources.email.open(botId)
    if (opened.kind === 'not_ready') return { kind: 'never', error: opened.reason.detail }
    const outcome = await opened.channel.send({
      ...mail,
      html: null,
      unsubscribeUrl: null,
      thread: null,
      feedbackId: null,
      metadata: null,
      automatic: true
    })
    return resultOf(outcome)
  }
}

/** To an operator a word too many does no harm: what may have been sent is sent again. */
const resultOf = (outcome: Outcome): ErrandResult => {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'done' }
    case 'refused':
      return { kind: 'never', error: outcome.reason.detail }
    case 'stop':
    case 'throttled':
    case 'try_again':
    case 'unknown':
      return { kind: 'again', error: outcome.reason.detail }
  }
}

/** The address was taken out of the settings meanwhile: nobody is left to be told. */
const taken: ErrandResult = { kind: 'never', error: 'The settings name nobody any more.' }

const targetsOf = (notify: Settings['notify']): Target[] => [
  ...(notify.slack_webhook_url ? (['slack'] as const) : []),
  ...(notify.webhook_url ? (['webhook'] as const) : []),
  ...(notify.email ? (['email'] as const) : [])
]
