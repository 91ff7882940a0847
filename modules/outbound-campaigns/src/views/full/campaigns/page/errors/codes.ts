/**
 * What can be done about each error, by its code. The codes are the API's (channels/whatsapp/errors.ts and the outbox's
 * own); a test compares the two, so that a new one there is missed here at once.
 */
export type Remedy =
  | 'number'
  | 'opted_out'
  | 'slower'
  | 'later'
  | 'tomorrow'
  | 'account'
  | 'meta'
  | 'template'
  | 'content'
  | 'media'
  | 'sender'
  | 'configuration'
  | 'decide'
  | 'row'
  | 'cap'
  | 'nothing'
  | 'look'

const CODES: Record<Remedy, readonly string[]> = {
  number: [
    ...['1040', '1050', '1160', '1170', '1190', '1200', '1250', '1251', '1260', '1290', '1300', '1310'],
    ...['1330', '1430', '1431', '1483', '131021', '131026', '131030', 'http_422_recipient']
  ],
  opted_out: ['1240', '131050', 'suppressed', '130472'],
  slower: ['1000', '1241', '1472', '4', '80007', '130429', '131057', 'http_429'],
  later: [
    ...['1030', '1100', '1180', '1220', '1230', '1242', '1331', '1360', '2', '131000', '131016', '131056'],
    ...[
      '133004',
      'http_408',
      'http_500',
      'http_502',
      'http_503',
      'http_5xx',
      'no_connection',
      'undeliverable'
    ],
    'driver_fault'
  ],
  tomorrow: ['1460', '1461', '131049'],
  account: [
    ...['1060', '1070', '1080', '1140', '1370', '1400', '1410', '1470', '1473', '1474', '1475', '1476'],
    ...['1480', '1481', '1482', '1484', '1490', '190', 'http_401', 'http_402', 'http_403']
  ],
  meta: ['368', '130497', '131031', '131042', '131048', '132015', '132068', '132069'],
  template: [
    ...[
      '1010',
      '1020',
      '1021',
      '1022',
      '1090',
      '1440',
      '1450',
      '132000',
      '132001',
      '132005',
      '132007',
      '132012'
    ],
    ...['132016', 'http_400', 'http_413', 'http_422', 'http_4xx']
  ],
  content: ['1210', '1270', '1280', '1282', '1340', '470', '131047'],
  media: ['1380', '1381', '1382'],
  sender: ['1120', '1420', '131045', 'http_422_sender'],
  configuration: ['http_3xx', 'http_404'],
  decide: ['http_504', 'timeout', 'connection_lost', 'broken_answer', 'aborted', 'outcome_lost'],
  row: ['missing_variable'],
  cap: ['frequency_cap'],
  nothing: ['1320', '1451', 'cancelled', 'assumed_delivered'],
  look: ['rejected']
}

const REMEDIES = new Map(
  (Object.keys(CODES) as Remedy[]).flatMap(remedy =>
    CODES[remedy].map((code): [string, Remedy] => [code, remedy])
  )
)

export const KNOWN_CODES: readonly string[] = Array.from(REMEDIES.keys())

export const remedyOf = (code: string): Remedy => REMEDIES.get(code) ?? 'look'
