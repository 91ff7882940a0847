import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { sentMessages } from '../inbox/testing/sent-messages'
import { applyReports } from '../outbox/reports'
import { toNumber, toText } from '../platform/database/values'
import { BOT, engagementBench, type EngagementBench } from './testing/bench'

const ANA = '+524422591631'
const BEN = '+524422591632'

describe.each(databases)('What WhatsApp reports of messages to leads, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
  })
  afterEach(async () => {
    await bench.inbox.release(BOT)
    await test.destroy()
  })

  const report = (messageId: number, said: 'sent' | 'delivered' | 'read', agoMs = 0, botId = BOT) =>
    bench.db.transaction(async tx => {
      const report = { ref: { messageId, n: 1 }, providerId: null, price: null, currency: null }
      const now = toNumber((await tx.first(`select ${tx.now} as now`))?.now)
      await applyReports(tx, botId, [{ ...report, said: { kind: said }, at: now - agoMs }], {
        owesAgain: async () => 'as_it_is',
        stopped: async () => undefined,
        suppress: async () => undefined,
        became: (within, of, _owner, told) => bench.engagement.arrivals(within, of, told)
      })
    })
  const events = async () =>
    (
      await bench.db.query(
        'select lead_id, type, verdict, source, message_id, step_key from outbound_events order by id'
      )
    ).map(row => ({
      lead: toNumber(row.lead_id),
      message: toNumber(row.message_id),
      what: `${toText(row.type)} ${toText(row.verdict)} ${toText(row.source)}`,
      step: row.step_key
    }))
  const told = async () =>
    (await bench.db.query(`select body from outbound_inbox where kind = 'engagement.event' order by id`)).map(
      ({ body }) => (JSON.parse(toText(body)) as { type: string }).type
    )

  it('is an event each, told at once: it arrived, and its reader is a person', async () => {
    const lead = await bench.lead({ phone_number: ANA })
    const [message = 0] = await sentMessages(bench.db, [ANA])
    await report(message, 'sent')
    expect(await events()).toEqual([])
    await report(message, 'delivered')
    expect(await events()).toEqual([{ lead, message, what: 'delivered human channel', step: null }])
    await report(message, 'read')
    await report(message, 'read')
    await report(message, 'delivered')
    expect((await events()).map(({ what }) => what)).toEqual([
      'delivered human channel',
      'opened human channel'
    ])
    expect(await told()).toEqual(['delivered', 'opened'])
  })

  it('in another order is the same: what was read has arrived', async () => {
    await bench.lead({ phone_number: ANA })
    const [message = 0] = await sentMessages(bench.db, [ANA])
    await report(message, 'read')
    await report(message, 'delivered')
    expect((await told()).sort()).toEqual(['delivered', 'opened'])
  })

  it('says when it was, by the calendar, however late it is reported', async () => {
    await bench.lead({ phone_number: ANA })
    const [message = 0] = await sentMessages(bench.db, [ANA], { agoMs: 3_600_000 })
    const now = Date.parse('2027-03-01T12:00:00Z')
    bench.calendar.set(now)
    await report(message, 'delivered', 600_000)
    const row = await bench.db.first('select at from outbound_events')
    expect(Math.abs(toNumber(row?.at) - (now - 600_000))).toBeLessThan(60_000)
  })

  it('belongs to the step that the message was, and to the lead who was in it', async () => {
    const lead = await bench.lead({ phone_number: ANA })
    const [message = 0] = await sentMessages(bench.db, [ANA])
    bench.engagement.readPlacesFrom(
      async () =>
        new Map([[message, { enrollmentId: 5, sequenceId: 6, stepKey: 'hello', leadId: lead, sentAt: 0 }]])
    )
    await report(message, 'read')
    expect(await events()).toEqual([
      { lead, message, what: 'delivered human channel', step: 'hello' },
      { lead, message, what: 'opened human channel', step: 'hello' }
    ])
  })

  it('of somebody who is no lead, or was forgotten, or of another bot, is none', async () => {
    const lead = await bench.lead({ phone_number: BEN })
    const [stranger = 0, forgotten = 0] = await sentMessages(bench.db, [ANA, BEN])
    bench.engagement.readPlacesFrom(
      async () =>
        new Map([[forgotten, { enrollmentId: 5, sequenceId: 6, stepKey: 'hello', leadId: lead, sentAt: 0 }]])
    )
    await bench.forget(lead)
    await report(stranger, 'read')
    await report(forgotten, 'read')
    await bench.lead({ phone_number: ANA })
    const [other = 0] = await sentMessages(bench.db, [ANA], {
      botId: 'other',
      owner: { type: 'campaign', id: 2 }
    })
    await report(other, 'read')
    expect(await events()).toEqual([])
  })
})
