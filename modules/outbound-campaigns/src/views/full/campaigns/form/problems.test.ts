import type { Template } from '../../../api/templates'
import { EMPTY, type FormInput } from './input'
import { problemsOf, stepOfPath } from './problems'

const now = Date.parse('2026-10-05T12:00:00-06:00')
const filled: FormInput = {
  ...EMPTY,
  name: 'October',
  template_id: 'promo',
  batch_size: '100',
  interval: '1',
  concurrency: '10',
  max_retries: '3',
  max_error_percent: '30',
  max_consecutive_errors: '20'
}

test('what is complete has none', () => expect(problemsOf(filled, now)).toEqual([]))

test.each<[string, Partial<FormInput>, string, string]>([
  ['a missing name', { name: '' }, 'message', 'form.problem.name'],
  ['a header that is asked for', { header_kind: 'image' }, 'variables', 'form.problem.header'],
  [
    'an address that is none',
    { header_kind: 'image', header_value: 'x' },
    'variables',
    'form.problem.header'
  ],
  ['a pace that is none', { interval: '' }, 'pace', 'form.problem.interval'],
  [
    'a start in the past',
    { start: 'at', start_date: '2026-10-05', start_time: '11:00' },
    'schedule',
    'form.problem.past'
  ]
])('%s is told with its step', (_name, change, step, text) => {
  expect(problemsOf({ ...filled, ...change }, now)).toEqual([expect.objectContaining({ step, text })])
})

const tracking: Template = {
  name: 'promo',
  namespace: null,
  language: 'es_MX',
  category: 'UTILITY',
  status: 'APPROVED',
  components: [],
  parameters: {
    body: { kind: 'positional', count: 0 },
    header: null,
    buttons: [{ index: 0, type: 'url', text: 'Rastrear', parameter: 'required' }]
  }
}

test('a button that needs something is asked for', () => {
  const told = { field: 'buttons', step: 'variables', text: 'form.problem.buttons' }
  expect(problemsOf(filled, now, tracking)).toEqual([told])
  const given: FormInput = { ...filled, buttons: [{ type: 'url', index: 0, text: 'A-1' }] }
  expect(problemsOf(given, now, tracking)).toEqual([])
})

test('a header that the template wants is asked for, whoever made the campaign', () => {
  const { parameters } = tracking
  const pictured: Template = { ...tracking, parameters: { ...parameters, header: 'image', buttons: [] } }
  expect(problemsOf(filled, now, pictured)).toEqual([expect.objectContaining({ field: 'header' })])
  const given: FormInput = { ...filled, header_kind: 'image', header_value: 'https://x.example/a.png' }
  expect(problemsOf(given, now, pictured)).toEqual([])
})

test.each([
  ['template_id', 'message'],
  ['recipients', 'recipients'],
  ['variables.2', 'variables'],
  ['buttons[0].text', 'variables'],
  ['send_window.from', 'schedule'],
  ['channel', null],
  ['', null]
])('%j is mended at %p', (path, step) => expect(stepOfPath(path)).toBe(step))
