import { judge, type Evidence } from './verdict'
import type { RowState } from './campaign'

const row = (n: number, status = 'sent', reason: string | null = null): RowState => ({
  id: n,
  phone_number: `+52144220000${n}`,
  status,
  reason: reason === null ? null : { code: reason, detail: 'because' },
  attempts: 1
})
const to = (n: number) => `52144220000${n}`
const timesOf = (...numbers: number[]) => {
  const times = new Map<string, number>()
  for (const n of numbers) times.set(to(n), (times.get(to(n)) ?? 0) + 1)
  return times
}

/** Three people: one sent, one read, one of whom nobody knows. Everything about them is right. */
const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  people: 3,
  concurrency: 2,
  rows: [row(1), row(2, 'read'), row(3, 'unconfirmed', 'outcome_lost')],
  counts: { total: 3, sent: 1, read: 1, unconfirmed: 1, pending: 0 },
  received: timesOf(1, 2),
  kills: [{ node: '1', onTheirWay: 2 }],
  reported: true,
  ...changes
})
const complaints = (changes: Partial<Evidence>) => judge(evidence(changes)).complaints

it('has nothing to say when everything is accounted for', () => {
  expect(judge(evidence())).toEqual({ complaints: [], sent: 2, unconfirmed: 1, unconfirmedReceived: 0 })
})

it('lets a row be open that the provider has, as long as the provider has not reported', () => {
  const received = timesOf(1, 2, 3)
  expect(judge(evidence({ received, reported: false }))).toMatchObject({
    complaints: [],
    unconfirmedReceived: 1
  })
  expect(complaints({ received })).toEqual([
    '+521442200003: still unconfirmed, although the provider has reported it.'
  ])
})

it.each<[string, Partial<Evidence>, string]>([
  ['messaged twice', { received: timesOf(1, 1, 2) }, '+521442200001: messaged 2 times (sent).'],
  [
    'forgotten',
    {
      rows: [row(1), row(2, 'read'), row(3, 'sending')],
      counts: { total: 3, sent: 1, read: 1, sending: 1 }
    },
    '+521442200003: forgotten, it is still sending.'
  ],
  [
    'said to be sent',
    { received: timesOf(2) },
    '+521442200001: said to be sent, but the provider has nothing.'
  ],
  [
    'no reason',
    { rows: [row(1), row(2, 'read'), row(3, 'failed')], counts: { total: 3, sent: 1, read: 1, failed: 1 } },
    '+521442200003: failed without a reason.'
  ],
  [
    'failed and received',
    {
      rows: [row(1), row(2, 'read'), row(3, 'failed', '500')],
      counts: { total: 3, sent: 1, read: 1, failed: 1 },
      received: timesOf(1, 2, 3)
    },
    '+521442200003: said to be failed, but it was received.'
  ],
  [
    'a row too few',
    { rows: [row(1), row(2, 'read')], counts: { total: 2, sent: 1, read: 1 } },
    '3 people were uploaded, and there are 2 rows of 2 people.'
  ],
  ['a stranger', { received: timesOf(1, 2, 9) }, '521442200009: messaged, and in no row.'],
  [
    'counts that disagree',
    { counts: { total: 3, sent: 2, read: 1, unconfirmed: 1 } },
    'The report counts 2 sent, the rows 1.'
  ],
  [
    'more lost than were on their way',
    { kills: [] },
    '1 rows lost their outcome in 0 kills: 0 is the most there may be.'
  ],
  [
    'more on their way than may be',
    { kills: [{ node: '1', onTheirWay: 3 }] },
    'Kill 1 (server 1) left 3 on their way: 2 is the most there may be.'
  ]
])('complains: %s', (_name, changes, complaint) => {
  expect(complaints(changes)).toEqual([complaint])
})
