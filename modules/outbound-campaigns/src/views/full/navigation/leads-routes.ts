/**
 * The addresses of leads:
 *
 *   #/leads?search=ana&icp=Bares&status=active&min=40&sequence=3   the list
 *   #/leads/new                                                    somebody who is not there yet
 *   #/leads/import                                                 people out of a file
 *   #/leads/12                                                     one lead
 *   #/leads/12/edit
 */
import type { LeadsFilter } from '../../api/leads'
import { LEAD_STATUSES, PRIORITIES } from '../leads/words'

export type LeadsRoute =
  | { screen: 'leads'; filter: LeadsFilter }
  | { screen: 'new_lead' }
  | { screen: 'import_leads' }
  | { screen: 'lead'; id: number }
  | { screen: 'edit_lead'; id: number }

export const EVERY_LEAD: LeadsFilter = {
  search: '',
  icp: null,
  status: null,
  priority: null,
  min: null,
  max: null,
  sequence: null
}

export const LEADS: LeadsRoute = { screen: 'leads', filter: EVERY_LEAD }

const wholeIn = (text: string | null, most: number): number | null =>
  text !== null && /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : null

const filterOf = (query: URLSearchParams): LeadsFilter => ({
  search: query.get('search') ?? '',
  icp: query.get('icp') || null,
  status: LEAD_STATUSES.find(status => status === query.get('status')) ?? null,
  priority: PRIORITIES.find(priority => priority === query.get('priority')) ?? null,
  min: wholeIn(query.get('min'), 100),
  max: wholeIn(query.get('max'), 100),
  sequence: wholeIn(query.get('sequence'), Number.MAX_SAFE_INTEGER) || null
})

/** What stands behind `#/leads`. What leads nowhere leads to the list. */
export const parseLeadsRoute = ([id, action]: string[], query: URLSearchParams): LeadsRoute => {
  if (id === 'new') return { screen: 'new_lead' }
  if (id === 'import') return { screen: 'import_leads' }
  if (id === undefined || !/^[1-9]\d*$/.test(id)) return { screen: 'leads', filter: filterOf(query) }
  return { screen: action === 'edit' ? 'edit_lead' : 'lead', id: Number(id) }
}

const queryOf = (filter: LeadsFilter): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter))
    if (value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

export const hashOfLeadsRoute = (route: LeadsRoute): string => {
  switch (route.screen) {
    case 'leads':
      return `#/leads${queryOf(route.filter)}`
    case 'new_lead':
      return '#/leads/new'
    case 'import_leads':
      return '#/leads/import'
    case 'lead':
      return `#/leads/${route.id}`
    case 'edit_lead':
      return `#/leads/${route.id}/edit`
  }
}
