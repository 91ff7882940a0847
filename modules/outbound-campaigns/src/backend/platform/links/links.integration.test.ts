import { createHmac } from 'crypto'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Database } from '../database/database'
import { migrate } from '../database/migrate'
import { migrations } from '../database/schema'
import { Links } from './links'

describe.each(databases)('Signed keys, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let now: number

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    now = Date.now()
  })
  afterEach(() => test.destroy())

  const links = () => new Links(db, () => now)

  it('carry their bot and what they are about', async () => {
    const key = await links().key('click', { botId: 'demo ñ', data: { message: 7, to: 'x' } })
    expect(key).toMatch(/^[\w-]+\.[\w-]+$/)
    expect(await links().read('click', key)).toEqual({
      botId: 'demo ñ',
      expiresAt: null,
      data: { message: 7, to: 'x' }
    })
  })

  it('open nothing but what they were made for', async () => {
    const key = await links().key('status', { botId: 'demo' })
    expect(await links().read('inbound', key)).toBeUndefined()
    expect(await links().read('status', key)).toMatchObject({ botId: 'demo' })
  })

  it('are refused in any altered, made-up or foreign form', async () => {
    const mine = links()
    const key = await mine.key('status', { botId: 'demo' })
    const [claims = '', signature = ''] = key.split('.')
    const other = Buffer.from(JSON.stringify({ b: 'other' })).toString('base64url')
    const selfMade = createHmac('sha256', '').update(`status\n${other}`).digest('base64url')
    const spareBits =
      signature.slice(0, -1) + String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)
    const forged = [
      '',
      '.',
      'x',
      claims,
      `${claims}.`,
      `.${signature}`,
      `${key}.`,
      `${key}=`,
      `${other}.${signature}`,
      `${other}.${selfMade}`,
      `${claims}.${spareBits}`,
      `${claims}A.${signature}`,
      undefined,
      [key],
      { key }
    ]
    for (const attempt of forged) expect(await mine.read('status', attempt)).toBeUndefined()
  })

  it('end when they were meant to', async () => {
    const key = await links().key('status', { botId: 'demo', expiresAt: now + 1000 })
    now += 999
    expect(await links().read('status', key)).toMatchObject({ botId: 'demo' })
    now += 1
    expect(await links().read('status', key)).toBeUndefined()
  })

  it('outlive one rotation of the secret and not two, on every node', async () => {
    const [here, there] = [links(), links()]
    const old = await here.key('status', { botId: 'demo' })
    expect(await there.read('status', old)).toBeDefined()
    await here.rotate()
    const fresh = await here.key('status', { botId: 'demo' })
    now += 1000
    expect(await there.read('status', fresh)).toBeDefined()
    expect(await here.read('status', old)).toBeDefined()
    await here.rotate()
    expect(await here.read('status', old)).toBeUndefined()
    expect(await here.read('status', fresh)).toBeDefined()
  })

  it('share one secret, made by whoever comes first', async () => {
    const nodes = Array.from({ length: 4 }, links)
    const keys = await Promise.all(nodes.map(node => node.key('status', { botId: 'demo' })))
    expect(new Set(keys).size).toBe(1)
  })
})
