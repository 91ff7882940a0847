import { lintParameter, lintParameters } from './parameter-lint'

describe("A variable's value", () => {
  it.each([
    ['Ana', null],
    ['MX$ 1,200.00 — ¡hoy! 🌵', null],
    ['four    spaces', null],
    [' Ana ', null],
    ['', 'parameter_empty'],
    ['   ', 'parameter_empty'],
    ['\u00a0\u200b\ufeff', 'parameter_empty'],
    ['\n', 'parameter_empty'],
    ['one\ntwo', 'parameter_newline'],
    ['one\r\ntwo', 'parameter_newline'],
    ['one\u2028two', 'parameter_newline'],
    ['one\ttwo', 'parameter_tab'],
    ['five     spaces', 'parameter_spaces'],
    ['five \u00a0 \u00a0 spaces', 'parameter_spaces'],
    ['x'.repeat(1024), null],
    ['🌵'.repeat(1024), null],
    ['x'.repeat(1025), 'parameter_too_long']
  ])('%j: %s', (value, code) => {
    expect(lintParameter(value)).toBe(code)
  })

  it('is told apart by its position or its name', () => {
    expect(lintParameters(['Ana', '']).map(({ parameter, code }) => [parameter, code])).toEqual([
      ['2', 'parameter_empty']
    ])
    expect(lintParameters({ nombre: 'a\tb' })).toEqual([
      { parameter: 'nombre', code: 'parameter_tab', message: expect.stringContaining('tab') }
    ])
  })
})
