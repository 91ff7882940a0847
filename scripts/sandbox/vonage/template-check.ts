/**
 * Fits a message to its template, as WhatsApp does after Vonage has already answered 202: an unknown template, one that
 * is not approved or parameters that don't fit are error 1022; a custom message of the wrong shape is 1020.
 */
import { isObject } from '../http/router'
import type { ErrorCode } from './error-codes'
import { LIBRARY, type Template, type TemplateButton, type TemplateComponent } from './template-library'

export interface Rendering {
  header?: { type: 'text'; text: string } | { type: 'image'; url: string }
  body: string
  footer?: string
  buttons: { type: 'quick_reply' | 'url' | 'copy_code'; text: string; payload?: string; url?: string }[]
}

export type Fit =
  | { kind: 'fits'; rendering: Rendering; category: string }
  | { kind: 'misfit'; code: ErrorCode; reason: string }

/** What a message brings for a template, whichever way it was sent. */
export interface TemplateUse {
  name: string
  language: string
  body: { kind: 'positional'; values: string[] } | { kind: 'named'; values: Map<string, string> }
  headerImage?: string
  /** By the button's index. */
  buttons: Map<number, string>
}

const misfit = (reason: string, code: ErrorCode = '1022'): Fit => ({ kind: 'misfit', code, reason })

const PLACEHOLDER = /\{\{\s*([\w]+)\s*\}\}/g

export const placeholdersOf = (text: string) => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))
]

const fill = (text: string, valueOf: (name: string) => string | undefined) =>
  text.replace(PLACEHOLDER, (whole, name: string) => valueOf(name) ?? whole)

const part = <Type extends TemplateComponent['type']>(template: Template, type: Type) =>
  template.components.find(
    (component): component is Extract<TemplateComponent, { type: Type }> => component.type === type
  )

const bodyProblem = (template: Template, text: string, use: TemplateUse): string | undefined => {
  const wanted = placeholdersOf(text)
  const positional = template.parameter_format === 'POSITIONAL'
  if (use.body.kind === 'positional') {
    const { length } = use.body.values
    if (!positional && wanted.length)
      return `the parameters of ${template.name} are named: ${wanted.join(', ')}`
    return length === wanted.length
      ? undefined
      : `${template.name} has ${wanted.length} parameters, got ${length}`
  }
  const { values } = use.body
  if (positional && values.size) return `the parameters of ${template.name} are positional`
  const missing = wanted.filter(name => !values.has(name))
  const unknown = [...values.keys()].filter(name => !wanted.includes(name))
  if (missing.length) return `${template.name} misses ${missing.join(', ')}`
  return unknown.length ? `${template.name} knows no ${unknown.join(', ')}` : undefined
}

const renderButton = (
  button: TemplateButton,
  value: string | undefined
): Rendering['buttons'][number] | string => {
  if (button.type === 'QUICK_REPLY')
    return { type: 'quick_reply', text: button.text, payload: value ?? button.text }
  const { text } = button
  if (button.type === 'OTP')
    return value ? { type: 'copy_code', text, payload: value } : `the button "${text}" misses its code`
  if (!placeholdersOf(button.url).length) {
    return value === undefined
      ? { type: 'url', text, url: button.url }
      : `the button "${text}" takes no parameter`
  }
  return value
    ? { type: 'url', text, url: fill(button.url, () => value) }
    : `the button "${text}" misses its parameter`
}

export const fitTemplate = (use: TemplateUse, namespace: string): Fit => {
  const [prefix, plain] = use.name.includes(':') ? use.name.split(':', 2) : [namespace, use.name]
  if (prefix !== namespace) return misfit(`this account has no namespace ${prefix}`)
  const versions = LIBRARY.filter(({ name }) => name === plain)
  if (!versions.length) return misfit(`there is no template ${plain}`)
  const template = versions.find(({ language }) => language === use.language)
  if (!template) return misfit(`${plain} does not exist in ${use.language}`)
  if (template.status !== 'APPROVED') return misfit(`${plain} is ${template.status.toLowerCase()}`)

  const text = part(template, 'BODY')?.text ?? ''
  const problem = bodyProblem(template, text, use)
  if (problem) return misfit(problem)

  const header = part(template, 'HEADER')
  const wantsImage = header?.format === 'IMAGE'
  if (wantsImage && !use.headerImage) return misfit(`${plain} misses the image of its header`)
  if (!wantsImage && use.headerImage) return misfit(`${plain} has no image in its header`)

  const known = part(template, 'BUTTONS')?.buttons ?? []
  const beyond = [...use.buttons.keys()].find(index => index >= known.length)
  if (beyond !== undefined) return misfit(`${plain} has no button ${beyond}`)
  const buttons: Rendering['buttons'] = []
  for (const [index, button] of known.entries()) {
    const rendered = renderButton(button, use.buttons.get(index))
    if (typeof rendered === 'string') return misfit(rendered)
    buttons.push(rendered)
  }

  const { body } = use
  const valueOf = (name: string) =>
    body.kind === 'named' ? body.values.get(name) : body.values[Number(name) - 1]
  const footer = part(template, 'FOOTER')
  return {
    kind: 'fits',
    category: template.category.toLowerCase(),
    rendering: {
      ...(header?.format === 'TEXT' && { header: { type: 'text', text: header.text } }),
      ...(use.headerImage && { header: { type: 'image', url: use.headerImage } }),
      body: fill(text, valueOf),
      ...(footer && { footer: footer.text }),
      buttons
    }
  }
}

const parametersOf = (component: Record<string, unknown>) =>
  Array.isArray(component['parameters']) ? component['parameters'].filter(isObject) : []

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

const readComponent = (use: TemplateUse, component: Record<string, unknown>) => {
  const parameters = parametersOf(component)
  const type = String(component['type']).toLowerCase()
  if (type === 'header') {
    const image = parameters.map(({ image }) => image).find(isObject)
    const link = textOf(image?.['link']) ?? textOf(image?.['id'])
    if (link) use.headerImage = link
  } else if (type === 'body') {
    const texts = parameters.map(({ text }) => textOf(text) ?? '')
    const names = parameters.map(({ parameter_name: name }) => textOf(name))
    const named = names.flatMap((name, index): [string, string][] =>
      name ? [[name, texts[index] ?? '']] : []
    )
    use.body = named.length
      ? { kind: 'named', values: new Map(named) }
      : { kind: 'positional', values: texts }
  } else if (type === 'button') {
    const [first] = parameters
    use.buttons.set(Number(component['index']), textOf(first?.['payload']) ?? textOf(first?.['text']) ?? '')
  }
}

/** Reads the template part of a `custom` message, which is Meta's own format. */
export const templateUseOf = (template: unknown): TemplateUse | undefined => {
  if (!isObject(template) || !isObject(template['language'])) return undefined
  const name = textOf(template['name'])
  const language = textOf(template['language']['code'])
  if (!name || !language) return undefined
  const use: TemplateUse = { name, language, body: { kind: 'positional', values: [] }, buttons: new Map() }
  const components: unknown = template['components']
  if (Array.isArray(components))
    for (const component of components.filter(isObject)) readComponent(use, component)
  return use
}
