/** What reports and exports are called, and what is to be mended where one can't be written to S3. */
import type { Failure } from '../../api/answer'
import type { ReportKind } from '../../api/reports'
import { namedDay, namedMonth, number } from '../../format'
import { t, type TextKey } from '../../text'
import { weekNumber } from './periods'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Week 10 of 2026", "March 2026" */
export const periodText = (kind: ReportKind, period: string): string => {
  const week = kind === 'weekly' ? weekNumber(period) : null
  if (week) return t('reports.week', { week: number(week.week), year: week.year })
  return kind === 'monthly' ? capital(namedMonth(`${period}-01`)) : period
}

export const daysText = ({ from, to }: { from: string; to: string }): string =>
  t('reports.days', { from: namedDay(from), to: namedDay(to) })

const S3_PROBLEMS: Partial<Record<string, TextKey>> = {
  s3_off: 'reports.s3.problem.off',
  s3_no_bucket: 'reports.s3.problem.no_bucket',
  s3_no_credentials: 'reports.s3.problem.no_credentials',
  s3_bad_endpoint: 'reports.s3.problem.bad_endpoint',
  s3_bad_region: 'reports.s3.problem.bad_region',
  s3_wrong_key: 'reports.s3.problem.wrong_key',
  s3_refused: 'reports.s3.problem.refused',
  s3_no_such_bucket: 'reports.s3.problem.no_such_bucket',
  s3_wrong_region: 'reports.s3.problem.wrong_region',
  s3_clock: 'reports.s3.problem.clock',
  s3_certificate: 'reports.s3.problem.certificate',
  s3_unknown_host: 'reports.s3.problem.unreachable',
  s3_unreachable: 'reports.s3.problem.unreachable',
  s3_timeout: 'reports.s3.problem.busy',
  s3_busy: 'reports.s3.problem.busy'
}

/** What is decided on the screen of the settings; the rest is the configuration's. */
const ASKED_HERE = ['s3_off', 's3_no_bucket', 's3_no_such_bucket', 's3_refused']

export interface S3Problem {
  text: string
  mendedInSettings: boolean
}

/** null: S3 has nothing to do with it. */
export const s3ProblemOf = (failure: Failure): S3Problem | null => {
  if (failure.kind !== 'refused') return null
  const code = failure.objections.map(objection => objection.code).find(one => one?.startsWith('s3_'))
  if (!code) return null
  const known = S3_PROBLEMS[code]
  return {
    text: known === undefined ? t('reports.s3.problem.other', { detail: failure.detail }) : t(known),
    mendedInSettings: ASKED_HERE.includes(code)
  }
}
