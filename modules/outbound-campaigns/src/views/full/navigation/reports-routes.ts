/**
 * The addresses of reports and of nurturing, whose outcome they tell:
 *
 *   #/reports?kind=monthly        those that were made by themselves
 *   #/reports/kept/3              one of them, as it went out
 *   #/reports/weekly/2026-W09     any week as its figures stand now; without one the last
 *   #/reports/monthly/2026-02     any month likewise
 *   #/reports/runs                the runs of nurturing
 *   #/reports/runs/12             one of them
 *   #/reports/settings            when nurturing runs and reports are made, by what, and where they go
 */
import type { ReportKind, ReportWanted } from '../../api/reports'

export type ReportsRoute =
  | { screen: 'reports'; kind: ReportKind | null }
  | { screen: 'report'; wanted: ReportWanted }
  | { screen: 'runs' }
  | { screen: 'run'; id: number }
  | { screen: 'nurturing_settings' }

export const REPORTS: ReportsRoute = { screen: 'reports', kind: null }
export const RUNS: ReportsRoute = { screen: 'runs' }
export const NURTURING_SETTINGS: ReportsRoute = { screen: 'nurturing_settings' }

export const reportOf = (of: ReportKind, period: string | null): ReportsRoute => ({
  screen: 'report',
  wanted: { of, period }
})

export const KINDS = ['weekly', 'monthly'] as const satisfies readonly ReportKind[]

const idIn = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null

/** What stands behind `#/reports`. What leads nowhere leads to the list. */
export const parseReportsRoute = ([part, which]: string[], query: URLSearchParams): ReportsRoute => {
  const list: ReportsRoute = {
    screen: 'reports',
    kind: KINDS.find(kind => kind === query.get('kind')) ?? null
  }
  const id = idIn(which)
  switch (part) {
    case 'kept':
      return id === null ? list : { screen: 'report', wanted: { of: 'kept', id } }
    case 'weekly':
    case 'monthly':
      return reportOf(part, which ?? null)
    case 'runs':
      return id === null ? RUNS : { screen: 'run', id }
    case 'settings':
      return NURTURING_SETTINGS
    default:
      return list
  }
}

const hashOfReport = (wanted: ReportWanted): string => {
  if (wanted.of === 'kept') return `#/reports/kept/${wanted.id}`
  return wanted.period === null ? `#/reports/${wanted.of}` : `#/reports/${wanted.of}/${wanted.period}`
}

export const hashOfReportsRoute = (route: ReportsRoute): string => {
  switch (route.screen) {
    case 'reports':
      return route.kind === null ? '#/reports' : `#/reports?kind=${route.kind}`
    case 'report':
      return hashOfReport(route.wanted)
    case 'runs':
      return '#/reports/runs'
    case 'run':
      return `#/reports/runs/${route.id}`
    case 'nurturing_settings':
      return '#/reports/settings'
  }
}
