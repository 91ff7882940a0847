import { mailVariables, TemplateError } from '../../channels/email/template'
import { replySubject } from '../../channels/email/headers'
import type { OpenEmailChannel } from '../../channels/email/channel'
import type { Thread } from '../../channels/email/mail'
import type { ClaimedMessage, Outcome, SenderLimits } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { toText, toTextOrNull } from '../../platform/database/values'
import type { Settings } from '../../platform/settings/schema'
import { emailContent } from '../content/email'
import type { VersionShelf } from '../engine/shelf'
import type { PlacedStep, StepOf } from '../steps/schema'
import { stepAt } from '../steps/way'
import type { StoredSequence } from '../templates/store'
import { readData, type MessageData } from './message-data'

/** What a mail has beside its words: told by whoever answers for it. */
export interface MailLinks {
  /** Where the person says that they want no more; null: nobody could follow it from outside. */
  unsubscribeUrl(
    botId: string,
    to: { person: string; channel: 'email' | 'whatsapp'; messageId: number }
  ): Promise<string | null>
  /** How it is noticed that a mail was opened and what was clicked; null: nothing is noticed. */
  trackingOf(
    botId: string,
    mail: { messageId: number; enrollmentId: number }
  ): Promise<{ pixelUrl?: string | null; rewriteLink?: (url: string) => string } | null>
}

export interface EmailPlan {
  botId: string
  sequence: StoredSequence
  channel: OpenEmailChannel
  settings: Settings
}

export interface EmailParts {
  db: Database
  shelf: VersionShelf
  links: MailLinks
}

export const emailSender = (address: string, settings: Settings): SenderLimits => ({
  id: `email:${address}`,
  ratePerSecond: settings.email_rate_per_second,
  // A mailbox counts mails and not people: `email_daily_limit`, kept by the engine.
  dailyUniqueLimit: null
})

const GONE: Outcome = {
  kind: 'refused',
  reason: { code: 'forgotten', detail: 'What this message says is not known any more.' }
}

/** One mail of a sequence: filled with the values that were kept when it was owed, and handed to the mail channel. */
export const sendMail = async (
  { db, shelf, links }: EmailParts,
  { botId, sequence, channel, settings }: EmailPlan,
  message: ClaimedMessage,
  ref: string
): Promise<Outcome> => {
  const data = readData(message.data)
  const version = data && (await shelf.of(db, botId, [data.version_id])).get(data.version_id)
  const step = version && data && stepAt(version, data.step_key)
  if (!data || !version || step?.type !== 'email') return GONE

  const unsubscribeUrl = await links.unsubscribeUrl(botId, {
    person: message.person,
    channel: 'email',
    messageId: message.id
  })
  const tracked =
    data.tracking && sequence.settings.tracking
      ? await links.trackingOf(botId, { messageId: message.id, enrollmentId: data.enrollment_id })
      : null
  const before = isInThread(step, sequence) ? await mailsBefore(db, data) : null
  const sender = { name: sequence.settings.from_name ?? channel.senderName, address: channel.sender }
  try {
    const mail = emailContent(step, mailVariables(data.person, sender), {
      unsubscribeUrl,
      trackingPixel: tracked?.pixelUrl ?? null,
      rewriteLink: tracked?.rewriteLink,
      language: data.language ?? settings.language
    })
    return await channel.send({
      ref,
      to: message.person,
      ...mail,
      subject: before ? replySubject(before.subject ?? mail.subject) : mail.subject,
      unsubscribeUrl,
      thread: before?.thread ?? null,
      fromName: sequence.settings.from_name,
      replyTo: sequence.settings.reply_to,
      feedbackId: `sequence-${sequence.id}:${step.key}`,
      metadata: {
        sequence_id: sequence.id,
        lead_ext_id: data.person.ext_id,
        step_number: version.steps.indexOf(step) + 1,
        sequence_name: sequence.name
      }
    })
  } catch (err) {
    if (!(err instanceof TemplateError)) throw err
    return {
      kind: 'refused',
      reason: { code: 'template_error', detail: 'The mail could not be filled in for this person.' }
    }
  }
}

const isInThread = ({ config }: PlacedStep & StepOf<'email'>, { settings }: StoredSequence): boolean =>
  config.in_thread ?? settings.in_thread

/** The mails that this lead got before in this sequence, as a mail program threads them; null: there is none. */
const mailsBefore = async (
  db: Database,
  { enrollment_id }: MessageData
): Promise<{ thread: Thread; subject: string | null } | null> => {
  const rows = await db.query(
    `select provider_id, subject from outbound_executions
      where enrollment_id = ? and type = 'email' and provider_id is not null order by started_at, visit`,
    [enrollment_id]
  )
  const ids = rows.map(row => toText(row.provider_id))
  const last = ids[ids.length - 1]
  const [first] = rows
  if (last === undefined || !first) return null
  return { thread: { inReplyTo: last, references: ids.slice(0, -1) }, subject: toTextOrNull(first.subject) }
}
