import type { AuditEntry } from '../api'
import { actionText, detailText } from './entry-text'

/** The Studio's own page has it: here a text is its key, with what is filled in. */
jest.mock(
  'botpress/shared',
  () => ({
    lang: {
      getLocale: () => 'en',
      tr: (key: string, values?: object) =>
        `${key.split('.').slice(2).join('.')} ${JSON.stringify(values ?? {})}`
    }
  }),
  { virtual: true }
)

beforeAll(() => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] }, configurable: true })
})

const entry = (action: string, details: unknown): AuditEntry => ({
  id: 1,
  at: '2026-10-05T12:00:00.000Z',
  actor: 'ana@example.com',
  action,
  subject_type: 'campaign',
  subject_id: '1',
  details
})

test.each<[string, unknown, string]>([
  ['campaign.created', { name: 'October' }, 'October'],
  ['campaign.uploaded', { import_id: 1, rows: 1220, accepted: 1200 }, '"accepted":"1,200","rows":"1,220"'],
  ['campaign.changed', { batch_size: 5, concurrency: 2 }, 'form.step.pace {}'],
  ['campaign.paused', { code: 'error_rate', detail: 'x' }, 'campaigns.reason.error_rate'],
  ['campaign.cancelled', { not_sent: 3 }, 'audit.detail.notSent {"count":3'],
  ['campaign.unconfirmed_decided', { action: 'retry', decided: 2 }, 'audit.detail.sentAgain {"count":2'],
  ['campaign.unconfirmed_decided', { action: 'assume_delivered', decided: 2 }, 'audit.detail.assumed'],
  ['campaign.exported', { status: 'failed' }, 'campaigns.count.failed']
])('%s tells what it was done with: %j', (action, details, told) => {
  expect(detailText(entry(action, details))).toContain(told)
  expect(actionText(entry(action, details))).toContain('campaign_page.audit.')
})

test('one field of a step is enough to name the step, and it is named once', () => {
  expect(detailText(entry('campaign.changed', { batch_size: 1, batch_interval_ms: 2 }))).toBe(
    'form.step.pace {}'
  )
})

test.each([
  ['campaign.paused', null],
  ['recipient.corrected', { recipient: 7 }],
  ['campaign.exported', { status: null }]
])('where there is nothing to tell, nothing is told: %s', (action, details) => {
  expect(detailText(entry(action, details))).toBe('')
})

test('an action that is new is told as the API names it', () => {
  expect(actionText(entry('campaign.blessed', null))).toBe('campaign.blessed')
})
