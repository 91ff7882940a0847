import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toNumber } from '../platform/database/values'
import { cancelMessages, decideUnconfirmed } from './decide'
import { enqueue } from './enqueue'
import { openLane, putLane, readLane } from './lanes'
import type { Became, Outcome, Owner } from './message'
import { recoverLost } from './recover'
import { applyReports } from './reports'
import { takeTurn, type TurnRequest } from './turn'

const owner: Owner = { type: 'campaign', id: 1 }
const BOT = 'demo'

describe.each(databases)('What an owner hears of its messages, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let heard: Array<Became & { owner: Owner }>
  const became = async (_tx: Database, _botId: string, of: Owner, told: readonly Became[]) => {
    heard.push(...told.map(one => ({ ...one, owner: of })))
  }
  const reactions = { stopped: async () => undefined, drained: async () => undefined, became }

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    heard = []
    await putLane(db, {
      owner,
      botId: BOT,
      channel: 'whatsapp',
      pace: {
        batch_size: 100,
        batch_interval_ms: 1000,
        concurrency: 10,
        max_retries: 1,
        max_error_rate: 1,
        max_consecutive_errors: 100
      }
    })
    await openLane(db, owner)
  })
  afterEach(() => test.destroy())

  const owe = (...persons: string[]) =>
    enqueue(
      db,
      { owner, botId: BOT, channel: 'whatsapp' },
      persons.map(person => ({ person, dedupeKey: person, importId: null, line: null, data: [] }))
    )
  const turn = (more: Partial<TurnRequest> = {}) =>
    takeTurn(
      db,
      {
        owner,
        settlements: [],
        inFlight: 0,
        holds: false,
        sender: { id: 'whatsapp:1', ratePerSecond: 10_000, dailyUniqueLimit: null },
        gate: { frequencyCap: null, pairRestMs: 0 },
        leaseMs: 60_000,
        ...more
      },
      reactions,
      () => 0
    )
  const settleAll = async (outcomeOf: (person: string) => Outcome) => {
    const { claimed } = await turn()
    const settlements = claimed.map(({ id, n, person }) => ({ messageId: id, n, outcome: outcomeOf(person) }))
    await turn({ settlements, holds: true })
    return new Map(claimed.map(({ id, person }) => [person, id]))
  }
  const words = () => heard.map(({ messageId, status, reason }) => [messageId, status, reason?.code ?? null])
  const refused: Outcome = { kind: 'refused', reason: { code: '1010', detail: 'Not on WhatsApp.' } }

  it('what was sent, what failed, what is owed again, and what is not known', async () => {
    await owe('a', 'b', 'c', 'd')
    const ids = await settleAll(person => {
      if (person === 'a') return { kind: 'accepted', providerId: 'uuid-a' }
      if (person === 'b') return refused
      const reason = { code: person, detail: 'It may have gone out.' }
      return person === 'c' ? { kind: 'try_again', reason, afterMs: 1000 } : { kind: 'unknown', reason }
    })
    expect(words().sort()).toEqual(
      [
        [ids.get('a'), 'sent', null],
        [ids.get('b'), 'failed', '1010'],
        [ids.get('c'), 'pending', 'c'],
        [ids.get('d'), 'unconfirmed', 'd']
      ].sort()
    )
  })

  it('who was skipped, and not who only waits', async () => {
    await owe('a', 'b')
    await db.change(
      `insert into outbound_suppressions (bot_id, person, channel, source, at) values (?, 'a', 'all', 'person', 0)`,
      [BOT]
    )
    await turn()
    expect(words()).toEqual([[expect.any(Number), 'skipped', 'suppressed']])
  })

  it('lets one too many for the frequency cap wait where the owner wants that', async () => {
    await owe('a')
    await settleAll(() => ({ kind: 'accepted', providerId: 'uuid' }))
    const other: Owner = { type: 'campaign', id: 2 }
    const lane = await readLane(db, owner)
    if (!lane) throw new Error('The lane is gone.')
    await putLane(db, { owner: other, botId: BOT, channel: 'whatsapp', pace: lane })
    await openLane(db, other)
    await enqueue(db, { owner: other, botId: BOT, channel: 'whatsapp' }, [
      { person: 'a', dedupeKey: 'a', importId: null, line: null, data: [] }
    ])
    heard = []
    const gate = { frequencyCap: { max: 1, perHours: 24, restMs: 3_600_000 }, pairRestMs: 0 }
    const { claimed, lane: after } = await turn({ owner: other, gate })
    expect([claimed, heard, after?.tally.pending]).toEqual([[], [], 1])
  })

  it('what a dead process left behind', async () => {
    await owe('a')
    await turn({ leaseMs: -60_000 })
    await recoverLost(db, BOT, () => became)
    expect(words()).toEqual([[expect.any(Number), 'unconfirmed', 'outcome_lost']])
  })

  it('what a person decides', async () => {
    await owe('a')
    await settleAll(() => ({ kind: 'unknown', reason: { code: 'timeout', detail: 'No answer.' } }))
    heard = []
    await decideUnconfirmed(db, owner, 'assume_delivered', undefined, { botId: BOT, became })
    expect(words()).toEqual([[expect.any(Number), 'delivered', 'assumed_delivered']])
  })

  it('what the provider reports later', async () => {
    await owe('a')
    const ids = await settleAll(() => ({ kind: 'accepted', providerId: 'uuid-a' }))
    heard = []
    const id = ids.get('a') ?? 0
    await db.transaction(tx =>
      applyReports(
        tx,
        BOT,
        [
          {
            ref: { messageId: id, n: 1 },
            providerId: 'uuid-a',
            said: { kind: 'delivered' },
            at: Date.now(),
            price: null,
            currency: null
          }
        ],
        { ...reactions, owesAgain: async () => 'as_it_is', suppress: async () => undefined }
      )
    )
    expect(words()).toEqual([[id, 'delivered', null]])
  })

  it('takes back only what is still owed', async () => {
    await owe('a', 'b')
    const { claimed } = await turn({ sender: { id: 's', ratePerSecond: 1, dailyUniqueLimit: null } })
    const rows = await db.query('select id from outbound_messages order by id')
    const ids = rows.map(row => toNumber(row.id))
    const reason = { code: 'paused', detail: 'Somebody paused it.' }
    const taken = await db.transaction(async tx => {
      await readLane(tx, owner, true)
      return cancelMessages(tx, owner, ids, reason)
    })
    expect(claimed).toHaveLength(1)
    expect(taken).toEqual(ids.filter(id => id !== claimed[0]?.id))
    expect((await readLane(db, owner))?.tally).toMatchObject({ pending: 0, sending: 1, cancelled: 1 })
  })
})
