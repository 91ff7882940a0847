import type { Database } from '../platform/database/database'
import { sendMail, type Mailbox } from '../channels/email/mailer'
import { addNews, news, type ErrandResult, type Fact, type Inbox } from '../inbox'
import { toIso } from '../platform/database/values'
import type { Settings } from '../platform/settings/schema'
import type { SettingsService } from '../platform/settings/settings'
import { noticeKind, noticeText, type Notice, type Target } from './notice'
import { postJson } from './post'

export interface NotifierSources {
  settings: SettingsService
  /** Where mail is handed in; null: nobody has said. */
  mailbox(botId: string): Promise<Mailbox | null>
}

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
        dedupeKey: `notice ${target} ${notice.event} ${notice.campaign.id} ${notice.at}`,
        subject: null,
        body: { ...notice, target }
      })
    }))
    if (told.length > 0) await addNews(tx, told)
  }

  private async deliver(botId: string, { body }: Fact<Notice>): Promise<ErrandResult> {
    const { notify } = await this.sources.settings.of(botId)
    const { subject, text } = noticeText(body, botId)
    switch (body.target) {
      case 'slack':
        return notify.slack_webhook_url ? postJson(notify.slack_webhook_url, { text }) : taken
      case 'webhook':
        return notify.webhook_url
          ? postJson(notify.webhook_url, {
              event: body.event,
              at: toIso(body.at),
              bot_id: botId,
              campaign: body.campaign,
              reason: body.reason
            })
          : taken
      case 'email':
        return notify.email ? this.mail(botId, { to: notify.email, subject, text }) : taken
    }
  }

  private async mail(
    botId: string,
    mail: { to: string; subject: string; text: string }
  ): Promise<ErrandResult> {
    const mailbox = await this.sources.mailbox(botId)
    if (!mailbox) return { kind: 'never', error: 'The configuration has no smtpUrl.' }
    try {
      await sendMail(mailbox, mail)
      return { kind: 'done' }
    } catch (err) {
      const { responseCode } = err as { responseCode?: number }
      const refused = responseCode !== undefined && responseCode >= 500
      return {
        kind: refused ? 'never' : 'again',
        error: `The mail server refused (${responseCode ?? 'no answer'}).`
      }
    }
  }
}

/** The address was taken out of the settings meanwhile: nobody is left to be told. */
const taken: ErrandResult = { kind: 'never', error: 'The settings name nobody any more.' }

const targetsOf = (notify: Settings['notify']): Target[] => [
  ...(notify.slack_webhook_url ? (['slack'] as const) : []),
  ...(notify.webhook_url ? (['webhook'] as const) : []),
  ...(notify.email ? (['email'] as const) : [])
]
