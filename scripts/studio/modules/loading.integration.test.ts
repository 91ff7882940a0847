/** What Botpress loads, in which order, and what it refuses: with real modules on disk, folders and archives. */
import fs from 'fs'
import path from 'path'
import { entryOf, packModule, writeModule } from '../testing/fixture-module'
import { cleanUp, folderForTest, studioAt, studioWith, until, writeBot } from '../testing/studio'

afterEach(cleanUp)

const start = (folder: string, module: string) => studioAt(folder, { module })

describe('a module is refused', () => {
  const refused = async (fixture: Parameters<typeof writeModule>[1], message: RegExp) => {
    await expect(studioWith(fixture)).rejects.toThrow(message)
  }

  it('when it is not there', async () => {
    const folder = folderForTest()
    await expect(start(folder, path.join(folder, 'none'))).rejects.toThrow(/no module at .*none/)
  })

  it('when it is not built', async () => {
    const folder = folderForTest()
    const module = writeModule(folder, {})
    fs.unlinkSync(path.join(module, 'dist/backend/index.js'))
    await expect(start(folder, module)).rejects.toThrow(/not built: it has no dist\/backend\/index\.js/)
  })

  it('when it has no package.json', async () => {
    const folder = folderForTest()
    const module = writeModule(folder, {})
    fs.unlinkSync(path.join(module, 'package.json'))
    await expect(start(folder, module)).rejects.toThrow(/no package\.json/)
  })

  it('when its folder has another name', async () => {
    const folder = folderForTest()
    const module = writeModule(folder, { name: 'other', entry: entryOf({}, 'fixture') })
    await expect(start(folder, module)).rejects.toThrow(/folder or archive is "other".*definition "fixture"/)
  })

  it('when its package has another name', () =>
    refused({ packageJson: { name: '@scope/fixture' } }, /package\.json says "@scope\/fixture"/))

  it('when its name has capitals', () =>
    refused({ name: 'Fixture', entry: entryOf({}, 'Fixture') }, /lower case/))

  it('when its entry has a key that Botpress does not know', () =>
    refused({ entry: entryOf({ onStart: '() => 1' }) }, /"onStart" is not allowed/))

  it('when its entry exports nothing', () => refused({ entry: '' }, /"definition" is required/))

  it('when its entry throws', () =>
    refused({ entry: "throw new Error('not today')" }, /cannot be loaded: not today/))

  it.each(['express', 'knex', 'axios', 'lodash', 'zod', 'botpress/shared'])(
    'when it needs %s of the core',
    name =>
      refused({ entry: `require('${name}'); ${entryOf({})}` }, new RegExp(`Cannot find module '${name}'`))
  )

  it.each(['node:fs', 'fs/promises', 'stream/promises'])(
    'when it needs %s, which Node 12.18 does not have',
    name =>
      refused({ entry: `require('${name}'); ${entryOf({})}` }, new RegExp(`Cannot find module '${name}'`))
  )

  it('when it reaches for a file outside its folder', async () => {
    const folder = folderForTest()
    fs.writeFileSync(path.join(folder, 'secret.js'), 'module.exports = 1')
    const module = writeModule(folder, { entry: `require('../../../secret.js'); ${entryOf({})}` })
    await expect(start(folder, module)).rejects.toThrow(/Cannot find module '\.\.\/\.\.\/\.\.\/secret\.js'/)
  })

  it('when it is a file of another kind', async () => {
    const folder = folderForTest()
    fs.writeFileSync(path.join(folder, 'fixture.zip'), '')
    await expect(start(folder, path.join(folder, 'fixture.zip'))).rejects.toThrow(/a folder or a \.tgz/)
  })

  it('when its archive is broken', async () => {
    const folder = folderForTest()
    fs.writeFileSync(path.join(folder, 'fixture.tgz'), 'not an archive')
    await expect(start(folder, path.join(folder, 'fixture.tgz'))).rejects.toThrow(
      /fixture\.tgz is not a module archive/
    )
  })

  it('when its archive keeps everything in package/, and says so', async () => {
    const folder = folderForTest()
    const archive = await packModule(writeModule(folder, {}), path.join(folder, 'fixture.tgz'), 'package')
    await expect(start(folder, archive)).rejects.toThrow(/at the archive's root, not in a folder package\//)
  })
})

describe('a module is taken', () => {
  it('from an archive with its contents at the root', async () => {
    const folder = folderForTest()
    const archive = await packModule(writeModule(folder, {}), path.join(folder, 'fixture.tgz'))
    const studio = await start(folder, archive)
    expect(studio.modules()).toMatchObject([{ name: 'fixture' }])
    expect(studio.modules()[0]?.folder).toContain(path.join('.cache', 'modules'))
  })

  it('when it exports itself as default', async () => {
    const studio = await studioWith({
      entry: `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = { definition: { name: 'fixture' } }`
    })
    expect(studio.modules()).toMatchObject([{ name: 'fixture' }])
  })

  it("with the SDK's constants, Node's modules, and its own packages", async () => {
    const studio = await studioWith({
      entry: `
        const sdk = require('botpress/sdk')
        const own = require('own-package')
        if (!sdk.version || !require('fs').readFileSync || own !== 7) throw new Error('missing')
        ${entryOf({})}`,
      files: {
        'node_modules/own-package/package.json': '{"main":"lib/start"}',
        'node_modules/own-package/lib/start.js': 'module.exports = 7'
      }
    })
    expect(studio.modules()).toHaveLength(1)
  })

  it('but not where botpress.config.json has disabled it', async () => {
    const folder = folderForTest()
    const module = writeModule(folder, {})
    fs.mkdirSync(path.join(folder, 'data/global'), { recursive: true })
    fs.writeFileSync(
      path.join(folder, 'data/global/botpress.config.json'),
      JSON.stringify({ modules: [{ location: 'MODULES_ROOT/fixture', enabled: false }] })
    )
    expect((await start(folder, module)).modules()).toEqual([])
  })
})

/** Each hook writes what it is and for whom into a table, which the test reads. */
const NOTES = `
  const note = async (bp, text) => {
    await bp.database.createTableIfNotExists('notes', t => { t.increments('id'); t.string('text') })
    await bp.database('notes').insert({ text })
  }
`
const NOTING = {
  onServerStarted: "async bp => note(bp, 'started')",
  onServerReady: "async bp => note(bp, 'ready')",
  onBotMount: "async (bp, id) => note(bp, 'mount ' + id)",
  onBotUnmount: "async (bp, id) => note(bp, 'unmount ' + id)",
  onModuleUnmount: "async bp => note(bp, 'gone')"
}

const notes = async (studio: Awaited<ReturnType<typeof studioWith>>): Promise<string[]> => {
  const rows = await studio
    .bp('fixture')
    .database('notes')
    .orderBy('id')
    .select<Array<{ text: string }>>('text')
  return rows.map(row => row.text)
}

describe("a module's life", () => {
  it('is started, ready, and given each bot; then the bots are taken back and it goes', async () => {
    const folder = folderForTest()
    for (const id of ['one', 'two']) writeBot(path.join(folder, 'data'), id)
    writeBot(path.join(folder, 'data'), 'off', { disabled: true })
    const studio = await start(folder, writeModule(folder, { entry: NOTES + entryOf(NOTING) }))
    expect(await notes(studio)).toEqual(['started', 'ready', 'mount one', 'mount two'])
    await studio.unloadModule('fixture')
    expect((await notes(studio)).slice(4)).toEqual(['unmount one', 'unmount two', 'gone'])
  })

  it('does not begin when onServerStarted throws, and the server lives on', async () => {
    const studio = await studioWith({
      entry:
        NOTES +
        entryOf({
          ...NOTING,
          onServerStarted: "async bp => { await note(bp, 'started'); throw new Error('no') }"
        })
    })
    expect(studio.modules()).toEqual([])
    expect(await notes(studio)).toEqual(['started'])
    expect(studio.lines.some(line => line.level === 'error' && /skipped/.test(line.message))).toBe(true)
  })

  it('goes on when onServerReady throws', async () => {
    const studio = await studioWith({
      entry: NOTES + entryOf({ ...NOTING, onServerReady: "async () => { throw new Error('no') }" })
    })
    expect(studio.mountedBots()).toEqual(['demo'])
  })

  it('leaves a bot unmounted when onBotMount throws for it, and the others live', async () => {
    const folder = folderForTest()
    for (const id of ['bad', 'good']) writeBot(path.join(folder, 'data'), id)
    const entry = entryOf({
      onBotMount: "async (bp, id) => { if (id === 'bad') throw new Error('not this one') }"
    })
    const studio = await start(folder, writeModule(folder, { entry }))
    expect(studio.mountedBots()).toEqual(['good'])
    const line = studio.lines.find(one => one.level === 'critical')
    expect(line).toMatchObject({ botId: 'bad' })
    expect(line?.message).toContain('not this one')
  })

  it('sees bots come, change and go as their folders do', async () => {
    const studio = await studioWith({ entry: NOTES + entryOf(NOTING) })
    writeBot(studio.dataDir, 'second')
    await until('the new bot', () => studio.mountedBots().includes('second'))
    writeBot(studio.dataDir, 'second', { disabled: true })
    await until('it to be disabled', () => !studio.mountedBots().includes('second'))
    writeBot(studio.dataDir, 'second')
    await until('it to be back', () => studio.mountedBots().includes('second'))
    fs.unlinkSync(path.join(studio.dataDir, 'bots/second/bot.config.json'))
    await until('it to be gone', () => !studio.mountedBots().includes('second'))
    const heard = async () => (await notes(studio)).filter(text => text.includes('second'))
    // A bot is gone a moment before the module has been told.
    await until('the module to be told', async () => (await heard()).length === 4)
    expect(await heard()).toEqual(['mount second', 'unmount second', 'mount second', 'unmount second'])
    expect((await studio.call('/api/v1/bots/second/mod/fixture/x')).status).toBe(404)
  })

  it('leaves out a bot whose file breaks while it runs, and takes it back', async () => {
    const studio = await studioWith({})
    writeBot(studio.dataDir, 'second')
    await until('the new bot', () => studio.mountedBots().includes('second'))
    fs.writeFileSync(path.join(studio.dataDir, 'bots/second/bot.config.json'), '{')
    await until('it to be left out', () => !studio.mountedBots().includes('second'))
    expect(
      studio.lines.some(line => line.botId === 'second' && /bot\.config\.json:1:2/.test(line.message))
    ).toBe(true)
    writeBot(studio.dataDir, 'second')
    await until('it to be back', () => studio.mountedBots().includes('second'))
  })
})

describe('loading and unloading ten times', () => {
  it('leaves nothing behind of a module that closes what it opened', async () => {
    const entry = `
      let timer
      const handler = (event, next) => next()
      ${entryOf({
        onServerReady: `async bp => {
          bp.http.createRouterForBot('fixture', { checkAuthentication: false })
          bp.events.registerMiddleware({ name: 'fixture', description: 'd', direction: 'incoming', order: 1, handler })
          bp.http.createShortLink('fixture', 'http://127.0.0.1/')
          timer = setInterval(() => undefined, 1000)
        }`,
        onModuleUnmount: `async bp => {
          bp.http.deleteRouterForBot('fixture')
          bp.events.removeMiddleware('fixture')
          bp.http.deleteShortLink('fixture')
          clearInterval(timer)
        }`
      })}`
    const studio = await studioWith({ entry })
    await studio.unloadModule('fixture')
    const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
    const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length
    const before = { listeners: listeners(), modules: Object.keys(require.cache).length }
    const timersBefore = timers()
    const module = path.join(path.dirname(studio.dataDir), 'modules', 'fixture')

    for (let round = 0; round < 10; round++) {
      await studio.loadModule(module)
      expect(studio.openEnds()).toEqual({ routers: 1, middleware: 1, shortLinks: 1 })
      await studio.unloadModule('fixture')
    }
    expect(studio.openEnds()).toEqual({ routers: 0, middleware: 0, shortLinks: 0 })
    expect({ listeners: listeners(), modules: Object.keys(require.cache).length }).toEqual(before)
    await until('the timers to be as before', () => timers() <= timersBefore)
    expect((await studio.call('/api/v1/bots/demo/mod/fixture/x')).status).toBe(404)
  })

  it('shows what a careless module leaves: its routers still answer, with its old code', async () => {
    const entry = entryOf({
      onServerReady: `async bp => bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/x', (req, res) => res.send('old'))`
    })
    const studio = await studioWith({ entry })
    await studio.unloadModule('fixture')
    expect(studio.openEnds().routers).toBe(1)
    expect(await (await studio.call('/api/v1/bots/demo/mod/fixture/x')).text()).toBe('old')
  })

  it('takes the new code when the file has changed', async () => {
    const version = (text: string) =>
      entryOf({
        onServerReady: `async bp => bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/x', (req, res) => res.send('${text}'))`,
        onModuleUnmount: "async bp => bp.http.deleteRouterForBot('fixture')"
      })
    const studio = await studioWith({ entry: version('one') })
    const modules = path.join(path.dirname(studio.dataDir), 'modules')
    await studio.unloadModule('fixture')
    await studio.loadModule(writeModule(modules, { entry: version('two') }))
    expect(await (await studio.call('/api/v1/bots/demo/mod/fixture/x')).text()).toBe('two')
  })
})
