import { saidBy } from '../../inbox'
import type { Database } from '../../platform/database/database'
import { personsOf } from '../lead'
import { cutOut, type TimelineSource } from './source'

/** What the person said to the bot, answers to campaigns among it. */
export const conversationEntries = (db: Database): TimelineSource => ({
  name: 'conversation',
  async read(botId, lead, range) {
    const said = await saidBy(db, botId, personsOf(lead))
    const entries = said.map(({ id, at, type, text, payload }) => ({
      at,
      id,
      kind: 'reply',
      channel: 'whatsapp',
      details: { type, text, payload }
    }))
    return cutOut(entries, range)
  }
})
