/** What a person would see on the telephone, and whether WhatsApp would show it at all. */
import { isObject } from '../http/router'
import type { ErrorCode } from './error-codes'
import type { MessageType, OutboundMessage } from './message'
import { fitTemplate, templateUseOf, type Rendering, type TemplateUse } from './template-check'

export interface Content {
  rendered: Rendering
  /** One of Meta's pricing categories. */
  category: string
  problem: { code: ErrorCode; reason: string } | null
}

const plain = (body: string): Content => ({
  rendered: { body, buttons: [] },
  category: 'service',
  problem: null
})

const misfit = (code: ErrorCode, reason: string): Content => ({ ...plain(''), problem: { code, reason } })

const fieldOf = (value: unknown, name: string) => {
  const field = isObject(value) ? value[name] : undefined
  return typeof field === 'string' ? field : ''
}

/** For tests and benchmarks with templates of their own: nothing is checked, the parameters are all there is to see. */
const unchecked = (use: TemplateUse): Content => {
  const values = use.body.kind === 'named' ? [...use.body.values.values()] : use.body.values
  return { ...plain([use.name, ...values].join(' | ')), category: 'marketing' }
}

const ofTemplate = (use: TemplateUse, namespace: string, anyTemplate: boolean): Content => {
  if (anyTemplate) return unchecked(use)
  const fit = fitTemplate(use, namespace)
  if (fit.kind === 'misfit') return misfit(fit.code, fit.reason)
  return { rendered: fit.rendering, category: fit.category, problem: null }
}

const templateMessage = ({ body }: OutboundMessage): TemplateUse => {
  const template = isObject(body['template']) ? body['template'] : {}
  const parameters: unknown = template['parameters']
  const values = Array.isArray(parameters) ? parameters.map(String) : []
  return {
    name: fieldOf(template, 'name'),
    language: fieldOf(body['whatsapp'], 'locale'),
    body: { kind: 'positional', values },
    buttons: new Map()
  }
}

/** Buttons and lists that are sent within a conversation. */
const interactive = (value: unknown): Content => {
  const { body, action } = isObject(value) ? value : {}
  const buttons = isObject(action) && Array.isArray(action['buttons']) ? action['buttons'] : []
  const replies = buttons.map(button => (isObject(button) ? button['reply'] : undefined))
  return {
    ...plain(fieldOf(body, 'text')),
    rendered: {
      body: fieldOf(body, 'text'),
      buttons: replies.map(reply => ({
        type: 'quick_reply',
        text: fieldOf(reply, 'title'),
        payload: fieldOf(reply, 'id')
      }))
    }
  }
}

const custom = (value: unknown, namespace: string, anyTemplate: boolean): Content => {
  const type = fieldOf(value, 'type')
  if (!isObject(value) || !type) return misfit('1020', '`custom.type` is missing')
  if (type === 'interactive') return interactive(value['interactive'])
  if (type !== 'template') return plain(JSON.stringify(value[type] ?? null))
  const use = templateUseOf(value['template'])
  return use
    ? ofTemplate(use, namespace, anyTemplate)
    : misfit('1020', '`custom.template` needs `name` and `language.code`')
}

const media = ({ body }: OutboundMessage, type: Exclude<MessageType, 'text' | 'template' | 'custom'>) => {
  const part = body[type]
  const what = fieldOf(part, 'url') || fieldOf(part, 'id') || fieldOf(part, 'emoji')
  return plain([`[${type}] ${what}`.trim(), fieldOf(part, 'caption')].filter(Boolean).join('\n'))
}

export const contentOf = (message: OutboundMessage, namespace: string, anyTemplate: boolean): Content => {
  const { body, message_type: type } = message
  switch (type) {
    case 'text':
      return plain(fieldOf(body, 'text'))
    case 'template':
      return ofTemplate(templateMessage(message), namespace, anyTemplate)
    case 'custom':
      return custom(body['custom'], namespace, anyTemplate)
    default:
      return media(message, type)
  }
}

/** The message as plain text: header, body, footer, and the buttons in brackets. */
export const asText = ({ header, body, footer, buttons }: Rendering) =>
  [
    header && (header.type === 'text' ? header.text : `[image] ${header.url}`),
    body,
    footer,
    buttons.map(({ text, url }) => (url ? `[${text}: ${url}]` : `[${text}]`)).join(' ')
  ]
    .filter(Boolean)
    .join('\n')
