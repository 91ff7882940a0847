import type { Reason } from './message'
import {
  applyReport,
  RETRY_WITHIN_MS,
  type Report,
  type ReportedAttempt,
  type ReportedMessage,
  type ReportRules
} from './reported'

const NOW = 1_800_000_000_000
const message: ReportedMessage = {
  id: 1,
  person: '+524420000001',
  status: 'sent',
  reason: null,
  attempts: 1,
  sparedAttempts: 0,
  notBefore: 0,
  providerId: 'uuid',
  sentAt: NOW - 5000,
  deliveredAt: null,
  readAt: null,
  price: null,
  currency: null
}
const attempt: ReportedAttempt = {
  n: 1,
  sender: 'whatsapp:1',
  startedAt: NOW - 6000,
  reported: null,
  providerId: 'uuid',
  price: null,
  code: null,
  detail: null
}
const rules: ReportRules = { now: NOW, maxRetries: 3, retryBackoffMs: 2000, takesBack: true, random: 0 }
const reason: Reason = { code: '1000', detail: 'why' }

const report = (said: Report['said'], more: Partial<Report> = {}): Report => ({
  ref: { messageId: 1, n: 1 },
  providerId: 'uuid',
  said,
  at: NOW - 1000,
  price: null,
  currency: null,
  ...more
})
const sent = report({ kind: 'sent' }, { at: NOW - 4000 })
const delivered = report({ kind: 'delivered' }, { at: NOW - 3000, price: 0.03, currency: 'EUR' })
const read = report({ kind: 'read' }, { at: NOW - 2000, price: 0.03, currency: 'EUR' })
const refused = report({ kind: 'failed', outcome: { kind: 'refused', reason }, suppress: false })
const passing = report({
  kind: 'failed',
  outcome: { kind: 'try_again', reason: { code: '1030', detail: 'later' }, afterMs: null },
  suppress: false
})

const apply = (
  reports: readonly Report[],
  from: Partial<ReportedMessage> = {},
  of: Partial<ReportedAttempt> = {},
  by: Partial<ReportRules> = {}
) =>
  reports.reduce((state, one) => applyReport(state.message, state.attempt, one, { ...rules, ...by }), {
    message: { ...message, ...from },
    attempt: { ...attempt, ...of }
  } as ReturnType<typeof applyReport>)

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) =>
        permutations([...items.slice(0, index), ...items.slice(index + 1)]).map(rest => [item, ...rest])
      )

describe('Reports of one attempt', () => {
  const sets: Array<[string, Report[], Partial<ReportedMessage>]> = [
    ['everything goes well', [sent, delivered, read], { status: 'read' }],
    ['it is never read', [sent, delivered], { status: 'delivered' }],
    ['it is refused', [sent, refused], { status: 'failed' }],
    ['it fails for now and then for good', [sent, passing, refused], { status: 'failed' }],
    [
      'it is said to have failed, and arrives',
      [sent, passing, delivered],
      { status: 'delivered', reason: null }
    ],
    ['all of it, at odds with itself', [sent, passing, refused, delivered, read], { status: 'read' }]
  ]
  for (const status of ['sending', 'unconfirmed', 'sent'] as const) {
    it.each(sets)(`end alike in any order, however often repeated, from ${status}: %s`, (_name, set, end) => {
      const ends = permutations(set).flatMap(order => [
        apply(order, { status, sentAt: null }),
        apply([...order, ...order], { status, sentAt: null }),
        apply(
          order.flatMap(one => [one, one]),
          { status, sentAt: null }
        )
      ])
      for (const one of ends) expect({ ...one, failure: null }).toEqual({ ...ends[0], failure: null })
      expect(ends[0]?.message).toMatchObject(end)
    })
  }

  it('say when it arrived, even when they come too late to move anything', () => {
    expect(apply([read, delivered]).message).toMatchObject({
      status: 'read',
      deliveredAt: NOW - 3000,
      readAt: NOW - 2000
    })
  })

  it('are not believed about times that cannot be', () => {
    expect(apply([{ ...delivered, at: NOW + 99_999 }]).message.deliveredAt).toBe(NOW)
    expect(apply([{ ...delivered, at: 0 }]).message.deliveredAt).toBe(message.sentAt)
  })

  it('add what an attempt cost once, and a higher price by its difference', () => {
    expect(apply([delivered, read, delivered]).message).toMatchObject({ price: 0.03, currency: 'EUR' })
    expect(
      apply([
        { ...sent, price: 0.25 },
        { ...delivered, price: 0.5 }
      ]).message.price
    ).toBe(0.5)
    expect(
      apply([
        { ...delivered, price: 0.5 },
        { ...sent, price: 0.25 }
      ]).message.price
    ).toBe(0.5)
    expect(apply([{ ...delivered, price: 0.5 }], { attempts: 2, price: 0.25 }).message.price).toBe(0.75)
    expect(apply([{ ...delivered, price: 0, currency: 'EUR' }]).message).toMatchObject({ price: 0 })
  })

  it('about an older attempt move nothing', () => {
    for (const one of [sent, delivered, read, refused, passing]) {
      const { message: after, attempt: noted, failure } = apply([one], { attempts: 2, status: 'sending' })
      expect(after).toMatchObject({ status: 'sending', deliveredAt: null, readAt: null })
      expect(noted.reported).not.toBeNull()
      expect(failure).toBeNull()
    }
  })

  it('never undo what a person or the gate decided', () => {
    for (const status of ['cancelled', 'skipped'] as const)
      for (const one of [sent, delivered, read, refused, passing])
        expect(apply([one], { status }).message.status).toBe(status)
  })

  it('settle what nobody knew, and take back what was thought to have failed', () => {
    for (const status of ['unconfirmed', 'pending', 'sending'] as const) {
      const { message: after } = apply(
        [sent],
        { status, providerId: null, sentAt: null, reason },
        { providerId: null }
      )
      expect(after).toMatchObject({
        status: 'sent',
        providerId: 'uuid',
        sentAt: attempt.startedAt,
        reason: null
      })
    }
  })

  it('that come again do not fail what somebody has put back since', () => {
    const failed = apply([refused])
    const retried = { ...failed, message: { ...failed.message, status: 'pending' as const, reason: null } }
    expect(applyReport(retried.message, retried.attempt, refused, rules).message.status).toBe('pending')
    expect(applyReport(retried.message, retried.attempt, passing, rules).message.status).toBe('pending')
    expect(applyReport(retried.message, retried.attempt, delivered, rules).message.status).toBe('delivered')
  })
})

describe('A failure that passes, reported after the acceptance', () => {
  it('gives the message a new attempt after a rest', () => {
    const { message: after, failure } = apply([passing])
    expect(after).toMatchObject({ status: 'pending', reason: { code: '1030' } })
    expect(after.notBefore).toBeGreaterThan(NOW)
    expect(failure).toMatchObject({ kind: 'try_again' })
    const rest = report({
      kind: 'failed',
      outcome: { kind: 'try_again', reason, afterMs: 3_600_000 },
      suppress: false
    })
    expect(apply([rest]).message.notBefore).toBe(NOW + 3_600_000)
  })

  it('does so only as often as retries are left', () => {
    const last = { attempts: 4 }
    expect(apply([{ ...passing, ref: { messageId: 1, n: 4 } }], last, { n: 4 }).message.status).toBe('failed')
    expect(apply([passing], { ...last, sparedAttempts: 1 }, { n: 4 }).message.status).toBe('pending')
  })

  it('does so only within a day, and only where the owner takes it back', () => {
    const late = { startedAt: NOW - RETRY_WITHIN_MS - 1 }
    expect(apply([passing], {}, late).message).toMatchObject({ status: 'failed', reason: { code: '1030' } })
    expect(apply([passing], {}, {}, { takesBack: false }).message.status).toBe('failed')
  })

  it('counts a throttled attempt, and spares one that stopped its owner', () => {
    const throttled = report({
      kind: 'failed',
      outcome: { kind: 'throttled', reason, retryAfterMs: 60_000 },
      suppress: false
    })
    expect(apply([throttled]).message).toMatchObject({
      status: 'pending',
      sparedAttempts: 0,
      notBefore: NOW + 60_000
    })
    const stop = report({ kind: 'failed', outcome: { kind: 'stop', reason }, suppress: false })
    expect(apply([stop]).message).toMatchObject({ status: 'pending', sparedAttempts: 1 })
  })
})
