/** Checks the body of `POST /v1/messages` by the rules of the Messages API for WhatsApp. */
import { isHttpUrl } from '../http/fields'
import type { InvalidParameter } from '../http/problems'
import { isObject } from '../http/router'
import type { InvalidPart } from './refusals'

export interface OutboundMessage {
  to: string
  from: string
  message_type: MessageType
  client_ref: string | null
  webhook_url: string | null
  webhook_version: 'v1' | 'v0.1' | null
  /** As it came. */
  body: Record<string, unknown>
}

export type Checked =
  | { kind: 'valid'; message: OutboundMessage }
  | { kind: 'invalid'; part: InvalidPart; invalid: InvalidParameter[] }

type Rule = (value: unknown) => string | undefined

const REQUIRED = 'is required.'

const required =
  (rule: Rule): Rule =>
  value =>
    value === undefined || value === null ? REQUIRED : rule(value)

const optional =
  (rule: Rule): Rule =>
  value =>
    value === undefined ? undefined : rule(value)

const text =
  (from: number, to: number): Rule =>
  value => {
    if (typeof value !== 'string') return 'must be a string.'
    const { length } = value
    return length >= from && length <= to ? undefined : `must have ${from} to ${to} characters.`
  }

const someText = text(1, 4096)

const oneOf =
  (...values: string[]): Rule =>
  value =>
    typeof value === 'string' && values.includes(value) ? undefined : `must be one of ${values.join(', ')}.`

const anyObject: Rule = value => (isObject(value) ? undefined : 'must be an object.')

const url =
  (longest = 2000): Rule =>
  value =>
    isHttpUrl(value) && value.length <= longest
      ? undefined
      : `must be an http(s) URL of up to ${longest} characters.`

const strings: Rule = value =>
  Array.isArray(value) && value.every(item => typeof item === 'string')
    ? undefined
    : 'must be an array of strings.'

const number: Rule = value => {
  if (typeof value !== 'string') return 'must be a string.'
  return /^\d{7,15}$/.test(value) ? undefined : 'must have 7 to 15 digits, with neither a leading + nor 00.'
}

// Since usernames came, WhatsApp also knows people by an id such as MX.13491208655302741918.
const recipient: Rule = value =>
  typeof value === 'string' && /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(value) ? undefined : number(value)

const never: Rule = value => (value === undefined ? undefined : 'is not supported by this sandbox.')

type Shape = Record<string, Rule>

const media = (name: string, more: Shape = {}): Shape => ({
  [name]: required(anyObject),
  [`${name}.url`]: required(url()),
  ...more
})
const caption = optional(text(1, 3000))

const SHAPES = {
  text: { text: required(someText) },
  template: {
    whatsapp: required(anyObject),
    'whatsapp.locale': required(text(2, 20)),
    'whatsapp.policy': optional(oneOf('deterministic')),
    template: required(anyObject),
    'template.name': required(text(1, 600)),
    'template.parameters': optional(strings)
  },
  custom: { custom: required(anyObject) },
  image: media('image', { 'image.caption': caption }),
  audio: media('audio'),
  video: media('video', { 'video.caption': caption }),
  file: media('file', { 'file.caption': caption, 'file.name': optional(text(1, 255)) }),
  sticker: {
    sticker: required(anyObject),
    'sticker.url': optional(url()),
    'sticker.id': optional(text(1, 255))
  },
  reaction: {
    reaction: required(anyObject),
    'reaction.action': required(oneOf('react', 'unreact')),
    context: required(anyObject)
  }
} satisfies Record<string, Shape>

export type MessageType = keyof typeof SHAPES

const isMessageType = (value: unknown): value is MessageType =>
  typeof value === 'string' && Object.hasOwn(SHAPES, value)

const COMMON: Shape = {
  channel: required(oneOf('whatsapp')),
  message_type: required(oneOf(...Object.keys(SHAPES))),
  to: required(recipient),
  from: required(number),
  client_ref: optional(text(0, 100)),
  webhook_url: optional(url()),
  webhook_version: optional(oneOf('v0.1', 'v1')),
  context: optional(anyObject),
  'context.message_uuid': optional(someText),
  failover: never
}

/** A wrong value of these has an error of its own; a missing one is a missing parameter like any other. */
const PARTS: ReadonlyMap<string, InvalidPart> = new Map([
  ['channel', 'channel'],
  ['from', 'sender'],
  ['to', 'recipient'],
  ['message_type', 'message_type'],
  ['client_ref', 'client_ref']
])

const valueAt = (body: Record<string, unknown>, path: string): unknown => {
  const [first = '', second] = path.split('.')
  const value = body[first]
  if (second === undefined) return value
  return isObject(value) ? value[second] : undefined
}

const check = (body: Record<string, unknown>, shape: Shape): InvalidParameter[] => {
  const invalid: InvalidParameter[] = []
  for (const [name, rule] of Object.entries(shape)) {
    const [parent = ''] = name.split('.')
    // A field is only looked for where there is an object that could have it.
    if (parent !== name && !isObject(body[parent])) continue
    const reason = rule(valueAt(body, name))
    if (reason) invalid.push({ name, reason })
  }
  return invalid
}

const stickerProblem = ({ sticker }: Record<string, unknown>): InvalidParameter[] =>
  isObject(sticker) && 'url' in sticker === 'id' in sticker
    ? [{ name: 'sticker', reason: 'must have either `url` or `id`.' }]
    : []

const partOf = (invalid: InvalidParameter[]): InvalidPart => {
  const parts = invalid.map(({ name, reason }) =>
    reason === REQUIRED ? 'params' : (PARTS.get(name) ?? 'params')
  )
  const [first = 'params'] = parts
  return parts.every(part => part === first) ? first : 'params'
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null)

export const checkMessage = (body: unknown): Checked => {
  if (!isObject(body)) {
    return { kind: 'invalid', part: 'params', invalid: [{ name: 'body', reason: 'must be a JSON object.' }] }
  }
  const type = body['message_type']
  const invalid = [
    ...check(body, COMMON),
    ...(isMessageType(type) ? check(body, SHAPES[type]) : []),
    ...(type === 'sticker' ? stickerProblem(body) : [])
  ]
  if (invalid.length || !isMessageType(type)) return { kind: 'invalid', part: partOf(invalid), invalid }
  const version = body['webhook_version']
  return {
    kind: 'valid',
    message: {
      to: String(body['to']),
      from: String(body['from']),
      message_type: type,
      client_ref: textOrNull(body['client_ref']),
      webhook_url: textOrNull(body['webhook_url']),
      webhook_version: version === 'v1' || version === 'v0.1' ? version : null,
      body
    }
  }
}
