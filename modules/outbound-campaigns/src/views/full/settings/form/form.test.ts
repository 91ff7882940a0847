import { DEFAULTS, shown } from '../../../../backend/platform/settings/schema'
import type { ShownSettings } from '../api'
import { changeOf } from './change'
import { inputOf, type SettingsInput } from './input'
import { readKept } from './memory'
import { refusalsOf } from './objections'

const settings: ShownSettings = shown(DEFAULTS)

const saved = (typed: Partial<SettingsInput>, from = settings) => changeOf(typed, from).change

describe('what is saved', () => {
  test('nothing, as long as nothing differs', () => {
    expect(changeOf(inputOf(settings), settings)).toEqual({ change: null, wrong: [] })
    expect(saved({ sender_rate_per_second: ' 20 ' })).toBeNull()
  })

  test('only what differs, so that what somebody else has changed stays', () => {
    expect(saved({ sender_rate_per_second: '30', batch_size: '100' })).toEqual({ sender_rate_per_second: 30 })
  })

  test.each<[Partial<SettingsInput>, unknown]>([
    [{ sender_number: '+52 1 442 259-1631' }, { sender_number: '+5214422591631' }],
    [{ max_error_rate: '29' }, { max_error_rate: 0.29 }],
    [{ max_error_rate: '2,5' }, { max_error_rate: 0.025 }],
    [{ batch_interval_ms: { count: '0,5', unit: 'minute' } }, { batch_interval_ms: 30_000 }],
    [{ daily_unique_limit: '250' }, { daily_unique_limit: 250 }],
    [{ frequency_cap: { max: '2', per_hours: '24' } }, { frequency_cap: { max: 2, per_hours: 24 } }],
    [{ opt_in_words: 'Alta\n\n sí, quiero ' }, { opt_in_words: ['Alta', 'sí, quiero'] }],
    [
      { send_window: { when: 'window', from: '09:00', to: '18:00', days: [1, 2] } },
      { send_window: { from: '09:00', to: '18:00', days: [1, 2] } }
    ],
    [
      { error_policy: [{ code: ' 1461 ', action: 'retry', minutes: '90' }] },
      { error_policy: { 1461: { action: 'retry', after_s: 5400 } } }
    ],
    [{ email: 'ana@example.com' }, { notify: { email: 'ana@example.com' } }],
    [{ tracking_clicks: false }, { tracking: { clicks: false } }],
    [{ tracking_host: ' https://links.example.com ' }, { tracking: { host: 'https://links.example.com' } }],
    [{ max_complaint_rate: '0,2' }, { max_complaint_rate: 0.002 }],
    [{ email_daily_limit: '500', evidence_retention_days: '' }, { email_daily_limit: 500 }],
    [
      { webhook_url: { kind: 'new', text: ' https://example.com/x ' } },
      { notify: { webhook_url: 'https://example.com/x' } }
    ]
  ])('%j', (typed, change) => {
    expect(saved(typed)).toEqual(change)
  })

  test('a number where none is can’t be read, and is not saved as nothing', () => {
    expect(changeOf({ batch_size: 'many', daily_unique_limit: '2k', max_retries: '' }, settings)).toEqual({
      change: null,
      wrong: ['batch_size', 'max_retries', 'daily_unique_limit']
    })
  })

  test('half a limit, a window of no length, and one code twice can’t be read', () => {
    const { wrong } = changeOf(
      {
        frequency_cap: { max: '2', per_hours: '' },
        send_window: { when: 'window', from: '09:00', to: '09:00', days: [1] },
        error_policy: [
          { code: '1461', action: 'fail', minutes: '' },
          { code: '1461', action: 'pause', minutes: '' }
        ]
      },
      settings
    )
    expect(wrong.sort()).toEqual(['error_policy', 'frequency_cap', 'send_window'])
  })

  test('a secret is left alone, replaced or taken away', () => {
    const set: ShownSettings = { ...settings, notify: { ...settings.notify, webhook_url: 'set' } }
    expect(saved({ webhook_url: { kind: 'as_it_is' } }, set)).toBeNull()
    expect(saved({ webhook_url: { kind: 'new', text: '' } }, set)).toBeNull()
    expect(saved({ webhook_url: { kind: 'removed' } }, set)).toEqual({ notify: { webhook_url: null } })
    expect(saved({ webhook_url: { kind: 'removed' } }, settings)).toBeNull()
  })
})

describe('what the server objects to', () => {
  const refused = (...paths: string[]) =>
    refusalsOf({
      kind: 'refused',
      status: 422,
      detail: '',
      objections: paths.map(path => ({ path, message: `no ${path}`, code: null })),
      columns: []
    })

  test('is told at its field, however deep its path', () => {
    expect(
      refused(
        'batch_size',
        'frequency_cap.max',
        'error_policy.timeout.action',
        'notify.email',
        'tracking.host'
      ).fields
    ).toEqual({
      batch_size: 'no batch_size',
      frequency_cap: 'no frequency_cap.max',
      error_policy: 'no error_policy.timeout.action',
      email: 'no notify.email',
      tracking_host: 'no tracking.host'
    })
  })

  test('what no field stands for is told above the form', () => {
    expect(refused('scoring.open')).toEqual({ fields: {}, elsewhere: true })
    expect(refusalsOf({ kind: 'signed_out' })).toEqual({ fields: {}, elsewhere: true })
    expect(refusalsOf(null)).toEqual({ fields: {}, elsewhere: false })
  })
})

describe('what the browser has kept', () => {
  const model = inputOf(settings)

  test('comes back, as far as it still fits, and never a secret', () => {
    const kept = {
      batch_size: '7',
      frequency_cap: { max: '1' },
      opt_in_words: 3,
      webhook_url: { kind: 'new', text: 'https://secret.example' },
      gone: true
    }
    expect(readKept(JSON.stringify(kept), model)).toEqual({ batch_size: '7' })
  })

  test.each([null, 'no json', '[]', 'null'])('nothing usable: %s', text => {
    expect(readKept(text, model)).toEqual({})
  })
})
