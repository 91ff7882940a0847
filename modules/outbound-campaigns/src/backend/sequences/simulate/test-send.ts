import type { z } from 'zod'
import { mailVariables } from '../../channels/email/template'
import type { Outcome } from '../../channels/outcome'
import type { WhatsAppChannel } from '../../channels/whatsapp/channel'
import { normalizeEmail } from '../../platform/email/address'
import { conflict, unprocessable } from '../../platform/http/problem'
import { addressOf } from '../../platform/phone/address'
import { normalizePhone } from '../../platform/phone/phone'
import type { Settings } from '../../platform/settings/schema'
import { whatsappContent } from '../content/whatsapp'
import type { StepOf, Version } from '../steps/schema'
import type { StoredSequence } from '../templates/store'
import type { Contents } from './contents'
import type { testSendAnswerSchema } from './schema'

/**
 * A step's message to an address of one's own: made and sent by the code that sends all. It stands in no report, counts
 * for no limit, and its link to unsubscribe leads nowhere.
 */
type TestSendAnswer = z.infer<typeof testSendAnswerSchema>

export const sendTestMail = async (
  { sequence, version, step }: { sequence: StoredSequence; version: Version; step: StepOf<'email'> },
  contents: Contents,
  to: string
): Promise<TestSendAnswer> => {
  const address = normalizeEmail(to)
  if (address.kind === 'invalid') throw refusedAddress(address)
  const opened = await contents.open()
  if (opened.kind === 'not_ready') throw conflict(opened.reason.detail)
  const { content, problems } = await contents.of(step)
  if (!('html' in content)) throw unprocessable(problems[0]?.message ?? 'It could not be filled in.')
  const outcome = await opened.channel.send({
    ref: `test.${sequence.id}.${Date.now()}`,
    to: address.person,
    subject: content.subject,
    text: content.text,
    html: content.html,
    unsubscribeUrl: null,
    thread: null,
    feedbackId: null,
    fromName: sequence.settings.from_name,
    replyTo: sequence.settings.reply_to,
    metadata: {
      sequence_id: sequence.id,
      lead_ext_id: contents.person.ext_id,
      step_number: version.steps.findIndex(({ key }) => key === step.key) + 1,
      sequence_name: sequence.name
    }
  })
  return answerOf(outcome)
}

export const sendTestTemplate = async (
  step: StepOf<'whatsapp'>,
  contents: Contents,
  { to, botId, sequenceId }: { to: string; botId: string; sequenceId: number },
  whatsapp: Pick<WhatsAppChannel, 'open'>,
  settings: Settings
): Promise<TestSendAnswer> => {
  const phone = normalizePhone(to, settings.default_country)
  if (phone.kind === 'invalid') throw refusedAddress(phone)
  const opened = await whatsapp.open(botId)
  if (opened.kind === 'not_ready') throw conflict(opened.reason.detail)
  const variables = mailVariables(contents.person, { name: '', address: '' })
  const { content, parameters, missing } = whatsappContent(step, variables)
  if (missing.length > 0)
    throw unprocessable(`There is nothing for the variables: ${missing.join(', ')}.`, [
      { path: 'lead', code: 'missing_variable', message: 'It lacks what the template needs.' }
    ])
  const outcome = await opened.channel.send({
    to: addressOf(phone.person, settings.mx_prefix),
    content,
    parameters,
    ref: `test.${sequenceId}.${Date.now()}`,
    webhookUrl: null
  })
  return answerOf(outcome)
}

const refusedAddress = ({ code, message }: { code: string; message: string }) =>
  unprocessable(message, [{ path: 'to', code, message }])

const answerOf = (outcome: Outcome): TestSendAnswer =>
  outcome.kind === 'accepted'
    ? { accepted: true, provider_id: outcome.providerId, reason: null }
    : { accepted: false, provider_id: null, reason: outcome.reason }
