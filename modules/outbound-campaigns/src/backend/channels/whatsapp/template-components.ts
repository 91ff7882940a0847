import { z } from 'zod'
import { isPositional, type Parameters, type TemplateContent } from './message'

/**
 * A template as Meta describes it: its components, which variables they have, and how they look once filled. Read
 * leniently: Meta adds kinds of components and buttons, and one that we don't know must not hide the whole list.
 */

const buttonSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional()
})

export const componentSchema = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(buttonSchema).optional()
})

export type Component = z.infer<typeof componentSchema>
type Button = z.infer<typeof buttonSchema>

const HEADER_KINDS = ['text', 'image', 'video', 'document', 'location', 'other'] as const

/** What a message must bring for a template. */
export const templateParametersSchema = z.object({
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('positional'), count: z.number().int() }),
    z.object({ kind: z.literal('named'), names: z.array(z.string()) })
  ]),
  header: z
    .enum(HEADER_KINDS)
    .nullable()
    .describe(
      'What the message must bring for the header; null: nothing, it has none or always the same text'
    ),
  buttons: z.array(
    z.object({
      index: z.number().int(),
      type: z.string(),
      text: z.string(),
      parameter: z.enum(['required', 'optional', 'none'])
    })
  )
})

export type TemplateParameters = z.infer<typeof templateParametersSchema>
export type HeaderKind = (typeof HEADER_KINDS)[number]

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g

/** Each variable once, in the order of its first mention. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))
]

const partOf = (components: readonly Component[], type: string): Component | undefined =>
  components.find(component => component.type.toUpperCase() === type)

const buttonsOf = (components: readonly Component[]): Button[] => partOf(components, 'BUTTONS')?.buttons ?? []

export const parametersOf = (components: readonly Component[]): TemplateParameters => ({
  body: bodyParameters(partOf(components, 'BODY')?.text ?? ''),
  header: headerParameter(partOf(components, 'HEADER')),
  buttons: buttonsOf(components).map((button, index) => ({
    index,
    type: button.type.toLowerCase(),
    text: button.text ?? '',
    parameter: buttonParameter(button)
  }))
})

/** Positions may be left out or used twice; the highest one says how many values there must be. */
const bodyParameters = (text: string): TemplateParameters['body'] => {
  const names = placeholdersOf(text)
  return names.every(name => /^\d+$/.test(name))
    ? { kind: 'positional', count: Math.max(0, ...names.map(Number)) }
    : { kind: 'named', names }
}

const headerParameter = (header: Component | undefined): HeaderKind | null => {
  if (!header) return null
  const kind = (header.format ?? 'TEXT').toLowerCase()
  if (kind === 'text') return placeholdersOf(header.text ?? '').length > 0 ? 'text' : null
  return HEADER_KINDS.find(known => known === kind) ?? 'other'
}

const buttonParameter = (button: Button): 'required' | 'optional' | 'none' => {
  switch (button.type.toUpperCase()) {
    case 'URL':
      return placeholdersOf(button.url ?? '').length > 0 ? 'required' : 'none'
    case 'OTP':
    case 'COPY_CODE':
      return 'required'
    case 'QUICK_REPLY':
      return 'optional'
    default:
      return 'none'
  }
}

export const renderedSchema = z.object({
  header: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text'), text: z.string() }),
      z.object({ type: z.enum(['image', 'video', 'document']), link: z.string() })
    ])
    .nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.object({
      type: z.string(),
      text: z.string(),
      url: z.string().nullable(),
      payload: z.string().nullable().describe('What comes back, or is copied, when it is tapped')
    })
  )
})

export type Rendered = z.infer<typeof renderedSchema>

/** The message as the person will see it. A variable without a value stays visible as {{name}}. */
export const renderTemplate = (
  components: readonly Component[],
  content: Pick<TemplateContent, 'header' | 'buttons'>,
  parameters: Parameters
): Rendered => ({
  header: renderHeader(partOf(components, 'HEADER'), content.header ?? null),
  body: fill(partOf(components, 'BODY')?.text ?? '', valuesOf(parameters)),
  footer: partOf(components, 'FOOTER')?.text ?? null,
  buttons: buttonsOf(components).map((button, index) =>
    renderButton(
      button,
      (content.buttons ?? []).find(given => given.index === index)
    )
  )
})

const fill = (text: string, valueOf: (name: string) => string | undefined): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => valueOf(name) ?? whole)

const valuesOf =
  (parameters: Parameters) =>
  (name: string): string | undefined => {
    if (isPositional(parameters)) return parameters[Number(name) - 1]
    return Object.prototype.hasOwnProperty.call(parameters, name) ? parameters[name] : undefined
  }

const renderHeader = (
  component: Component | undefined,
  given: NonNullable<TemplateContent['header']> | null
): Rendered['header'] => {
  if (given && given.type !== 'text') return { type: given.type, link: given.link }
  if (component?.text === undefined) return null
  return { type: 'text', text: fill(component.text, () => given?.text) }
}

const renderButton = (
  button: Button,
  given: NonNullable<TemplateContent['buttons']>[number] | undefined
): Rendered['buttons'][number] => {
  const text = button.text ?? ''
  const type = button.type.toLowerCase()
  switch (button.type.toUpperCase()) {
    case 'URL': {
      const end = given?.type === 'url' ? given.text : undefined
      return { type, text, url: fill(button.url ?? '', () => end), payload: null }
    }
    case 'QUICK_REPLY':
      // Meta sends the text back where the message brings no payload.
      return { type, text, url: null, payload: given?.type === 'quick_reply' ? given.payload : text }
    default: {
      const code = given?.type === 'copy_code' ? given.code : given?.type === 'url' ? given.text : null
      return { type, text, url: null, payload: code }
    }
  }
}
