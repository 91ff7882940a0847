import { readOrder } from './clock'

describe("an order to the sandbox's clock", () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['1w', 604_800_000]
  ])('advances by %s', (advance, byMs) => {
    expect(readOrder({ advance })).toEqual({ kind: 'order', order: { kind: 'advance', byMs } })
  })

  it('resets', () => {
    expect(readOrder({ reset: true })).toEqual({ kind: 'order', order: { kind: 'reset' } })
  })

  it.each([
    [{ advance: '3 days' }, 'advance'],
    [{ advance: '-3d' }, 'advance'],
    [{ advance: '0s' }, 'advance'],
    [{ advance: '1.5d' }, 'advance'],
    [{ advance: 3 }, 'advance'],
    [{ advance: '999999w' }, 'advance'],
    [{}, 'advance'],
    [{ reset: 'yes' }, 'reset'],
    [{ reset: true, advance: '1d' }, 'reset'],
    [{ forward: '1d' }, 'forward'],
    [[], ''],
    [undefined, '']
  ])('refuses %j and names the field', (body, path) => {
    expect(readOrder(body)).toMatchObject({ kind: 'fault', path })
  })
})
