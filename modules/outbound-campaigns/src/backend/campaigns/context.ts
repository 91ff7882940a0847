import type { Database } from '../platform/database/database'
import { fromJson, toIso, toNumber, toNumberOrNull, toTextOrNull } from '../platform/database/values'
import type { AnsweredMessage } from '../inbox'
import { personalise, rowReader } from './personalise'
import { importColumns } from './recipients-store'
import { findCampaign } from './store'

/** What a bot's flow should know of the message that somebody answers: which campaign, which template, with what. */
export const contextOfAnswer = async (
  db: Database,
  botId: string,
  { id, owner }: AnsweredMessage
): Promise<object | null> => {
  if (owner.type !== 'campaign') return null
  const campaign = await findCampaign(db, botId, owner.id)
  const row = await db.first(
    'select import_id, data, sent_at, provider_id from outbound_messages where bot_id = ? and id = ?',
    [botId, id]
  )
  if (!campaign || !row) return null
  const imports = await importColumns(db, botId, owner.id)
  const cells = fromJson(row.data)
  const read = rowReader(imports.get(toNumberOrNull(row.import_id) ?? -1)?.columns ?? [])
  const { parameters } = personalise(campaign, read(Array.isArray(cells) ? cells.map(String) : []))
  const sentAt = toNumberOrNull(row.sent_at)
  return {
    kind: 'campaign',
    campaign_id: campaign.id,
    campaign_name: campaign.name,
    template_id: campaign.template_id,
    language: campaign.language,
    variables: parameters,
    message_uuid: toTextOrNull(row.provider_id),
    sent_at: sentAt === null ? null : toIso(toNumber(sentAt))
  }
}
