import type { IO } from 'botpress/sdk'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toNumber } from '../platform/database/values'
import { addressesOf, rememberAddresses } from '../outbox/addresses'
import { readLane } from '../outbox/lanes'
import { replyMiddleware, type ContextOf } from './bot-events'
import type { News } from './fact'
import { Inbox } from './inbox'
import { takeReplies, type Reply } from './replies'
import { messageReply } from './reply'
import { countInbox } from './store'
import { CAMPAIGN, keepingLogger, messageOf, mexicans, sentMessages } from './testing/sent-messages'
import { statementsThatScan } from './testing/plans'
import { readInbound } from './vonage/inbound'

const DAY_MS = 86_400_000

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5))
}

/** How WhatsApp writes a Mexican. */
const waIdOf = (person: string) => person.replace('+52', '521')

let count = 0
const inbound = (from: string, text: string, more: object = {}): News => {
  count += 1
  const item = { channel: 'whatsapp', message_uuid: `in-${count}`, from, message_type: 'text', text, ...more }
  const told = readInbound(item)
  if (!told) throw new Error('not an inbound message')
  return told
}

describe.each(databases)('Replies, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let inbox: Inbox
  let heard: Reply[]
  const { logger, lines } = keepingLogger()

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    heard = []
    lines.length = 0
    inbox = new Inbox(db, logger)
    inbox.on(
      messageReply,
      takeReplies(async (_tx, _botId, replies) => void heard.push(...replies))
    )
    await inbox.jobFor('demo').run()
  })
  afterEach(async () => {
    await inbox.release('demo')
    await test.destroy()
  })

  const hear = async (...told: News[]) => {
    await inbox.receive('demo', told)
    await until(async () => (await countInbox(db, 'demo')).open === 0)
  }
  const engagement = async (owner = CAMPAIGN) => (await readLane(db, owner))?.engagement

  it('belong to the message that the person quoted, whatever came after it', async () => {
    const [person = ''] = mexicans(1)
    const [older = 0] = await sentMessages(db, [person], { agoMs: 5000 })
    const second = { type: 'campaign', id: 2 }
    const [newer = 0] = await sentMessages(db, [person], { owner: second })
    await db.change(`update outbound_messages set provider_id = 'newer' where id = ?`, [newer])
    await hear(inbound(waIdOf(person), 'sí', { context: { message_uuid: `uuid-${person}` } }))
    expect(await messageOf(db, older)).toMatchObject({ has_replied_at: 1 })
    expect(await messageOf(db, newer)).toMatchObject({ has_replied_at: 0 })
    expect(heard).toMatchObject([{ person, isFirst: true, message: { id: older, owner: CAMPAIGN } }])
  })

  it('belong to the last message else, in whichever form the number comes back', async () => {
    const [person = '', other = ''] = mexicans(2)
    await sentMessages(db, [person], { agoMs: 60_000 })
    const second = { type: 'campaign', id: 2 }
    const [newer = 0] = await sentMessages(db, [person, other], { owner: second })
    await hear(inbound(person.slice(1), 'hola'))
    expect(await messageOf(db, newer)).toMatchObject({ has_replied_at: 1 })
    expect(await engagement(second)).toMatchObject({ replied: 1 })
    expect(await engagement()).toMatchObject({ replied: 0 })
    await hear(inbound(waIdOf(other), 'hola', { context: { message_uuid: 'one of the bot' } }))
    expect(await engagement(second)).toMatchObject({ replied: 2 })
    expect(await addressesOf(db, 'demo', 'whatsapp', [person, other])).toEqual(
      new Map([
        [person, person.slice(1)],
        [other, waIdOf(other)]
      ])
    )
  })

  it('count once for each message, however much somebody writes', async () => {
    const [person = ''] = mexicans(1)
    await sentMessages(db, [person])
    await hear(inbound(waIdOf(person), 'uno'), inbound(waIdOf(person), 'dos'))
    await hear(inbound(waIdOf(person), 'tres'))
    expect(await engagement()).toMatchObject({ replied: 1 })
    expect(heard.map(({ isFirst }) => isFirst)).toEqual([true, false, false])
  })

  it('answer nothing where nothing was sent to them in two weeks, or nothing went out', async () => {
    const [old = '', failed = '', stranger = ''] = mexicans(3)
    await sentMessages(db, [old], { agoMs: 14 * DAY_MS + 1000 })
    await sentMessages(db, [failed], { owner: { type: 'campaign', id: 2 }, status: 'failed' })
    await hear(...[old, failed, stranger].map(person => inbound(waIdOf(person), 'hola')))
    expect(heard.map(({ message }) => message)).toEqual([null, null, null])
    expect(await engagement()).toMatchObject({ replied: 0 })
  })

  it("are understood from WhatsApp's own name of somebody: by what they quote, or once it is known", async () => {
    const [person = '', known = ''] = mexicans(2)
    await sentMessages(db, [person, known])
    const name = 'MX.13491208655302741918'
    await hear(inbound(name, 'hola'))
    expect(heard).toMatchObject([{ person: name, message: null }])
    await hear(inbound(name, 'sí', { context: { message_uuid: `uuid-${person}` } }))
    expect(heard[1]).toMatchObject({ person, isFirst: true })
    await hear(inbound(name, 'y más'))
    expect(heard[2]).toMatchObject({ person, message: { person }, isFirst: false })
    await db.transaction(tx =>
      rememberAddresses(tx, 'demo', 'whatsapp', [{ person: known, address: null, userId: 'MX.2' }])
    )
    await hear(inbound('MX.2', 'hola'))
    expect(heard[3]).toMatchObject({ person: known, isFirst: true })
  })

  it('know nothing of another bot', async () => {
    const [person = ''] = mexicans(1)
    const [id = 0] = await sentMessages(db, [person], { botId: 'other' })
    await hear(
      inbound(waIdOf(person), 'hola'),
      inbound(waIdOf(person), 'sí', { context: { message_uuid: `uuid-${person}` } })
    )
    expect(await messageOf(db, id)).toMatchObject({ has_replied_at: 0 })
    expect(heard.map(({ message }) => message)).toEqual([null, null])
  })

  it('find everything by an index, however many messages there are', async () => {
    const [person = '', other = ''] = mexicans(2)
    await sentMessages(db, mexicans(20))
    await db.transaction(tx =>
      rememberAddresses(tx, 'demo', 'whatsapp', [{ person, address: null, userId: 'MX.2' }])
    )
    const work = () =>
      hear(
        inbound('MX.2', 'hola'),
        inbound(waIdOf(other), 'sí', { context: { message_uuid: `uuid-${other}` } })
      )
    expect(await statementsThatScan(test.knex, db, work)).toEqual([])
  })

  describe('by the bot', () => {
    let asked: number
    let endpoints: () => Promise<Array<{ channel: string; identity: string; sender: string; thread: string }>>
    let contextOf: ContextOf

    beforeEach(() => {
      asked = 0
      endpoints = async () => [
        { channel: 'vonage', identity: '447700900001', sender: waIdOf(mexicans(1)[0] ?? ''), thread: '*' }
      ]
      contextOf = async (_botId, { owner, id }) => ({ ...owner, message_id: id, template: 'promo' })
    })

    const middleware = () =>
      replyMiddleware({
        db,
        inbox,
        messaging: {
          forBot: () => ({
            clientId: 'x',
            listEndpoints: () => {
              asked += 1
              return endpoints()
            },
            getConversation: async () => undefined,
            listConversations: async () => [],
            listMessages: async () => [],
            createMessage: () => Promise.reject(new Error('not asked for')),
            mapEndpoint: async () => 'x'
          })
        },
        isMounted: botId => botId === 'demo',
        contextOf: (...args) => contextOf(...args),
        logger
      })
    const event = (more: Partial<IO.IncomingEvent> = {}): IO.IncomingEvent => {
      count += 1
      return {
        id: `event ${count}`,
        messageId: `message ${count}`,
        type: 'text',
        channel: 'vonage',
        target: 'a-user',
        threadId: 'a-conversation',
        botId: 'demo',
        direction: 'incoming',
        payload: { type: 'text', text: 'hola' },
        preview: 'hola',
        createdOn: new Date(),
        hasFlag: () => false,
        setFlag: () => undefined,
        state: { user: {}, session: {}, temp: {}, bot: {} },
        ...more
      }
    }
    const pass = (given: IO.Event, by = middleware()) =>
      new Promise<unknown[]>(resolve => by.handler(given, (...args) => resolve(args)))

    it('reach the flow with what they answer, and are counted where the webhook does not come here', async () => {
      const [person = ''] = mexicans(1)
      const [id = 0] = await sentMessages(db, [person])
      const given = event()
      expect(await pass(given)).toEqual([null, false, false])
      const outbound = {
        type: 'campaign',
        id: 1,
        message_id: id,
        template: 'promo',
        reply: { type: 'text', text: 'hola', payload: null }
      }
      expect(given.state.temp).toEqual({ outbound })
      expect(given.state.user).toEqual({ outbound })
      await until(async () => (await engagement())?.replied === 1)
      await pass(given)
      await until(async () => (await countInbox(db, 'demo')).open === 0)
      expect(toNumber((await db.first('select count(*) as n from outbound_inbox'))?.n)).toBe(1)
    })

    it('are counted once where the webhook came here first, and bring what Botpress leaves out', async () => {
      const [person = ''] = mexicans(1)
      const [quoted = 0] = await sentMessages(db, [person], { agoMs: 5000 })
      await sentMessages(db, [person], { owner: { type: 'campaign', id: 2 } })
      await db.change(`update outbound_messages set provider_id = 'newer' where owner_id = 2`)
      const tap = { message_type: 'button', button: { payload: 'YES', text: 'Sí' } }
      await hear(inbound(waIdOf(person), '', { ...tap, context: { message_uuid: `uuid-${person}` } }))
      const given = event({ payload: { type: 'text', text: undefined } })
      await pass(given)
      expect(given.state.temp.outbound).toMatchObject({
        id: 1,
        message_id: quoted,
        reply: { type: 'button', text: 'Sí', payload: 'YES' }
      })
      await until(async () => (await countInbox(db, 'demo')).open === 0)
      expect(await engagement()).toMatchObject({ replied: 1 })
      expect(await engagement({ type: 'campaign', id: 2 })).toMatchObject({ replied: 0 })
    })

    it('ask once for the number of a conversation, and again when it could not be had', async () => {
      const by = middleware()
      let broken = true
      const working = endpoints
      endpoints = () => (broken ? Promise.reject(new Error('messaging is down')) : working())
      const first = event()
      expect(await pass(first, by)).toEqual([null, false, false])
      expect(lines.join()).toContain('messaging is down')
      broken = false
      await pass(event(), by)
      await Promise.all([pass(event(), by), pass(event(), by)])
      expect(asked).toBe(2)
    })

    it('never hold up the conversation: not by what fails, nor by what takes too long', async () => {
      const [person = ''] = mexicans(1)
      await sentMessages(db, [person])
      contextOf = () => Promise.reject(new Error('no such campaign'))
      const failing = event()
      expect(await pass(failing)).toEqual([null, false, false])
      expect(failing.state.temp).toEqual({})

      let finish = () => undefined as void
      contextOf = () => new Promise(resolve => (finish = () => resolve({ late: true })))
      const slow = event()
      expect(await pass(slow)).toEqual([null, false, false])
      finish()
      await pass(event({ channel: 'web' }))
      expect(slow.state.temp).toEqual({})
    })

    it('leave alone what is not for them', async () => {
      expect(await pass(event({ channel: 'web' }))).toEqual([null, false, true])
      expect(await pass(event({ botId: 'other' }))).toEqual([null, false, true])
      expect(await pass(event({ threadId: undefined }))).toEqual([null, false, true])
      expect(await pass(event({ type: 'timeout', messageId: undefined }))).toEqual([null, false, true])
      expect(asked).toBe(0)
      endpoints = async () => []
      expect(await pass(event())).toEqual([null, false, false])
      expect(toNumber((await db.first('select count(*) as n from outbound_inbox'))?.n)).toBe(0)
    })
  })
})
