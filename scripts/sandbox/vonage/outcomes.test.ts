import { ERROR_TEXTS, endsAs } from './error-codes'
import { outcomeFor, outcomeOfEnding, RULES } from './outcomes'

const usual = { outcomes_by_number: true, default_outcome: null }

describe('the outcome of a number', () => {
  it('is ordinary delivery for a number that no rule names', () => {
    for (const to of ['5214422591631', '5215500000000', '447700980', '5215599']) {
      expect(outcomeFor(to, usual)).toEqual({
        rule: null,
        answer: { kind: 'accepted' },
        course: { kind: 'ordinary' }
      })
    }
  })

  it.each(Object.keys(ERROR_TEXTS))('fails with each documented code: %s', code => {
    expect(outcomeFor(`521442299${code}`, usual)).toEqual({
      rule: '99CCCC',
      answer: { kind: 'accepted' },
      course: { kind: 'fails', code, times: 'always' }
    })
    expect(outcomeFor(`521442297${code}`, usual).course).toEqual({
      kind: 'fails',
      code,
      times: 'failure_times'
    })
  })

  it('is ordinary delivery for a code that is in no table', () => {
    expect(outcomeFor('5214422999999', usual).rule).toBeNull()
    expect(outcomeFor('5214422990000', usual).rule).toBeNull()
  })

  it('is unambiguous: no ending has two rules', () => {
    const endings = RULES.map(({ ending }) => ending)
    expect(new Set(endings).size).toBe(endings.length)
    for (const ending of endings) expect(ending).toMatch(/^(\d{6}|\d{2}CCCC)$/)
    for (const ending of endings.filter(text => !text.includes('C'))) {
      expect(outcomeOfEnding(ending)?.rule).toBe(ending)
    }
  })

  it('can be the same for all numbers, or for all that have no rule', () => {
    expect(outcomeFor('5214422980500', { ...usual, outcomes_by_number: false }).rule).toBeNull()
    expect(outcomeFor('5214422591631', { ...usual, default_outcome: '991300' }).course).toMatchObject({
      code: '1300'
    })
    expect(outcomeFor('5214422980500', { ...usual, default_outcome: '991300' }).rule).toBe('980500')
  })

  it('is undeliverable where the provider was out of reach, else rejected', () => {
    expect(endsAs('1331')).toBe('undeliverable')
    expect(endsAs('1300')).toBe('rejected')
    expect(endsAs('1022')).toBe('rejected')
  })
})
