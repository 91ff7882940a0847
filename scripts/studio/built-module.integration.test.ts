/** The module itself, as built: loaded and unloaded ten times in one process, with everything counted. */
import fs from 'fs'
import path from 'path'
import { places } from './places'
import { cleanUp, folderForTest, studioAt, until } from './testing/studio'

beforeAll(() => {
  if (!fs.existsSync(path.join(places.module, 'dist/backend/index.js'))) {
    throw new Error('The module is not built: npm run build (npm run test:integration does it by itself)')
  }
})
afterEach(cleanUp)

const NAME = 'outbound-campaigns'

/** What Node itself says keeps a process busy: timers, servers, sockets, watchers. */
const busy = () => {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)

it('leaves nothing behind', async () => {
  const studio = await studioAt(folderForTest(), { module: places.module })
  const status = () =>
    studio.call(`/api/v1/bots/demo/mod/${NAME}/status`, { headers: { connection: 'close' } })
  expect((await status()).status).toBe(200)
  await studio.unloadModule(NAME)
  expect(studio.openEnds()).toEqual({ routers: 0, middleware: 0, shortLinks: 0 })
  const before = { listeners: listeners(), timers: busy().Timeout ?? 0 }

  for (let round = 0; round < 10; round++) {
    expect(await studio.loadModule(places.module)).toEqual({ kind: 'loaded', name: NAME })
    expect((await status()).status).toBe(200)
    await studio.unloadModule(NAME)
    expect((await status()).status).toBe(404)
  }

  expect(studio.openEnds()).toEqual({ routers: 0, middleware: 0, shortLinks: 0 })
  expect(listeners()).toBe(before.listeners)
  await until('its timers to be gone', () => (busy().Timeout ?? 0) <= before.timers)
})
