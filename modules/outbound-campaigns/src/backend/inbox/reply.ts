import { createHash } from 'crypto'
import { z } from 'zod'
import type { FactKind } from './fact'

const replyBody = z.object({
  /** Who told us: the provider, or the bot's own conversation. */
  via: z.enum(['webhook', 'bot']),
  /** The canonical number; null where only a name of WhatsApp's own is known. */
  person: z.string().nullable(),
  user_id: z.string().nullable(),
  /** The number as WhatsApp wrote it, digits only. */
  address: z.string().nullable(),
  uuid: z.string().nullable(),
  /** The provider's id of the message that it answers. */
  answers: z.string().nullable(),
  at: z.number().nullable(),
  type: z.string(),
  text: z.string().nullable(),
  payload: z.string().nullable()
})

export type ReplyBody = z.infer<typeof replyBody>

/** Kept for longer than Vonage repeats it and the bot may hear of it late. */
export const messageReply: FactKind<ReplyBody> = {
  name: 'message.reply',
  body: replyBody,
  keepMs: 7 * 86_400_000
}

export const readReplyBody = (json: string): ReplyBody => replyBody.parse(JSON.parse(json))

/** What belongs to one person is found by this, and it tells nobody who that is. */
export const subjectOf = (person: string): string =>
  createHash('sha256').update(`person ${person}`).digest('hex')
