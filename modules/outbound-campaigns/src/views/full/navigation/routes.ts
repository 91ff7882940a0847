/**
 * The panel's own addresses, in the hash behind the Studio's: a reload and the back button stay where they are. Every
 * screen has its line here and in `screens.tsx`.
 *
 *   #/campaigns?status=running&search=oct    the list
 *   #/campaigns/new                          a campaign that is not saved yet
 *   #/campaigns/12/edit/recipients           a step of the form
 *   #/campaigns/12                           the campaign's own page
 *   #/settings
 */
import type { CampaignStatus } from '../../api/campaigns'

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
  | { screen: 'campaign'; id: number }
  | { screen: 'settings' }

export const CAMPAIGNS: Route = { screen: 'campaigns', status: null, search: '' }

const stepOf = (text: string | undefined): Step => STEPS.find(step => step === text) ?? 'message'

const listOf = (query: URLSearchParams): Route => ({
  screen: 'campaigns',
  status: STATUSES.find(status => status === query.get('status')) ?? null,
  search: query.get('search') ?? ''
})

const campaignRoute = ([id, action, step]: string[], query: URLSearchParams): Route => {
  if (id === 'new') return { screen: 'new_campaign' }
  if (id === undefined || !/^[1-9]\d*$/.test(id)) return listOf(query)
  return action === 'edit'
    ? { screen: 'edit_campaign', id: Number(id), step: stepOf(step) }
    : { screen: 'campaign', id: Number(id) }
}

/** What leads nowhere leads to the list. */
export const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?')
  const [screen, ...rest] = path.split('/').filter(part => part !== '')
  if (screen === 'settings') return { screen: 'settings' }
  return campaignRoute(screen === 'campaigns' ? rest : [], new URLSearchParams(query))
}

const listHash = (status: CampaignStatus | null, search: string): string => {
  const query = new URLSearchParams()
  if (status !== null) query.set('status', status)
  if (search !== '') query.set('search', search)
  const text = query.toString()
  return text === '' ? '#/campaigns' : `#/campaigns?${text}`
}

export const hashOf = (route: Route): string => {
  switch (route.screen) {
    case 'campaigns':
      return listHash(route.status, route.search)
    case 'new_campaign':
      return '#/campaigns/new'
    case 'edit_campaign':
      return `#/campaigns/${route.id}/edit/${route.step}`
    case 'campaign':
      return `#/campaigns/${route.id}`
    case 'settings':
      return '#/settings'
  }
}
