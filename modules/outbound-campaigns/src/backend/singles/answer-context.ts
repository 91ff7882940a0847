import type { AnsweredMessage } from '../inbox'
import type { Database } from '../platform/database/database'
import { fromJson, toIso, toNumberOrNull, toTextOrNull } from '../platform/database/values'
import { readData } from './data'
import { SINGLE } from './lanes'
import { findSingle } from './store'

/** What a bot's flow should know of the single message that somebody answers. null: it is none. */
export const contextOfSingle = async (
  db: Database,
  botId: string,
  { id, owner }: AnsweredMessage
): Promise<object | null> => {
  if (owner.type !== SINGLE) return null
  const row = (await findSingle(db, botId, id))?.row
  const data = row && readData(fromJson(row.data))
  if (!row || !data) return null
  const sentAt = toNumberOrNull(row.sent_at)
  return {
    kind: 'single',
    message_id: id,
    template_id: data.form === 'template' ? data.content.template_id : null,
    language: data.form === 'template' ? data.content.language : null,
    variables: data.form === 'template' ? data.parameters : [],
    message_uuid: toTextOrNull(row.provider_id),
    sent_at: sentAt === null ? null : toIso(sentAt)
  }
}
