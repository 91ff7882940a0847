import type { Outcome } from '../outcome'
import { deafUrl, accept, RawServer, respond, type Handler } from '../http/testing/raw-server'
import { accountAt, messageTo, PERSON } from './testing/account'
import { makeCertificate } from './testing/certificate'
import { until } from '../../../../../../scripts/sandbox/testing/receiver'
import { connect, createVonageSender, type SenderOptions, type VonageConnection } from './vonage'
import type { LineOptions } from '../http/line'

/** Short to wait for, and yet enough for a busy machine to have read the request. */
const SHORT_MS = 1_000

const servers: RawServer[] = []
const connections: VonageConnection[] = []

const serving = async (handler: Handler, secure?: ConstructorParameters<typeof RawServer>[1]) => {
  const server = await new RawServer(handler, secure).start()
  servers.push(server)
  return server
}

const senderAt = (url: string, options: SenderOptions = {}, line: LineOptions = {}) => {
  const connection = connect(accountAt(url), line)
  connections.push(connection)
  return { connection, ...createVonageSender(connection, options) }
}

afterEach(async () => {
  for (const { line } of connections.splice(0)) line.close()
  await Promise.all(servers.splice(0).map(server => server.close()))
})

const codeOf = (outcome: Outcome) =>
  outcome.kind === 'accepted' ? 'accepted' : `${outcome.kind} ${outcome.reason.code}`

/** The outcome of one message to a server that answers so. */
const outcomeWith = async (handler: Handler, options?: SenderOptions): Promise<Outcome> =>
  senderAt((await serving(handler)).url, options).send(messageTo(PERSON))

describe('Where it is certain that nothing was sent, it is tried again', () => {
  it('nobody listens', async () => {
    expect(await senderAt(await deafUrl()).send(messageTo(PERSON))).toEqual({
      kind: 'try_again',
      afterMs: null,
      reason: { code: 'no_connection', detail: 'Vonage could not be reached. (ECONNREFUSED)' }
    })
  })

  it('there is no such host', async () => {
    const { send } = senderAt('http://vonage.invalid', { timeoutMs: 5_000 })
    expect(codeOf(await send(messageTo(PERSON)))).toBe('try_again no_connection')
  })

  it('the handshake never ends', async () => {
    const server = await serving(() => undefined)
    const { send } = senderAt(server.url.replace('http:', 'https:'), { timeoutMs: 300 })
    expect(await send(messageTo(PERSON))).toMatchObject({
      kind: 'try_again',
      reason: { code: 'no_connection', detail: expect.stringContaining('timeout') }
    })
    await until(() => server.sockets.length === 1)
  })

  it('what answers speaks no TLS', async () => {
    const server = await serving(() => undefined)
    const { send } = senderAt(server.url.replace('http:', 'https:'))
    const sent = send(messageTo(PERSON))
    await until(() => server.sockets[0])
    server.sockets[0]?.write('HTTP/1.1 400 Bad Request\r\n\r\n')
    expect(codeOf(await sent)).toBe('try_again no_connection')
  })

  it('the certificate is not trusted', async () => {
    const server = await serving(accept, makeCertificate())
    expect(codeOf(await senderAt(server.url).send(messageTo(PERSON)))).toBe('try_again no_connection')
    expect(server.requests).toHaveLength(0)
  })

  it('the time ran out in the queue for a connection', async () => {
    const server = await serving(() => undefined)
    const { send } = senderAt(server.url, { timeoutMs: SHORT_MS }, { maxSockets: 1 })
    const [first, second] = await Promise.all([send(messageTo(PERSON)), send(messageTo(PERSON))])
    expect([codeOf(first), codeOf(second)]).toEqual(['unknown timeout', 'try_again no_connection'])
    expect(server.requests).toHaveLength(1)
  })
})

describe('Where the request may have arrived, nobody knows', () => {
  it('the connection is reset once it was read', async () => {
    const outcome = await outcomeWith(({ socket }) => socket.resetAndDestroy())
    expect(codeOf(outcome)).toBe('unknown connection_lost')
  })

  it('the connection ends without an answer', async () => {
    expect(codeOf(await outcomeWith(({ socket }) => void socket.end()))).toBe('unknown connection_lost')
  })

  it('there is no answer in time', async () => {
    expect(codeOf(await outcomeWith(() => undefined, { timeoutMs: SHORT_MS }))).toBe('unknown timeout')
  })

  it('a kept connection is reset with the next message, though that mostly means it was closed before', async () => {
    const server = await serving(request =>
      request.n === 1 ? accept(request) : request.socket.resetAndDestroy()
    )
    const { send } = senderAt(server.url)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    expect(codeOf(await send(messageTo(PERSON)))).toBe('unknown connection_lost')
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1])
  })

  it.each<[string, Handler]>([
    ['empty', ({ socket }) => respond(socket, 202, '')],
    ['no JSON', ({ socket }) => respond(socket, 202, '<html>Accepted</html>')],
    ['without a uuid', ({ socket }) => respond(socket, 202, '{"message_uuid":7}')],
    ['null', ({ socket }) => respond(socket, 202, 'null')],
    [
      'cut off',
      ({ socket }) => {
        socket.write('HTTP/1.1 202 X\r\ncontent-length: 40\r\n\r\n{"message_uuid":')
        socket.end()
      }
    ],
    [
      'cut off where it would still be JSON',
      ({ socket }) => {
        socket.write('HTTP/1.1 202 X\r\ntransfer-encoding: chunked\r\n\r\n16\r\n{"message_uuid":"u-1"}\r\n')
        socket.end()
      }
    ],
    ['endless', ({ socket }) => respond(socket, 202, 'x'.repeat(200_000))],
    ['no HTTP', ({ socket }) => void socket.write('220 mail.example ESMTP\r\n')]
  ])('the 202 is %s', async (_name, handler) => {
    expect(codeOf(await outcomeWith(handler))).toBe('unknown broken_answer')
  })

  it('the 202 stops in the middle', async () => {
    const outcome = await outcomeWith(
      ({ socket }) => void socket.write('HTTP/1.1 202 X\r\ncontent-length: 40\r\n\r\n{"mess'),
      { timeoutMs: SHORT_MS }
    )
    expect(codeOf(outcome)).toBe('unknown broken_answer')
  })
})

describe('An answer', () => {
  it.each([
    [200, '{"message_uuid":"u"}', {}, 'accepted'],
    [302, '', { location: 'https://elsewhere.example/' }, 'stop http_3xx'],
    [400, '{}', {}, 'stop http_400'],
    [403, '{}', {}, 'stop http_403'],
    [404, '<html>', {}, 'stop http_404'],
    [422, '{"invalid_parameters":[{"name":"to","reason":"bad"}]}', {}, 'refused http_422_recipient'],
    [422, '{"invalid_parameters":[{"name":"template.name"}]}', {}, 'stop http_422'],
    [500, '{}', {}, 'try_again http_500'],
    [502, '<html>', {}, 'try_again http_502'],
    [503, '', {}, 'try_again http_503'],
    [504, '', {}, 'unknown http_504']
  ])('%i %s', async (status, body, headers, expected) => {
    const outcome = await outcomeWith(({ socket }) => respond(socket, status, body, headers))
    expect(codeOf(outcome)).toBe(expected)
  })

  it('says how long to rest, in seconds or as a date', async () => {
    const seconds = await outcomeWith(({ socket }) => respond(socket, 429, '{}', { 'retry-after': '7' }))
    expect(seconds).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 })
    const date = new Date(Date.now() + 3_600_000).toUTCString()
    const until = await outcomeWith(({ socket }) => respond(socket, 503, '', { 'retry-after': date }))
    expect(until.kind === 'try_again' && until.afterMs).toBeGreaterThan(3_500_000)
    expect(until.kind === 'try_again' && until.afterMs).toBeLessThanOrEqual(3_600_000)
  })

  it('counts as far as it was read: a refusal that stops in the middle is a refusal', async () => {
    const outcome = await outcomeWith(
      ({ socket }) => {
        socket.write('HTTP/1.1 429 X\r\nretry-after: 3\r\ncontent-length: 40\r\n\r\n{"ti')
      },
      { timeoutMs: SHORT_MS }
    )
    expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs: 3_000 })
  })

  it('follows the operator where the table would decide otherwise', async () => {
    const errorPolicy = { http_402: { action: 'retry' as const, after_s: 60 } }
    const outcome = await outcomeWith(({ socket }) => respond(socket, 402, '{}'), { errorPolicy })
    expect(outcome).toMatchObject({ kind: 'try_again', afterMs: 60_000, reason: { code: 'http_402' } })
  })
})

describe('Connections', () => {
  it('are kept from message to message', async () => {
    const server = await serving(accept)
    const { send } = senderAt(server.url)
    for (let n = 0; n < 20; n += 1) expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    expect(server.sockets).toHaveLength(1)
  })

  it('are kept under TLS as well', async () => {
    const certificate = makeCertificate()
    const server = await serving(accept, certificate)
    const { send } = senderAt(server.url, {}, { ca: certificate.cert })
    for (let n = 0; n < 5; n += 1) expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    expect(server.sockets).toHaveLength(1)
    server.answerWith(({ socket }) => void socket.destroy())
    expect(codeOf(await send(messageTo(PERSON)))).toBe('unknown connection_lost')
  })

  it('are never more than allowed', async () => {
    const server = await serving(accept)
    const { send } = senderAt(server.url, {}, { maxSockets: 3 })
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => send(messageTo(PERSON))))
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['accepted']))
    expect(server.sockets).toHaveLength(3)
  })

  it('that the server has closed meanwhile cost nothing', async () => {
    const server = await serving(accept)
    const { send } = senderAt(server.url)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    server.sockets[0]?.end()
    await until(() => server.open === 0)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    expect(server.sockets).toHaveLength(2)
  })

  it('are left before the server would close them, by its own word', async () => {
    const server = await serving(({ socket }) =>
      respond(socket, 202, '{"message_uuid":"u"}', { 'keep-alive': 'timeout=2' })
    )
    const { send } = senderAt(server.url)
    const startedAt = Date.now()
    await send(messageTo(PERSON))
    await until(() => server.open === 0)
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(900)
    await send(messageTo(PERSON))
    expect(server.sockets).toHaveLength(2)
  })

  it('end when the line is closed: idle ones at once, busy ones with their answer', async () => {
    const server = await serving(accept)
    const { connection, send } = senderAt(server.url)
    await send(messageTo(PERSON))
    let answer = () => undefined as void
    server.answerWith(request => {
      answer = () => accept(request)
    })
    const busy = send(messageTo(PERSON))
    await until(() => server.requests.length === 2)
    connection.line.close()
    expect(server.open).toBe(1)
    answer()
    expect(codeOf(await busy)).toBe('accepted')
    await until(() => server.open === 0)
  })
})

describe('Giving up', () => {
  it('ends what may have arrived as unknown and what still waits for a connection as not sent', async () => {
    const server = await serving(() => undefined)
    const { send, abort } = senderAt(server.url, {}, { maxSockets: 1 })
    const sent = [send(messageTo(PERSON)), send(messageTo(PERSON))]
    await until(() => server.requests.length === 1)
    abort()
    expect((await Promise.all(sent)).map(codeOf)).toEqual(['unknown aborted', 'try_again no_connection'])

    server.answerWith(accept)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    expect(server.requests).toHaveLength(2)
  })

  it("leaves alone what is another sender's on the same connections", async () => {
    const held: Array<() => void> = []
    const server = await serving(request => held.push(() => accept(request)))
    const { connection, send, abort } = senderAt(server.url)
    const other = createVonageSender(connection)
    const sent = [send(messageTo(PERSON)), other.send(messageTo(PERSON))]
    await until(() => held.length === 2)
    abort()
    held.forEach(answer => answer())
    expect((await Promise.all(sent)).map(codeOf)).toEqual(['unknown aborted', 'accepted'])
  })
})

describe('The token', () => {
  const tokensSeen = (server: RawServer) =>
    server.requests.map(({ head }) => /authorization: Bearer (\S+)/i.exec(head)?.[1])
  const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms)
  afterEach(() => jest.restoreAllMocks())

  it('is signed once for many messages, and anew after ten minutes or when the clock was set back', async () => {
    const server = await serving(accept)
    const { send } = senderAt(server.url)
    const start = Date.now()
    for (const minutes of [0, 9, 11, 12, -5]) {
      at(start + minutes * 60_000)
      await send(messageTo(PERSON))
    }
    const [a, b, c, d, e] = tokensSeen(server)
    expect([a === b, b === c, c === d, d === e]).toEqual([true, false, true, false])
  })

  it('is renewed once when it is refused after a while', async () => {
    const server = await serving(accept)
    const { send } = senderAt(server.url)
    const start = Date.now()
    await send(messageTo(PERSON))
    server.answerWith(request => (request.n === 2 ? respond(request.socket, 401, '{}') : accept(request)))
    at(start + 60_000)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('accepted')
    const [first, refused, renewed] = tokensSeen(server)
    expect([first === refused, refused === renewed]).toEqual([true, false])
  })

  it('stops the campaign when a new one is refused, without trying another', async () => {
    const server = await serving(({ socket }) => respond(socket, 401, '{}'))
    const { send } = senderAt(server.url)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('stop http_401')
    expect(server.requests).toHaveLength(1)
    const start = Date.now()
    at(start + 60_000)
    expect(codeOf(await send(messageTo(PERSON)))).toBe('stop http_401')
    expect(server.requests).toHaveLength(3)
  })
})

describe('No secret leaves', () => {
  it('not even where the provider quotes the whole request', async () => {
    const account = accountAt('http://x')
    for (const status of [400, 401, 402, 422, 429, 500, 504]) {
      const outcome = await outcomeWith(({ socket, head, body }) =>
        respond(socket, status, JSON.stringify({ title: head, detail: `${head} ${body}` }))
      )
      const text = JSON.stringify(outcome)
      for (const secret of ['eyJ', PERSON, PERSON.slice(-10), account.apiKey, account.apiSecret]) {
        expect(text).not.toContain(secret)
      }
    }
  })
})
