/** The driver that docs/channels.md shows is a file that is compiled, and it answers what the page says. */
import fs from 'fs'
import path from 'path'
import type { Exchange } from '../../modules/outbound-campaigns/src/backend/channels/http/exchange'
import { outcomeOf } from '../../modules/outbound-campaigns/src/backend/channels/testing/sms'
import { blocksOf } from './markdown'

const MODULE = path.join(__dirname, '../../modules/outbound-campaigns')
const read = (file: string) => fs.readFileSync(path.join(MODULE, file), 'utf8')

test('the page shows the driver as it is', () => {
  const shown = blocksOf(read('docs/channels.md')).filter(({ language }) => language === 'ts')
  expect(shown.map(({ text }) => text)).toEqual([read('src/backend/channels/testing/sms.ts')])
})

test('the page names each outcome', () => {
  const outcome = read('src/backend/channels/outcome.ts')
  const kinds = [...outcome.matchAll(/kind: '(\w+)'/g)].map(([, kind = '']) => kind)
  expect(kinds).toHaveLength(6)
  const rows = read('docs/channels.md').matchAll(/^\| `(\w+)` /gm)
  expect([...rows].map(([, kind]) => kind)).toEqual(kinds)
})

const answered = (status: number, body: string | null = '', headers = {}): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body
})

test.each<[string, Exchange, object]>([
  ['taken', answered(202, '{"id":"a-1"}'), { kind: 'accepted', providerId: 'a-1' }],
  ['taken, and the answer cut off', answered(202, null), { kind: 'unknown' }],
  ['too fast', answered(429, '', { 'retry-after': '7' }), { kind: 'throttled', retryAfterMs: 7000 }],
  ['trouble', answered(503), { kind: 'try_again' }],
  ['a gateway gave up', answered(504), { kind: 'unknown' }],
  ['a number that is none', answered(422), { kind: 'refused' }],
  ['a wrong key', answered(401), { kind: 'stop' }],
  ['nobody there', { kind: 'not_sent', why: 'ECONNREFUSED' }, { kind: 'try_again' }],
  ['no answer', { kind: 'lost', why: 'timeout' }, { kind: 'unknown' }]
])('%s', (_case, answer, outcome) => {
  expect(outcomeOf(answer)).toMatchObject(outcome)
})
