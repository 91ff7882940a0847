/**
 * Every screen of the panel, by the name of its route: panel-screens.test.ts fails where a route has no line here. Of each:
 * where it stands, what must be there before it is looked at, what it asks for, and what a bot shows that has nothing.
 */
import type { World } from './world'

export interface PanelScreen {
  name: string
  hash(world: World): string
  ready: string
  /** What it asks the module for, behind its address; null: it loads nothing of its own. */
  asked: string | null
  /** What stands there while that is under way, and when it has failed. */
  loading?: string
  failing?: string
  /** What there is to be seen where nothing is there yet; null: nothing can be opened then. */
  empty: string | null
  height: 'window' | 'whole'
  /** The README shows it. */
  documented?: true
}

export const LOADING = '.oc-page [role=status]'
export const FAILING = '.oc-page [role=alert]'

export const PANEL_SCREENS: Readonly<Record<string, PanelScreen>> = {
  dashboard: {
    name: 'dashboard',
    hash: () => '#/dashboard',
    ready: '[data-part=over-time] svg.recharts-surface',
    asked: '/metrics/**',
    loading: '.oc-part-waiting',
    empty: '[data-part=welcome]',
    height: 'whole'
  },
  campaigns: {
    name: 'campaigns',
    hash: () => '#/campaigns',
    ready: '[data-campaign]',
    asked: '/campaigns?*',
    empty: '.oc-message',
    height: 'window',
    documented: true
  },
  new_campaign: {
    name: 'form-first',
    hash: () => '#/campaigns/new',
    ready: '.oc-choice',
    asked: '/templates*',
    empty: null,
    height: 'whole'
  },
  edit_campaign: {
    name: 'form',
    hash: ({ draft }) => `#/campaigns/${draft}/edit/message`,
    ready: '.oc-chosen',
    asked: '/templates*',
    empty: null,
    height: 'whole'
  },
  campaign: {
    name: 'campaign',
    hash: ({ done }) => `#/campaigns/${done}?status=unconfirmed`,
    ready: '[data-recipient]',
    asked: '/campaigns/*/report',
    empty: null,
    height: 'whole',
    documented: true
  },
  sequences: {
    name: 'sequences',
    hash: () => '#/sequences',
    ready: '[data-sequence]',
    asked: '/sequences/templates?*',
    empty: '.oc-message',
    height: 'window'
  },
  new_sequence: {
    name: 'sequences-new',
    hash: () => '#/sequences/new',
    ready: '[data-library]',
    asked: null,
    empty: '[data-library]',
    height: 'whole'
  },
  sequence: {
    name: 'sequence-opened',
    hash: ({ sequences }) => `#/sequences/${sequences.ready}`,
    ready: '[data-builder] [data-step]',
    asked: '/sequences/templates/*',
    empty: null,
    height: 'whole'
  },
  leads: {
    name: 'leads',
    hash: () => '#/leads',
    ready: 'tr[data-lead]',
    asked: '/leads?*',
    empty: '.oc-message',
    height: 'window'
  },
  new_lead: {
    name: 'lead-new',
    hash: () => '#/leads/new',
    ready: '#oc-lead-email',
    asked: null,
    empty: '#oc-lead-email',
    height: 'whole'
  },
  import_leads: {
    name: 'leads-import',
    hash: () => '#/leads/import',
    ready: '.oc-drop',
    asked: null,
    empty: '.oc-drop',
    height: 'whole'
  },
  lead: {
    name: 'lead',
    hash: ({ followUp }) => `#/leads/${followUp.lead}`,
    ready: '[data-card=timeline] li',
    asked: '/leads/*',
    empty: null,
    height: 'whole'
  },
  edit_lead: {
    name: 'lead-edit',
    hash: ({ followUp }) => `#/leads/${followUp.lead}/edit`,
    ready: '#oc-lead-email',
    asked: '/leads/*',
    empty: null,
    height: 'whole'
  },
  tasks: {
    name: 'tasks',
    hash: () => '#/tasks',
    ready: 'tr[data-task]',
    asked: '/tasks?*',
    empty: '.oc-message',
    height: 'window'
  },
  suppressions: {
    name: 'opt-outs',
    hash: () => '#/opt-outs',
    ready: 'tr[data-opt-out]',
    asked: '/opt-outs?*',
    empty: '.oc-message',
    height: 'window'
  },
  import_suppressions: {
    name: 'opt-outs-import',
    hash: () => '#/opt-outs/import',
    ready: '.oc-drop',
    asked: null,
    empty: '.oc-drop',
    height: 'whole'
  },
  evidence: {
    name: 'log',
    hash: () => '#/opt-outs/log',
    ready: 'tr[data-kind]',
    asked: '/evidence?*',
    empty: '.oc-message',
    height: 'window'
  },
  reports: {
    name: 'reports',
    hash: () => '#/reports',
    ready: '.oc-message, tr[data-report]',
    asked: '/reports?*',
    empty: '.oc-message',
    height: 'window'
  },
  report: {
    name: 'report',
    hash: () => '#/reports/weekly',
    ready: 'iframe.oc-report-frame',
    asked: '/reports/weekly*',
    empty: 'iframe.oc-report-frame',
    height: 'whole'
  },
  runs: {
    name: 'runs',
    hash: () => '#/reports/runs',
    ready: 'tr[data-run]',
    asked: '/nurturing/runs?*',
    empty: '.oc-message',
    height: 'window'
  },
  run: {
    name: 'run',
    hash: ({ followUp }) => `#/reports/runs/${followUp.run}`,
    ready: '.oc-run-summary[data-run=completed]',
    asked: '/nurturing/runs/*',
    empty: null,
    height: 'whole'
  },
  nurturing_settings: {
    name: 'nurturing-settings',
    hash: () => '#/reports/settings',
    ready: '[data-next-runs]',
    asked: '/nurturing/settings',
    empty: '[data-section]',
    height: 'whole'
  },
  settings: {
    name: 'settings',
    hash: () => '#/settings',
    ready: '.oc-page form input',
    asked: '/settings',
    empty: '[data-channel]',
    height: 'window',
    documented: true
  }
}
