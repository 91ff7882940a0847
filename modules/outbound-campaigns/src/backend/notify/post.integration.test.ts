import type { LookupAddress } from 'dns'
import { answer, HandPlayedServer } from '../platform/net/testing/hand-played-server'
import { postJson } from './post'

const server = new HandPlayedServer()
let port = 0

beforeAll(async () => {
  port = await server.start()
})
afterAll(() => server.close())
beforeEach(() => {
  server.requests.length = 0
  server.play = answer(200, 'ok')
})

const named = (...answers: string[]) => {
  let asked = 0
  return async (): Promise<LookupAddress[]> => [
    { address: answers[Math.min(asked++, answers.length - 1)] ?? '', family: 4 }
  ]
}

describe('A word to the address that somebody named in the settings', () => {
  it.each([
    'http://127.0.0.1',
    'http://0x7f000001',
    'http://localhost',
    'http://[::1]',
    'http://169.254.169.254'
  ])('does not reach %s, and is not tried again', async host => {
    expect(await postJson(`${host}:${port}/`, {}, { allowPrivate: false })).toEqual({
      kind: 'never',
      error: expect.stringContaining('not on the internet')
    })
    expect(server.requests).toEqual([])
  })

  it('does not reach this machine by a name either, nor by one that says something else the second time', async () => {
    const url = `http://hooks.example:${port}/`
    const refused = await postJson(url, {}, { allowPrivate: false, resolve: named('127.0.0.1') })
    expect(refused).toMatchObject({ kind: 'never' })
    // Public when it is checked, private when it is called: what was checked is what is called.
    await postJson(url, {}, { allowPrivate: false, resolve: named('192.0.2.1', '127.0.0.1') })
    expect(server.requests).toEqual([])
  })

  it('reaches it where the owner of the server allows that', async () => {
    const resolve = named('127.0.0.1')
    const url = `http://hooks.example:${port}/x`
    expect(await postJson(url, { text: 'ñ' }, { allowPrivate: true, resolve })).toEqual({ kind: 'done' })
    expect(server.requests[0]).toContain('{"text":"ñ"}')
  })

  it('follows no redirect to anywhere', async () => {
    server.play = answer(307, '', [`location: http://127.0.0.1:${port}/inside`])
    expect(await postJson(`http://127.0.0.1:${port}/`, {}, { allowPrivate: true })).toEqual({
      kind: 'never',
      error: 'The server answered 307.'
    })
    expect(server.requests).toHaveLength(1)
  })

  it('that says nothing of use is tried again, and one that refuses it is not', async () => {
    const post = () => postJson(`http://127.0.0.1:${port}/`, {}, { allowPrivate: true })
    server.play = answer(503, '')
    expect(await post()).toMatchObject({ kind: 'again' })
    server.play = socket => void socket.destroy()
    expect(await post()).toMatchObject({ kind: 'again' })
    server.play = answer(404, '')
    expect(await post()).toMatchObject({ kind: 'never' })
  })
})
