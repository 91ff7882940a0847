import { nextStep } from './next-step'

const counts = {
  total: 100,
  pending: 100,
  sending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  skipped: 0,
  unconfirmed: 0,
  cancelled: 0
}
const campaign = {
  status: 'running' as const,
  status_reason: null,
  counts,
  scheduled_at: null,
  completed_at: null,
  eta: '2026-10-05T19:00:00Z',
  waiting_for: [{ code: 'batch', detail: 'The next batch.', until: '2026-10-05T18:01:00Z' }]
}
const reason = { code: 'error_rate', detail: '40 % …' }
const closed = { code: 'window', detail: 'The send window to open.', until: '2026-10-06T00:00:00Z' }
const at = '2026-10-06T10:00:00Z'

test.each([
  [
    'a draft without people needs them',
    { status: 'draft' as const, counts: { ...counts, total: 0 } },
    { kind: 'needs_people' }
  ],
  ['a draft with people can start', { status: 'draft' as const }, { kind: 'can_start' }],
  [
    'a scheduled one starts at its time',
    { status: 'scheduled' as const, scheduled_at: at },
    { kind: 'starts', at }
  ],
  ['a running one ends when the server says', {}, { kind: 'ends', at: campaign.eta }],
  [
    'outside its hours it waits for them',
    { waiting_for: [closed, ...campaign.waiting_for] },
    { kind: 'waits', for: closed }
  ],
  [
    'with nothing owed it waits for what is on its way',
    {
      counts: { ...counts, pending: 0, sending: 3 },
      waiting_for: [{ code: 'settling', detail: '', until: null }]
    },
    { kind: 'last_messages' }
  ],
  [
    'a paused one says why',
    { status: 'paused' as const, status_reason: reason },
    { kind: 'stopped', reason }
  ],
  [
    'a failed one says why',
    { status: 'failed' as const, status_reason: reason },
    { kind: 'stopped', reason }
  ],
  ['a completed one has ended', { status: 'completed' as const, completed_at: at }, { kind: 'ended', at }]
])('%s', (_name, change, step) => expect(nextStep({ ...campaign, ...change })).toEqual(step))
