import { changeOf, fieldsOf, intervalMs, readWhole, startAt } from './fields'
import { EMPTY, type FormInput } from './input'

const filled: FormInput = {
  ...EMPTY,
  name: ' October ',
  template_id: 'promo',
  batch_size: '1,000',
  interval: '1,5',
  concurrency: '10',
  max_retries: '3',
  max_error_percent: '30',
  max_consecutive_errors: '20'
}

const WINDOW: FormInput['hours'] = { ...EMPTY.hours, when: 'window' }

test('what is typed becomes what is saved', () => {
  expect(fieldsOf(filled)).toEqual({
    name: 'October',
    template_id: 'promo',
    template_namespace: null,
    language: 'es_MX',
    variables: null,
    parameter_names: null,
    header: null,
    buttons: null,
    batch_size: 1000,
    batch_interval_ms: 90_000,
    concurrency: 10,
    max_retries: 3,
    max_error_rate: 0.3,
    max_consecutive_errors: 20,
    scheduled_at: null,
    timezone: 'America/Mexico_City',
    send_window: null
  })
})

test.each<[string, Partial<FormInput>, keyof ReturnType<typeof fieldsOf>]>([
  ['no name', { name: '  ' }, 'name'],
  ['a language that is none', { language: 'spanish' }, 'language'],
  ['a batch of nobody', { batch_size: '0' }, 'batch_size'],
  ['a batch of more than is allowed', { batch_size: '10001' }, 'batch_size'],
  ['letters', { interval: 'soon' }, 'batch_interval_ms'],
  ['more than all of them', { max_error_percent: '101' }, 'max_error_rate'],
  ['a start without a time', { start: 'at', start_date: '2026-10-05' }, 'scheduled_at'],
  ['hours that never open', { hours: { ...WINDOW, to: '09:00' } }, 'send_window'],
  ['hours without a day', { hours: { ...WINDOW, days: [] } }, 'send_window'],
  ['a variable without a column', { variables: [{ column: '', fallback: 'x' }] }, 'variables'],
  ['a picture without an address', { header_kind: 'image', header_value: 'photo.png' }, 'header']
])('%s is not saved', (_name, change, field) => {
  expect(fieldsOf({ ...filled, ...change })[field]).toBeUndefined()
})

test('hours, variables and a header are saved as the server wants them', () => {
  const fields = fieldsOf({
    ...filled,
    hours: { ...WINDOW, days: [5, 1] },
    variables: [
      { column: 'Nombre', fallback: '' },
      { column: 'Monto', fallback: ' su saldo ' }
    ],
    header_kind: 'image',
    header_value: 'https://x.example/a.png'
  })
  expect(fields.send_window).toEqual({ from: '09:00', to: '18:00', days: [1, 5] })
  expect(fields.variables).toEqual(['Nombre', { column: 'Monto', fallback: 'su saldo' }])
  expect(fields.header).toEqual({ type: 'image', link: 'https://x.example/a.png' })
  const document: Partial<FormInput> = {
    header_kind: 'document',
    header_value: 'https://x.example/{{Archivo}}'
  }
  expect(fieldsOf({ ...filled, ...document, header_filename: ' Factura.pdf ' }).header).toEqual({
    type: 'document',
    link: 'https://x.example/{{Archivo}}',
    filename: 'Factura.pdf'
  })
  expect(fieldsOf({ ...filled, ...document }).header).not.toHaveProperty('filename')
})

test.each([
  ['1000', 1000],
  ['1,000', 1000],
  ['1.000', 1000],
  ['1 000', 1000],
  ['1.5', null],
  ['', null],
  ['-1', null]
])('%j is %p people', (text, value) => expect(readWhole(text, 1, 10_000)).toBe(value))

test('an interval counts in its unit', () => {
  expect(intervalMs({ ...filled, interval: '2', interval_unit: 'hour' })).toBe(7_200_000)
  expect(intervalMs({ ...filled, interval: '0.5', interval_unit: 'second' })).toBe(500)
})

test('a start is a moment of its zone', () => {
  const at = { ...filled, start_date: '2026-10-05', start_time: '10:00' }
  expect(startAt({ ...at, timezone: 'America/Mexico_City' })).toBe('2026-10-05T16:00:00.000Z')
  expect(startAt({ ...at, timezone: 'Europe/Madrid' })).toBe('2026-10-05T08:00:00.000Z')
})

test('a change is only what differs', () => {
  expect(changeOf({ name: 'a', batch_size: 5 }, { name: 'a', batch_size: 4 })).toEqual({ batch_size: 5 })
  expect(changeOf({ name: 'a', language: undefined }, { name: 'a' })).toBeNull()
})
