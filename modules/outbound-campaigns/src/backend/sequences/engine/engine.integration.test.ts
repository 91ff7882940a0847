import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { toNumber } from '../../platform/database/values'
import { pausing, resuming } from '../enrollments/intents'
import { guardedOf } from '../guarded'
import { findSequence } from '../templates/store'
import { accepted, BOT, DAY, HOUR, mailStep, MONDAY, SequenceBench } from '../testing/sequence-bench'

describe.each(databases)('The engine, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
  })
  afterEach(() => test.destroy())

  const two = () => bench.sequence([mailStep('one'), mailStep('two', { delay_days: 3 })])
  const only = async (id: number) => {
    const [enrollment] = await bench.enrollments(id)
    if (!enrollment) throw new Error('Nobody is in it.')
    return enrollment
  }

  it('sends each step when it is due, counted from when the one before was sent, and completes', async () => {
    const id = await two()
    const [lead] = await bench.leads(1)
    if (!lead) throw new Error('No lead.')
    expect(await bench.enroll(id, [lead])).toMatchObject([{ result: 'enrolled' }])
    await bench.settle()
    expect(bench.sent.map(({ to, subject }) => [to, subject])).toEqual([['lead0@example.com', 'one Ana']])
    expect(await only(id)).toMatchObject({
      stepKey: 'two',
      waitingFor: 'time',
      dueAt: MONDAY + 3 * DAY,
      emailsSent: 1,
      fresh: false
    })
    bench.calendar.time += 3 * DAY + HOUR
    await bench.settle()
    expect(bench.sent).toHaveLength(2)
    expect(await only(id)).toMatchObject({
      status: 'completed',
      stepKey: null,
      waitingFor: 'nothing',
      emailsSent: 2,
      endedAt: bench.calendar.time
    })
    expect(await bench.executions(id)).toEqual(['one.1 sent', 'two.1 sent'])
    expect(await bench.enroll(id, [lead])).toMatchObject([{ result: 'enrolled' }])
    expect(await bench.enroll(id, [lead])).toMatchObject([{ result: 'already_in' }])
  })

  it('takes each step once, however many nodes there are', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(250))
    const [a, b] = [bench.newEngine(), bench.newEngine()]
    for (let n = 0; n < 4; n += 1) await Promise.all([a.run(), b.run(), bench.engine.run()])
    expect((await bench.executions(id)).length).toBe(250)
    expect(toNumber((await bench.db.first('select count(*) as n from outbound_messages'))?.n)).toBe(250)
    await bench.settle()
    expect(new Set(bench.sent.map(({ to }) => to)).size).toBe(250)
    expect(bench.sent).toHaveLength(250)
  })

  it('counts an unknown outcome as sent after a while, and goes on', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(1))
    bench.answer = () => ({ kind: 'unknown', reason: { code: 'email_lost', detail: 'It broke.' } })
    await bench.settle()
    expect(await only(id)).toMatchObject({ waitingFor: 'confirmation', dueAt: MONDAY + DAY, stepKey: 'one' })
    bench.calendar.time += DAY
    await bench.settle()
    expect(await only(id)).toMatchObject({
      waitingFor: 'time',
      stepKey: 'two',
      dueAt: MONDAY + 4 * DAY,
      emailsSent: 1
    })
    expect(await bench.executions(id)).toEqual(['one.1 delivered'])
  })

  it('fails whose address is gone, and stops or goes on past what fails otherwise', async () => {
    const id = await bench.sequence([
      mailStep('one', { config: { subject: 'a', html: 'b', on_failure: 'continue' } }),
      mailStep('two')
    ])
    await bench.enroll(id, await bench.leads(2))
    bench.answer = mail => {
      if (mail.to === 'lead0@example.com')
        return { kind: 'refused', reason: { code: 'bounced', detail: 'This address does not exist.' } }
      return { kind: 'refused', reason: { code: 'content_refused', detail: 'It looks like spam.' } }
    }
    await bench.settle()
    const [gone, refused] = await bench.enrollments(id)
    expect(gone).toMatchObject({ status: 'failed', reason: { code: 'bounced' }, bounced: 1 })
    // Past the first, out at the second, which must not fail.
    expect(refused).toMatchObject({ status: 'stopped', reason: { code: 'content_refused' } })
    const events = await bench.db.query('select type from outbound_events')
    expect(events).toEqual([{ type: 'bounced' }])
  })

  it('takes back what is owed when somebody is paused, and owes it again once', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(1))
    await bench.engine.run()
    const before = await only(id)
    expect(before.waitingFor).toBe('message')
    const change = (intent: typeof resuming) =>
      bench.db.transaction(tx => bench.changes.change(tx, BOT, [before.id], () => intent))
    await change(pausing({ code: 'operator', detail: 'Somebody paused it.' }))
    await bench.settle()
    expect(bench.sent).toEqual([])
    expect(await only(id)).toMatchObject({ status: 'paused', waitingFor: 'time', visit: 2, stepKey: 'one' })
    bench.calendar.time += DAY
    await change(resuming)
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
    expect(await bench.executions(id)).toEqual(['one.1 cancelled', 'one.2 sent'])
    expect(await only(id)).toMatchObject({ stepKey: 'two', dueAt: MONDAY + 4 * DAY })
  })

  it('settles what is under way while somebody is paused, and stays paused', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(1))
    bench.answer = async mail => {
      const { id: enrollmentId } = await only(id)
      const reason = { code: 'replied', detail: 'They answered.' }
      await bench.db.transaction(tx => bench.changes.change(tx, BOT, [enrollmentId], () => pausing(reason)))
      return accepted(mail)
    }
    await bench.settle()
    expect(await only(id)).toMatchObject({
      status: 'paused',
      reason: { code: 'replied' },
      stepKey: 'two',
      waitingFor: 'time',
      emailsSent: 1
    })
    bench.calendar.time += 10 * DAY
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
  })

  it('stands still with its reason when a mailbox is refused, and says so', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(3))
    const stop = { kind: 'stop', reason: { code: 'email_login_refused', detail: 'Refused.' } } as const
    bench.answer = () => stop
    await bench.settle()
    const row = await bench.db.first('select stopped_reason from outbound_sequences where id = ?', [id])
    expect(JSON.stringify(row)).toContain('email_login_refused')
    expect(bench.told).toMatchObject([{ event: 'sequence.stopped', sequence: { id, channel: 'email' } }])
    const { name } = (await findSequence(bench.db, BOT, id)) ?? {}
    expect((await guardedOf(bench)(BOT)).held).toEqual([
      {
        kind: 'sequence',
        id,
        name,
        channels: ['email'],
        ...stop.reason,
        since: new Date(MONDAY).toISOString(),
        until: null
      }
    ])
    await bench.enroll(id, await bench.leads(1))
    await bench.settle()
    expect((await bench.enrollments(id))[3]).toMatchObject({
      dueWhy: [{ code: 'stopped' }],
      waitingFor: 'time'
    })

    bench.sent.length = 0
    bench.answer = accepted
    await bench.db.transaction(tx => bench.people.switchedOn(tx, BOT, id))
    await bench.people.replan(BOT, id)
    await bench.settle()
    expect(new Set(bench.sent.map(({ to }) => to)).size).toBe(4)
    expect(bench.sent).toHaveLength(4)
  })

  it('keeps the limits of a day, follow-ups before new leads', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 1 })], {
      settings: { daily_limit: 3, timezone: 'America/Mexico_City' }
    })
    await bench.enroll(id, await bench.leads(2))
    await bench.settle()
    expect(bench.sent).toHaveLength(2)
    bench.calendar.time = MONDAY + DAY - HOUR
    await bench.enroll(id, await bench.leads(3))
    await bench.settle()
    // Two follow-ups come due within the hour: only one new lead has room.
    expect(bench.sent).toHaveLength(3)
    bench.calendar.time = MONDAY + DAY + HOUR
    await bench.settle()
    expect(bench.sent).toHaveLength(5)
    expect(bench.sent.slice(3).map(({ subject }) => subject)).toEqual(['two Ana', 'two Ana'])
    const waiting = (await bench.enrollments(id)).filter(({ fresh }) => fresh)
    expect(waiting).toHaveLength(2)
    expect(waiting[0]).toMatchObject({
      dueAt: Date.parse('2026-03-04T06:00:00Z'),
      dueWhy: [{ code: 'daily_limit' }]
    })
  })

  it('shares a mailbox among sequences', async () => {
    await bench.settings.change(BOT, { email_daily_limit: 5 }, { email: null })
    const [a, b] = [await two(), await two()]
    const leads = await bench.leads(4)
    await bench.enroll(a, leads)
    await bench.enroll(b, leads)
    await bench.settle()
    expect(bench.sent).toHaveLength(5)
    expect(await guardedOf(bench)(BOT)).toEqual({
      held: [],
      caps: [
        {
          code: 'email_daily_limit',
          sender: 'ventas@example.com',
          sequence: null,
          limit: 5,
          used: 5,
          until: expect.stringMatching(/^2026-03-03T/) as string
        }
      ]
    })
  })

  it('leaves whoever is in an inactive sequence where they are', async () => {
    const id = await two()
    await bench.enroll(id, await bench.leads(1))
    await bench.db.change('update outbound_sequences set active = 0')
    await bench.settle()
    expect(bench.sent).toEqual([])
    await bench.db.change('update outbound_sequences set active = 1')
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
  })

  it('takes back what did not leave before its window closed', async () => {
    const id = await bench.sequence([mailStep('one')], {
      settings: { send_window: { from: '09:00', to: '17:00' }, timezone: 'America/Mexico_City' }
    })
    await bench.enroll(id, await bench.leads(1))
    await bench.engine.run()
    expect((await only(id)).waitingFor).toBe('message')
    bench.calendar.time = Date.parse('2026-03-02T23:30:00Z')
    await bench.newEngine().run()
    expect(await only(id)).toMatchObject({
      waitingFor: 'time',
      visit: 2,
      dueAt: Date.parse('2026-03-03T15:00:00Z')
    })
    await bench.settle()
    expect(bench.sent).toEqual([])
    bench.calendar.time = Date.parse('2026-03-03T15:00:00Z')
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
  })

  it('answers earlier mails in their thread', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two'), mailStep('three')], {
      settings: { in_thread: true }
    })
    await bench.enroll(id, await bench.leads(1))
    await bench.settle()
    const [first, second, third] = bench.sent
    expect(first?.thread).toBeNull()
    expect(second).toMatchObject({
      subject: 'Re: one Ana',
      thread: { inReplyTo: `<${first?.ref}@example.com>`, references: [] }
    })
    expect(third?.thread?.references).toEqual([`<${first?.ref}@example.com>`])
  })
})
