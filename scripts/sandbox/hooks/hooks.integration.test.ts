import { request, TestSandbox } from '../testing/client'

let sandbox: TestSandbox

beforeAll(async () => (sandbox = await TestSandbox.start()))
beforeEach(() => sandbox.control('DELETE', '/sandbox/hooks'))
afterAll(() => sandbox.close())

const call = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  request(`${sandbox.running.url}/sandbox/hooks/${name}`, { method: 'POST', body, headers })
const statusOf = async (name: string) => {
  const outcome = await call(name, {})
  return outcome.kind === 'answer' ? outcome.status : outcome.kind
}
const calls = async (query = '') =>
  (await sandbox.control('GET', `/sandbox/hooks${query}`)).json['calls'] as Array<Record<string, unknown>>

describe('a webhook address of the sandbox', () => {
  it('takes whatever is posted, and shows it as it came', async () => {
    expect(await call('crm', '{"a": "ñ"}', { 'x-signature': 'sha256=00' })).toMatchObject({ status: 200 })
    expect(await call('other', {})).toMatchObject({ status: 200 })
    expect(await calls('?name=crm')).toMatchObject([
      { name: 'crm', body: '{"a": "ñ"}', headers: { 'x-signature': 'sha256=00' }, answered: 200 }
    ])
    expect((await calls()).map(({ name }) => name)).toEqual(['other', 'crm'])
  })

  it('answers what the end of its name says', async () => {
    expect(await statusOf('crm-500')).toBe(500)
    expect(await statusOf('crm-500')).toBe(500)
    expect(await statusOf('crm-204')).toBe(204)
    expect(await statusOf('crm-503-first-2')).toBe(503)
    expect(await statusOf('crm-503-first-2')).toBe(503)
    expect(await statusOf('crm-503-first-2')).toBe(200)
    expect(await statusOf('crm-900')).toBe(200)
  })

  it('is open to be called, and to nothing else', async () => {
    expect(await request(`${sandbox.running.url}/sandbox/hooks`)).toMatchObject({ status: 401 })
    expect(await request(`${sandbox.running.url}/sandbox/hooks`, { method: 'DELETE' })).toMatchObject({
      status: 401
    })
    expect(await request(`${sandbox.running.url}/sandbox/hooks/crm`)).toMatchObject({ status: 401 })
    expect(await call('crm/../../mail', {})).toMatchObject({ status: 401 })
    expect(await call('crm', 'x'.repeat(300_000))).toMatchObject({ status: 413 })
    expect(await calls()).toEqual([])
  })
})
