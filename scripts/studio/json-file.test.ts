import { firstFault, parseJson } from './json-file'

describe('a broken JSON file', () => {
  it.each([
    ['', 'f:1:1', 'ends too early'],
    ['{\n  "a": 1,\n}', 'f:3:1', 'unexpected "}"'],
    ['{\n  "a" 1\n}', 'f:2:7', 'unexpected "1"'],
    ['{"a": tru}', 'f:1:7', 'unexpected "t"'],
    ['[1, 2', 'f:1:6', 'ends too early'],
    ['{"a": "x\ny"}', 'f:1:7', 'unexpected'],
    ['{} {}', 'f:1:4', 'unexpected "{"'],
    ['\uFEFF{"a":}', 'f:1:6', 'unexpected "}"']
  ])('%j is told with its place', (text, place, why) => {
    expect(() => parseJson(text, 'f')).toThrow(place)
    expect(() => parseJson(text, 'f')).toThrow(why)
  })

  it('and a whole one has no fault', () => {
    const text = ' {"a": [1, -2.5e3, true, null, "\\u00e1\\n"], "b": {}} '
    expect(parseJson(text, 'f')).toEqual({ a: [1, -2500, true, null, 'á\n'], b: {} })
    expect(firstFault(text)).toBe(text.length)
  })
})
