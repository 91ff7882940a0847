/**
 * A person's message on its whole way: Vonage's webhook, the event, the middleware, the bot's reply, and the request to
 * Vonage (a small real server).
 */
import path from 'path'
import { entryOf, writeModule } from '../testing/fixture-module'
import { cleanUp, folderForTest, studioAt, type TestStudio, until, writeBot } from '../testing/studio'
import { CHANNEL, deliver, sign, textOf, vonageStandIn } from '../testing/vonage'

let vonage: Awaited<ReturnType<typeof vonageStandIn>>
beforeEach(async () => {
  vonage = await vonageStandIn()
})
afterEach(async () => {
  await cleanUp()
  await vonage.close()
})

const ANA = '5214422591631'
const ECHO = `module.exports = async ({ event, reply }) => reply('eco: ' + event.payload.text)`
const BASIC = `Basic ${Buffer.from(`${CHANNEL.apiKey}:${CHANNEL.apiSecret}`).toString('base64')}`

/** Keeps what the middleware sees where the test can read it. */
const WATCHING = `
  const seen = []
  const handler = (event, next) => {
    seen.push({ type: event.type, channel: event.channel, target: event.target, threadId: event.threadId, payload: event.payload, preview: event.preview, state: event.state, hasText: 'text' in event.payload })
    next()
  }
  ${entryOf({
    onServerReady: `async bp => {
      bp.events.registerMiddleware({ name: 'watch', description: 'd', direction: 'incoming', order: 10, handler })
      bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/seen', (req, res) => res.json(seen))
    }`
  })}`

interface Seen {
  type: string
  channel: string
  target: string
  threadId: string
  payload: Record<string, unknown>
  state: { user: Record<string, unknown>; session: Record<string, unknown> }
}

const start = async (reply = ECHO, entry = WATCHING) => {
  const folder = folderForTest()
  const files = { 'reply.js': reply }
  writeBot(path.join(folder, 'data'), 'demo', { messaging: { channels: { vonage: CHANNEL } } }, files)
  return studioAt(folder, {
    module: writeModule(path.join(folder, 'modules'), { entry }),
    vonageApiUrl: vonage.url
  })
}

const seenBy = async (studio: TestStudio, count: number): Promise<Seen[]> =>
  until(`${count} events`, async () => {
    const seen = (await (await studio.call('/api/v1/bots/demo/mod/fixture/seen')).json()) as Seen[]
    return seen.length >= count && seen
  })

const replies = (count: number) =>
  until(`${count} replies`, () => vonage.received.length >= count && vonage.received)

describe('a text', () => {
  it('becomes an event behind UUIDs, and the reply goes to Vonage with Basic auth', async () => {
    const studio = await start()
    expect((await deliver(studio, 'demo', textOf(ANA, 'hola'))).status).toBe(200)

    const [event] = await seenBy(studio, 1)
    expect(event).toMatchObject({ type: 'text', channel: 'vonage', payload: { type: 'text', text: 'hola' } })
    expect(event?.target).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)
    expect(event?.threadId).toMatch(/^[0-9a-f]{8}-/)
    expect(JSON.stringify([event?.target, event?.threadId])).not.toContain(ANA)

    expect(await replies(1)).toEqual([
      {
        path: '/v1/messages',
        authorization: BASIC,
        body: {
          channel: 'whatsapp',
          message_type: 'text',
          to: ANA,
          from: CHANNEL.botPhoneNumber,
          text: 'eco: hola'
        }
      }
    ])
  })

  it('of one person stays in one conversation, of another in another, also after a restart', async () => {
    const studio = await start()
    for (const [from, text] of [
      [ANA, 'uno'],
      [ANA, 'dos'],
      ['5215500000000', 'tres']
    ] as const) {
      await deliver(studio, 'demo', textOf(from, text))
    }
    const seen = await seenBy(studio, 3)
    const by = (text: string) => seen.find(one => one.payload.text === text)
    expect(by('uno')?.threadId).toBe(by('dos')?.threadId)
    expect(by('uno')?.target).toBe(by('dos')?.target)
    expect(by('uno')?.threadId).not.toBe(by('tres')?.threadId)
    await replies(3)
    await studio.close()

    const again = await studioAt(path.dirname(studio.dataDir), { vonageApiUrl: vonage.url })
    await deliver(again, 'demo', textOf(ANA, 'cuatro'))
    expect((await seenBy(again, 1))[0]?.threadId).toBe(by('uno')?.threadId)
    await replies(4)
  })

  it('many at once of one new person are one person, answered in their order', async () => {
    const studio = await start()
    const texts = Array.from({ length: 12 }, (_, index) => `m${index}`)
    await Promise.all(texts.map(text => deliver(studio, 'demo', textOf(ANA, text))))
    const seen = await seenBy(studio, 12)
    expect(new Set(seen.map(one => one.threadId)).size).toBe(1)
    await replies(12)
  })
})

describe('what the channel does not understand', () => {
  it("a tap on a template's button arrives without its text", async () => {
    const studio = await start()
    const { text: _text, ...rest } = textOf(ANA, '')
    await deliver(studio, 'demo', { ...rest, message_type: 'button', button: { payload: 'YES', text: 'Sí' } })
    const [event] = await seenBy(studio, 1)
    expect(event?.payload).toEqual({ type: 'text' })
    await replies(1)
  })

  it('a status is answered and dropped', async () => {
    const studio = await start()
    const status = {
      channel: 'whatsapp',
      message_uuid: 'x',
      to: ANA,
      from: CHANNEL.botPhoneNumber,
      status: 'delivered'
    }
    expect((await deliver(studio, 'demo', status)).status).toBe(200)
    await deliver(studio, 'demo', textOf(ANA, 'hola'))
    expect(await seenBy(studio, 1)).toHaveLength(1)
    await replies(1)
  })

  it('an interactive reply is a message with its title', async () => {
    const studio = await start()
    const { text: _text, ...rest } = textOf(ANA, '')
    await deliver(studio, 'demo', { ...rest, message_type: 'reply', reply: { id: 'nine', title: '9am' } })
    expect((await seenBy(studio, 1))[0]?.payload).toMatchObject({ text: '9am' })
    await replies(1)
  })
})

describe('the signature', () => {
  const body = textOf(ANA, 'hola')
  const text = JSON.stringify(body)

  it.each([
    ['no token', null, 401],
    ['another secret', sign(text, {}, 'x'), 403],
    ['another account', sign(text, { api_key: 'other' }), 403],
    ['another body', sign('{}'), 403],
    ['no hash', sign(text, { payload_hash: undefined }), 403],
    ['no signature at all', `${Buffer.from('{"alg":"none"}').toString('base64')}.e30.`, 403]
  ])('%s: refused', async (_name, token, status) => {
    const studio = await start()
    expect((await deliver(studio, 'demo', body, token)).status).toBe(status)
    await deliver(studio, 'demo', textOf(ANA, 'the only one'))
    expect((await seenBy(studio, 1)).map(one => one.payload.text)).toEqual(['the only one'])
    await replies(1)
  })

  it('is asked of WhatsApp only, and a bot without the channel has no such address', async () => {
    const studio = await start()
    expect((await deliver(studio, 'demo', { ...body, channel: 'sms' })).status).toBe(401)
    expect((await deliver(studio, 'nobody', body)).status).toBe(404)
  })
})

describe('the messaging client', () => {
  it('gives the conversation of a number before the person has written, and the number of a conversation', async () => {
    const studio = await start()
    const client = studio.bp('fixture').messaging.forBot('demo')
    const endpoint = { channel: 'vonage', identity: CHANNEL.botPhoneNumber, sender: ANA, thread: '*' }
    const id = await client.mapEndpoint(endpoint)
    expect(await client.mapEndpoint({ ...endpoint, channel: { name: 'vonage', version: '1.0.0' } })).toBe(id)
    expect(await client.listEndpoints(id)).toEqual([endpoint])
    await deliver(studio, 'demo', textOf(ANA, 'hola'))
    const [event] = await seenBy(studio, 1)
    expect(event?.threadId).toBe(id)

    const conversation = await client.getConversation(id)
    expect(conversation).toMatchObject({ id, clientId: client.clientId, userId: event?.target })
    expect(await client.listConversations(event?.target ?? '')).toMatchObject([{ id }])
    await replies(1)
    const messages = await client.listMessages(id)
    expect(messages.map(message => message.payload)).toEqual(
      expect.arrayContaining([
        { type: 'text', text: 'hola' },
        { type: 'text', text: 'eco: hola' }
      ])
    )
  })

  it('sends what the bot says, and knows no conversation of another bot', async () => {
    const studio = await start()
    writeBot(studio.dataDir, 'other')
    await until('the other bot', () => studio.mountedBots().includes('other'))
    const { messaging } = studio.bp('fixture')
    const endpoint = { channel: 'vonage', identity: CHANNEL.botPhoneNumber, sender: ANA, thread: '*' }
    const id = await messaging.forBot('demo').mapEndpoint(endpoint)
    await messaging.forBot('demo').createMessage(id, undefined, { type: 'text', text: 'buenas' })
    expect((await replies(1))[0]?.body).toMatchObject({ to: ANA, text: 'buenas' })

    const other = messaging.forBot('other')
    expect(await other.getConversation(id)).toBeUndefined()
    expect(await other.listEndpoints(id)).toEqual([])
    expect(await other.listMessages(id)).toEqual([])
    await expect(other.createMessage(id, undefined, { text: 'x' })).rejects.toThrow(/no conversation/)
    expect(() => messaging.forBot('nobody')).toThrow(/not mounted/)
  })
})

describe("a flow's side", () => {
  it('remembers user and session between two messages, and sees what a module left for it', async () => {
    const studio = await start(`module.exports = async ({ event, reply }) => {
      const { user, session } = event.state
      session.count = (session.count || 0) + 1
      user.name = user.name || event.payload.text
      await reply(user.name + ' ' + session.count + ' ' + (user.campaign || '-'))
    }`)
    await deliver(studio, 'demo', textOf(ANA, 'Ana'))
    await replies(1)
    const [event] = await seenBy(studio, 1)
    await until('her name to be kept', async () => {
      const attributes = await studio.bp('fixture').users.getAttributes('vonage', event?.target ?? '')
      return attributes.name === 'Ana'
    })
    await studio.bp('fixture').users.updateAttributes('vonage', event?.target ?? '', { campaign: 'otoño' })
    await deliver(studio, 'demo', textOf(ANA, 'otra cosa'))
    expect((await replies(2)).map(({ body }) => (body as { text: string }).text)).toEqual([
      'Ana 1 -',
      'Ana 2 otoño'
    ])
    expect((await seenBy(studio, 2))[1]?.state.user).toEqual({ name: 'Ana', campaign: 'otoño' })
  })

  it('is not asked where a module says so, and is where the event was only swallowed', async () => {
    const entry = entryOf({
      onServerReady: `async bp => bp.events.registerMiddleware({ name: 'stop', description: 'd', direction: 'incoming', order: 10, handler: (event, next) => {
        if (event.payload.text === 'BAJA') event.setFlag(bp.IO.WellKnownFlags.SKIP_DIALOG_ENGINE, true)
        next(null, event.payload.text === 'swallow')
      } })`
    })
    const studio = await start(ECHO, entry)
    for (const text of ['BAJA', 'swallow', 'hola']) await deliver(studio, 'demo', textOf(ANA, text))
    const said = (await replies(2)).map(({ body }) => (body as { text: string }).text)
    expect(said).toEqual(['eco: swallow', 'eco: hola'])
  })

  it('runs actions of a module, which call its own API', async () => {
    const action = `
      /**
       * @title Double
       * @param {number} value
       */
      const axios = require('axios')
      const double = async value => {
        const config = await bp.http.getAxiosConfigForBot(event.botId, { localUrl: true })
        const { data } = await axios.post('/mod/fixture/double', { value }, config)
        temp.doubled = data.doubled
        return data.doubled
      }
      return double(args.value)`
    const folder = folderForTest()
    writeBot(
      path.join(folder, 'data'),
      'demo',
      { messaging: { channels: { vonage: CHANNEL } } },
      {
        'reply.js': `module.exports = async ({ event, reply, runAction }) => {
        const result = await runAction('fixture/double', { value: 21 })
        await reply(result + ' ' + event.state.temp.doubled)
      }`
      }
    )
    const entry = entryOf({
      onServerReady: `async bp => bp.http.createRouterForBot('fixture').post('/double', (req, res) => res.json({ doubled: req.body.value * 2 }))`
    })
    const module = writeModule(path.join(folder, 'modules'), {
      entry,
      files: { 'dist/actions/double.js': action }
    })
    const studio = await studioAt(folder, { module, vonageApiUrl: vonage.url })
    await deliver(studio, 'demo', textOf(ANA, 'hola'))
    expect((await replies(1))[0]?.body).toMatchObject({ text: '42 42' })
    expect(await studio.bp('fixture').ghost.forGlobal().directoryListing('actions', '*.js')).toEqual([
      'fixture/double.js'
    ])
    await studio.unloadModule('fixture')
    expect(await studio.bp('fixture').ghost.forGlobal().directoryListing('actions', '*.js')).toEqual([])
  })

  it('that fails is logged, and the next message is answered', async () => {
    const studio = await start(`module.exports = async ({ event, reply }) => {
      if (event.payload.text === 'bad') throw new Error('the flow broke')
      await reply('good')
    }`)
    await deliver(studio, 'demo', textOf(ANA, 'bad'))
    await deliver(studio, 'demo', textOf(ANA, 'fine'))
    expect((await replies(1))[0]?.body).toMatchObject({ text: 'good' })
    expect(studio.lines.some(line => line.botId === 'demo' && /the flow broke/.test(line.message))).toBe(true)
  })
})

describe('middleware that fails', () => {
  it('with an error: the event is tried once more, then given up, and the next one passes', async () => {
    const entry = `let tries = 0; ${entryOf({
      onServerReady: `async bp => {
        bp.events.registerMiddleware({ name: 'fails', description: 'd', direction: 'incoming', order: 10, handler: (event, next) => {
          if (event.payload.text !== 'bad') return next()
          tries++
          next(new Error('cannot'))
        } })
        bp.http.createRouterForBot('fixture').get('/tries', (req, res) => res.json({ tries }))
      }`
    })}`
    const studio = await start(ECHO, entry)
    await deliver(studio, 'demo', textOf(ANA, 'bad'))
    await deliver(studio, 'demo', textOf(ANA, 'good'))
    expect((await replies(1))[0]?.body).toMatchObject({ text: 'eco: good' })
    expect(await (await studio.call('/api/v1/bots/demo/mod/fixture/tries')).json()).toEqual({ tries: 2 })
    expect(studio.lines.filter(line => /cannot/.test(line.message))).toHaveLength(2)
  })

  it('that is late is passed over, and named', async () => {
    const entry = entryOf({
      onServerReady: `async bp => bp.events.registerMiddleware({ name: 'sleeps', description: 'd', direction: 'incoming', order: 10, timeout: '50ms', handler: () => undefined })`
    })
    const studio = await start(ECHO, entry)
    await deliver(studio, 'demo', textOf(ANA, 'hola'))
    await replies(1)
    expect(
      studio.lines.some(line => line.level === 'warn' && /"sleeps" took too long/.test(line.message))
    ).toBe(true)
  })
})
