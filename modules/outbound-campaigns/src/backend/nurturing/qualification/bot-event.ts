import { z } from 'zod'
import { news, type ErrandResult, type Fact, type FactKind, type News } from '../../inbox'
import { leadsByIds, type StoredLead } from '../../leads'
import { addressesOf } from '../../outbox'
import type { Database } from '../../platform/database/database'
import { toIso } from '../../platform/database/values'
import type { Host } from '../../platform/host'
import { displayPhone } from '../../platform/phone/address'
import type { SettingsService } from '../../platform/settings/settings'
import { findQualifications, type Qualification } from './store'
import type { AboutQualification } from './webhook'

/**
 * Tells the bot that somebody qualified: an incoming event `lead_qualified` in the person's conversation, and what is
 * known of it in the user's attributes (`user.outbound_lead`), so that a flow can go by it whenever they write.
 *
 * The event reaches the bot's hooks. It carries the flag that keeps it from the flow, unless the settings say otherwise:
 * a flow that expects an answer would take it for one, and a bot would greet people who never wrote to it. Who has no
 * number, or whose bot has no WhatsApp, has no conversation: the hooks are told on a channel of the module's own.
 */
export const EVENT_TYPE = 'lead_qualified'
export const OWN_CHANNEL = 'outbound-campaigns'

const bodySchema = z.object({ qualification_id: z.number().int() })

export const qualifiedForBot: FactKind<AboutQualification> = {
  name: 'lead.qualified.bot',
  body: bodySchema,
  keepMs: 86_400_000
}

export const botNews = (qualificationId: number): News =>
  news(qualifiedForBot, {
    dedupeKey: `qualified bot ${qualificationId}`,
    subject: null,
    body: { qualification_id: qualificationId }
  })

export interface BotSources {
  db: Database
  settings: Pick<SettingsService, 'of'>
  bp: Pick<Host, 'events' | 'IO' | 'messaging' | 'users'>
  /** The bot's own number on WhatsApp, digits only; null: it has none. */
  numberOf(botId: string): Promise<string | null>
}

/** It may come twice, where a process dies in between: the payload's id is the same. */
export const tellBot =
  (sources: BotSources) =>
  async (botId: string, { body }: Fact<AboutQualification>): Promise<ErrandResult> => {
    const { db, bp } = sources
    const { qualified_bot_event: wanted, mx_prefix } = await sources.settings.of(botId)
    const [qualification] = await findQualifications(db, botId, [body.qualification_id])
    const [lead] = qualification ? await leadsByIds(db, botId, [qualification.leadId]) : []
    if (!qualification || !lead || wanted === 'off') return { kind: 'done' }
    const told = toldOf(qualification, lead)
    const conversation = await conversationOf(sources, botId, lead, mx_prefix)
    if (conversation) {
      await bp.users.getOrCreateUser(CHANNEL, conversation.userId, botId)
      await bp.users.updateAttributes(CHANNEL, conversation.userId, { outbound_lead: told })
    }
    const event = bp.IO.Event({
      type: EVENT_TYPE,
      direction: 'incoming',
      botId,
      payload: { type: EVENT_TYPE, ...told },
      preview: EVENT_TYPE,
      ...(conversation
        ? { channel: CHANNEL, target: conversation.userId, threadId: conversation.threadId }
        : { channel: OWN_CHANNEL, target: `lead-${lead.id}` })
    })
    const { SKIP_DIALOG_ENGINE, SKIP_QNA_PROCESSING, SKIP_NATIVE_NLU } = bp.IO.WellKnownFlags
    event.setFlag(SKIP_DIALOG_ENGINE, wanted === 'hooks' || !conversation)
    // There are no words in it to be understood.
    event.setFlag(SKIP_QNA_PROCESSING, true)
    event.setFlag(SKIP_NATIVE_NLU, true)
    await bp.events.sendEvent(event)
    return { kind: 'done' }
  }

const CHANNEL = 'vonage'

/** Botpress keeps its events: nothing in it says who it is but the lead's number here. */
const toldOf = ({ id, at, how, total, points, counts }: Qualification, lead: StoredLead) => ({
  id,
  lead_id: lead.id,
  qualified_at: toIso(at),
  how,
  total,
  points,
  ...counts
})

const conversationOf = async (
  { db, bp, numberOf }: BotSources,
  botId: string,
  { phone }: StoredLead,
  mxPrefix: Parameters<typeof displayPhone>[1]
): Promise<{ threadId: string; userId: string } | null> => {
  if (phone === null) return null
  const identity = await numberOf(botId)
  if (identity === null) return null
  // As WhatsApp writes the number: another writing would be another conversation.
  const told = (await addressesOf(db, botId, 'whatsapp', [phone])).get(phone)
  const sender = told ?? displayPhone(phone, mxPrefix).replace(/\D/g, '')
  const client = bp.messaging.forBot(botId)
  const threadId = await client.mapEndpoint({ channel: CHANNEL, identity, sender, thread: '*' })
  const conversation = await client.getConversation(threadId)
  return conversation ? { threadId, userId: conversation.userId } : null
}
