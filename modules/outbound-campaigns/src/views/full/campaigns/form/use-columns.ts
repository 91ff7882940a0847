/** The columns of the campaign's files, and which of them holds the numbers, as the stored rows show it. */
import type { Answer } from '../../../api/answer'
import { getImports } from '../../../api/imports'
import { getFirstRecipients } from '../../../api/preview'
import type { Http } from '../../../studio'
import type { Resource } from '../../platform/resource'
import { useResource } from '../../platform/use-resource'
import { phoneColumnOf } from './recipients/phone-column'

export interface Columns {
  /** In the file's order, without the one of the numbers. */
  usable: string[]
  all: string[]
}

const load = async (http: Http, campaignId: number): Promise<Answer<Columns>> => {
  const [imports, people] = await Promise.all([
    getImports(http, campaignId),
    getFirstRecipients(http, campaignId)
  ])
  if (imports.kind === 'failure') return imports
  if (people.kind === 'failure') return people
  // Newest first; the first file's order is what fills the variables by itself.
  const all = Array.from(new Set([...imports.value.items].reverse().flatMap(({ columns }) => columns)))
  const phone = phoneColumnOf(people.value.items)
  return { kind: 'value', value: { all, usable: all.filter(column => column !== phone) } }
}

const EVERY_MS = 60_000

export const useColumns = (campaignId: number, people: number): [Resource<Columns>, () => void] =>
  useResource(http => load(http, campaignId), { key: String(people), everyMs: EVERY_MS })
