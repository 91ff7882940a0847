/** docs/operating.md has an entry for each code that the module can give, and none that it can't. */
import fs from 'fs'
import path from 'path'
import { EMAIL_ERROR_CODES } from '../../modules/outbound-campaigns/src/backend/channels/email/errors'
import { WEBHOOK_ERROR_CODES } from '../../modules/outbound-campaigns/src/backend/channels/email/webhook/errors'
import {
  ERRORS,
  type ErrorClass
} from '../../modules/outbound-campaigns/src/backend/channels/whatsapp/errors'
import { CATALOGUE } from '../../modules/outbound-campaigns/src/backend/observability/catalogue'
import { EVENTS } from '../../modules/outbound-campaigns/src/backend/platform/log/events'
import { reasonsIn, wordsOf } from './codes'
import { codesOf, headingsOf } from './markdown'

const MODULE = path.join(__dirname, '../../modules/outbound-campaigns')
const text = fs.readFileSync(path.join(MODULE, 'docs/operating.md'), 'utf8')
const source = (...files: string[]) => files.map(file => path.join(MODULE, 'src/backend', file))
const sorted = (codes: Iterable<string>) => [...new Set(codes)].sort()

/** The codes in the first column of a part's tables. */
const entriesOf = (heading: string): string[] => {
  const [, part] = text.split(new RegExp(`^#+ ${heading}$`, 'm'))
  if (part === undefined) throw new Error(`There is no part "${heading}".`)
  const [before = ''] = part.split(/^#+ /m)
  return before
    .split('\n')
    .filter(line => line.startsWith('|'))
    .flatMap(line => codesOf(line.split('|')[1] ?? ''))
}

const [campaignWaits = '', enrollmentShown = '', standing = '', claim = ''] = source(
  'campaigns/waiting.ts',
  'sequences/enrollments/shown.ts',
  'sequences/engine/standing.ts',
  'outbox/claim.ts'
)

const CAMPAIGN_WAITS = 'What to do when a campaign waits for …'
const ENROLLMENT_WAITS = 'What to do when somebody in a sequence waits for …'
const NOT_READY = 'A channel is not ready'

test('what a campaign can wait for', () => {
  const given = [...reasonsIn(campaignWaits), ...wordsOf(campaignWaits, 'LANE')]
  expect(sorted(entriesOf(CAMPAIGN_WAITS))).toEqual(sorted(given))
})

test('what somebody in a sequence can wait for', () => {
  const given = [
    ...reasonsIn(enrollmentShown),
    ...wordsOf(enrollmentShown, 'SHIFTS'),
    ...wordsOf(enrollmentShown, 'WAITS')
  ]
  expect(sorted(entriesOf(ENROLLMENT_WAITS))).toEqual(sorted(given))
  expect(sorted(wordsOf(enrollmentShown, 'WAITS'))).toEqual(
    sorted(wordsOf(standing, 'WAITS').filter(code => code !== 'nothing'))
  )
})

test('why a channel is not ready', () => {
  const given = reasonsIn(
    ...source(
      'channels/whatsapp/account.ts',
      'channels/whatsapp/find-account.ts',
      'channels/whatsapp/fetch-templates.ts',
      'channels/whatsapp/templates.ts',
      'channels/email/account.ts',
      'channels/email/channel.ts',
      'channels/email/dkim.ts'
    )
  )
  expect(sorted(entriesOf(NOT_READY))).toEqual(sorted(given))
})

test('every brake', () => {
  const given = reasonsIn(...source('outbox/brakes.ts', 'compliance/guard'))
  expect(sorted(entriesOf('What to do when a sequence stands still with …'))).toEqual(given)
  expect(entriesOf('What to do when a campaign stands still with …')).toEqual(
    expect.arrayContaining(reasonsIn(...source('outbox/brakes.ts')))
  )
})

const CLASSES: ReadonlyArray<[string, (given: ErrorClass) => boolean]> = [
  ['Somebody must mend something', ({ kind }) => kind === 'stop'],
  ['The sender is too fast', ({ kind }) => kind === 'throttled'],
  ['It passes', ({ kind }) => kind === 'try_again'],
  ['Not to this person', given => given.kind === 'refused' && !given.suppress],
  ['Never again to this person', given => given.kind === 'refused' && given.suppress],
  ['Nobody knows', ({ kind }) => kind === 'unknown']
]

test.each(CLASSES)('the error table of WhatsApp: %s', (heading, isOf) => {
  const given = [...ERRORS].filter(([, error]) => isOf(error.class)).map(([code]) => code)
  expect(given.length).toBeGreaterThan(0)
  expect(sorted(entriesOf(heading))).toEqual(sorted(given))
})

test('the error table of WhatsApp has no other class', () => {
  const known = [...ERRORS.values()].filter(error => CLASSES.some(([, isOf]) => isOf(error.class)))
  expect(known).toHaveLength(ERRORS.size)
})

test('the errors of mail', () => {
  expect(sorted(entriesOf('Mail'))).toEqual(sorted([...EMAIL_ERROR_CODES, ...WEBHOOK_ERROR_CODES]))
})

test('every metric that GET /metrics gives', () => {
  expect(sorted(entriesOf('Metrics to watch'))).toEqual(sorted(Object.keys(CATALOGUE)))
})

test('every line of the log', () => {
  expect(sorted(entriesOf('The log'))).toEqual(sorted(Object.keys(EVENTS)))
})

/** Parts whose tables have something else in the first column. */
const NO_CODES = ['Operating it', 'What to watch', 'Metrics to watch', 'The log']

test('every other reason that the source gives, and none that it does not', () => {
  const given = [
    ...reasonsIn(...source('outbox', 'campaigns', 'sequences', 'singles', 'channels', 'compliance/guard')),
    ...wordsOf(claim, 'HOLDS'),
    ...wordsOf(campaignWaits, 'LANE'),
    ...wordsOf(enrollmentShown, 'SHIFTS'),
    ...wordsOf(enrollmentShown, 'WAITS'),
    ...ERRORS.keys(),
    ...EMAIL_ERROR_CODES,
    ...WEBHOOK_ERROR_CODES
  ]
  const entries = headingsOf(text)
    .map(({ text: heading }) => heading)
    .filter(heading => !NO_CODES.includes(heading))
    .flatMap(heading => entriesOf(heading))
  expect(sorted(entries)).toEqual(sorted(given))
})
