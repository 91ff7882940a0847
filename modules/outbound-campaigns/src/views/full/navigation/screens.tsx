/** Which screen stands at which address. A new screen gets its route in `routes.ts` and its line here. */
import React, { type FC } from 'react'
import { CampaignFormScreen } from '../campaigns/form/screen'
import { CampaignsScreen } from '../campaigns/list/screen'
import { CampaignScreen } from '../campaigns/page/screen'
import { DashboardScreen } from '../dashboard/screen'
import { LeadFormScreen } from '../leads/form/screen'
import { ImportLeadsScreen } from '../leads/import/screen'
import { LeadScreen } from '../leads/lead/screen'
import { LeadsScreen } from '../leads/list/screen'
import { ReportsScreen } from '../reports/list'
import { ReportScreen } from '../reports/report'
import { RunsScreen } from '../reports/runs/list'
import { RunScreen } from '../reports/runs/run'
import { NurturingSettingsScreen } from '../reports/settings/screen'
import { SequenceScreen } from '../sequences/builder/screen'
import { NewSequenceScreen } from '../sequences/create/screen'
import { SequencesScreen } from '../sequences/list/screen'
import { SettingsScreen } from '../settings/screen'
import { EvidenceScreen } from '../evidence/screen'
import { ImportSuppressionsScreen } from '../suppressions/import/screen'
import { SuppressionsScreen } from '../suppressions/list/screen'
import { TasksScreen } from '../tasks/screen'
import type { Route } from './routes'

export const Screen: FC<{ route: Route }> = ({ route }) => {
  switch (route.screen) {
    case 'campaigns':
      return <CampaignsScreen filter={{ status: route.status, search: route.search }} />
    // One line for both: a new campaign gets its number while it is being written.
    case 'new_campaign':
    case 'edit_campaign':
      return (
        <CampaignFormScreen
          id={route.screen === 'new_campaign' ? null : route.id}
          step={route.screen === 'new_campaign' ? 'message' : route.step}
        />
      )
    case 'campaign':
      return <CampaignScreen key={route.id} id={route.id} people={route.people} />
    case 'dashboard':
      return <DashboardScreen span={route.span} />
    case 'sequences':
      return <SequencesScreen filter={{ active: route.active, search: route.search }} />
    case 'new_sequence':
      return <NewSequenceScreen />
    case 'sequence':
      return <SequenceScreen key={route.id} id={route.id} part={route.part} />
    case 'suppressions':
      return <SuppressionsScreen filter={route.filter} />
    case 'import_suppressions':
      return <ImportSuppressionsScreen />
    case 'evidence':
      return <EvidenceScreen filter={route.filter} />
    case 'tasks':
      return <TasksScreen filter={route.filter} />
    case 'leads':
      return <LeadsScreen filter={route.filter} />
    case 'new_lead':
      return <LeadFormScreen id={null} />
    case 'import_leads':
      return <ImportLeadsScreen />
    case 'lead':
      return <LeadScreen key={route.id} id={route.id} />
    case 'edit_lead':
      return <LeadFormScreen key={route.id} id={route.id} />
    case 'reports':
      return <ReportsScreen kind={route.kind} />
    case 'report':
      return <ReportScreen key={JSON.stringify(route.wanted)} wanted={route.wanted} />
    case 'runs':
      return <RunsScreen />
    case 'run':
      return <RunScreen key={route.id} id={route.id} />
    case 'nurturing_settings':
      return <NurturingSettingsScreen />
    case 'settings':
      return <SettingsScreen />
  }
}
