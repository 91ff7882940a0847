import type { StepEntry } from '../../../api/simulate'
import en from '../../../../translations/en.json'
import es from '../../../../translations/es.json'
import { becauseText, endText, placeOf, whyText } from './reasons'

const mockSpoken = { language: 'en' }
const mockTexts: Record<string, unknown> = { en, es }

/** The Studio's own words without plurals: none of these has any. */
jest.mock(
  'botpress/shared',
  () => ({
    lang: {
      getLocale: () => mockSpoken.language,
      tr: (key: string, values: Record<string, string> = {}) => {
        const text = key
          .split('.')
          .slice(2)
          .reduce<unknown>(
            (at, name) => (at as Record<string, unknown>)[name],
            mockTexts[mockSpoken.language]
          )
        return String(text).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '?')
      }
    }
  }),
  { virtual: true }
)

const speak = (language: 'en' | 'es'): void => {
  mockSpoken.language = language
  Object.defineProperty(globalThis, 'navigator', {
    value: { languages: [language === 'en' ? 'en-US' : 'es-MX'] },
    configurable: true
  })
}

const MEXICO = 'America/Mexico_City'
const sunday = { code: 'weekend', date: '2030-01-13', until: '2030-01-14T06:00:00.000Z' }
const saturday = { code: 'weekend', date: '2030-01-12', until: '2030-01-13T06:00:00.000Z' }
const holiday = { code: 'holiday', date: '2030-09-16', until: '2030-09-17T06:00:00.000Z' }
const opens = { code: 'window', from: '09:00', to: '18:00', until: '2030-01-14T15:00:00.000Z' }
const away = { code: 'hold', until: '2030-01-14T15:00:00.000Z' }
const later = { code: 'something_new', until: '2030-01-14T15:00:00.000Z' }

type Whys = StepEntry['why']

test.each<[Whys, string, string]>([
  [
    [sunday, opens],
    'Sunday skipped; the window opens at 09:00 in Mexico City.',
    'Se omite el domingo; el horario de envío abre a las 09:00 en Ciudad de México.'
  ],
  [[saturday, sunday], 'Saturday skipped; Sunday skipped.', 'Se omite el sábado; se omite el domingo.'],
  [
    [holiday],
    'September 16, 2030 skipped, a day on which nothing is sent.',
    'Se omite el 16 de septiembre de 2030, día sin envíos.'
  ]
])('why it comes then: %j', (why, english, spanish) => {
  speak('en')
  expect(whyText(why, MEXICO)).toBe(english)
  speak('es')
  expect(whyText(why, MEXICO)).toBe(spanish)
})

test('an absence, and a reason that is new, are told with their moment by the lead’s clock', () => {
  speak('en')
  expect(whyText([away], MEXICO)).toMatch(/^Held until .*Jan 14.*09:00, because they are away\.$/)
  expect(whyText([later], 'Europe/Madrid')).toMatch(/^Not before .*16:00\.$/)
  speak('es')
  expect(whyText([away], MEXICO)).toMatch(/^En espera por ausencia; regresa: .*14.*ene.*09:00\.$/)
})

test('what comes just when its delay says needs no reason', () => expect(whyText([], MEXICO)).toBeNull())

test('a zone by its place', () => {
  speak('en')
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(placeOf('UTC')).toBe('UTC')
  speak('es')
  expect(placeOf(MEXICO)).toBe('Ciudad de México')
})

test('which branch, and of what', () => {
  speak('en')
  expect(becauseText({ taken: 'no', because: 'time_over' })).toBe('No: the time was over')
  speak('es')
  expect(becauseText({ taken: 'yes', because: 'came_true' })).toBe('Sí: se cumplió a tiempo')
})

test('how it ends', () => {
  speak('en')
  expect(endText({ status: 'completed', reason: null })).toBe('The sequence is completed')
  expect(endText({ status: 'paused', reason: { code: 'replied', detail: '' } })).toBe(
    'The sequence stands still (they replied).'
  )
  speak('es')
  expect(endText({ status: 'opted_out', reason: { code: 'opted_out', detail: '' } })).toBe(
    'La secuencia termina: se dio de baja (ya no quiere recibir nada).'
  )
  expect(endText({ status: 'failed', reason: { code: 'new_reason', detail: 'As the server says.' } })).toBe(
    'La secuencia termina: no se le puede contactar (As the server says.).'
  )
})
