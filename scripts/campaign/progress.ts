/** What somebody who watches a campaign sees, and what its end means for a script. */
import type { Counts, Report } from './server'

const OPEN = ['pending', 'sending'] as const
const WRITTEN_TO = ['sent', 'delivered', 'read'] as const

const sumOf = (counts: Counts, statuses: ReadonlyArray<keyof Counts>): number =>
  statuses.reduce((sum, status) => sum + counts[status], 0)

export const isOver = ({ status }: Pick<Report, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'

/** 0: everybody was written to; 3: it has ended and not everybody was; 4: it stands still until somebody does something. */
export type Verdict = 0 | 3 | 4

/** null: it goes on by itself. */
export const verdictOf = ({ status, counts }: Pick<Report, 'status' | 'counts'>): Verdict | null => {
  if (isOver({ status })) return sumOf(counts, WRITTEN_TO) === counts.total ? 0 : 3
  return status === 'paused' || status === 'draft' ? 4 : null
}

const BAR = 24

const bar = (share: number): string => {
  const full = Math.floor(share * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
}

/** One line: how far it is, what came of it, and what it waits for or when it will be done. */
export const lineOf = (report: Report, width: number): string => {
  const { counts, status, eta, waiting_for: waitingFor } = report
  const done = counts.total - sumOf(counts, OPEN)
  const share = counts.total === 0 ? 0 : done / counts.total
  const told = [
    `${bar(share)} ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${done} of ${counts.total}`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(counts.unconfirmed > 0 ? [`${counts.unconfirmed} unconfirmed`] : []),
    status
  ]
  const [wait] = waitingFor
  if (wait) told.push(`waits for: ${wait.detail}`)
  else if (eta !== null) told.push(`done about ${eta.slice(0, 16).replace('T', ' ')} UTC`)
  const line = told.join(' · ')
  return line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line
}

export const summaryOf = (report: Report): string => {
  const { name, status, counts, engagement, errors } = report
  const shown = Object.entries(counts).filter(([of, count]) => of !== 'total' && count > 0)
  return [
    `${name}: ${status}, ${counts.total} people`,
    ...shown.map(([of, count]) => `  ${of.padEnd(12)} ${count}`),
    ...(engagement.replied > 0 ? [`  replied      ${engagement.replied}`] : []),
    ...(engagement.opted_out > 0 ? [`  opted out    ${engagement.opted_out}`] : []),
    ...errors.map(({ count, reason, code }) => `  ${count} × ${reason} (${code})`)
  ].join('\n')
}

/** What it waits for, a line each. */
export const waitsOf = (report: Report): string[] =>
  isOver(report) ? [] : report.waiting_for.map(({ detail }) => `  waits for: ${detail}`)
