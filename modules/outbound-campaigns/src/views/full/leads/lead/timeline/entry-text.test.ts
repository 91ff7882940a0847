import type { TimelineEntry } from '../../../../api/leads'
import { campaignOf, detailText, iconOf, kindText, sequenceOf } from './entry-text'

jest.mock(
  'botpress/shared',
  () => ({
    lang: { getLocale: () => 'en', tr: (key: string) => key.replace('module.outbound-campaigns.', '') }
  }),
  { virtual: true }
)

beforeAll(() => {
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true })
})

const entry = (kind: string, details: Record<string, unknown> = {}): TimelineEntry => ({
  at: '2026-03-01T12:00:00.000Z',
  kind,
  channel: null,
  details
})

test.each([
  [entry('reply', { text: 'Hola', payload: null }), 'Hola'],
  [entry('reply', { text: null, payload: 'SI' }), 'SI'],
  [
    entry('lead.changed', { actor: 'ana@x.mx', fields: ['company', 'x'] }),
    'leads.field.company, x · ana@x.mx'
  ],
  [entry('opt_out', { source: 'stop_word', evidence: 'BAJA' }), 'suppressions.source.stop_word · BAJA'],
  [entry('message.failed', { code: '1300', reason: 'No WhatsApp' }), 'Bienvenida · errors.says.1300'],
  [entry('message.failed', { code: 'new_one', reason: 'Something new' }), 'Bienvenida · Something new'],
  [entry('event.clicked', { verdict: 'human', link: 'https://x.mx' }), 'Bienvenida · https://x.mx'],
  [entry('event.opened', { verdict: 'machine' }), 'Bienvenida · leads.timeline.machine'],
  [
    entry('sequence.ended', { sequence_name: 'Hoteles', status: 'stopped', reason: 'replied' }),
    'Hoteles · leads.reason.replied'
  ],
  [entry('sequence.ended', { sequence_name: 'Hoteles', reason: 'odd' }), 'Hoteles · odd'],
  [entry('task.done', { title: 'Llamar', result: 'Quiere' }), 'Llamar · Bienvenida · Quiere'],
  [entry('something.new', { whatever: 1 }), '']
])('%j', (one, text) => expect(detailText(one, 'Bienvenida')).toBe(text))

test('what is new is told as the API names it', () => {
  expect([kindText(entry('something.new')), iconOf(entry('something.new'))]).toEqual(['something.new', 'dot'])
  expect(kindText(entry('message.sent'))).toBe('leads.timeline.message_sent')
})

test('whose message it was, whichever lane it went by', () => {
  expect(sequenceOf(entry('message.sent', { sequence_email_id: 3 }))).toBe(3)
  expect(sequenceOf(entry('message.sent', { sequence_whatsapp_id: 4 }))).toBe(4)
  expect(sequenceOf(entry('message.sent', { campaign_id: 4 }))).toBeNull()
  expect(campaignOf(entry('message.sent', { campaign_id: 4 }))).toBe(4)
  expect(campaignOf(entry('message.sent'))).toBeNull()
})
