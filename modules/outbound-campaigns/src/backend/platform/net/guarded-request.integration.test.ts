import type { LookupAddress } from 'dns'
import { guardedRequest, type GuardedRequest } from './guarded-request'
import { answer, HandPlayedServer } from './testing/hand-played-server'

const server = new HandPlayedServer()
let port = 0
let url = ''

beforeAll(async () => {
  port = await server.start()
  url = `http://127.0.0.1:${port}`
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.length = 0
  server.sockets.length = 0
  server.play = answer(200, '{"ok":true}')
})

const ask = (url: string, options: Partial<GuardedRequest> = {}) =>
  guardedRequest(url, { method: 'GET', timeoutMs: 5_000, maxBytes: 1_000, allowPrivate: false, ...options })

/** A port at which nobody listens. */
const deafPort = async () => {
  const gone = new HandPlayedServer()
  const was = await gone.start()
  await gone.close()
  return was
}

const named = (...addresses: string[]) => {
  const asked: string[] = []
  const resolve = async (host: string): Promise<LookupAddress[]> => {
    asked.push(host)
    return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { asked, resolve }
}

describe('A call to an address that somebody gave', () => {
  it('brings the request as it is, and its answer', async () => {
    const got = await ask(`${url}/hooks?a=b`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-mine': 'yes' },
      body: '{"ñ":1}',
      allowPrivate: true
    })
    expect(got).toMatchObject({ kind: 'answered', status: 200, body: '{"ok":true}' })
    const [request] = server.requests
    expect(request).toContain('POST /hooks?a=b HTTP/1.1')
    expect(request).toMatch(/x-mine: yes/i)
    expect(request?.endsWith('{"ñ":1}')).toBe(true)
  })

  it.each([
    'http://127.0.0.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://017700000001',
    'http://127.1',
    'http://0',
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]'
  ])('reaches no server of this machine by %s', async host => {
    const got = await ask(`${host}:${port}/`)
    expect(got).toMatchObject({ kind: 'refused', refusal: { code: 'private_address' } })
    expect(server.requests).toEqual([])
  })

  it('reaches none by a name that means this machine either', async () => {
    const { resolve } = named('127.0.0.1')
    const got = await ask(`http://hooks.example:${port}/`, { resolve })
    expect(got).toMatchObject({ kind: 'refused', refusal: { code: 'private_address' } })
    expect(server.requests).toEqual([])
  })

  it('goes to an address that was checked: a name is resolved once, and never by anybody else', async () => {
    const answers = [['192.0.2.1'], ['127.0.0.1']]
    let asked = 0
    const resolve = async (): Promise<LookupAddress[]> =>
      (answers[asked++] ?? []).map(address => ({ address, family: 4 }))
    await ask(`http://rebinding.example:${port}/`, { resolve })
    expect(asked).toBe(1)
    expect(server.requests).toEqual([])
  })

  it('takes of several addresses only those that it may', async () => {
    // The public one goes nowhere from here, whatever becomes of it: what counts is that the private one isn't tried.
    const { resolve } = named('127.0.0.1', '203.0.113.7', '::1')
    await ask(`http://both.example:${port}/`, { resolve, timeoutMs: 300 })
    expect(server.requests).toEqual([])
  })

  it('reaches a private one by its name where that is allowed, and tells the server the name', async () => {
    const { asked, resolve } = named('127.0.0.1')
    const got = await ask(`http://hooks.example:${port}/x`, { resolve, allowPrivate: true })
    expect(got).toMatchObject({ kind: 'answered', status: 200 })
    expect(asked).toEqual(['hooks.example'])
    expect(server.requests[0]).toContain(`hooks.example:${port}`)
  })

  it('follows no redirect', async () => {
    server.play = answer(302, '', [`location: ${url}/elsewhere`])
    const got = await ask(url, { allowPrivate: true })
    expect(got).toMatchObject({ kind: 'answered', status: 302 })
    expect(server.requests).toHaveLength(1)
  })

  it('reads no more of an answer than it may, and knows its status all the same', async () => {
    server.play = answer(200, 'x'.repeat(1_001))
    expect(await ask(url, { allowPrivate: true })).toMatchObject({ status: 200, body: null })
    server.play = answer(200, 'x'.repeat(1_000))
    expect(await ask(url, { allowPrivate: true })).toMatchObject({
      status: 200,
      body: 'x'.repeat(1_000)
    })
  })

  it('waits no longer than it may: for a word, for the rest of an answer, for the DNS', async () => {
    server.play = () => undefined
    expect(await ask(url, { allowPrivate: true, timeoutMs: 100 })).toEqual({
      kind: 'failed',
      why: 'timeout'
    })
    server.play = socket => void socket.write('HTTP/1.1 202 OK\r\ncontent-length: 10\r\n\r\nhalf')
    expect(await ask(url, { allowPrivate: true, timeoutMs: 100 })).toMatchObject({
      kind: 'answered',
      status: 202,
      body: null
    })
    const resolve = () => new Promise<LookupAddress[]>(() => undefined)
    expect(await ask('http://slow.example/', { resolve, timeoutMs: 100 })).toEqual({
      kind: 'failed',
      why: 'timeout'
    })
  })

  it('says what went wrong in a code, without the address', async () => {
    expect(await ask(`http://127.0.0.1:${await deafPort()}`, { allowPrivate: true })).toEqual({
      kind: 'failed',
      why: 'ECONNREFUSED'
    })
    expect(await ask('http://nobody.invalid/')).toMatchObject({ kind: 'failed' })
    server.play = socket => void socket.destroy()
    expect(await ask(url, { allowPrivate: true })).toMatchObject({ kind: 'failed' })
    server.play = socket => void socket.end('nonsense\r\n\r\n')
    expect(await ask(url, { allowPrivate: true })).toMatchObject({ kind: 'failed' })
    server.play = socket =>
      void socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')
    expect(await ask(url, { allowPrivate: true })).toMatchObject({ kind: 'failed' })
  })

  it('keeps no connection behind its back', async () => {
    await ask(url, { allowPrivate: true })
    await ask(url, { allowPrivate: true })
    expect(server.sockets).toHaveLength(2)
    while (server.sockets.some(({ destroyed }) => !destroyed))
      await new Promise(resolve => setTimeout(resolve, 5))
  })
})
