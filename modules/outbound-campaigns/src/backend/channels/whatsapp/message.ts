import { z } from 'zod'

/** What is sent to one person, everything filled in, and the body of Vonage's request for it. */

const text = z.string().min(1)
const link = z.url({ protocol: /^https?$/ }).max(2000)
const buttonIndex = z.number().int().min(0).max(9)

export const templateHeaderSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('image'), link }),
  z.strictObject({ type: z.literal('video'), link }),
  z.strictObject({ type: z.literal('document'), link, filename: text.max(240).optional() })
])

/** `index` counts the template's buttons from 0. */
export const templateButtonSchema = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('quick_reply'), index: buttonIndex, payload: text.max(256) })
    .describe('What comes back when it is tapped'),
  z
    .strictObject({ type: z.literal('url'), index: buttonIndex, text: text.max(2000) })
    .describe("The end of the button's link, or the code of an authentication template"),
  z
    .strictObject({ type: z.literal('copy_code'), index: buttonIndex, code: text.max(15) })
    .describe('A coupon')
])

export const templateContentSchema = z.strictObject({
  template_id: text.max(600).describe("The template's name, with or without its namespace and a colon"),
  template_namespace: text.nullable().optional(),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'a language such as es_MX or en'),
  header: templateHeaderSchema.nullable().optional(),
  buttons: z.array(templateButtonSchema).max(10).nullable().optional()
})

export type TemplateHeader = z.infer<typeof templateHeaderSchema>
export type TemplateButton = z.infer<typeof templateButtonSchema>
export type TemplateContent = z.infer<typeof templateContentSchema>

/** The body's values: in their order, or by name where the template names its variables. */
export type Parameters = readonly string[] | Readonly<Record<string, string>>

interface Addressed {
  /** Digits only. */
  to: string
  from: string
  /** Comes back with every status. At most 100 characters. */
  ref: string
  /** Where the statuses go; null: where the account sends them. */
  webhookUrl: string | null
}

export interface Message extends Addressed {
  content: TemplateContent
  parameters: Parameters
}

/** Plain words, which WhatsApp takes only as an answer: within a day of what the person wrote. */
export interface TextMessage extends Addressed {
  text: string
}

export const isPositional = (parameters: Parameters): parameters is readonly string[] =>
  Array.isArray(parameters)

/** Vonage's plain form knows the body's positions and nothing else; the rest goes to Meta as it is. */
const needsCustom = ({ header, buttons }: TemplateContent, parameters: Parameters): boolean =>
  !isPositional(parameters) || Boolean(header) || Boolean(buttons && buttons.length > 0)

const formOf = (message: Message | TextMessage) => {
  if ('text' in message) return { message_type: 'text', text: message.text }
  const { content, parameters } = message
  return isPositional(parameters) && !needsCustom(content, parameters)
    ? templateForm(content, parameters)
    : customForm(content, parameters)
}

export const requestBody = (message: Message | TextMessage): string => {
  const { to, from, ref, webhookUrl } = message
  return JSON.stringify({
    channel: 'whatsapp',
    to,
    from,
    client_ref: ref,
    // Without it, an account of the old version would be told of statuses in the old form.
    webhook_version: 'v1',
    ...(webhookUrl !== null && { webhook_url: webhookUrl }),
    ...formOf(message)
  })
}

/** The name may bring its namespace along: `namespace:name`. */
const nameOf = ({ template_id: id, template_namespace: given }: TemplateContent) => {
  const colon = id.indexOf(':')
  if (colon > 0) return { namespace: id.slice(0, colon), name: id.slice(colon + 1) }
  return { namespace: given ?? null, name: id }
}

const templateForm = (content: TemplateContent, parameters: readonly string[]) => {
  const { namespace, name } = nameOf(content)
  return {
    message_type: 'template',
    whatsapp: { policy: 'deterministic', locale: content.language },
    template: { name: namespace === null ? name : `${namespace}:${name}`, parameters }
  }
}

const customForm = (content: TemplateContent, parameters: Parameters) => {
  const { namespace, name } = nameOf(content)
  return {
    message_type: 'custom',
    custom: {
      type: 'template',
      template: {
        name,
        ...(namespace !== null && { namespace }),
        language: { policy: 'deterministic', code: content.language },
        components: [
          ...(content.header ? [headerComponent(content.header)] : []),
          ...bodyComponent(parameters),
          ...(content.buttons ?? []).map(buttonComponent)
        ]
      }
    }
  }
}

const headerComponent = (header: TemplateHeader) => ({
  type: 'header',
  parameters: [headerParameter(header)]
})

const headerParameter = (header: TemplateHeader) => {
  switch (header.type) {
    case 'text':
      return { type: 'text', text: header.text }
    case 'image':
      return { type: 'image', image: { link: header.link } }
    case 'video':
      return { type: 'video', video: { link: header.link } }
    case 'document':
      return {
        type: 'document',
        document: { link: header.link, ...(header.filename && { filename: header.filename }) }
      }
  }
}

const bodyComponent = (given: Parameters) => {
  const parameters = isPositional(given)
    ? given.map(value => ({ type: 'text', text: value }))
    : Object.entries(given).map(([name, value]) => ({ type: 'text', parameter_name: name, text: value }))
  return parameters.length > 0 ? [{ type: 'body', parameters }] : []
}

const buttonComponent = (button: TemplateButton) => ({
  type: 'button',
  sub_type: button.type,
  index: String(button.index),
  parameters: [buttonParameter(button)]
})

const buttonParameter = (button: TemplateButton) => {
  switch (button.type) {
    case 'quick_reply':
      return { type: 'payload', payload: button.payload }
    case 'url':
      return { type: 'text', text: button.text }
    case 'copy_code':
      return { type: 'coupon_code', coupon_code: button.code }
  }
}
