import { Figures } from './figures'

it('says what was measured, against what, and whether the aim is reached', () => {
  const lines: string[] = []
  const figures = new Figures(line => lines.push(line.replace(/ +/g, ' ')))
  figures.add('a', 60, 'rows/s', 100, { of: 'ratio', at: 'least', number: 0.5 })
  figures.add('b', 0.3, 'ms', null, { of: 'value', at: 'most', number: 0.2 })
  expect(lines).toEqual([
    'a 60.0 rows/s 0.60 of 100 aim reached: at least 0.5',
    'b 0.300 ms AIM MISSED: at most 0.2'
  ])
  expect(figures.all).toEqual({
    a: { value: 60, unit: 'rows/s', floor: 100, ratio: 0.6 },
    b: { value: 0.3, unit: 'ms', floor: null, ratio: null }
  })
})
