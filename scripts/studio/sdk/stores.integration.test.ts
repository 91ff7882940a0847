/** What the host keeps in the database, and what it adds to knex, on the four databases. */
import type { TestDatabase } from '../../test/databases'
import { databases } from '../../test/databases'
import { createClock } from '../clock'
import type { BotpressDatabase } from './database-helpers'
import { createEvent } from './event'
import { createKvs } from './kvs'
import { createMessagingStore } from './messaging-store'
import { createSessions } from './sessions'
import { createUsers } from './users'

describe.each(databases)('on $name', ({ create, engine }) => {
  let opened: TestDatabase
  let database: BotpressDatabase
  beforeEach(async () => {
    opened = await create()
    database = opened.knex as unknown as BotpressDatabase
  })
  afterEach(() => opened.destroy())

  it('a table is created once', async () => {
    const build = () => database.createTableIfNotExists('things', table => void table.increments('id'))
    expect(await build()).toBe(true)
    expect(await build()).toBe(false)
  })

  it('insertAndRetrieve gives the id, or the row, or the column asked for', async () => {
    await database.createTableIfNotExists('things', table => {
      table.increments('id')
      table.string('name')
    })
    expect(await database.insertAndRetrieve('things', { name: 'a' })).toBe(1)
    expect(await database.insertAndRetrieve('things', { name: 'b' }, '*')).toMatchObject({ id: 2, name: 'b' })
    expect(await database.insertAndRetrieve('things', { name: 'c' }, ['id', 'name'])).toMatchObject({
      id: 3,
      name: 'c'
    })
  })

  it('insertAndRetrieve keeps to its transaction on SQLite, and on PostgreSQL forgets it, as in Botpress', async () => {
    await database.createTableIfNotExists('things', table => {
      table.increments('id')
      table.string('name')
    })
    await database
      .transaction(async trx => {
        await database.insertAndRetrieve('things', { name: 'a' }, 'id', 'id', trx)
        throw new Error('undo')
      })
      .catch(() => undefined)
    const rows = await database('things').select('name')
    expect(rows).toHaveLength(engine === 'SQLite' ? 0 : 1)
  })

  it('dates, booleans and JSON are said in its own words', async () => {
    const [row] = await database.select<Array<{ now: unknown; before: unknown }>>(
      database.raw('? as now', [database.date.now()]),
      database.raw('? as before', [database.date.isBefore(new Date(0), new Date(1))])
    )
    if (engine === 'SQLite') expect(row).toEqual({ now: expect.stringMatching(/^\d{4}-.*Z$/), before: 1 })
    else expect(row).toEqual({ now: expect.any(Date), before: true })
    expect(database.bool.parse(database.bool.true())).toBe(true)
    expect(database.json.get(database.json.set({ a: 1 }))).toEqual({ a: 1 })
    expect(database.isLite).toBe(engine === 'SQLite')
  })

  it('keys have values, paths into them, an end, and an owner', async () => {
    const kvs = await createKvs(database)
    const bot = kvs.forBot('demo')
    await bot.set('k', { a: [1, { b: 2 }] })
    expect(await bot.get('k')).toEqual({ a: [1, { b: 2 }] })
    expect(await bot.get('k', 'a[1].b')).toBe(2)
    expect(await bot.get('k', 'a.7.b')).toBeUndefined()
    await bot.set('k', 3, 'a[1].b')
    await bot.set('k', 'new', 'c.d')
    expect(await bot.get('k')).toEqual({ a: [1, { b: 3 }], c: { d: 'new' } })
    expect(await kvs.forBot('other').get('k')).toBeUndefined()
    expect(await kvs.global().exists('k')).toBe(false)
    await bot.set('short', 1, undefined, '-1s')
    expect(await bot.get('short')).toBeUndefined()
    await bot.set('long', 1, undefined, '1 day')
    expect(await bot.exists('long')).toBe(true)
    await expect(bot.set('x', 1, undefined, 'soon')).rejects.toThrow(/not a duration/)
    await bot.delete('k')
    expect(await bot.get('k')).toBeUndefined()
  })

  it('a user is made once, also by two at once, and attributes are merged or replaced', async () => {
    const users = await createUsers(database)
    const made = await Promise.all([1, 2, 3].map(() => users.getOrCreateUser('Vonage', 'u1', 'demo')))
    expect(new Set(made.map(({ result }) => result.id))).toEqual(new Set(['u1']))
    expect(await database('srv_channel_users').select('user_id')).toHaveLength(1)
    expect((await users.getOrCreateUser('vonage', 'u1')).created).toBe(false)

    await users.updateAttributes('vonage', 'u1', { a: 1, b: 1 })
    await users.updateAttributes('vonage', 'u1', { b: 2 })
    expect(await users.getAttributes('vonage', 'u1')).toEqual({ a: 1, b: 2 })
    await users.setAttributes('vonage', 'u1', { c: 3 })
    expect((await users.getOrCreateUser('vonage', 'u1')).result.attributes).toEqual({ c: 3 })
    await expect(users.setAttributes('vonage', 'nobody', {})).rejects.toThrow(/no user "nobody"/)
  })

  it('a conversation remembers its session and its user', async () => {
    const users = await createUsers(database)
    const sessions = await createSessions(database, users, await createKvs(database))
    const event = () =>
      createEvent({
        type: 'text',
        channel: 'vonage',
        target: 'u1',
        threadId: 't1',
        direction: 'incoming',
        payload: {},
        botId: 'demo'
      })
    const first = event()
    await sessions.restore(first)
    expect(first.state).toMatchObject({ user: {}, session: { lastMessages: [] }, temp: {} })
    Object.assign(first.state.user, { name: 'Ana', gone: null })
    first.state.session.step = 2
    await sessions.persist(first)
    await sessions.persist(first)
    const second = event()
    await sessions.restore(second)
    expect(second.state).toMatchObject({ user: { name: 'Ana' }, session: { step: 2 } })
    expect(second.state.user).not.toHaveProperty('gone')
  })

  it('a number has one conversation a bot, however many ask at once', async () => {
    const store = await createMessagingStore(database)
    const address = { channel: 'vonage', identity: '1', sender: '2', thread: '*' }
    const clients = await Promise.all([1, 2, 3].map(() => store.clientOf('demo')))
    expect(new Set(clients).size).toBe(1)
    const [client = ''] = clients
    const found = await Promise.all([1, 2, 3, 4].map(() => store.conversationOf(client, address)))
    expect(new Set(found.map(({ id }) => id)).size).toBe(1)
    const elsewhere = await store.conversationOf(await store.clientOf('other'), address)
    expect(elsewhere.id).not.toBe(found[0]?.id)
    expect(await store.endpoints(client, found[0]?.id ?? '')).toEqual([address])
  })

  it('the clock stands where it was moved to, also after a restart', async () => {
    const kvs = (await createKvs(database)).global()
    const clock = await createClock(kvs)
    await clock.move({ kind: 'advance', byMs: 86_400_000 })
    await clock.move({ kind: 'advance', byMs: 1_000 })
    const again = await createClock(kvs)
    expect(again.offsetMs()).toBe(86_401_000)
    expect(Math.abs(again.calendar.now().getTime() - Date.now() - 86_401_000)).toBeLessThan(60_000)
    await again.move({ kind: 'reset' })
    expect((await createClock(kvs)).offsetMs()).toBe(0)
  })
})
