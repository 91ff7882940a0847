import type { Logger } from 'botpress/sdk'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toNumber } from '../platform/database/values'
import type { ClaimedMessage } from './claim'
import { enqueue } from './enqueue'
import { closeLane, openLane, putLane, readLane, type GivenPace } from './lanes'
import type { Outcome, Owner, Reason } from './message'
import { recoverLost } from './recover'
import { LaneRunner, type Delivery } from './runner'
import { countRows, reasonCounts, timeline } from './tally'
import type { Reactions } from './turn'

const owner: Owner = { type: 'campaign', id: 1 }
const fast: GivenPace = {
  batch_size: 10_000,
  batch_interval_ms: 1000,
  concurrency: 10,
  max_retries: 3,
  max_error_rate: 1,
  max_consecutive_errors: 10_000
}

const quiet = (() => {
  const logger = {
    forBot: () => logger,
    attachError: () => logger,
    debug() {},
    info() {},
    warn() {},
    error() {},
    critical() {}
  }
  return logger
})() as unknown as Logger

/** A channel that keeps a record of what it was asked to send, and answers as it is told. */
class Recorder implements Delivery {
  readonly sent: Array<{ person: string; ref: string; at: number }> = []
  sender = { id: 'whatsapp:1', ratePerSecond: 100_000, dailyUniqueLimit: null as number | null }
  gate = { frequencyCap: null as { max: number; perHours: number } | null, pairRestMs: 0 }
  timeoutMs = 1000

  constructor(private readonly answer: (person: string, times: number) => Outcome | Promise<Outcome>) {}

  async send(message: ClaimedMessage, ref: string): Promise<Outcome> {
    this.sent.push({ person: message.person, ref, at: Date.now() })
    const times = this.sent.filter(({ person }) => person === message.person).length
    return this.answer(message.person, times)
  }

  opensAt: number | null = null

  async refresh(): Promise<void> {}

  closedUntil(): number | null {
    return this.opensAt
  }

  abort(): void {}
}

const accepted = (person: string): Outcome => ({ kind: 'accepted', providerId: `uuid-${person}` })
const reason: Reason = { code: '500', detail: 'Trouble that passes' }

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5))
}

describe.each(databases)('The outbox, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let stops: Reason[]
  let drained: number
  const reactions: Reactions = {
    async stopped(_tx, _botId, _owner, why) {
      stops.push(why)
    },
    async drained() {
      drained += 1
    }
  }

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    stops = []
    drained = 0
  })
  afterEach(() => test.destroy())

  const people = (count: number) => Array.from({ length: count }, (_, n) => `+52${4_420_000_000 + n}`)
  const owe = async (persons: string[], pace: GivenPace = fast) => {
    await putLane(db, { owner, botId: 'demo', channel: 'whatsapp', pace })
    await enqueue(
      db,
      { owner, botId: 'demo', channel: 'whatsapp' },
      persons.map((person, line) => ({ person, dedupeKey: person, importId: null, line, data: [person] }))
    )
  }
  const runner = (delivery: Delivery) => new LaneRunner(db, owner, delivery, reactions, quiet, () => 0)
  const drain = async (delivery: Delivery) => {
    await openLane(db, owner)
    const lane = runner(delivery)
    const running = lane.run()
    await until(() => drained > 0 || stops.length > 0)
    lane.stop()
    await running
  }
  const tally = async () => (await readLane(db, owner))?.tally

  it('sends each message once, settles it, and keeps counts that agree with the rows', async () => {
    const persons = people(300)
    await owe(persons)
    const channel = new Recorder(accepted)
    await drain(channel)
    expect(channel.sent.map(({ person }) => person).sort()).toEqual(persons)
    expect(await tally()).toMatchObject({ pending: 0, sending: 0, sent: 300 })
    expect(await countRows(db, owner)).toEqual(await tally())
    expect((await timeline(db, owner)).reduce((sum, { sent }) => sum + sent, 0)).toBe(300)
    expect(
      toNumber(
        (await db.first('select count(*) as n from outbound_attempts where outcome = ?', ['accepted']))?.n
      )
    ).toBe(300)
    expect(
      await db.first('select provider_id, reason from outbound_messages where person = ?', [persons[0] ?? ''])
    ).toEqual({
      provider_id: `uuid-${persons[0]}`,
      reason: null
    })
  })

  it('adds nobody twice', async () => {
    await owe(people(5))
    await owe(people(7))
    expect(await tally()).toMatchObject({ pending: 7 })
  })

  it('writes an attempt to the log before the provider is called', async () => {
    await owe(people(1))
    const logged: unknown[] = []
    await drain(
      new Recorder(async person => {
        logged.push(...(await db.query('select n, outcome from outbound_attempts')))
        return accepted(person)
      })
    )
    expect(logged).toEqual([{ n: expect.anything(), outcome: null }])
  })

  it('tries trouble that passes again, up to its last retry, and says why it gave up', async () => {
    await owe(people(2), { ...fast, max_retries: 1 })
    const [first = '', second = ''] = people(2)
    const channel = new Recorder((person, times) =>
      person === first && times === 2 ? accepted(person) : { kind: 'try_again', reason, afterMs: null }
    )
    await drain(channel)
    expect(channel.sent).toHaveLength(4)
    const row = (person: string) =>
      db.first('select status, reason_code, reason from outbound_messages where person = ?', [person])
    expect(await row(first)).toMatchObject({ status: 'sent', reason_code: null })
    expect(await row(second)).toEqual({ status: 'failed', reason_code: '500', reason: 'Trouble that passes' })
  })

  it('tries again as soon, or as late, as the lane says', async () => {
    await owe(people(1), { ...fast, retry_backoff_ms: 600_000 })
    const channel = new Recorder(() => ({ kind: 'try_again', reason, afterMs: null }))
    await openLane(db, owner)
    const lane = runner(channel)
    const running = lane.run()
    const waits = async () => {
      const row = await db.first(
        "select not_before - updated_at as ms from outbound_messages where status = 'pending' and attempts = 1"
      )
      return row && toNumber(row.ms)
    }
    await until(async () => (await waits()) !== undefined)
    // The random share is 0 here: half of it is certain.
    expect(await waits()).toBe(300_000)
    lane.stop()
    await running
    expect(channel.sent).toHaveLength(1)
  })

  it('never tries an unknown outcome again', async () => {
    await owe(people(1))
    const channel = new Recorder(() => {
      throw new Error('the connection broke after the request had left')
    })
    await drain(channel)
    expect(channel.sent).toHaveLength(1)
    expect(await tally()).toMatchObject({ pending: 0, unconfirmed: 1 })
    expect(await reasonCounts(db, owner)).toEqual([{ status: 'unconfirmed', code: 'driver_fault', count: 1 }])
  })

  it('stops with the reason when the channel says that nothing can go out, and owes the message still', async () => {
    await owe(people(100), { ...fast, concurrency: 1 })
    const channel = new Recorder(() => ({
      kind: 'stop',
      reason: { code: '401', detail: 'The credentials are refused.' }
    }))
    await drain(channel)
    expect(channel.sent).toHaveLength(1)
    expect(stops).toEqual([{ code: '401', detail: 'The credentials are refused.' }])
    expect(await tally()).toMatchObject({ pending: 100, sending: 0 })
    expect((await readLane(db, owner))?.open).toBe(false)
  })

  it('stops at a run of errors and goes on where it was when it is opened again', async () => {
    await owe(people(60), { ...fast, concurrency: 1, max_consecutive_errors: 20 })
    let broken = true
    const channel = new Recorder(person => (broken ? { kind: 'refused', reason } : accepted(person)))
    await drain(channel)
    expect(stops).toMatchObject([{ code: 'consecutive_errors' }])
    expect(channel.sent).toHaveLength(20)
    broken = false
    stops = []
    await drain(channel)
    expect(await tally()).toMatchObject({ failed: 20, sent: 40, pending: 0 })
    expect(new Set(channel.sent.map(({ person }) => person)).size).toBe(60)
  })

  it('skips who has opted out, even a moment before, and says so', async () => {
    const [gone = '', later = '', stays = ''] = people(3)
    await owe([gone, later, stays], { ...fast, concurrency: 1 })
    const optOut = (person: string) =>
      db.change(
        `insert into outbound_suppressions (bot_id, person, channel, source, at) values ('demo', ?, 'all', 'test', 0)`,
        [person]
      )
    await db.change(
      `insert into outbound_suppressions (bot_id, person, channel, source, at) values ('other', ?, 'all', 'test', 0)`,
      [stays]
    )
    await optOut(gone)
    const channel = new Recorder(async person => {
      if (channel.sent.length === 1) await optOut(person === later ? stays : later)
      return accepted(person)
    })
    await drain(channel)
    expect(channel.sent).toHaveLength(1)
    expect(await tally()).toMatchObject({ sent: 1, skipped: 2 })
    expect(await db.first('select reason_code from outbound_messages where person = ?', [gone])).toEqual({
      reason_code: 'suppressed'
    })
  })

  it('keeps the frequency cap over all owners, and the rest between two messages to one person', async () => {
    const [person = ''] = people(1)
    await owe([person])
    const channel = new Recorder(accepted)
    channel.gate = { frequencyCap: { max: 1, perHours: 24 }, pairRestMs: 0 }
    await drain(channel)
    const second = { type: 'campaign', id: 2 }
    await putLane(db, { owner: second, botId: 'demo', channel: 'whatsapp', pace: fast })
    await enqueue(db, { owner: second, botId: 'demo', channel: 'whatsapp' }, [
      { person, dedupeKey: person, importId: null, line: 1, data: [] }
    ])
    await openLane(db, second)
    drained = 0
    const other = new LaneRunner(db, second, channel, reactions, quiet)
    const running = other.run()
    await until(() => drained > 0)
    other.stop()
    await running
    expect(channel.sent).toHaveLength(1)
    expect((await readLane(db, second))?.tally).toMatchObject({ skipped: 1 })
  })

  it('sends nothing any more once the lane is closed, settles what was under way, and goes on later', async () => {
    await owe(people(500), { ...fast, concurrency: 5 })
    await openLane(db, owner)
    const channel = new Recorder(async person => {
      await new Promise(resolve => setTimeout(resolve, 2))
      return accepted(person)
    })
    const lane = runner(channel)
    const running = lane.run()
    await until(() => channel.sent.length > 30)
    await closeLane(db, owner)
    await running
    const { length } = channel.sent
    expect(length).toBeLessThan(500)
    expect(await tally()).toMatchObject({ sent: length, sending: 0, pending: 500 - length })
    await drain(channel)
    expect(channel.sent).toHaveLength(500)
    expect(new Set(channel.sent.map(({ person }) => person)).size).toBe(500)
  })

  it('starts its batches evenly, with as many as a batch holds', async () => {
    await owe(people(50), { ...fast, batch_size: 10, batch_interval_ms: 500 })
    const channel = new Recorder(accepted)
    await drain(channel)
    const rows = await db.query('select started_at from outbound_attempts order by started_at')
    const times = rows.map(row => toNumber(row.started_at))
    const starts = [0, 10, 20, 30, 40].map(at => (times[at] ?? 0) - (times[0] ?? 0))
    expect(starts.map(at => Math.round(at / 500))).toEqual([0, 1, 2, 3, 4])
  })

  it('never has more on their way by the log than may be, also when answers come while it looks at the settings', async () => {
    await owe(people(60), { ...fast, concurrency: 5 })
    await openLane(db, owner)
    let underWay = 0
    let most = 0
    const channel = new Recorder(async person => {
      underWay += 1
      const logged = await db.first(`select count(*) as n from outbound_messages where status = 'sending'`)
      most = Math.max(most, toNumber(logged?.n))
      underWay -= 1
      return accepted(person)
    })
    channel.refresh = () => until(() => underWay === 0)
    const lane = runner(channel)
    const poking = setInterval(() => lane.poke(), 1)
    const running = lane.run()
    await until(async () => (await tally())?.sent === 60)
    clearInterval(poking)
    lane.stop()
    await running
    expect(most).toBe(5)
  })

  it('lets two processes share one lane without sending anything twice', async () => {
    await owe(people(400))
    await openLane(db, owner)
    const channel = new Recorder(accepted)
    const lanes = [runner(channel), runner(channel)]
    const running = lanes.map(lane => lane.run())
    await until(async () => (await tally())?.sent === 400)
    lanes.forEach(lane => lane.stop())
    await Promise.all(running)
    expect(channel.sent).toHaveLength(400)
    expect(new Set(channel.sent.map(({ person }) => person)).size).toBe(400)
  })

  it('makes unconfirmed what a dead process had on its way, and never sends it again', async () => {
    await owe(people(3))
    await db.change(
      `update outbound_messages set status = 'sending', attempts = 1, lease_until = ${db.now} - 1 where person = ?`,
      [people(1)[0] ?? '']
    )
    await db.change('update outbound_lanes set pending = 2, sending = 1')
    expect(await recoverLost(db, 'other')).toEqual([])
    expect(await recoverLost(db, 'demo')).toEqual([owner])
    expect(await recoverLost(db, 'demo')).toEqual([])
    const channel = new Recorder(accepted)
    await drain(channel)
    expect(channel.sent).toHaveLength(2)
    expect(await tally()).toMatchObject({ sent: 2, unconfirmed: 1, sending: 0 })
  })

  it('takes a late answer for a message that had become unconfirmed', async () => {
    await owe(people(1))
    await openLane(db, owner)
    let answer = (_outcome: Outcome) => undefined as void
    const channel = new Recorder(() => new Promise(resolve => (answer = resolve)))
    const lane = runner(channel)
    const running = lane.run()
    await until(() => channel.sent.length === 1)
    await db.change(`update outbound_messages set lease_until = 0`)
    await recoverLost(db, 'demo')
    expect(await tally()).toMatchObject({ unconfirmed: 1, sending: 0 })
    answer(accepted('late'))
    await until(async () => (await tally())?.sent === 1)
    lane.stop()
    await running
    expect(await countRows(db, owner)).toEqual(await tally())
    expect(await reasonCounts(db, owner)).toEqual([])
  })

  it('writes to no more different people in a day than the provider allows', async () => {
    await owe(people(20))
    const channel = new Recorder(accepted)
    channel.sender = { ...channel.sender, dailyUniqueLimit: 7 }
    await openLane(db, owner)
    const lane = runner(channel)
    const running = lane.run()
    await until(async () => (await tally())?.sent === 7)
    lane.stop()
    await running
    expect(channel.sent).toHaveLength(7)
    expect(await tally()).toMatchObject({ pending: 13 })
  })

  it('takes nothing while its window is closed', async () => {
    await owe(people(3))
    await openLane(db, owner)
    const channel = new Recorder(accepted)
    channel.opensAt = Date.now() + 60_000
    const lane = runner(channel)
    const running = lane.run()
    await until(async () => toNumber((await db.first('select count(*) as n from outbound_senders'))?.n) === 1)
    expect(channel.sent).toEqual([])
    channel.opensAt = null
    lane.poke()
    await until(async () => (await tally())?.sent === 3)
    lane.stop()
    await running
  })

  it('slows the sender down when the provider throttles, and loses no try over it', async () => {
    await owe(people(3), { ...fast, max_retries: 0, concurrency: 1 })
    const channel = new Recorder((person, times) =>
      times === 1 ? { kind: 'throttled', reason, retryAfterMs: 50 } : accepted(person)
    )
    await drain(channel)
    expect(await tally()).toMatchObject({ sent: 3, failed: 0 })
    const factor = toNumber((await db.first('select slow_factor from outbound_senders'))?.slow_factor)
    expect(factor).toBeGreaterThan(1)
  })
})
