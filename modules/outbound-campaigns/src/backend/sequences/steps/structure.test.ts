import { givenStepSchema, keptStep, type GivenStep } from './given-schema'
import { keysOf } from './keys'
import type { Step } from './schema'
import { structureProblems } from './structure'
import { mail } from './testing/versions'

const step = (given: object): Step => {
  const parsed: GivenStep = givenStepSchema.parse(given)
  return keptStep(parsed, parsed.key ?? '', () => null)
}
const condition = (key: string, check: object = { kind: 'score', at_least: 50 }, place: object = {}) =>
  step({ type: 'condition', key, config: { check }, ...place })
const opened = (key: string, step_key: string | null, place: object = {}) =>
  condition(key, { kind: 'opened', step_key }, place)
const field = (operator: string, value: unknown) =>
  condition('q', { kind: 'field', field: 'company', operator, value })

const found = (steps: Step[], before: ReadonlyMap<string, Step['type']> = new Map()) =>
  structureProblems(steps, before).map(({ path, code }) => `${path} ${code}`)

describe('A list of steps', () => {
  it('may be empty, a line, or branched, with empty branches too', () => {
    expect(found([])).toEqual([])
    expect(found([mail('a'), mail('b')])).toEqual([])
    expect(found([condition('q'), mail('y', { parent_key: 'q', branch: 'yes' })])).toEqual([])
    expect(found([mail('y', { parent_key: 'q', branch: 'no' }), condition('q')])).toEqual([])
  })

  it.each<[string, Step[], string[]]>([
    ['a key twice', [mail('a'), mail('a')], ['steps.1.key key_twice']],
    [
      'an unknown parent',
      [mail('a', { parent_key: 'x', branch: 'yes' })],
      ['steps.0.parent_key parent_unknown']
    ],
    [
      'a parent that asks nothing',
      [mail('a'), mail('b', { parent_key: 'a', branch: 'yes' })],
      ['steps.1.parent_key parent_no_condition']
    ],
    ['no branch', [condition('q'), mail('b', { parent_key: 'q' })], ['steps.1.branch branch_missing']],
    ['a branch of nothing', [mail('b', { branch: 'no' })], ['steps.0.branch branch_of_nothing']],
    [
      'conditions within each other',
      [
        condition('p', undefined, { parent_key: 'q', branch: 'yes' }),
        condition('q', undefined, { parent_key: 'p', branch: 'no' })
      ],
      ['steps.0.parent_key parent_cycle', 'steps.1.parent_key parent_cycle']
    ],
    [
      'a step within itself',
      [condition('q', undefined, { parent_key: 'q', branch: 'yes' })],
      ['steps.0.parent_key parent_cycle']
    ],
    ['a question about nothing', [opened('q', 'a')], ['steps.0.config.check.step_key asks_unknown']],
    [
      'a question about what is no message',
      [step({ type: 'wait', key: 'w' }), opened('q', 'w')],
      ['steps.1.config.check.step_key asks_no_message']
    ],
    ['a question about later', [opened('q', 'a'), mail('a')], ['steps.0.config.check.step_key asks_later']],
    [
      'a question about its own branch',
      [opened('q', 'a'), mail('a', { parent_key: 'q', branch: 'yes' })],
      ['steps.0.config.check.step_key asks_later']
    ],
    [
      'a question about the other branch',
      [
        condition('q'),
        mail('y', { parent_key: 'q', branch: 'yes' }),
        opened('r', 'y', { parent_key: 'q', branch: 'no' })
      ],
      ['steps.2.config.check.step_key asks_later']
    ],
    ['a comparison with nothing', [field('is', null)], ['steps.0.config.check.value value_missing']],
    ['a size that is no number', [field('at_least', 'many')], ['steps.0.config.check.value value_no_number']]
  ])('is refused with %s', (_what, steps, expected) => {
    expect(found(steps)).toEqual(expected)
  })

  it('may ask about what comes before on some way', () => {
    const steps = [condition('q'), mail('y', { parent_key: 'q', branch: 'yes' }), opened('r', 'y')]
    expect(found(steps)).toEqual([])
    expect(found([mail('a'), opened('r', 'a', { parent_key: null }), opened('s', null)])).toEqual([])
    expect(found([field('is_set', null), field('less_than', '5.5')].slice(0, 1))).toEqual([])
    expect(found([field('less_than', '5.5')])).toEqual([])
  })

  it('gives no step a key under which people had something else', () => {
    const before = new Map([['a', 'wait' as const]])
    expect(found([mail('a')], before)).toEqual(['steps.0.key key_of_another'])
    expect(found([step({ type: 'wait', key: 'a' })], before)).toEqual([])
  })
})

describe('Keys that nobody gave', () => {
  const given = (key: string | undefined, type = 'wait'): GivenStep =>
    givenStepSchema.parse({ type, ...(key && { key }) })

  it('are made up by type and number, none twice and none that was there before', () => {
    expect(keysOf([given(undefined), given('wait-2'), given(undefined)], [])).toEqual([
      'wait-1',
      'wait-2',
      'wait-3'
    ])
    expect(keysOf([given(undefined)], ['wait-1', 'wait-2'])).toEqual(['wait-3'])
  })
})
