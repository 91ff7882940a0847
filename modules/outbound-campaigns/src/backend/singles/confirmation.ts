import type { StopWordObeyed } from '../compliance'
import type { Reaction } from '../inbox'
import { enqueue, type Owner } from '../outbox'
import type { SettingsService } from '../platform/settings/settings'
import { DAY_MS, type SingleData } from './data'
import { laneFor } from './lanes'

/**
 * Answers a stop word once, where the bot has words for it: one message for each reply that opted somebody out. It is an
 * answer, so it goes as plain text and within a day of the word, or not at all.
 */
export const confirmStopWords =
  (settings: SettingsService, owed: (botId: string, owner: Owner) => void): Reaction<StopWordObeyed> =>
  async (tx, botId, facts) => {
    const all = await settings.of(botId, tx)
    const text = all.opt_out_confirmation
    if (text === null || facts.length === 0) return
    const owner = await laneFor(tx, botId, 'confirmation', all)
    const added = await enqueue(
      tx,
      { owner, botId, channel: 'whatsapp' },
      facts.map(({ body: { person, reply, at } }) => ({
        person,
        dedupeKey: `reply ${reply}`,
        importId: null,
        line: null,
        data: { form: 'text', text, until: at + DAY_MS } satisfies SingleData
      }))
    )
    if (added > 0) owed(botId, owner)
  }
