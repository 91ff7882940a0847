import { brake, mark, remember } from './brakes'

const limits = { max_consecutive_errors: 20, max_error_rate: 0.3 }
const reason = { code: 'x', detail: 'x' }

describe('The brakes', () => {
  it('hold at a run of errors: not one before it', () => {
    expect(brake(`.${'x'.repeat(19)}`, limits)).toBeNull()
    expect(brake(`.${'x'.repeat(20)}`, limits)).toMatchObject({ code: 'consecutive_errors' })
    expect(brake(`.${'x'.repeat(21)}`, limits)).toMatchObject({ code: 'consecutive_errors' })
    expect(brake('x'.repeat(20), limits)).toMatchObject({ code: 'consecutive_errors' })
  })

  it('hold at an error rate above the limit, not at it', () => {
    const spread = (errors: number) => 'x.'.repeat(errors) + '.'.repeat(100 - 2 * errors)
    expect(brake(spread(29), limits)).toBeNull()
    expect(brake(spread(30), limits)).toBeNull()
    expect(brake(spread(31), limits)).toMatchObject({ code: 'error_rate' })
  })

  it('say nothing of a rate below the floor of samples', () => {
    expect(brake('xx.'.repeat(16), limits)).toBeNull()
    expect(brake('xx.'.repeat(17), limits)).toMatchObject({ code: 'error_rate' })
  })

  it('forget what is long past', () => {
    expect(remember('x'.repeat(200), '.'.repeat(200))).toBe('.'.repeat(200))
  })

  it('count what was tried and went wrong, not what was held back', () => {
    expect(mark({ kind: 'accepted', providerId: 'u' })).toBe('.')
    expect(mark({ kind: 'refused', reason })).toBe('x')
    expect(mark({ kind: 'unknown', reason })).toBe('x')
    expect(mark({ kind: 'try_again', reason, afterMs: null })).toBe('x')
    expect(mark({ kind: 'throttled', reason, retryAfterMs: null })).toBe('')
    expect(mark({ kind: 'stop', reason })).toBe('')
  })
})
