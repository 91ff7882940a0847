/** The columns of the campaign's files, and which of them fill a message: not those of the numbers. */
import type { Answer } from '../../../api/answer'
import { getImports } from '../../../api/imports'
import type { Http } from '../../../studio'
import type { Resource } from '../../platform/resource'
import { useResource } from '../../platform/use-resource'

export interface Columns {
  /** In the file's order, without the one of the numbers. */
  usable: string[]
  all: string[]
}

const load = async (http: Http, campaignId: number): Promise<Answer<Columns>> => {
  const imports = await getImports(http, `/campaigns/${campaignId}`)
  if (imports.kind === 'failure') return imports
  const files = imports.value.items
  // Newest first; the first file's order is what fills the variables by itself.
  const all = Array.from(new Set([...files].reverse().flatMap(({ columns }) => columns)))
  const usable = all.filter(column =>
    files.some(file => file.columns.includes(column) && file.phone_column !== column)
  )
  return { kind: 'value', value: { all, usable } }
}

const EVERY_MS = 60_000

export const useColumns = (campaignId: number, people: number): [Resource<Columns>, () => void] =>
  useResource(http => load(http, campaignId), { key: String(people), everyMs: EVERY_MS })
