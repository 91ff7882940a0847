import { readFailure } from './answer'
import { getStatus } from './status'

const status = {
  ok: true,
  version: '1.0.0',
  bot_id: 'demo',
  problem: null,
  database: { kind: 'sqlite', schema_version: 1 },
  channels: [],
  scheduler: { running: true, last_tick_at: null, lag_ms: 0 },
  can_write: true
}

test('asks the module under its own address and gives what it answered', async () => {
  const get = jest.fn(() => Promise.resolve({ data: status }))
  expect(await getStatus({ get })).toEqual({ kind: 'value', value: status })
  expect(get).toHaveBeenCalledWith('/mod/outbound-campaigns/status', {
    timeout: expect.any(Number) as number
  })
})

test.each([['a page'], [null], [{}], [{ ...status, channels: undefined }]])(
  'an answer that is not ours is unreadable: %p',
  async data => {
    const answer = await getStatus({ get: () => Promise.resolve({ data }) })
    expect(answer).toEqual({ kind: 'failure', failure: { kind: 'unreadable' } })
  }
)

test('a request that throws is a failure', async () => {
  const answer = await getStatus({ get: () => Promise.reject(new Error('Network Error')) })
  expect(answer).toEqual({ kind: 'failure', failure: { kind: 'unreachable' } })
})

test.each([
  ['no answer', new Error('Network Error'), { kind: 'unreachable' }],
  ['401', { response: { status: 401 } }, { kind: 'signed_out' }],
  ['403', { response: { status: 403, data: { message: 'no' } } }, { kind: 'forbidden' }],
  [
    "the module's problem",
    { response: { status: 500, data: { detail: 'The disk is full.' } } },
    { kind: 'refused', status: 500, detail: 'The disk is full.', objections: [], columns: [] }
  ],
  [
    'a file without a column of numbers',
    {
      response: {
        status: 422,
        data: {
          detail: 'Which?',
          errors: [{ path: 'mapping.phone_number', code: 'phone_column_missing', message: 'no such column' }],
          columns: ['quien', 'donde', 7]
        }
      }
    },
    {
      kind: 'refused',
      status: 422,
      detail: 'Which?',
      objections: [{ path: 'mapping.phone_number', code: 'phone_column_missing', message: 'no such column' }],
      columns: ['quien', 'donde']
    }
  ],
  [
    "the host's error",
    { response: { status: 404, data: { statusCode: 404, message: 'Bot not found' } } },
    { kind: 'refused', status: 404, detail: 'Bot not found', objections: [], columns: [] }
  ],
  [
    'a page',
    { response: { status: 502, data: '<html>' } },
    { kind: 'refused', status: 502, detail: '', objections: [], columns: [] }
  ]
])('tells failures apart: %s', (_name, thrown, failure) => {
  expect(readFailure(thrown)).toEqual(failure)
})
