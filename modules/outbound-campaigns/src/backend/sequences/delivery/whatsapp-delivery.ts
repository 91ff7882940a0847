import { mailVariables } from '../../channels/email/template'
import type { OpenChannel } from '../../channels/whatsapp/channel'
import type { ClaimedMessage, Outcome } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { addressOf } from '../../platform/phone/address'
import type { Settings } from '../../platform/settings/schema'
import { whatsappContent, type WhatsAppContent } from '../content/whatsapp'
import type { VersionShelf } from '../engine/shelf'
import type { StepOf } from '../steps/schema'
import { stepAt } from '../steps/way'
import { readData, type MessageData } from './message-data'

export interface WhatsAppPlan {
  botId: string
  channel: OpenChannel
  settings: Settings
  webhookUrl: string | null
}

const refused = (code: string, detail: string): Outcome => ({ kind: 'refused', reason: { code, detail } })

/** One WhatsApp template of a sequence: filled with the values that were kept when it was owed. */
export const sendTemplate = async (
  { db, shelf }: { db: Database; shelf: VersionShelf },
  { botId, channel, settings, webhookUrl }: WhatsAppPlan,
  message: ClaimedMessage,
  ref: string
): Promise<Outcome> => {
  const data = readData(message.data)
  const version = data && (await shelf.of(db, botId, [data.version_id])).get(data.version_id)
  const step = version && data && stepAt(version, data.step_key)
  if (!data || step?.type !== 'whatsapp')
    return refused('forgotten', 'What this message says is not known any more.')
  const filled = fill(step, data)
  if (!filled) return refused('template_error', 'The message could not be filled in for this person.')
  const { content, parameters, missing } = filled
  if (missing.length > 0)
    return refused('missing_variable', `There is nothing for the variables: ${missing.join(', ')}.`)
  const to = message.address ?? addressOf(message.person, settings.mx_prefix)
  return channel.send({ to, content, parameters, ref, webhookUrl })
}

/** Nothing was handed over yet: whatever goes wrong here, the message was not sent. */
const fill = (step: StepOf<'whatsapp'>, data: MessageData): WhatsAppContent | null => {
  try {
    return whatsappContent(step, mailVariables(data.person, { name: '', address: '' }))
  } catch {
    return null
  }
}
