import { news, type News } from '../fact'
import { messageReply, subjectOf, type ReplyBody } from '../reply'
import { matchForms } from '../../platform/phone/address'
import { channelOf, fieldOf, partyOf, textOf, timeOf } from './fields'
import { userIdOf } from './status'

/** A person's message, or undefined for what is none: another channel, or nobody known to have sent it. */
export const readInbound = (item: Record<string, unknown>): News | undefined => {
  if (channelOf(item) !== 'whatsapp') return undefined
  const from = partyOf(item.from)
  const uuid = textOf(item.message_uuid)
  if (from === null || uuid === null) return undefined

  const sender = fieldOf(item.whatsapp, 'sender')
  const userId = textOf(fieldOf(sender, 'user_id')) ?? userIdOf(from)
  const address = digitsOf(textOf(fieldOf(sender, 'wa_id')) ?? from)
  const person = address === null ? null : (matchForms(address)[0] ?? null)
  if (person === null && userId === null) return undefined

  const body: ReplyBody = {
    via: 'webhook',
    person,
    user_id: userId,
    address,
    uuid,
    answers: textOf(fieldOf(item.context, 'message_uuid')),
    at: timeOf(item.timestamp),
    ...saidIn(item)
  }
  return news(messageReply, {
    dedupeKey: `vonage ${uuid}`,
    subject: subjectOf(person ?? userId ?? from),
    body
  })
}

const digitsOf = (party: string): string | null => /^\+?(\d{7,15})$/.exec(party)?.[1] ?? null

/** What the person said, and what the button they tapped means. v0.1 keeps it deeper. */
const saidIn = (item: Record<string, unknown>): Pick<ReplyBody, 'type' | 'text' | 'payload'> => {
  const content = fieldOf(item.message, 'content') ?? item
  const type = textOf(item.message_type) ?? textOf(fieldOf(content, 'type')) ?? 'unknown'
  const part = fieldOf(content, type)
  switch (type) {
    case 'text':
      return { type, text: textOf(fieldOf(content, 'text')), payload: null }
    case 'reply':
      return { type, text: textOf(fieldOf(part, 'title')), payload: textOf(fieldOf(part, 'id')) }
    case 'button':
      return { type, text: textOf(fieldOf(part, 'text')), payload: payloadOf(fieldOf(part, 'payload')) }
    default:
      return { type, text: textOf(fieldOf(part, 'caption')), payload: null }
  }
}

/** A quick reply's payload is a text, a flow's an object. */
const payloadOf = (payload: unknown): string | null =>
  textOf(payload) ??
  (payload === undefined || payload === null ? null : JSON.stringify(payload).slice(0, 4_000))
