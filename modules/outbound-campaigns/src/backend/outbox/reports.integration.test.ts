import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { CAMPAIGN, messageOf, mexicans, sentMessages } from '../inbox/testing/sent-messages'
import { statementsThatScan } from '../inbox/testing/plans'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toNumber } from '../platform/database/values'
import { readLane } from './lanes'
import type { Owner, Reason } from './message'
import type { Failure, Report } from './reported'
import { applyReports, type ReportReactions } from './reports'
import { settle } from './settle'
import { costsOf, countRows, reasonCounts, timeline } from './tally'

const reason: Reason = { code: '1030', detail: 'Vonage had an internal error.' }
const tryAgain: Failure = { kind: 'try_again', reason, afterMs: null }

const failed = (outcome: Failure, suppress = false): Report['said'] => ({ kind: 'failed', outcome, suppress })

const about = (messageId: number, said: Report['said'], more: Partial<Report> = {}): Report => ({
  ref: { messageId, n: 1 },
  providerId: null,
  said,
  at: Date.now(),
  price: null,
  currency: null,
  ...more
})

describe.each(databases)('Reports, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let answer: 'reopen' | 'as_it_is' | 'over'
  let asked: Owner[]
  let stops: Reason[]
  let suppressed: string[]

  const reactions: ReportReactions = {
    async owesAgain(_tx, _botId, owner) {
      asked.push(owner)
      return answer
    },
    async stopped(_tx, _botId, _owner, why) {
      stops.push(why)
    },
    async suppress(_tx, _botId, people) {
      suppressed.push(...people.map(({ person, channel }) => `${channel} ${person}`))
    }
  }

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    answer = 'as_it_is'
    asked = []
    stops = []
    suppressed = []
  })
  afterEach(() => test.destroy())

  const apply = (reports: readonly Report[], botId = 'demo') =>
    db.transaction(tx => applyReports(tx, botId, reports, reactions, () => 0))
  const tally = async () => (await readLane(db, CAMPAIGN))?.tally
  const expectTrueCounts = async () => expect(await tally()).toEqual(await countRows(db, CAMPAIGN))

  it('move messages and keep the counts true, in one go for all of them', async () => {
    const ids = await sentMessages(db, mexicans(4))
    const [a = 0, b = 0, c = 0, d = 0] = ids
    const refused: Failure = { kind: 'refused', reason: { code: '1300', detail: 'No WhatsApp.' } }
    expect(
      await apply([
        about(a, { kind: 'read' }, { price: 0.03, currency: 'EUR' }),
        about(b, { kind: 'delivered' }),
        about(c, failed(refused)),
        about(a, { kind: 'delivered' }, { price: 0.03, currency: 'EUR' })
      ])
    ).toEqual([CAMPAIGN])
    expect(await tally()).toMatchObject({ read: 1, delivered: 1, failed: 1, sent: 1 })
    await expectTrueCounts()
    expect(await messageOf(db, a)).toMatchObject({
      status: 'read',
      price: 0.03,
      currency: 'EUR',
      has_delivered_at: 1,
      has_read_at: 1
    })
    expect(await messageOf(db, c)).toMatchObject({ status: 'failed', reason_code: '1300' })
    expect(await messageOf(db, d)).toMatchObject({ status: 'sent' })
    expect(await reasonCounts(db, CAMPAIGN)).toEqual([{ status: 'failed', code: '1300', count: 1 }])
    const minutes = await timeline(db, CAMPAIGN)
    expect(minutes.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(2)
    expect(await costsOf(db, CAMPAIGN)).toEqual([{ currency: 'EUR', amount: 0.03 }])
  })

  it('say nothing the second time', async () => {
    const [id = 0] = await sentMessages(db, mexicans(1))
    const reports = [about(id, { kind: 'delivered' }, { price: 0.5 }), about(id, { kind: 'sent' })]
    await apply(reports)
    const first = await messageOf(db, id)
    expect(await apply(reports)).toEqual([])
    expect(await apply([...reports].reverse())).toEqual([])
    expect(await messageOf(db, id)).toEqual(first)
    await expectTrueCounts()
  })

  it('that come before the send has returned are taken, and its outcome changes nothing any more', async () => {
    const [id = 0] = await sentMessages(db, mexicans(1), { status: 'sending' })
    await apply([about(id, { kind: 'delivered' }, { providerId: 'early' })])
    expect(await messageOf(db, id)).toMatchObject({
      status: 'delivered',
      provider_id: 'early',
      is_leased: 0,
      has_sent_at: 1
    })
    await db.transaction(tx =>
      settle(
        tx,
        [{ messageId: id, n: 1, outcome: { kind: 'accepted', providerId: 'early' } }],
        { max_retries: 2, retry_backoff_ms: 2000 },
        () => 0
      )
    )
    expect(await messageOf(db, id)).toMatchObject({ status: 'delivered', provider_id: 'early' })
    expect(await tally()).toMatchObject({ delivered: 1, sent: 0, sending: 0 })
    const minutes = await timeline(db, CAMPAIGN)
    expect(minutes.map(({ sent, delivered }) => [sent, delivered])).toEqual([[1, 1]])
  })

  it('settle what nobody knew of', async () => {
    const [a = 0, b = 0] = await sentMessages(db, mexicans(2), { status: 'unconfirmed' })
    await db.change(`update outbound_messages set reason_code = 'outcome_lost', reason = 'x'`)
    await db.change(
      `insert into outbound_reasons (owner_type, owner_id, status, code, n) values ('campaign', 1, 'unconfirmed', 'outcome_lost', 2)`
    )
    await apply([about(a, { kind: 'sent' }, { providerId: 'late' }), about(b, failed(tryAgain))])
    expect(await messageOf(db, a)).toMatchObject({ status: 'sent', provider_id: 'late', reason_code: null })
    expect(await messageOf(db, b)).toMatchObject({ status: 'pending' })
    expect(await reasonCounts(db, CAMPAIGN)).toEqual([])
    await expectTrueCounts()
  })

  it('are found by the provider id where the reference is missing, and only within their bot', async () => {
    const [person = ''] = mexicans(1)
    const [id = 0] = await sentMessages(db, [person])
    const byId = { ref: null, providerId: `uuid-${person}` }
    expect(await apply([about(id, { kind: 'delivered' }, byId)], 'other')).toEqual([])
    expect(await apply([about(id, { kind: 'delivered' })], 'other')).toEqual([])
    expect(await apply([about(id, { kind: 'read' }, { providerId: 'of another installation' })])).toEqual([])
    expect(await messageOf(db, id)).toMatchObject({ status: 'sent' })
    expect(await apply([about(id, { kind: 'delivered' }, byId)])).toEqual([CAMPAIGN])
    expect(await apply([about(id + 99, { kind: 'delivered' })])).toEqual([])
    expect(await messageOf(db, id)).toMatchObject({ status: 'delivered' })
  })

  it('of a failure that passes owe the message again, and open the lane of an owner that had ended', async () => {
    const [id = 0] = await sentMessages(db, mexicans(1))
    await db.change('update outbound_lanes set open = 0')
    answer = 'reopen'
    await apply([about(id, failed(tryAgain))])
    expect(asked).toEqual([CAMPAIGN])
    expect((await readLane(db, CAMPAIGN))?.open).toBe(true)
    expect(await messageOf(db, id)).toMatchObject({ status: 'pending', reason_code: '1030', attempts: 1 })
    expect(
      toNumber((await db.first(`select not_before - ${db.now} as wait from outbound_messages`))?.wait)
    ).toBeGreaterThan(0)
    await expectTrueCounts()

    await db.change(`update outbound_messages set status = 'sending', attempts = 2`)
    await db.change('update outbound_lanes set pending = 0, sending = 1')
    await db.change(
      `insert into outbound_attempts (message_id, n, bot_id, sender, started_at) values (?, 2, 'demo', 'whatsapp:1', ${db.now})`,
      [id]
    )
    await apply([about(id, { kind: 'delivered' })])
    expect(await messageOf(db, id)).toMatchObject({ status: 'sending' })
    await apply([about(id, { kind: 'delivered' }, { ref: { messageId: id, n: 2 } })])
    expect(await messageOf(db, id)).toMatchObject({ status: 'delivered' })
    await expectTrueCounts()
  })

  it('leave the lane of one that waits for somebody closed, and fail what a cancelled one would not take back', async () => {
    const [a = 0, b = 0] = await sentMessages(db, mexicans(2))
    await db.change('update outbound_lanes set open = 0')
    await apply([about(a, failed(tryAgain))])
    expect((await readLane(db, CAMPAIGN))?.open).toBe(false)
    expect(await messageOf(db, a)).toMatchObject({ status: 'pending' })
    answer = 'over'
    await apply([about(b, failed(tryAgain))])
    expect(await messageOf(db, b)).toMatchObject({ status: 'failed', reason_code: '1030' })
    await expectTrueCounts()
  })

  it('stop the lane when nothing can go out, and keep the message owed', async () => {
    const ids = await sentMessages(db, mexicans(3))
    const stop: Failure = { kind: 'stop', reason: { code: '1022', detail: 'The template was refused.' } }
    await apply(ids.map(id => about(id, failed(stop))))
    expect(stops).toEqual([{ code: '1022', detail: 'The template was refused.' }])
    expect((await readLane(db, CAMPAIGN))?.open).toBe(false)
    expect(await tally()).toMatchObject({ pending: 3 })
    expect(await messageOf(db, ids[0] ?? 0)).toMatchObject({ spared_attempts: 1 })
  })

  it('pull the brakes as failures before the acceptance do', async () => {
    const ids = await sentMessages(db, mexicans(60), { pace: { max_error_rate: 0.3 } })
    await db.change('update outbound_lanes set recent_results = ?', ['.'.repeat(60)])
    const refused: Failure = { kind: 'refused', reason: { code: '1300', detail: 'No WhatsApp.' } }
    await apply(ids.slice(0, 18).map(id => about(id, failed(refused))))
    expect(stops).toEqual([])
    await apply(ids.slice(18, 20).map(id => about(id, failed(refused))))
    expect(stops).toMatchObject([{ code: 'error_rate' }])
    expect((await readLane(db, CAMPAIGN))?.open).toBe(false)
  })

  it('slow the sender down when it was too fast', async () => {
    const [id = 0] = await sentMessages(db, mexicans(1))
    await apply([
      about(id, failed({ kind: 'throttled', reason: { code: '1241', detail: 'x' }, retryAfterMs: null }))
    ])
    const row = await db.first(`select slow_factor from outbound_senders where sender = 'whatsapp:1'`)
    expect(toNumber(row?.slow_factor)).toBe(2)
    expect(await messageOf(db, id)).toMatchObject({ status: 'pending' })
  })

  it('suppress who does not want to be written to', async () => {
    const [person = ''] = mexicans(1)
    const [id = 0] = await sentMessages(db, [person])
    const optedOut: Failure = { kind: 'refused', reason: { code: '131050', detail: 'They stopped it.' } }
    await apply([about(id, failed(optedOut, true)), about(id, failed(optedOut, true))])
    expect(suppressed).toEqual([`whatsapp ${person}`])
    expect(await messageOf(db, id)).toMatchObject({ status: 'failed', reason_code: '131050' })
  })

  it('settle a thousand in a handful of statements for each owner', async () => {
    const other = { type: 'campaign', id: 2 }
    const ids = [
      ...(await sentMessages(db, mexicans(500))),
      ...(await sentMessages(db, mexicans(500), { owner: other }))
    ]
    let statements = 0
    const count = () => (statements += 1)
    test.knex.on('query', count)
    await apply(
      ids.map((id, at) =>
        about(id, at % 3 === 0 ? failed(tryAgain) : { kind: at % 3 === 1 ? 'delivered' : 'read' })
      )
    )
    test.knex.removeListener('query', count)
    expect(statements).toBeLessThan(40)
    expect(await tally()).toMatchObject({ pending: 167, delivered: 167, read: 166, sent: 0 })
    await expectTrueCounts()
    expect((await readLane(db, other))?.tally).toEqual(await countRows(db, other))
  })

  it('find everything by an index, however many messages there are', async () => {
    const persons = mexicans(20)
    const ids = await sentMessages(db, persons)
    const byId = persons.map((person, at) =>
      about(ids[at] ?? 0, { kind: 'delivered' }, { ref: null, providerId: `uuid-${person}` })
    )
    const work = () => apply([...byId, ...ids.map(id => about(id, { kind: 'read' }))])
    expect(await statementsThatScan(test.knex, db, work)).toEqual([])
  })
})
