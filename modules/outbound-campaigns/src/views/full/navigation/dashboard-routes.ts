/** The address of the dashboard: `#/dashboard?days=90&sequence=3`. Thirty days of all sequences need nothing. */
import type { Span } from '../../api/metrics'

export interface DashboardRoute {
  screen: 'dashboard'
  span: Span
}

export const PERIODS = [7, 30, 90, 365] as const
const USUAL = 30

export const DASHBOARD: DashboardRoute = { screen: 'dashboard', span: { days: USUAL, sequence: null } }

export const parseDashboardRoute = (query: URLSearchParams): DashboardRoute => {
  const sequence = query.get('sequence') ?? ''
  return {
    screen: 'dashboard',
    span: {
      days: PERIODS.find(days => String(days) === query.get('days')) ?? USUAL,
      sequence: /^[1-9]\d{0,14}$/.test(sequence) ? Number(sequence) : null
    }
  }
}

export const hashOfDashboardRoute = ({ span: { days, sequence } }: DashboardRoute): string => {
  const query = new URLSearchParams()
  if (days !== USUAL) query.set('days', String(days))
  if (sequence !== null) query.set('sequence', String(sequence))
  const text = query.toString()
  return text === '' ? '#/dashboard' : `#/dashboard?${text}`
}
