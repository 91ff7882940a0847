import { marksAfter, tallySteps } from './report-effects'

const move = { from: 'sent', fromReason: null, wasSent: true, to: 'read', reason: null } as const

describe('The counts that follow from reports', () => {
  const sums = (moves: Parameters<typeof tallySteps>[0]) => {
    const total: Record<string, number> = {}
    const arrived: Record<string, number> = {}
    for (const { change, arrivals } of tallySteps(moves)) {
      for (const [status, n] of Object.entries(change)) total[status] = (total[status] ?? 0) + n
      for (const [status, n] of Object.entries(arrivals)) arrived[status] = (arrived[status] ?? 0) + n
    }
    return { total, arrived }
  }

  it('count every stage that a message passed, also where another leaves that stage at the same moment', () => {
    const both = sums([move, { ...move, from: 'delivered' }, { ...move, from: 'sending', wasSent: false }])
    expect(both.total).toEqual({ sent: -1, delivered: -1, sending: -1, read: 3 })
    expect(both.arrived).toEqual({ sent: 1, delivered: 2 })
  })

  it('count a failure after the acceptance once', () => {
    expect(sums([{ ...move, to: 'failed', reason: { code: '1300', detail: 'x' } }]).arrived).toEqual({
      failed: 1
    })
  })
})

describe('The brakes after late failures', () => {
  it('turn good marks bad, the newest first', () => {
    expect(marksAfter('....', 2)).toBe('..xx')
    expect(marksAfter('x.x', 2)).toBe('xxxx')
  })
})
