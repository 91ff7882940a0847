/** A module's configuration: four levels, one file that freezes the defaults, and files that are broken. */
import fs from 'fs'
import path from 'path'
import { BrokenFile } from '../json-file'
import { writeModule } from '../testing/fixture-module'
import { cleanUp, folderForTest, studioAt, studioWith } from '../testing/studio'
import { variableName } from './config'

afterEach(cleanUp)

const schema = (properties: object) => ({
  files: { 'assets/config.schema.json': JSON.stringify({ type: 'object', properties }) }
})
const PLAIN = schema({
  one: { type: 'string', default: 'schema' },
  two: { type: 'string', default: 'schema' },
  three: { type: 'string', default: 'schema' },
  four: { type: 'string', default: 'schema' },
  nested: {
    type: 'object',
    properties: { a: { type: 'number', default: 1 }, b: { type: 'number', default: 2 } }
  },
  none: { type: 'string' }
})

const write = (file: string, value: unknown) => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
}

it('is written with every default by the first start, and not touched by the next', async () => {
  const folder = folderForTest()
  const module = writeModule(path.join(folder, 'modules'), PLAIN)
  const studio = await studioAt(folder, { module })
  const file = path.join(studio.dataDir, 'global/config/fixture.json')
  const defaults = { one: 'schema', two: 'schema', three: 'schema', four: 'schema', nested: { a: 1, b: 2 } }
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({
    $schema: '../../assets/modules/fixture/config.schema.json',
    ...defaults
  })
  await studio.close()

  write(path.join(module, 'assets/config.schema.json'), {
    properties: { one: { default: 'newer' }, five: { default: 5 } }
  })
  const again = await studioAt(folder, { module })
  expect(await again.bp('fixture').config.getModuleConfig('fixture')).toMatchObject({
    one: 'schema',
    five: 5
  })
})

it('goes from the schema over the global file and the environment to the bot, key by key and not deeper', async () => {
  const folder = folderForTest()
  const data = path.join(folder, 'data')
  write(path.join(data, 'global/config/fixture.json'), {
    two: 'global',
    three: 'global',
    four: 'global',
    nested: { a: 9 }
  })
  write(path.join(data, 'bots/demo/bot.config.json'), { defaultLanguage: 'es', languages: ['es'] })
  write(path.join(data, 'bots/demo/config/fixture.json'), { four: 'bot' })
  const studio = await studioAt(folder, {
    module: writeModule(path.join(folder, 'modules'), PLAIN),
    environment: {
      BP_MODULE_FIXTURE_THREE: 'environment',
      BP_MODULE_FIXTURE_FOUR: 'environment',
      BP_MODULE_OTHER_ONE: 'x'
    }
  })
  const { config } = studio.bp('fixture')
  expect(await config.getModuleConfigForBot('fixture', 'demo')).toEqual({
    one: 'schema',
    two: 'global',
    three: 'environment',
    four: 'bot',
    nested: { a: 9 }
  })
  expect(await config.getModuleConfig('fixture')).toMatchObject({ four: 'environment' })
  expect(await config.getModuleConfigForBot('fixture', 'demo', true)).toMatchObject({
    two: 'schema',
    four: 'bot'
  })
})

it('reads values of the environment as JSON where they are, and nested keys by their path', async () => {
  const studio = await studioWith(PLAIN, {
    environment: {
      BP_MODULE_FIXTURE_ONE: '{"a":1}',
      BP_MODULE_FIXTURE_NESTED_A: '7',
      BP_MODULE_FIXTURE_NONE: 'text'
    }
  })
  expect(await studio.bp('fixture').config.getModuleConfig('fixture')).toMatchObject({
    one: { a: 1 },
    nested: { a: 7 },
    none: 'text'
  })
})

it('names a variable as Botpress does', () => {
  expect(variableName('outbound-campaigns', 'vonageApiUrl')).toBe('BP_MODULE_OUTBOUND_CAMPAIGNS_VONAGEAPIURL')
})

it("hands a module Vonage's address, unless somebody has chosen another", async () => {
  const fixture = schema({ vonageApiUrl: { type: 'string', default: 'https://api.nexmo.com' } })
  const given = await studioWith(fixture, { vonageApiUrl: 'http://127.0.0.1:1' })
  expect(await given.bp('fixture').config.getModuleConfig('fixture')).toEqual({
    $schema: expect.any(String),
    vonageApiUrl: 'http://127.0.0.1:1'
  })
  const chosen = await studioWith(fixture, {
    vonageApiUrl: 'http://127.0.0.1:1',
    environment: { BP_MODULE_FIXTURE_VONAGEAPIURL: 'http://127.0.0.1:2' }
  })
  expect(await chosen.bp('fixture').config.getModuleConfig('fixture')).toMatchObject({
    vonageApiUrl: 'http://127.0.0.1:2'
  })
})

it.each([
  ['global/config/fixture.json', '{\n  "one": \n}', /fixture\.json:3:1 is not valid JSON/],
  ['global/botpress.config.json', '{"modules": [}', /botpress\.config\.json:1:14 is not valid JSON/],
  ['global/config/fixture.json', '[]', /fixture\.json:1:1 must hold a JSON object/],
  ['bots/demo/bot.config.json', '{"id": "demo" "name": 1}', /bot\.config\.json:1:15 is not valid JSON/]
])('does not start with a broken %s, and says where', async (file, text, message) => {
  const folder = folderForTest()
  write(path.join(folder, 'data', file), text)
  const starting = studioAt(folder, { module: writeModule(path.join(folder, 'modules'), PLAIN) })
  await expect(starting).rejects.toThrow(BrokenFile)
  await expect(starting).rejects.toThrow(message)
})

it("goes on without a bot's broken configuration, and says so", async () => {
  const studio = await studioWith(PLAIN)
  write(path.join(studio.dataDir, 'bots/demo/config/fixture.json'), '{')
  expect(await studio.bp('fixture').config.getModuleConfigForBot('fixture', 'demo')).toMatchObject({
    one: 'schema'
  })
  expect(studio.lines.some(line => line.botId === 'demo' && /fixture\.json:1:2/.test(line.message))).toBe(
    true
  )
})
