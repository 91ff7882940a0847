import { Refusal } from '../http/problems'
import { changedBehaviour, defaultBehaviour } from './behaviour'

const refusalOf = (changes: Record<string, unknown>) => {
  try {
    changedBehaviour(defaultBehaviour(), changes)
  } catch (error) {
    if (error instanceof Refusal) return error.toProblem()
  }
  throw new Error('It was taken.')
}

describe('the behaviour', () => {
  it('takes changes and leaves the rest', () => {
    const before = defaultBehaviour()
    const after = changedBehaviour(before, { read_share: 0.5, status_url: 'http://127.0.0.1:1/x' })
    expect(after).toEqual({ ...before, read_share: 0.5, status_url: 'http://127.0.0.1:1/x' })
    expect(changedBehaviour(after, { status_url: null }).status_url).toBeNull()
  })

  it('names every field that is wrong, and takes none of them', () => {
    const problem = refusalOf({
      read_share: 2,
      latency_ms: -1,
      price: '0.05',
      order: 'random',
      colour: 'red'
    })
    expect(problem.status).toBe(422)
    expect(problem.invalid_parameters?.map(({ name }) => name)).toEqual([
      'read_share',
      'latency_ms',
      'order',
      'colour'
    ])
  })

  it.each([
    ['status_url', 'ftp://x'],
    ['default_outcome', '999999'],
    ['rate_per_second', 0],
    ['read_share', Number.NaN],
    ['any_template', 'yes'],
    ['constructor', 1]
  ])('refuses %s = %p', (name, value) => {
    expect(refusalOf({ [name]: value }).invalid_parameters).toEqual([{ name, reason: expect.any(String) }])
  })
})
