import { filledTemplate } from '../channels/whatsapp/filled'
import type { Parameters, TemplateContent } from '../channels/whatsapp/message'
import type { CampaignFields } from './schema'
import { nameKey } from '../platform/names'

/** One row's values by the name of their column, found as people write it: without case, accents or outer spaces. */
export type RowValues = (column: string) => string | undefined

/** The rows of one upload share their columns, so what is looked up by name is looked up once. */
export const rowReader = (columns: readonly string[]): ((cells: readonly string[]) => RowValues) => {
  const positions = new Map<string, number>()
  columns.forEach((column, index) => {
    const key = nameKey(column)
    if (!positions.has(key)) positions.set(key, index)
  })
  return cells => column => {
    const position = positions.get(nameKey(column))
    return position === undefined ? undefined : cells[position]
  }
}

export interface Personal {
  content: TemplateContent
  parameters: Parameters
  /** Variables for which the row has nothing and the campaign no fallback: their positions from 1. */
  missing: Array<{ position: number; column: string }>
}

type What = Pick<
  CampaignFields,
  'template_id' | 'template_namespace' | 'language' | 'variables' | 'parameter_names' | 'header' | 'buttons'
>

/** What one person receives. The preview, the test send, the check before the start and the send itself all use this. */
export const personalise = (what: What, values: RowValues): Personal => {
  const missing: Personal['missing'] = []
  const filled = (what.variables ?? []).map((variable, index) => {
    const { column, fallback } =
      typeof variable === 'string' ? { column: variable, fallback: undefined } : variable
    const value = values(column)?.trim() || fallback
    if (value === undefined) missing.push({ position: index + 1, column })
    return value ?? ''
  })
  return { ...filledTemplate(what, filled, text => fillColumns(text, values)), missing }
}

const COLUMN = /\{\{\s*([^{}]+?)\s*\}\}/g

const fillColumns = (text: string, values: RowValues): string =>
  text.replace(COLUMN, (_whole, column: string) => values(column)?.trim() ?? '')

/** The columns that a header or button asks for, to be checked before the start. */
export const columnsIn = (text: string): string[] =>
  [...text.matchAll(COLUMN)].map(([, column]) => column ?? '')
