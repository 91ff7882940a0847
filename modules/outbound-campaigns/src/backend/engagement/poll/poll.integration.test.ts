import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import type { Fetched } from '../fetch'
import { BOT, engagementBench, type EngagementBench } from '../testing/bench'
import { EngagementPoll } from './poll'
import { newsIn } from './answer'

const URL_OF_API = 'https://api.example.com/engagement'
const answer = (body: object, more: Partial<Fetched> = {}): Fetched => ({
  status: 200,
  body: JSON.stringify(body),
  ...more
})

describe('An answer of the engagement API', () => {
  it('is news as often as it begins to say so', () => {
    const first = newsIn('{"opened":true,"clicked":false,"replied":false}', {})
    expect(first?.news).toEqual([{ type: 'opened', times: 1 }])
    const same = newsIn('{"opened":true,"clicked":true}', first?.known ?? {})
    expect(same?.news).toEqual([{ type: 'clicked', times: 1 }])
    const none = newsIn('{"opened":false}', same?.known ?? {})
    expect(none?.news).toEqual([])
    expect(newsIn('{"opened":true}', none?.known ?? {})?.news).toEqual([{ type: 'opened', times: 2 }])
    for (const wrong of ['', 'x', '[]', '"x"', '{"opened":"yes"}']) expect(newsIn(wrong, {})).toBeUndefined()
  })
})

describe.each(databases)('The engagement API, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench
  let ana: number
  let ben: number
  let active: number[]
  let poll: EngagementPoll
  let asked: string[]
  let answers: (address: string) => Promise<Fetched | null>

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    ana = await bench.lead({ email: 'ana@example.com' })
    ben = await bench.lead({ email: 'ben+x@example.com' })
    active = [ana, ben]
    asked = []
    answers = async () => answer({ opened: true, clicked: false, replied: false })
    poll = make()
  })
  afterEach(async () => {
    await poll.stop()
    await bench.inbox.release(BOT)
    await test.destroy()
  })

  const make = () =>
    new EngagementPoll(
      {
        db: bench.db,
        calendar: bench.calendar,
        inbox: bench.inbox,
        urlOf: async () => URL_OF_API,
        fetch: async address => {
          asked.push(address)
          return answers(address)
        },
        watched: () => ({
          after: async (_db, _botId, leadId, limit) => active.filter(id => id > leadId).slice(0, limit),
          among: async (_db, _botId, ids) => ids.filter(id => active.includes(id))
        }),
        logger: bench.logger
      },
      BOT
    )

  /** As if the time had come for everybody. */
  const round = async () => {
    await poll.run()
    await poll.stop()
    await bench.db.change('update outbound_polls set due_at = 0')
    await poll.run()
    await poll.stop()
  }
  const events = async () =>
    (
      await bench.db.query('select lead_id, type, source, verdict from outbound_events order by lead_id, id')
    ).map(({ lead_id, type }) => `${Number(lead_id)} ${String(type)}`)

  it('is asked about those who are in sequences, with what was seen since, and tells each thing once', async () => {
    await round()
    expect(asked.sort()).toEqual([
      `${URL_OF_API}?email=ana%40example.com`,
      `${URL_OF_API}?email=ben%2Bx%40example.com`
    ])
    answers = async () => answer({ opened: true, clicked: false, replied: true })
    await round()
    expect(asked).toHaveLength(4)
    expect(asked[3]).toMatch(/&since=\d{4}-\d\d-\d\dT.*Z$/)
    expect(await events()).toEqual([`${ana} opened`, `${ana} replied`, `${ben} opened`, `${ben} replied`])
    const told = await bench.db.query(`select body from outbound_inbox where kind = 'engagement.event'`)
    expect(told).toHaveLength(4)
  })

  it('is asked at once where somebody wants it: about everybody whose turn it is, and who is new', async () => {
    const now = make()
    expect(await now.askNow(20_000)).toEqual({ asked: 2, news: 2, unanswered: 0, more: false })
    expect(asked).toHaveLength(2)
    expect(await now.askNow(20_000)).toEqual({ asked: 0, news: 0, unanswered: 0, more: false })
    await bench.db.change('update outbound_polls set due_at = 0')
    answers = async () => null
    // Whoever is silent is left alone: the other one waits as well.
    expect(await now.askNow(20_000)).toEqual({ asked: 2, news: 0, unanswered: 2, more: true })
    expect(asked).toHaveLength(3)
    await now.stop()
  })

  it('is not asked again before its time, nor about who has left', async () => {
    await round()
    await poll.run()
    await poll.stop()
    expect(asked).toHaveLength(2)
    active = [ben]
    await round()
    expect(asked.slice(2)).toEqual([expect.stringContaining('ben')])
    expect(await bench.db.query('select lead_id from outbound_polls')).toHaveLength(1)
  })

  it.each([
    ['is down', async () => null],
    ['is busy', async () => answer({}, { status: 429, retryAfter: '120' })],
    ['fails', async () => answer({}, { status: 502 })]
  ] as Array<[string, () => Promise<Fetched | null>]>)(
    'that %s is left alone for a while',
    async (_what, failing) => {
      answers = failing
      await round()
      await round()
      expect(asked).toHaveLength(1)
      expect(bench.lines.filter(line => /event=poll.unusable /.test(line))).toHaveLength(1)
      expect(await events()).toEqual([])
    }
  )

  it('that says something else is asked later and later', async () => {
    answers = async () => ({ status: 200, body: '<html>' })
    const waits = []
    for (let n = 0; n < 3; n += 1) {
      await round()
      const [row] = await bench.db.query(
        `select due_at - ${bench.db.now} as wait, failures from outbound_polls order by lead_id limit 1`
      )
      waits.push(Math.round(Number(row?.wait) / 60_000))
    }
    expect(waits).toEqual([1, 2, 4])
  })

  it('is shared by several servers: each lead is asked about by one', async () => {
    await poll.run()
    await poll.stop()
    await bench.db.change('update outbound_polls set due_at = 0')
    const others = [make(), make()]
    for (const other of others) await other.run()
    await Promise.all(others.map(other => other.stop()))
    expect(asked).toHaveLength(2)
  })
})
