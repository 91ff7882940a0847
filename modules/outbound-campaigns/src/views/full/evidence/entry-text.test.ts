import type { Evidence } from '../../api/evidence'
import { detailText, isForgotten, kindText, whoIn } from './entry-text'

jest.mock(
  'botpress/shared',
  () => ({
    lang: {
      getLocale: () => 'en',
      tr: (key: string, values?: Record<string, string>) =>
        [key.replace('module.outbound-campaigns.', ''), ...Object.values(values ?? {})].join(' ')
    }
  }),
  { virtual: true }
)

beforeAll(() => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true })
})

const told = (kind: string, facts: Evidence['facts'], personal: Evidence['personal'] = null): string =>
  detailText({ kind, facts, personal })

test('a message says whether it was taken, and on which basis it was sent', () => {
  const facts = { channel: 'whatsapp', outcome: 'accepted', code: null, basis: 'none_recorded' }
  expect(told('message.sent', facts)).toBe('WhatsApp · evidence.outcome.accepted · evidence.noConsent')
  const consented = { ...facts, outcome: 'odd', basis: 'consent', consent_at: null }
  expect(told('message.sent', consented, { person: 'a@x.mx', consent_source: 'Expo' })).toBe(
    'WhatsApp · odd · evidence.consentOf Expo'
  )
  expect(told('message.sent', consented)).toBe('WhatsApp · odd · evidence.consent')
})

test('a batch says how many people and what came of them', () => {
  const facts = { channel: 'whatsapp', people: 3, outcomes: { accepted: 2, refused: 1 } }
  expect(told('outbound_campaigns.dispatch_batch', facts)).toBe(
    'WhatsApp · evidence.people 3 3 · evidence.outcome.accepted: 2, evidence.outcome.refused: 1'
  )
})

test('what was taken back says why and by whom', () => {
  const personal = { person: 'a@x.mx', reason: 'Un error', by: 'ana@x.mx' }
  expect(told('opt_out.undone', { channel: 'all', source: 'stop_word' }, personal)).toBe(
    'suppressions.everything · suppressions.source.stop_word · Un error · ana@x.mx'
  )
})

test('who it was, unless they were forgotten or it was nobody', () => {
  expect(whoIn({ personal: { person: 'a@x.mx' } })).toBe('a@x.mx')
  expect(whoIn({ personal: null })).toBeNull()
  expect(isForgotten({ personal: null, subject: 'abc' })).toBe(true)
  expect(isForgotten({ personal: null, subject: null })).toBe(false)
})

test('a kind that is new is told as the API names it', () => {
  expect([kindText('opt_out'), kindText('new.one')]).toEqual(['evidence.kind.opt_out', 'new.one'])
})
