import { createPublicKey } from 'crypto'
import jwt from 'jsonwebtoken'
import { describeOnNode12, programOnNode12 } from '../../../../../../scripts/test/on-node12'
import type { Outcome } from '../outcome'
import { accountAt, messageTo, PERSON } from './testing/account'
import { accept, RawServer, respond } from '../http/testing/raw-server'
import type { VonageAccount } from './account'

const PROGRAM = `
  const { connect, createVonageSender } = require('./vonage')
  const { account, calls } = given
  const run = async () => {
    const outcomes = []
    for (const { messages, timeoutMs, maxSockets } of calls) {
      const connection = connect(account, { maxSockets })
      const sender = createVonageSender(connection, { timeoutMs })
      outcomes.push(await Promise.all(messages.map(message => sender.send(message))))
      connection.line.close()
    }
    console.log(JSON.stringify(outcomes))
  }
  run()`

interface Call {
  messages: Array<ReturnType<typeof messageTo>>
  timeoutMs?: number
  maxSockets?: number
}

describeOnNode12("On Botpress's Node, with Bluebird as Promise", () => {
  const program = programOnNode12(__dirname, PROGRAM)
  let server: RawServer
  beforeEach(async () => {
    server = await new RawServer(accept).start()
  })
  afterEach(() => server.close())

  const runWith = async (account: VonageAccount, calls: Call[]) =>
    (await program.run({ account, calls })) as Outcome[][]
  const codes = (outcomes: Outcome[] | undefined) =>
    outcomes?.map(outcome =>
      outcome.kind === 'accepted' ? 'accepted' : `${outcome.kind} ${outcome.reason.code}`
    )
  const one = messageTo(PERSON)

  it('a message is sent over kept connections with a token that verifies', async () => {
    const messages = Array.from({ length: 20 }, () => one)
    const outcomes = await runWith(accountAt(server.url), [{ messages, maxSockets: 2 }])
    expect(new Set(codes(outcomes[0]))).toEqual(new Set(['accepted']))
    expect(server.sockets).toHaveLength(2)
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ to: PERSON, client_ref: '12.1' })
    const token = /authorization: Bearer (\S+)/i.exec(server.requests[0]?.head ?? '')?.[1] ?? ''
    const { applicationId, privateKey } = accountAt('')
    expect(jwt.verify(token, createPublicKey(privateKey), { algorithms: ['RS256'] })).toEqual({
      application_id: applicationId,
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.stringMatching(/^[0-9a-f]{32}$/)
    })
  })

  it('the same is certain, and the same is not', async () => {
    server.answerWith(request => {
      const { socket, body } = request
      const { client_ref: ref } = JSON.parse(body) as { client_ref: string }
      if (ref === 'reset') socket.resetAndDestroy()
      else if (ref === 'cut') socket.end('HTTP/1.1 202 X\r\ncontent-length: 40\r\n\r\n{"message_uuid":')
      else if (ref === 'throttled') respond(socket, 429, '{}', { 'retry-after': '5' })
    })
    const sent = (ref: string) => messageTo(PERSON, { ref })
    const outcomes = await runWith(accountAt(server.url), [
      { messages: [sent('reset')] },
      { messages: [sent('cut')] },
      { messages: [sent('throttled')] },
      { messages: [sent('silent'), sent('waits')], timeoutMs: 1_000, maxSockets: 1 }
    ])
    expect(outcomes.map(codes)).toEqual([
      ['unknown connection_lost'],
      ['unknown broken_answer'],
      ['throttled http_429'],
      ['unknown timeout', 'try_again no_connection']
    ])
    expect(
      server.requests.map(({ body }) => (JSON.parse(body) as { client_ref: string }).client_ref)
    ).toEqual(['reset', 'cut', 'throttled', 'silent'])
  })
})
