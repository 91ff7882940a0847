/** What a template asks of a campaign, and what the form holds once it is chosen. */
import type { Template } from '../../../api/templates'
import type { FormInput, HeaderKind } from './input'

/** Named variables by their name, the others by their position from 1. */
export const nameOfVariable = (names: string[] | null, index: number): string =>
  (names && names[index]) || String(index + 1)

export const variableCount = ({ parameters: { body } }: Template): number =>
  body.kind === 'positional' ? body.count : body.names.length

export const HEADERS: readonly HeaderKind[] = ['text', 'image', 'video', 'document']

/** null: the message brings nothing for the header. */
export const headerKindOf = ({ parameters: { header } }: Template): HeaderKind | null =>
  HEADERS.find(kind => kind === header) ?? null

export const isChosen = (
  { name, language }: Pick<Template, 'name' | 'language'>,
  input: Pick<FormInput, 'template_id' | 'language'>
): boolean => name === input.template_id && language === input.language

/** Another template has other variables and another header: what was chosen for the old one would be wrong for it. */
export const chooseTemplate = (template: Template): Partial<FormInput> => ({
  template_id: template.name,
  template_namespace: template.namespace ?? '',
  language: template.language,
  variables: null,
  parameter_names: template.parameters.body.kind === 'named' ? template.parameters.body.names : null,
  header_kind: headerKindOf(template),
  header_value: '',
  header_filename: '',
  buttons: []
})

/** Columns that may fill a variable, in the file's order: all but the one of the numbers. */
export const usableColumns = (columns: readonly string[], phoneColumn: string | null): string[] =>
  columns.filter(column => column !== phoneColumn)
