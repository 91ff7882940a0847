import { waitingFor, type WaitingFacts } from './waiting'
import type { Campaign } from './schema'

const counts = {
  total: 10,
  pending: 5,
  sending: 0,
  sent: 5,
  delivered: 0,
  read: 0,
  failed: 0,
  skipped: 0,
  unconfirmed: 0,
  cancelled: 0
}
const free: WaitingFacts = { channel: null, windowOpensAt: null, lane: null }
const ask = (campaign: Partial<Campaign>, facts: Partial<WaitingFacts> = {}) =>
  waitingFor(
    { status: 'running', status_reason: null, scheduled_at: null, counts, ...campaign },
    { ...free, ...facts }
  ).map(({ code }) => code)

describe('A campaign waits for', () => {
  it.each<[string, Partial<Campaign>, Partial<WaitingFacts>]>([
    ['no_recipients', { status: 'draft', counts: { ...counts, total: 0 } }, {}],
    ['not_started', { status: 'draft' }, {}],
    ['scheduled', { status: 'scheduled', scheduled_at: '2026-07-01T15:00:00Z' }, {}],
    ['paused_by_hand', { status: 'paused', status_reason: { code: 'paused_by_hand', detail: 'x' } }, {}],
    ['http_401', { status: 'failed', status_reason: { code: 'http_401', detail: 'x' } }, {}],
    ['no_credentials', {}, { channel: { code: 'no_credentials', detail: 'x' } }],
    ['window', {}, { windowOpensAt: 1 }],
    ['batch', {}, { lane: { code: 'batch', until: 1 } }],
    ['sender_pace', {}, { lane: { code: 'sender_pace', until: 1 } }],
    ['sender_paused', {}, { lane: { code: 'sender_paused', until: 1 } }],
    ['daily_unique_limit', {}, { lane: { code: 'daily_unique_limit', until: null } }],
    ['retry', {}, { lane: { code: 'retry', until: 1 } }],
    ['sending', {}, {}],
    [
      'settling',
      { counts: { ...counts, pending: 0, sending: 5 } },
      { lane: { code: 'nothing_owed', until: null } }
    ]
  ])('%s', (code, campaign, facts) => {
    expect(ask(campaign, facts)).toEqual([code])
  })

  it('more than one thing, if so', () => {
    expect(ask({}, { windowOpensAt: 1, channel: { code: 'no_sender', detail: 'x' } })).toEqual([
      'no_sender',
      'window'
    ])
  })

  it('nothing once it is finished', () => {
    expect(ask({ status: 'completed' })).toEqual([])
    expect(ask({ status: 'cancelled' })).toEqual([])
    expect(ask({ status: 'failed', counts: { ...counts, pending: 0 } })).toEqual([])
  })
})
