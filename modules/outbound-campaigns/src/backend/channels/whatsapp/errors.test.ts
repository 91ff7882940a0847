import { UNDECIDABLE_CODES } from '../../platform/settings/error-policy'
import { classify, toOutcome } from './classify'
import { ERRORS } from './errors'

/** Every code once, said a second time: a slip in the table must not go unnoticed. Rest in seconds. */
const EXPECTED: Array<[codes: string, follows: string]> = [
  // Vonage's statuses
  ['1000 1241', 'throttled'],
  ['1472', 'throttled 60'],
  ['1460', 'throttled 3600'],
  ['1030 1100 1230', 'try_again'],
  ['1242', 'try_again 60'],
  ['1331', 'try_again 300'],
  ['1180 1220', 'try_again 600'],
  ['1461', 'try_again 86400'],
  ['1010 1020 1021 1022 1060 1070 1080 1120 1140 1370 1380 1381 1382', 'stop'],
  ['1400 1410 1420 1440 1450 1490', 'stop'],
  ['1240', 'refused suppress'],
  ['1040 1050 1090 1160 1170 1190 1200 1210 1250 1251 1260 1270 1280 1282 1290', 'refused'],
  ['1300 1310 1320 1330 1340 1360 1430 1431 1451', 'refused'],
  ['1470 1473 1474 1475 1476 1480 1481 1482 1483 1484', 'refused'],
  // Meta's own
  ['4 80007 130429', 'throttled'],
  ['131057', 'throttled 60'],
  ['2 131000 131016 133004', 'try_again'],
  ['131056', 'try_again 60'],
  ['131049', 'try_again 86400'],
  ['190 368 130497 131031 131042 131045 131048', 'stop'],
  ['132000 132001 132005 132007 132012 132015 132016 132068 132069', 'stop'],
  ['131050', 'refused suppress'],
  ['470 130472 131021 131026 131030 131047', 'refused'],
  // The request
  [
    'http_3xx http_400 http_401 http_402 http_403 http_404 http_413 http_422 http_422_sender http_4xx',
    'stop'
  ],
  ['http_422_recipient rejected', 'refused'],
  ['http_429', 'throttled'],
  ['http_408 http_500 http_502 http_503 http_5xx no_connection', 'try_again'],
  ['undeliverable', 'try_again 300'],
  ['http_504 timeout connection_lost broken_answer aborted', 'unknown']
]

const rows = EXPECTED.flatMap(([codes, follows]) => codes.split(' ').map(code => ({ code, follows })))

const shown = (code: string): string => {
  const { class: of } = classify(code, {})
  const rest = 'restMs' in of && of.restMs !== null ? ` ${of.restMs / 1000}` : ''
  return `${of.kind}${rest}${of.kind === 'refused' && of.suppress ? ' suppress' : ''}`
}

describe('The table of errors', () => {
  it.each(rows)('$code: $follows', ({ code, follows }) => {
    expect(shown(code)).toBe(follows)
  })

  it('has no code that is not looked at here, and none twice', () => {
    expect(rows.map(({ code }) => code).sort()).toEqual([...ERRORS.keys()].sort())
  })

  it('says of each in a sentence what it means', () => {
    for (const { says } of ERRORS.values()) expect(says).toMatch(/^[A-Z].{10,}\.$/)
  })

  it('refuses what it does not know, and never tries it again', () => {
    expect(classify('1999', {})).toMatchObject({
      class: { kind: 'refused', suppress: false },
      reason: { code: '1999', detail: expect.stringContaining('not in the table') }
    })
  })

  it('calls undecidable exactly what no operator may decide', () => {
    const unknown = [...ERRORS].filter(([, { class: of }]) => of.kind === 'unknown').map(([code]) => code)
    expect(unknown.sort()).toEqual([...UNDECIDABLE_CODES].sort())
  })
})

describe('An outcome', () => {
  it('rests as long as the provider asks, and at least as long as the class of error', () => {
    expect(toOutcome(classify('http_429', {}), 7_000)).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 7_000
    })
    expect(toOutcome(classify('1472', {}), 7_000)).toMatchObject({ retryAfterMs: 60_000 })
    expect(toOutcome(classify('http_500', {}))).toMatchObject({ kind: 'try_again', afterMs: null })
    expect(toOutcome(classify('1331', {}), 400_000)).toMatchObject({ kind: 'try_again', afterMs: 400_000 })
  })
})
