/** What a template asks of a step, and what the step holds once it is chosen. Pure. */
import type { Template } from '../../../api/templates'
import { HEADERS, headerKindOf, variableCount } from '../../campaigns/form/template'
import type { Config } from '../model/step'

type WhatsApp = Config<'whatsapp'>
export type Header = NonNullable<WhatsApp['header']>
export type HeaderKind = Header['type']

/** Another template has other variables: what was written for the old one would be wrong for it. */
export const chosen = (template: Template): Partial<WhatsApp> => ({
  template_id: template.name,
  template_namespace: template.namespace,
  language: template.language,
  variables: Array.from({ length: variableCount(template) }, () => ''),
  parameter_names: template.parameters.body.kind === 'named' ? template.parameters.body.names : null,
  header: null,
  buttons: null
})

export const isOf = (template: Template, { template_id: id, language }: WhatsApp): boolean =>
  template.name === id && template.language === language

/** What the message must bring for the header; where the template isn't known, what it brings. */
export const headerKind = (template: Template | null, { header }: WhatsApp): HeaderKind | null => {
  const asked = template && headerKindOf(template)
  return HEADERS.find(kind => kind === asked) ?? (template === null ? (header?.type ?? null) : null)
}

export const headerText = (header: WhatsApp['header']): string => {
  if (header === null) return ''
  return header.type === 'text' ? header.text : header.link
}

export const withHeader = (kind: HeaderKind, text: string, before: WhatsApp['header']): Header | null => {
  if (text === '') return null
  switch (kind) {
    case 'text':
      return { type: 'text', text }
    case 'document':
      return before?.type === 'document' ? { ...before, link: text } : { type: 'document', link: text }
    case 'image':
    case 'video':
      return { type: kind, link: text }
  }
}

export const bodyOf = ({ components }: Template): string =>
  components.find(({ type }) => type.toUpperCase() === 'BODY')?.text ?? ''

/** The variable's name in the template: its own, or its number. */
export const variableName = ({ parameter_names: names }: WhatsApp, index: number): string =>
  names?.[index] ?? String(index + 1)
