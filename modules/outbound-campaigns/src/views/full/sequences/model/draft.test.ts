import type { SequenceWithSteps } from '../../../api/sequences'
import { areSame, changeOf, draftOf, type Draft } from './draft'
import { read, written } from './memory'
import { localProblems, problemAt, serverProblems, together } from './problems'
import { newStep } from './step'
import { condition, mail } from './testing'
import { leaf, listOf, withStep, type Tree } from './tree'

const SETTINGS: SequenceWithSteps['settings'] = {
  pause_on_reply: true,
  pause_on_meeting: true,
  pause_company_on_reply: false,
  skip_weekends: false,
  holidays: [],
  send_window: null,
  timezone: null,
  daily_limit: null,
  new_leads_per_day: null,
  in_thread: false,
  reply_to: null,
  from_name: null,
  tracking: true,
  unconfirmed_after_hours: 24
}

const draftWith = (steps: Tree, more: Partial<Draft> = {}): Draft => ({
  fields: {
    name: 'Welcome',
    description: null,
    category: 'custom',
    icp: null,
    priority_filter: null,
    min_score: null,
    max_score: null,
    trigger: { kind: 'manual' }
  },
  settings: SETTINGS,
  steps,
  ...more
})

test('only what was changed is saved', () => {
  const base = draftWith([mail('a')])
  expect(changeOf(base, base)).toEqual({})
  expect(changeOf({ ...base, fields: { ...base.fields, trigger: { kind: 'cold_lead' } } }, base)).toEqual({
    trigger: { kind: 'cold_lead' }
  })
  expect(
    changeOf({ ...base, settings: { ...SETTINGS, send_window: { from: '09:00', to: '18:00' } } }, base)
  ).toEqual({ settings: { send_window: { from: '09:00', to: '18:00' } } })
  const more = { ...base, steps: [...base.steps, mail('b')] }
  expect(changeOf(more, base)).toEqual({ steps: listOf(more.steps) })
})

test('what was changed and changed back is as it was', () => {
  const base = draftWith([mail('a'), mail('b')])
  const there = withStep(base.steps, 'a', step => ({ ...step, delay_days: 3 }))
  const back = withStep(there, 'a', step => ({ ...step, delay_days: 0 }))
  expect(areSame(draftWith(there), base)).toBe(false)
  expect(areSame(draftWith(back), base)).toBe(true)
})

test('what was kept comes back as it was, but for secrets', () => {
  const hook = newStep('webhook', 'hook')
  if (hook.type !== 'webhook') throw new Error('no webhook')
  const draft = draftWith([
    mail('a'),
    condition('c', [mail('b')]),
    leaf({ ...hook, config: { ...hook.config, secret: 'typed just now' } })
  ])
  const text = written({ revision: 4, draft })
  expect(text).not.toContain('typed just now')
  const kept = read(text, draftWith([]))
  expect(kept?.revision).toBe(4)
  expect(kept?.draft.steps.slice(0, 2)).toEqual(draft.steps.slice(0, 2))
  expect(kept?.draft.fields).toEqual(draft.fields)
})

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['something else', '[1]'],
  ['no steps', JSON.stringify({ revision: 1, ...draftWith([]), steps: 'x' })],
  ['a step of another shape', JSON.stringify({ revision: 1, ...draftWith([]), steps: [{ key: 'a' }] })],
  [
    'a step that lacks a setting',
    JSON.stringify({
      revision: 1,
      ...draftWith([]),
      steps: [{ ...newStep('email', 'a'), config: { subject: 'x' } }]
    })
  ]
])('kept in another form, it is left alone: %s', (_, text) => {
  expect(read(text, draftWith([]))).toBeNull()
})

describe('problems', () => {
  const found = (steps: Tree) => localProblems(draftWith(steps)).map(({ step, field }) => `${step} ${field}`)

  test('what is empty is seen at once', () => {
    expect(found([mail('a'), leaf(newStep('task', 't')), leaf(newStep('webhook', 'w'))])).toEqual([
      'a config.subject',
      'a config.html',
      't config.title',
      'w config.url'
    ])
    expect(found([leaf(newStep('wait', 'w'))])).toEqual([])
  })

  test('HTML that shows nothing is empty; a picture is something', () => {
    const withHtml = (html: string) =>
      found(
        withStep([mail('a')], 'a', step =>
          step.type === 'email' ? { ...step, config: { ...step.config, subject: 'Hi', html } } : step
        )
      )
    expect(withHtml('<style>p{}</style><p>&nbsp;</p>')).toEqual(['a config.html'])
    expect(withHtml('<img src="https://x.test/a.png">')).toEqual([])
    expect(withHtml('<p>Hi</p>')).toEqual([])
  })

  test('a condition asks about what came before it', () => {
    const asking = withStep([condition('c'), mail('a')], 'c', step =>
      step.type === 'condition'
        ? { ...step, config: { ...step.config, check: { kind: 'opened', step_key: 'a' } } }
        : step
    )
    expect(found(asking)).toContain('c config.check.step_key')
    expect(found([...asking].reverse())).not.toContain('c config.check.step_key')
  })

  test('the server’s paths lead to steps by their keys, and each place is told once', () => {
    const server = serverProblems(
      [
        { path: 'steps.1.config.html', code: 'unknown_variable', message: 'There is no variable "x".' },
        { path: 'steps.9.key', code: null, message: 'No.' },
        { path: 'steps.0', code: 'no', message: 'No.' },
        { path: 'settings.reply_to', code: null, message: 'Invalid' }
      ],
      ['a', 'b']
    )
    expect(server.map(({ step, field }) => [step, field])).toEqual([
      ['b', 'config.html'],
      [null, 'steps.9.key'],
      ['a', ''],
      [null, 'settings.reply_to']
    ])
    const local = [{ step: 'b', field: 'config.html', code: 'empty', message: null }]
    expect(together(local, server)).toHaveLength(4)
    expect(together([], [...server, ...server])).toEqual(server)
    expect(problemAt(local, 'config')).toBe(local[0])
    expect(problemAt(local, 'config.ht')).toBeNull()
  })
})

test('a sequence and its draft say the same', () => {
  const draft = draftWith([mail('a')])
  const shown = {
    ...draft.fields,
    settings: draft.settings,
    steps: listOf(draft.steps).map((step, at) => ({ ...step, id: at + 1, position: at + 1 }))
  } as unknown as SequenceWithSteps
  expect(draftOf(shown)).toEqual(draft)
})
