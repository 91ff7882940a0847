import {
  afterOutcome,
  backoff,
  MESSAGE_STATUSES,
  movesForward,
  type MessageStatus,
  type Outcome
} from './message'

const reason = { code: '1000', detail: 'Throttled' }

describe('After an attempt, a message', () => {
  const verdicts: Array<[string, Outcome, number, string]> = [
    ['accepted is sent', { kind: 'accepted', providerId: 'u' }, 1, 'sent'],
    ['refused has failed', { kind: 'refused', reason }, 1, 'failed'],
    [
      'of unknown outcome is unconfirmed, even at its first attempt',
      { kind: 'unknown', reason },
      1,
      'unconfirmed'
    ],
    ['throttled stays owed, however often', { kind: 'throttled', reason, retryAfterMs: null }, 99, 'pending'],
    ['stopped stays owed, however often', { kind: 'stop', reason }, 99, 'pending'],
    [
      'to try again stays owed up to its last retry',
      { kind: 'try_again', reason, afterMs: null },
      3,
      'pending'
    ],
    [
      'to try again has failed after its last retry',
      { kind: 'try_again', reason, afterMs: null },
      4,
      'failed'
    ]
  ]
  it.each(verdicts)('%s', (_name, outcome, attempts, status) => {
    expect(afterOutcome(outcome, attempts, 3, 500).status).toBe(status)
  })

  it('waits for what the provider asked or the back-off, whichever is longer', () => {
    const wait = (afterMs: number | null) => afterOutcome({ kind: 'try_again', reason, afterMs }, 1, 3, 500)
    expect(wait(null)).toMatchObject({ waitMs: 500 })
    expect(wait(100)).toMatchObject({ waitMs: 500 })
    expect(wait(86_400_000)).toMatchObject({ waitMs: 86_400_000 })
  })

  it('is never retried with max_retries 0', () => {
    expect(afterOutcome({ kind: 'try_again', reason, afterMs: null }, 1, 0, 1).status).toBe('failed')
  })
})

describe('The back-off', () => {
  it('doubles, spread over its upper half, up to a quarter of an hour', () => {
    expect([1, 2, 3, 4].map(n => backoff(n, 0))).toEqual([1000, 2000, 4000, 8000])
    expect([1, 2, 3, 4].map(n => backoff(n, 1))).toEqual([2000, 4000, 8000, 16_000])
    expect(backoff(60, 1)).toBe(900_000)
    expect([1, 2, 3].map(n => backoff(n, 1, 60_000))).toEqual([60_000, 120_000, 240_000])
  })
})

describe('Statuses', () => {
  const rank: Partial<Record<MessageStatus, number>> = {
    sending: 0,
    unconfirmed: 0.5,
    sent: 1,
    delivered: 2,
    read: 3
  }

  it('only move forward', () => {
    for (const from of MESSAGE_STATUSES)
      for (const to of MESSAGE_STATUSES) {
        const [a, b] = [rank[from], rank[to]]
        if (a !== undefined && b !== undefined)
          expect([from, to, movesForward(from, to)]).toEqual([from, to, a < b])
      }
  })

  it('end the same in whatever order, and however often, the reports of one attempt come', () => {
    const reports: MessageStatus[] = ['sent', 'delivered', 'read', 'delivered', 'sent']
    const orders = permutations(reports)
    for (const order of orders) {
      const end = order.reduce<MessageStatus>((at, to) => (movesForward(at, to) ? to : at), 'sending')
      expect(end).toBe('read')
    }
  })

  it('leave alone what was decided before the provider was called', () => {
    for (const from of ['pending', 'skipped', 'cancelled'] as const)
      for (const to of MESSAGE_STATUSES) expect(movesForward(from, to)).toBe(false)
  })
})

const permutations = <T>(items: T[]): T[][] =>
  items.length <= 1
    ? [items]
    : items.flatMap((item, at) =>
        permutations([...items.slice(0, at), ...items.slice(at + 1)]).map(rest => [item, ...rest])
      )
