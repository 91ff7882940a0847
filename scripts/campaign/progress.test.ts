import { lineOf, verdictOf } from './progress'
import type { Counts, Report } from './server'

const NOBODY: Counts = {
  total: 0,
  pending: 0,
  sending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  skipped: 0,
  unconfirmed: 0,
  cancelled: 0
}

const report = (status: string, counts: Partial<Counts>, more: Partial<Report> = {}): Report => ({
  campaign_id: 1,
  name: 'Octubre',
  status,
  counts: { ...NOBODY, ...counts },
  engagement: { replied: 0, opted_out: 0 },
  errors: [],
  eta: null,
  waiting_for: [],
  ...more
})

test.each([
  ['completed', { total: 3, sent: 1, delivered: 1, read: 1 }, 0],
  ['completed', { total: 3, read: 2, failed: 1 }, 3],
  ['completed', { total: 3, read: 2, unconfirmed: 1 }, 3],
  ['cancelled', { total: 3, read: 2, cancelled: 1 }, 3],
  ['failed', { total: 1, failed: 1 }, 3],
  ['paused', { total: 3, pending: 3 }, 4],
  ['draft', { total: 3, pending: 3 }, 4],
  ['running', { total: 3, pending: 3 }, null],
  ['scheduled', { total: 3, pending: 3 }, null]
] as const)('%s with %j means %s', (status, counts, verdict) => {
  expect(verdictOf(report(status, counts))).toBe(verdict)
})

test('says how far it is and when it will be done', () => {
  const half = report(
    'running',
    { total: 200, read: 99, failed: 1, pending: 100 },
    { eta: '2026-12-01T15:04:05.000Z' }
  )
  expect(lineOf(half, 200)).toBe(
    `${'█'.repeat(12)}${'░'.repeat(12)}  50 % · 100 of 200 · 1 failed · running · done about 2026-12-01 15:04 UTC`
  )
})

test('says what it waits for rather than when it will be done', () => {
  const waiting = report(
    'running',
    { total: 4, pending: 4 },
    {
      eta: '2026-12-01T15:04:05.000Z',
      waiting_for: [{ code: 'window', detail: 'The window opens at 09:00.', until: null }]
    }
  )
  expect(lineOf(waiting, 200)).toContain('running · waits for: The window opens at 09:00.')
  expect(lineOf(waiting, 200)).not.toContain('done about')
})

test('stays within the line, and is full at the end only', () => {
  expect(lineOf(report('running', { total: 1000, read: 999, pending: 1 }), 200)).toContain(' 99 %')
  expect(lineOf(report('running', { total: 1000, read: 999, pending: 1 }), 30)).toHaveLength(30)
  expect(lineOf(report('completed', { total: 1000, read: 1000 }), 200)).toContain('100 %')
})
