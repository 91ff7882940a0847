/** The second way to run: Node 12.18, knex 0.20.1, sqlite3 4.2.0 and Bluebird, as Botpress v12 is. */
import { spawn } from 'child_process'
import path from 'path'
import { startSandbox } from '../sandbox/server'
import { describeOnNode12, node12 } from '../test/on-node12'
import { entryOf, packModule, writeModule } from './testing/fixture-module'
import { cleanUp, folderForTest, until, writeBot } from './testing/studio'
import { CHANNEL, sign, textOf, vonageStandIn } from './testing/vonage'

const bundle = path.resolve(__dirname, '../../.build/node12/studio.js')
const running: Array<() => Promise<void>> = []

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
  await cleanUp()
})

const TOKEN = 'token-of-this-test'
const ACTION = `
  const axios = require('axios')
  const ask = async () => {
    const config = await bp.http.getAxiosConfigForBot(event.botId, { localUrl: true })
    return (await axios.get('/mod/fixture/conditions', config)).data
  }
  return ask()`
const ENTRY = entryOf({
  onServerReady: `async bp => bp.http.createRouterForBot('fixture').get('/conditions', async (req, res) => {
    const [row] = await bp.database.select(bp.database.raw('sqlite_version() as version'))
    res.json({ node: process.version, bluebird: typeof Promise.map, allSettled: typeof Promise.allSettled, onConflict: typeof bp.database('x').onConflict, sqlite: row.version })
  })`
})

/** A fixture module from its archive, and a bot whose reply runs the module's action. */
const start = async (environment: Record<string, string>, reply: string) => {
  const folder = folderForTest()
  const module = writeModule(path.join(folder, 'source'), {
    entry: ENTRY,
    files: { 'dist/actions/ask.js': ACTION }
  })
  const archive = await packModule(module, path.join(folder, 'fixture.tgz'))
  const files = { 'reply.js': reply }
  writeBot(path.join(folder, 'data'), 'demo', { messaging: { channels: { vonage: CHANNEL } } }, files)
  const child = spawn(
    node12,
    [bundle, '--port', '0', '--data-dir', path.join(folder, 'data'), '--module', archive],
    {
      env: { PATH: process.env.PATH, STUDIO_TOKEN: TOKEN, ...environment }
    }
  )
  const ended = new Promise<number | null>(resolve => child.on('close', code => resolve(code)))
  running.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const ready = await until('the ready line', () => /^Local Studio ready at (http:\S+)$/m.exec(said))
  return { url: ready[1] ?? '', child, ended }
}

describeOnNode12('The Local Studio on Node 12.18', () => {
  it('loads an archive, takes a message in, runs an action, answers, and stops cleanly', async () => {
    const vonage = await vonageStandIn()
    running.push(vonage.close)
    const reply = `module.exports = async ({ reply, runAction }) => reply(JSON.stringify(await runAction('fixture/ask')))`
    const studio = await start({ VONAGE_API_URL: vonage.url }, reply)

    const body = JSON.stringify(textOf('5214422591631', 'hola'))
    const taken = await fetch(`${studio.url}/api/v1/messaging/webhooks/v1/demo/vonage`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${sign(body)}` }
    })
    expect(taken.status).toBe(200)
    const [answer] = await until('the answer', () => vonage.received.length > 0 && vonage.received)
    expect(JSON.parse((answer?.body as { text: string }).text)).toEqual({
      node: 'v12.18.0',
      bluebird: 'function',
      allSettled: 'undefined',
      onConflict: 'undefined',
      sqlite: '3.31.1'
    })
    studio.child.kill('SIGINT')
    expect(await studio.ended).toBe(0)
  })

  it('works with a sandbox that runs by itself', async () => {
    const sandbox = await startSandbox({ dataDir: folderForTest(), controlToken: 'control' })
    running.push(() => sandbox.close())
    const studio = await start(
      { SANDBOX_URL: sandbox.url, SANDBOX_TOKEN: 'control' },
      'module.exports = () => undefined'
    )
    const call = (address: string, body?: object) =>
      fetch(studio.url + address, {
        method: body ? 'POST' : 'GET',
        body: body && JSON.stringify(body),
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
      })
    expect((await call('/sandbox/vonage/messages')).status).toBe(200)
    expect(await (await call('/sandbox/clock', { advance: '1d' })).json()).toMatchObject({
      offset_ms: 86_400_000
    })
  })
})
