import fs from 'fs'
import path from 'path'
import { cleanUp, folderForTest } from '../testing/studio'
import { createGhost } from './ghost'

afterEach(cleanUp)

const make = () => {
  const folder = folderForTest()
  const data = path.join(folder, 'data')
  fs.mkdirSync(path.join(data, 'bots/demo'), { recursive: true })
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  return { folder, data, ghost: createGhost(data) }
}

it('writes, reads, lists and deletes below its scope', async () => {
  const { data, ghost } = make()
  const bot = ghost.forBot('demo')
  await bot.upsertFile('config', 'a.json', '{"a":1}')
  await bot.upsertFile('config/deep', 'b.json', Buffer.from('{"b":2}'))
  await bot.upsertFile('/', 'c.txt', 'c')
  expect(fs.existsSync(path.join(data, 'bots/demo/config/deep/b.json'))).toBe(true)
  expect(await bot.readFileAsObject('config', 'a.json')).toEqual({ a: 1 })
  expect(await bot.readFileAsString('config', 'deep/b.json')).toBe('{"b":2}')
  expect(await bot.directoryListing('/', '*.json')).toEqual(['config/a.json', 'config/deep/b.json'])
  expect(await bot.directoryListing('config', 'deep/*.json')).toEqual(['deep/b.json'])
  expect(await bot.directoryListing('nothing', '*')).toEqual([])
  expect(await bot.fileExists('config', 'a.json')).toBe(true)
  await bot.deleteFile('config', 'a.json')
  expect(await bot.fileExists('config', 'a.json')).toBe(false)
  expect(await ghost.forBots().directoryListing('/', 'c.txt')).toEqual(['demo/c.txt'])
  expect(await ghost.forRoot().fileExists('bots/demo', 'c.txt')).toBe(true)
  await ghost.forGlobal().upsertFile('/', 'x', 'x')
  expect(fs.existsSync(path.join(data, 'global/x'))).toBe(true)
})

it.each([
  ['/', '../../../secret.txt'],
  ['../../..', 'secret.txt'],
  ['config/../../../..', 'secret.txt'],
  ['/', '..'],
  ['/', 'a/../../demo2/x']
])('refuses to leave its scope: %s %s', async (folder, file) => {
  const bot = make().ghost.forBot('demo')
  await expect(bot.readFileAsString(folder, file)).rejects.toThrow(/outside/)
  await expect(bot.upsertFile(folder, file, 'x')).rejects.toThrow(/outside/)
  await expect(bot.deleteFile(folder, file)).rejects.toThrow(/outside/)
  await expect(bot.fileExists(folder, file)).rejects.toThrow(/outside/)
})

it('does not follow a link out', async () => {
  const { folder, data, ghost } = make()
  fs.symlinkSync(folder, path.join(data, 'bots/demo/out'))
  await expect(ghost.forBot('demo').readFileAsString('out', 'secret.txt')).rejects.toThrow(/link/)
  await expect(ghost.forBot('demo').upsertFile('out', 'new.txt', 'x')).rejects.toThrow(/link/)
})

it.each(['..', 'a/b', '', '.hidden', 'a b'])('has no bot called "%s"', botId => {
  expect(() => make().ghost.forBot(botId)).toThrow(/not a bot's id/)
})

it('tells who listens which file has changed, until they stop', async () => {
  const bot = make().ghost.forBot('demo')
  const seen: string[] = []
  const handle = bot.onFileChanged(file => seen.push(file))
  await bot.upsertFile('config', 'a.json', '1')
  await bot.deleteFile('config', 'a.json')
  handle.remove()
  await bot.upsertFile('config', 'a.json', '1')
  expect(seen).toEqual(['config/a.json', 'config/a.json'])
})
