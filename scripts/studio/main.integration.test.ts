/**
 * The command as people start it: the built bundle in a process of its own. What it prints, how it refuses, how it
 * stops, and what only a process of one's own can show.
 */
import { spawn } from 'child_process'
import fs from 'fs'
import net, { type AddressInfo } from 'net'
import http from 'http'
import path from 'path'
import { entryOf, writeModule } from './testing/fixture-module'
import { cleanUp, folderForTest, until } from './testing/studio'

const root = path.resolve(__dirname, '../..')
let bundle = ''
const running: Array<() => Promise<void>> = []

beforeAll(async () => {
  // Beside the real one and as deep, where it finds the same packages; its own, since others may be building that one.
  fs.mkdirSync(path.join(root, '.build'), { recursive: true })
  const out = fs.mkdtempSync(path.join(root, '.build', 'studio-test-'))
  const { build, stop } = await import('esbuild')
  bundle = path.join(out, 'studio.js')
  await build({
    entryPoints: [path.join(root, 'scripts/studio/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent'
  })
  await stop()
})
afterAll(() => fs.rmSync(path.dirname(bundle), { recursive: true, force: true }))
afterEach(async () => {
  await Promise.all(running.splice(0).map(stop => stop()))
  await cleanUp()
})

const start = (args: string[], environment: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [bundle, ...args], {
    env: { PATH: process.env.PATH, NO_SANDBOX: '1', ...environment },
    cwd: folderForTest()
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()))
  const ended = new Promise<number | null>(resolve => child.on('close', code => resolve(code)))
  running.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, said, ended }
}

const fixture = (entry?: string) => {
  const folder = folderForTest()
  const module = writeModule(folder, { entry })
  return { folder, args: ['--port', '0', '--data-dir', path.join(folder, 'data'), '--module', module] }
}

const ready = async (process: ReturnType<typeof start>): Promise<string> => {
  const line = await until('the ready line', () =>
    /^Local Studio ready at (http:\S+)$/m.exec(process.said.out)
  )
  return line[1] ?? ''
}

/** One line that a person can act on, a code that is not zero, and no stack. */
const refuses = async (args: string[], message: RegExp, environment: Record<string, string> = {}) => {
  const { said, ended } = start(args, environment)
  expect(await ended).toBe(1)
  expect(said.err).toMatch(message)
  expect(said.err.trim().split('\n')).toHaveLength(1)
  expect(said.out).not.toContain('ready')
}

describe('the start', () => {
  it('prints where it is, then a link for each role', async () => {
    const studio = start(fixture().args)
    const url = await ready(studio)
    const links = await until('two links', () => {
      const found = studio.said.out.match(/http:\S+\/login\?token=[0-9a-f]{64}/g)
      return found?.length === 2 && found
    })
    expect(links.every(link => link.startsWith(url))).toBe(true)
    expect((await fetch(links[0] ?? '', { redirect: 'manual' })).status).toBe(302)
    expect(studio.said.err).toBe('')
  })

  it('explains its options and does nothing else', async () => {
    const { said, ended } = start(['--help'])
    expect(await ended).toBe(0)
    for (const flag of [
      '--port',
      '--host',
      '--data-dir',
      '--database-url',
      '--studio-token',
      '--external-url',
      '--no-sandbox'
    ]) {
      expect(said.out).toContain(flag)
    }
  })

  it('refuses an option it does not know', () => refuses(['--prot', '1'], /Unknown option --prot/))

  it('refuses to be open to other machines without a token', () =>
    refuses([...fixture().args, '--host', '0.0.0.0'], /STUDIO_TOKEN/))

  it('opens to other machines with one, and shows an address that works here', async () => {
    const url = await ready(start([...fixture().args, '--host', '0.0.0.0'], { STUDIO_TOKEN: 'given-token' }))
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/)
    expect((await fetch(`${url}/studio`, { redirect: 'manual' })).status).toBe(302)
  })

  it('says that a port is taken', async () => {
    const server = net.createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await refuses([...fixture().args, '--port', String(port)], new RegExp(`Port ${port} .*is taken`))
    await new Promise(resolve => server.close(resolve))
  })

  it('says that the database cannot be reached, without its password', async () => {
    const url = 'postgres://me:s3cret-word@127.0.0.1:9/none'
    const { said, ended } = start([...fixture().args, '--database-url', url])
    expect(await ended).toBe(1)
    expect(said.err).toMatch(
      /^The database at postgres:\/\/me:\*\*\*@127\.0\.0\.1:9\/none cannot be reached: .*ECONNREFUSED.*\n$/
    )
    expect(said.err + said.out).not.toContain('s3cret-word')
  })

  it('says that a file cannot be a database', async () => {
    const { folder, args } = fixture()
    fs.writeFileSync(
      path.join(folder, 'text.sqlite'),
      'this is not a database, and long enough to be read as one'
    )
    await refuses(
      [...args, '--database-url', path.join(folder, 'text.sqlite')],
      /The database at .*text\.sqlite cannot be reached/
    )
  })

  it('says which file is broken, and where', async () => {
    const { folder, args } = fixture()
    fs.mkdirSync(path.join(folder, 'data/global/config'), { recursive: true })
    fs.writeFileSync(path.join(folder, 'data/global/config/fixture.json'), '{\n  "a": 1\n  "b": 2\n}')
    await refuses(args, /config\/fixture\.json:3:3 is not valid JSON/)
  })

  it('says that the data folder cannot be one', async () => {
    const { folder, args } = fixture()
    fs.writeFileSync(path.join(folder, 'file'), '')
    await refuses(
      [...args, '--data-dir', path.join(folder, 'file/data')],
      /The data folder .*file\/data cannot be used/
    )
  })

  it('says why a module cannot be loaded', async () => {
    const { folder, args } = fixture("require('express')")
    await refuses(args, /cannot be loaded: Cannot find module 'express'/)
    await refuses([...args, '--module', path.join(folder, 'none')], /no module at/)
  })
})

describe('the stop', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends cleanly, after the modules have closed',
    async signal => {
      const studio = start(
        fixture(entryOf({ onModuleUnmount: "async () => console.log('module closed')" })).args
      )
      await ready(studio)
      studio.child.kill(signal)
      expect(await studio.ended).toBe(0)
      expect(studio.said.out).toContain('module closed')
      expect(studio.said.err).toBe('')
    }
  )

  it('lets a request under way be answered', async () => {
    const entry = entryOf({
      onServerReady: `async bp => bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/slow', (req, res) => {
        console.log('arrived')
        process.once('SIGINT', () => setTimeout(() => res.send('answered'), 300))
      })`
    })
    const studio = start(fixture(entry).args)
    const url = await ready(studio)
    const answer = fetch(`${url}/api/v1/bots/demo/mod/fixture/slow`)
    await until('the request', () => studio.said.out.includes('arrived'))
    studio.child.kill('SIGINT')
    expect(await (await answer).text()).toBe('answered')
    expect(await studio.ended).toBe(0)
  })

  it('takes less than 5 s though a request hangs, a stream is open and a module will not close', async () => {
    const entry = entryOf({
      onServerReady: `async bp => bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/never', () => console.log('arrived'))`,
      onModuleUnmount: 'async () => new Promise(() => undefined)'
    })
    const studio = start(fixture(entry).args, { STUDIO_TOKEN: 'token-of-this-test' })
    const url = await ready(studio)
    const stream = await fetch(`${url}/realtime`, { headers: { authorization: 'Bearer token-of-this-test' } })
    expect(stream.status).toBe(200)
    const ended = stream.text().catch(() => 'cut')
    const hanging = fetch(`${url}/api/v1/bots/demo/mod/fixture/never`).catch(() => 'cut')
    await until('the request', () => studio.said.out.includes('arrived'))
    const before = Date.now()
    studio.child.kill('SIGINT')
    await studio.ended
    expect(Date.now() - before).toBeLessThan(5_000)
    expect(await hanging).toBe('cut')
    await ended
  })
})

describe('an async handler that rejects', () => {
  it('hangs its request, and the server lives on', async () => {
    const entry = entryOf({
      onServerReady: `async bp => {
        const router = bp.http.createRouterForBot('fixture', { checkAuthentication: false })
        router.get('/later', async () => { await null; throw new Error('thrown later') })
        router.get('/fine', (req, res) => res.send('fine'))
      }`
    })
    const studio = start(fixture(entry).args)
    const url = `${await ready(studio)}/api/v1/bots/demo/mod/fixture`
    let answered = false
    const request = http.get(`${url}/later`, () => {
      answered = true
    })
    request.on('error', () => undefined)
    await until('the rejection to be logged', () => studio.said.out.includes('thrown later'))
    for (let round = 0; round < 5; round++) expect(await (await fetch(`${url}/fine`)).text()).toBe('fine')
    expect(answered).toBe(false)
    request.destroy()
  })
})
