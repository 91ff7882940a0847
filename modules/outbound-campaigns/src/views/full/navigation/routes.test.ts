import { EVERY_LEAD } from './leads-routes'
import { campaignPage, CAMPAIGNS, hashOf, parseRoute, STEPS, type Route } from './routes'
import { NURTURING_SETTINGS, reportOf, REPORTS, RUNS } from './reports-routes'
import { SEQUENCES } from './sequences-routes'
import { TASKS } from './tasks-routes'
import { EVIDENCE, SUPPRESSIONS } from './suppressions-routes'

const routes: Route[] = [
  CAMPAIGNS,
  { screen: 'campaigns', status: 'running', search: 'día & noche' },
  { screen: 'new_campaign' },
  campaignPage(12),
  { screen: 'campaign', id: 12, people: { status: 'failed', code: null, search: '+52 1' } },
  { screen: 'campaign', id: 12, people: { status: null, code: 'http_503', search: '' } },
  { screen: 'settings' },
  { screen: 'leads', filter: EVERY_LEAD },
  {
    screen: 'leads',
    filter: {
      search: 'ana & cía',
      icp: 'Hotelería',
      status: 'qualified',
      priority: 'high',
      min: 0,
      max: 100,
      sequence: 3
    }
  },
  SEQUENCES,
  { screen: 'sequences', active: 'false', search: 'día & noche' },
  { screen: 'new_sequence' },
  { screen: 'sequence', id: 12, part: 'steps' },
  { screen: 'sequence', id: 12, part: 'settings' },
  TASKS,
  REPORTS,
  { screen: 'reports', kind: 'monthly' },
  { screen: 'report', wanted: { of: 'kept', id: 3 } },
  reportOf('weekly', '2026-W09'),
  reportOf('monthly', null),
  RUNS,
  { screen: 'run', id: 12 },
  NURTURING_SETTINGS,
  SUPPRESSIONS,
  { screen: 'suppressions', filter: { search: '+52 1', channel: 'email', source: 'bounce' } },
  { screen: 'import_suppressions' },
  EVIDENCE,
  {
    screen: 'evidence',
    filter: { search: '+52 55 1234 5678', kind: 'opt_out.undone', from: '2026-03-01', to: '2026-03-31' }
  },
  { screen: 'tasks', filter: { status: 'skipped', sequence: 3 } },
  { screen: 'new_lead' },
  { screen: 'import_leads' },
  { screen: 'lead', id: 12 },
  { screen: 'edit_lead', id: 12 },
  ...STEPS.map((step): Route => ({ screen: 'edit_campaign', id: 7, step }))
]

test.each(routes)('an address leads back to where it was made: %j', route => {
  expect(parseRoute(hashOf(route))).toEqual(route)
})

test.each(['', '#', '#/', '#/nowhere', '#/campaigns/0', '#/campaigns/abc/edit', '#/campaigns?status=odd'])(
  'what leads nowhere leads to the list: %j',
  hash => expect(parseRoute(hash)).toEqual(CAMPAIGNS)
)

test('an address that names no status shows everybody', () => {
  expect(parseRoute('#/campaigns/7?status=running')).toEqual(campaignPage(7))
})

test.each(['#/leads?status=odd&min=101&max=x&sequence=0', '#/leads/0', '#/leads/abc/edit'])(
  'of leads, what leads nowhere leads to all of them: %j',
  hash => expect(parseRoute(hash)).toEqual({ screen: 'leads', filter: EVERY_LEAD })
)

test.each(['#/sequences?active=odd', '#/sequences/0', '#/sequences/abc'])(
  'of sequences, what leads nowhere leads to all of them: %j',
  hash => expect(parseRoute(hash)).toEqual(SEQUENCES)
)

test('of the log, a day that is none is none', () => {
  expect(parseRoute('#/opt-outs/log?from=2026-13-01&to=yesterday&kind=odd')).toEqual(EVIDENCE)
})

test('a step that is not there is the first one', () => {
  expect(parseRoute('#/campaigns/7/edit')).toEqual({ screen: 'edit_campaign', id: 7, step: 'message' })
  expect(parseRoute('#/campaigns/7/edit/odd')).toEqual({ screen: 'edit_campaign', id: 7, step: 'message' })
})
