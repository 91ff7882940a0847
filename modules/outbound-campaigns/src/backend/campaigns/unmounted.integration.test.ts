import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { keepingLogger } from '../inbox/testing/sent-messages'
import { Dispatcher, type Delivery, type Planner } from '../outbox'
import { MountedBots } from '../platform/mounted-bots'
import { ownerOf } from './campaigns'
import { Bench, BOT, SOMEBODY } from './testing/bench'

const PEOPLE = 120

/** Ends with the test at the latest: what waits for ever must not keep the others. */
const until = async (condition: () => boolean | Promise<boolean>) => {
  const end = Date.now() + 30_000
  while (!(await condition()) && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 10))
}

describe.each(databases)('A bot that goes away in the middle of a campaign, $name', ({ create }) => {
  let test: TestDatabase
  let bench: Bench
  let bots: MountedBots
  let received: string[]
  let dispatchers: Map<string, Dispatcher>
  const { logger } = keepingLogger()

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
    received = []
    dispatchers = new Map()
    bots = new MountedBots(async botId => {
      const dispatcher = new Dispatcher(bench.db, botId, [planner()], logger)
      dispatchers.set(botId, dispatcher)
      return [dispatcher]
    }, logger)
  })
  afterEach(async () => {
    for (const botId of dispatchers.keys()) await unmount(botId)
    await test.destroy()
  })

  /** As the module does: the sending first, then the ticks. */
  const unmount = async (botId: string) => {
    await dispatchers.get(botId)?.stop()
    await bots.unmount(botId)
  }

  const delivery: Delivery = {
    sender: { id: 'whatsapp:1', ratePerSecond: 100_000, dailyUniqueLimit: null },
    gate: { frequencyCap: null, pairRestMs: 0 },
    timeoutMs: 1000,
    refresh: async () => undefined,
    closedUntil: () => null,
    send: async ({ person }) => {
      received.push(person)
      await new Promise(resolve => setTimeout(resolve, 5))
      return { kind: 'accepted', providerId: `uuid-${person}` }
    },
    abort: () => undefined
  }
  const planner = (): Planner => ({
    type: 'campaign',
    deliveryOf: async () => ({ kind: 'delivery', delivery }),
    stopped: (tx, botId, owner, reason) => bench.reactions.stopped(tx, botId, owner, reason),
    drained: (tx, lane) => bench.reactions.drained(tx, lane)
  })

  it('ends what is under way, sends nothing more, and goes on when it is back', async () => {
    const id = await bench.draft(PEOPLE, { batch_size: 10, batch_interval_ms: 100, concurrency: 5 })
    await bench.campaigns.start(BOT, id, undefined, SOMEBODY)
    await bots.mount(BOT)
    await until(() => received.length >= 10)
    await unmount(BOT)

    const sent = received.length
    expect(sent).toBeLessThan(PEOPLE)
    expect(await bench.get(id)).toMatchObject({
      status: 'running',
      counts: { sending: 0, sent, pending: PEOPLE - sent, unconfirmed: 0 }
    })
    // Two batches later, had it gone on.
    await new Promise(resolve => setTimeout(resolve, 250))
    expect(received).toHaveLength(sent)

    await bots.mount(BOT)
    await until(async () => (await bench.get(id)).status === 'completed')
    expect(new Set(received).size).toBe(PEOPLE)
    expect(received).toHaveLength(PEOPLE)
  })

  it('leaves the other bots alone', async () => {
    const id = await bench.draft(PEOPLE, { batch_size: 10, batch_interval_ms: 100, concurrency: 5 })
    await bench.db.change('update outbound_lanes set bot_id = ? where owner_id = ?', [
      'other',
      ownerOf(id).id
    ])
    await bench.db.change('update outbound_messages set bot_id = ? where owner_id = ?', ['other', id])
    await bench.db.change('update outbound_campaigns set bot_id = ? where id = ?', ['other', id])
    await bench.campaigns.start('other', id, undefined, SOMEBODY)
    await bots.mount(BOT)
    await bots.mount('other')
    await until(() => received.length >= 10)
    await unmount(BOT)
    await until(async () => (await bench.campaigns.get('other', id)).status === 'completed')
    expect(received).toHaveLength(PEOPLE)
  })
})
