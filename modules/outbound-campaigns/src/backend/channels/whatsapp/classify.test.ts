import { errorPolicySchema } from '../../platform/settings/error-policy'
import { classify, classifyAnswer, classifyStatusError } from './classify'
import { plainText } from '../plain-text'

describe("The operator's policy", () => {
  it.each([
    ['1461', { action: 'fail' }, { kind: 'refused', suppress: false }],
    ['1300', { action: 'suppress' }, { kind: 'refused', suppress: true }],
    ['1300', { action: 'retry', after_s: 90 }, { kind: 'try_again', restMs: 90_000 }],
    ['1331', { action: 'retry' }, { kind: 'try_again', restMs: 300_000 }],
    ['1210', { action: 'pause' }, { kind: 'stop' }],
    ['1999', { action: 'retry' }, { kind: 'try_again', restMs: null }]
  ])('decides %s as %o', (code, action, expected) => {
    const policy = errorPolicySchema.parse({ [code]: action })
    expect(classify(code, policy).class).toEqual(expected)
  })

  it('never makes an unknown outcome a second message, whatever was stored', () => {
    expect(classify('timeout', { timeout: { action: 'retry' } }).class).toEqual({ kind: 'unknown' })
  })

  it.each([
    [{ timeout: { action: 'retry' } }, 'nobody knows'],
    [{ http_504: { action: 'fail' } }, 'nobody knows'],
    [{ '1300': { action: 'fail', after_s: 5 } }, 'only goes with "retry"'],
    [{ '1300': { action: 'ignore' } }, 'retry'],
    [{ 'not a code': { action: 'fail' } }, 'error code']
  ])('%o is refused with the reason', (policy, words) => {
    const parsed = errorPolicySchema.safeParse(policy)
    expect(JSON.stringify(parsed.error?.issues)).toContain(JSON.stringify(words).slice(1, -1))
  })

  it("is found by Meta's code, by Vonage's and by the plain HTTP status", () => {
    const error = { title: '1461', detail: 'Auto-limiting (131049)' }
    const byMeta = classifyStatusError('rejected', error, { '131049': { action: 'fail' } })
    const byVonage = classifyStatusError('rejected', error, { '1461': { action: 'fail' } })
    expect([byMeta.class.kind, byVonage.class.kind]).toEqual(['refused', 'refused'])
    const body = { invalid_parameters: [{ name: 'to' }] }
    expect(classifyAnswer(422, body, { http_422: { action: 'pause' } }).class).toEqual({ kind: 'stop' })
  })
})

describe('A refused request', () => {
  const problem = (number: number) => ({ type: `https://developer.vonage.com/api-errors/messages#${number}` })
  const naming = (...names: string[]) => ({
    invalid_parameters: names.map(name => ({ name, reason: 'is invalid.' }))
  })

  it.each([
    [401, {}, 'http_401'],
    [402, null, 'http_402'],
    [418, '', 'http_4xx'],
    [301, '', 'http_3xx'],
    [507, '<html>', 'http_5xx'],
    [422, naming('to'), 'http_422_recipient'],
    [422, naming('to.number'), 'http_422_recipient'],
    [422, naming('from'), 'http_422_sender'],
    [422, naming('template.name'), 'http_422'],
    [422, naming('tone'), 'http_422'],
    [422, naming('to', 'template.parameters'), 'http_422'],
    [422, problem(1130), 'http_422_recipient'],
    [422, problem(110), 'http_422_recipient'],
    [422, problem(1120), 'http_422_sender'],
    // In a status 1100 is an outage; here it is a wrong channel.
    [422, problem(1100), 'http_422'],
    [422, undefined, 'http_422'],
    [422, { invalid_parameters: 'nonsense' }, 'http_422']
  ])('%i with %j is %s', (status, body, code) => {
    expect(classifyAnswer(status, body, {}).reason.code).toBe(code)
  })

  it('names the fields and what is wrong with them', () => {
    const { reason } = classifyAnswer(422, naming('template.name', 'template.parameters'), {})
    expect(reason.detail).toMatch(/\(template\.name is invalid\.; template\.parameters is invalid\.\)$/)
  })
})

describe('The error of a status', () => {
  it.each([
    [
      'v1',
      { title: '1300', type: 'https://x/messages#1300', detail: 'Not part of the provider network' },
      '1300'
    ],
    ['a number as title', { title: 1000 }, '1000'],
    ['only the type', { type: 'https://developer.vonage.com/api-errors/messages#1022' }, '1022'],
    ['nested', { error: { title: '1340' } }, '1340'],
    ['v0.1', { code: 1022, reason: 'Invalid template' }, '1022'],
    ["Meta's cause", { title: '1330', detail: 'Message undeliverable (131026)' }, '131026'],
    ["Meta's own writing", { title: '1330', detail: '(#4) Application request limit reached' }, '4'],
    ["a number of Meta's that says nothing", { title: '1330', detail: 'failed with 139999' }, '1330'],
    ['a telephone number is no code', { title: '1300', detail: 'to 5213104913105 and +131050' }, '1300'],
    ['a code from later times', { title: '1999' }, '1999'],
    ['nothing', undefined, 'rejected'],
    ['nonsense', ['x'], 'rejected']
  ])('%s', (_name, error, code) => {
    expect(classifyStatusError('rejected', error, {}).reason.code).toBe(code)
  })

  it('is an outage where WhatsApp was never reached and no cause is named', () => {
    expect(classifyStatusError('undeliverable', null, {})).toMatchObject({
      class: { kind: 'try_again', restMs: 300_000 },
      reason: { code: 'undeliverable' }
    })
  })

  it('lists for suppression whoever has opted out, whichever of the two says so', () => {
    const classOf = (error: unknown) => classifyStatusError('rejected', error, {}).class
    expect(classOf({ title: '1240' })).toEqual({ kind: 'refused', suppress: true })
    expect(classOf({ title: '1461', detail: 'User stopped (131050)' })).toEqual({
      kind: 'refused',
      suppress: true
    })
  })
})

describe("A provider's words", () => {
  it.each([
    ['to 5214422591631 failed', 'to … failed'],
    ['+52 1 (442) 259-1631 is bad', '… is bad'],
    ['Authorization: Bearer eyJhbGciOi.eyJpYXQ.c2ln', 'Authorization: Bearer …'],
    ['token eyJhbGciOi.eyJpYXQ.c2ln', 'token …'],
    ['Basic a2V5OnNlY3JldA==', 'Basic …'],
    ['template.parameters needs 3, got 2 (132000)', 'template.parameters needs 3, got 2 (132000)'],
    ['two\nlines', 'two lines']
  ])('%s', (said, kept) => {
    expect(plainText(said)).toBe(kept)
  })

  it('are cut short', () => {
    expect(plainText('x'.repeat(5000))).toHaveLength(300)
  })
})
