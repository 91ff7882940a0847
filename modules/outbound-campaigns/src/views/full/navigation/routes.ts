/**
 * The panel's own addresses, in the hash behind the Studio's: a reload and the back button stay where they are. Every
 * screen has its line here and in `screens.tsx`.
 *
 *   #/dashboard…                             see dashboard-routes.ts
 *   #/campaigns?status=running&search=oct    the list
 *   #/campaigns/new                          a campaign that is not saved yet
 *   #/campaigns/12/edit/recipients           a step of the form
 *   #/campaigns/12?status=failed&code=1300  the campaign's own page, and whom its list shows
 *   #/sequences…                            see sequences-routes.ts
 *   #/leads…                                 see leads-routes.ts
 *   #/tasks?status=done                      see tasks-routes.ts
 *   #/opt-outs…                              see suppressions-routes.ts
 *   #/reports…                               see reports-routes.ts
 *   #/settings
 */
import type { CampaignStatus } from '../../api/campaigns'
import type { PeopleFilter } from '../campaigns/page/api'
import { RECIPIENT_STATUSES } from '../campaigns/page/outcomes/statuses'
import { hashOfDashboardRoute, parseDashboardRoute, type DashboardRoute } from './dashboard-routes'
import { hashOfLeadsRoute, parseLeadsRoute, type LeadsRoute } from './leads-routes'
import { hashOfReportsRoute, parseReportsRoute, type ReportsRoute } from './reports-routes'
import { parseSequences, sequencesHash, type SequencesRoute } from './sequences-routes'
import { hashOfTasksRoute, parseTasksRoute, type TasksRoute } from './tasks-routes'
import {
  hashOfSuppressionsRoute,
  parseSuppressionsRoute,
  type SuppressionsRoute
} from './suppressions-routes'

export const STEPS = ['message', 'recipients', 'variables', 'pace', 'schedule', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STATUSES = [
  'draft',
  'scheduled',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled'
] as const satisfies readonly CampaignStatus[]

export type Route =
  | { screen: 'campaigns'; status: CampaignStatus | null; search: string }
  | { screen: 'new_campaign' }
  | { screen: 'edit_campaign'; id: number; step: Step }
  | { screen: 'campaign'; id: number; people: PeopleFilter }
  | DashboardRoute
  | SequencesRoute
  | LeadsRoute
  | TasksRoute
  | SuppressionsRoute
  | ReportsRoute
  | { screen: 'settings' }

export const CAMPAIGNS: Route = { screen: 'campaigns', status: null, search: '' }

export const EVERYBODY: PeopleFilter = { status: null, code: null, search: '' }

export const campaignPage = (id: number): Route => ({ screen: 'campaign', id, people: EVERYBODY })

const stepOf = (text: string | undefined): Step => STEPS.find(step => step === text) ?? 'message'

const listOf = (query: URLSearchParams): Route => ({
  screen: 'campaigns',
  status: STATUSES.find(status => status === query.get('status')) ?? null,
  search: query.get('search') ?? ''
})

const peopleOf = (query: URLSearchParams): PeopleFilter => ({
  status: RECIPIENT_STATUSES.find(status => status === query.get('status')) ?? null,
  code: query.get('code') || null,
  search: query.get('search') ?? ''
})

const campaignRoute = ([id, action, step]: string[], query: URLSearchParams): Route => {
  if (id === 'new') return { screen: 'new_campaign' }
  if (id === undefined || !/^[1-9]\d*$/.test(id)) return listOf(query)
  return action === 'edit'
    ? { screen: 'edit_campaign', id: Number(id), step: stepOf(step) }
    : { screen: 'campaign', id: Number(id), people: peopleOf(query) }
}

/** What leads nowhere leads to the list. */
export const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?')
  const [screen, ...rest] = path.split('/').filter(part => part !== '')
  if (screen === 'settings') return { screen: 'settings' }
  if (screen === 'dashboard') return parseDashboardRoute(new URLSearchParams(query))
  if (screen === 'sequences') return parseSequences(rest, new URLSearchParams(query))
  if (screen === 'leads') return parseLeadsRoute(rest, new URLSearchParams(query))
  if (screen === 'tasks') return parseTasksRoute(new URLSearchParams(query))
  if (screen === 'opt-outs') return parseSuppressionsRoute(rest, new URLSearchParams(query))
  if (screen === 'reports') return parseReportsRoute(rest, new URLSearchParams(query))
  return campaignRoute(screen === 'campaigns' ? rest : [], new URLSearchParams(query))
}

const withFilter = (
  address: string,
  { status, code = null, search }: { status: string | null; code?: string | null; search: string }
): string => {
  const query = new URLSearchParams()
  if (status !== null) query.set('status', status)
  if (code !== null) query.set('code', code)
  if (search !== '') query.set('search', search)
  const text = query.toString()
  return text === '' ? address : `${address}?${text}`
}

export const hashOf = (route: Route): string => {
  switch (route.screen) {
    case 'campaigns':
      return withFilter('#/campaigns', route)
    case 'new_campaign':
      return '#/campaigns/new'
    case 'edit_campaign':
      return `#/campaigns/${route.id}/edit/${route.step}`
    case 'campaign':
      return withFilter(`#/campaigns/${route.id}`, route.people)
    case 'dashboard':
      return hashOfDashboardRoute(route)
    case 'sequences':
    case 'new_sequence':
    case 'sequence':
      return sequencesHash(route)
    case 'leads':
    case 'new_lead':
    case 'import_leads':
    case 'lead':
    case 'edit_lead':
      return hashOfLeadsRoute(route)
    case 'tasks':
      return hashOfTasksRoute(route)
    case 'suppressions':
    case 'import_suppressions':
    case 'evidence':
      return hashOfSuppressionsRoute(route)
    case 'reports':
    case 'report':
    case 'runs':
    case 'run':
    case 'nurturing_settings':
      return hashOfReportsRoute(route)
    case 'settings':
      return '#/settings'
  }
}
