/** Plays a person who writes to the bot: a text, an answer to a list or a tap on a button, as a signed webhook. */
import { randomUUID } from 'crypto'
import type { Account } from '../credentials'
import { Fields, isHttpUrl, isText } from '../http/fields'
import { Refusal } from '../http/problems'
import { isObject } from '../http/router'
import type { WebhookPoster } from '../webhook-poster'
import type { Behaviour } from './behaviour'
import type { Entry, Ledger } from './ledger'
import { authorizationFor } from './signing'
import { vonageTime, waIdOf } from './status-body'

const FIELDS = [
  'from',
  'to',
  'text',
  'reply',
  'button',
  'context_message_uuid',
  'profile_name',
  'url',
  'message_uuid'
] as const

const isPerson = (value: unknown): value is string =>
  typeof value === 'string' && /^(\d{7,15}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/.test(value)

const isNumber = (value: unknown): value is string => typeof value === 'string' && /^\d{7,15}$/.test(value)

const isReply = (value: unknown): value is { id: string; title: string; description?: string } =>
  isObject(value) && isText(value['id']) && isText(value['title'])

const isButton = (value: unknown): value is { payload: string; text: string } =>
  isObject(value) && isText(value['payload']) && isText(value['text'])

type Said =
  | { message_type: 'text'; text: string }
  | { message_type: 'reply'; reply: { id: string; title: string; description?: string } }
  | { message_type: 'button'; button: { payload: string; text: string } }

const readSaid = (fields: Fields): Said | undefined => {
  const text = fields.optional('text', isText, 'a text')
  const reply = fields.optional('reply', isReply, 'an object with `id` and `title`')
  const button = fields.optional('button', isButton, 'an object with `payload` and `text`')
  const said: Said[] = []
  if (text !== undefined) said.push({ message_type: 'text', text })
  if (reply) said.push({ message_type: 'reply', reply })
  if (button) said.push({ message_type: 'button', button })
  if (said.length !== 1) fields.refuse('text', 'is needed, or `reply`, or `button`: exactly one of them.')
  return said[0]
}

/**
 * A tap is always on a message: the newest one to this person that has the button, or else the newest one. A text is an
 * answer to a message only where the person quotes it.
 */
const messageTapped = (said: Said, from: string, { messages }: Ledger) => {
  if (said.message_type === 'text') return undefined
  const label = said.message_type === 'button' ? said.button.text : said.reply.title
  const isTheirs = ({ accepted, message }: Entry) => accepted && waIdOf(message.to) === waIdOf(from)
  const hasIt = ({ content }: Entry) => content.rendered.buttons.some(({ text }) => text === label)
  return messages.find(entry => isTheirs(entry) && hasIt(entry)) ?? messages.find(isTheirs)
}

interface Parts {
  account: Account
  behaviour: () => Behaviour
  ledger: Ledger
  poster: WebhookPoster
}

export const sendInbound = async (parts: Parts, request: Record<string, unknown>) => {
  const { account, behaviour, ledger, poster } = parts
  const fields = new Fields(request, FIELDS)
  const from = fields.optional('from', isPerson, 'a number of 7 to 15 digits, or a WhatsApp user id')
  if (request['from'] === undefined) fields.refuse('from', 'is required.')
  const to = fields.optional('to', isNumber, 'a number of 7 to 15 digits') ?? account.botPhoneNumber
  const said = readSaid(fields)
  const context = fields.optional('context_message_uuid', isText, 'the uuid of a message')
  const name = fields.optional('profile_name', isText, 'a name')
  const uuid = fields.optional('message_uuid', isText, 'a uuid') ?? randomUUID()
  const url = fields.optional('url', isHttpUrl, 'an http(s) address') ?? behaviour().inbound_url
  fields.done()
  if (!from || !said) throw new Error('a missing field went unnoticed')
  if (url === null) {
    throw new Refusal(409, 'No receiver', 'Set `inbound_url` in the behaviour, or give `url` with this call.')
  }

  const answered = context ?? messageTapped(said, from, ledger)?.message_uuid
  const body = JSON.stringify({
    channel: 'whatsapp',
    message_uuid: uuid,
    to,
    from,
    timestamp: vonageTime(new Date()),
    profile: { name: name ?? from },
    context_status: answered === undefined ? 'none' : 'available',
    ...(answered !== undefined && { context: { message_uuid: answered, message_from: to } }),
    ...said
  })
  const answer = await poster.post(url, body, () =>
    authorizationFor(body, account, behaviour().signature, 'jwt')
  )
  return { message_uuid: uuid, url, body: JSON.parse(body) as unknown, answer }
}
