import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { Inbox } from '../../inbox'
import { toNumber, toText } from '../../platform/database/values'
import { freeLimits, limitsFreed } from '../delivery/given-back'
import { pausing, replanning, resuming } from '../enrollments/intents'
import { BOT, DAY, HOUR, mailStep, SequenceBench } from '../testing/sequence-bench'

const PAUSED = { code: 'operator', detail: 'Somebody paused it.' }

describe.each(databases)('The limits of a day, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench
  let inbox: Inbox

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
    await bench.settings.change(BOT, { email_daily_limit: 50 }, { email: null })
    inbox = newInbox()
  })
  afterEach(async () => {
    await inbox.release(BOT)
    await test.destroy()
  })

  const newInbox = () => {
    const made = new Inbox(bench.db, bench.logger.logger)
    made.on(limitsFreed, freeLimits)
    return made
  }
  const worked = async () => {
    const job = inbox.jobFor(BOT)
    const open = () =>
      bench.db.query(
        `select error from outbound_inbox where kind = 'sequence.limits_freed' and status = 'open'`
      )
    for (let rows = await open(); rows.length > 0; rows = await open()) {
      expect(rows.flatMap(({ error }) => error ?? [])).toEqual([])
      await job.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const used = async () => {
    const rows = await bench.db.query('select scope, used from outbound_sequence_days order by day, scope')
    return rows.map(row => `${toText(row.scope).replace(/\d+/, 'n')} ${toNumber(row.used)}`)
  }
  const limited = () =>
    bench.sequence([mailStep('one'), mailStep('two', { delay_days: 1 })], {
      settings: { daily_limit: 10, new_leads_per_day: 5, timezone: 'America/Mexico_City' }
    })
  const ids = async (id: number) => (await bench.enrollments(id)).map(enrollment => enrollment.id)
  const change = async (some: readonly number[], intent: typeof resuming) =>
    bench.db.transaction(tx => bench.changes.change(tx, BOT, some, () => intent))

  it('are given back with what was owed and is taken back, and taken again when it is owed again', async () => {
    const id = await limited()
    await bench.enroll(id, await bench.leads(3))
    await bench.engine.run()
    expect(await used()).toEqual(['email:ventas@example.com 3', 'sequence:n 3', 'sequence:n:new 3'])
    const [first = 0, second = 0] = await ids(id)
    await change([first, second], pausing(PAUSED))
    await worked()
    expect(await used()).toEqual(['email:ventas@example.com 1', 'sequence:n 1', 'sequence:n:new 1'])

    await change([first], resuming)
    await bench.settle()
    expect(await used()).toEqual(['email:ventas@example.com 2', 'sequence:n 2', 'sequence:n:new 2'])
    expect(bench.sent).toHaveLength(2)
  })

  it('leave whoever never got anything a new lead, and whoever did a follow-up', async () => {
    const id = await limited()
    await bench.enroll(id, await bench.leads(1))
    await bench.engine.run()
    const some = await ids(id)
    await change(some, replanning(PAUSED))
    expect(await bench.enrollments(id)).toMatchObject([{ fresh: true, stepKey: 'one', visit: 2 }])
    await bench.settle()
    bench.calendar.time += DAY + HOUR
    await bench.engine.run()
    await change(some, replanning(PAUSED))
    await worked()
    expect(await bench.enrollments(id)).toMatchObject([{ fresh: false, stepKey: 'two', visit: 2 }])
    // Of the second day nothing is used, and of the first what was sent.
    expect(await used()).toEqual([
      'email:ventas@example.com 1',
      'sequence:n 1',
      'sequence:n:new 1',
      'email:ventas@example.com 0',
      'sequence:n 0',
      'sequence:n:new 0'
    ])
  })

  it('are given back for whom an opt-out overtook', async () => {
    const id = await limited()
    await bench.enroll(id, await bench.leads(2))
    await bench.engine.run()
    await bench.db.change(
      `insert into outbound_suppressions (bot_id, person, channel, source, at)
       values (?, 'lead0@example.com', 'all', 'person', 0)`,
      [BOT]
    )
    await bench.settle()
    await worked()
    expect(bench.sent.map(({ to }) => to)).toEqual(['lead1@example.com'])
    expect(await used()).toEqual(['email:ventas@example.com 1', 'sequence:n 1', 'sequence:n:new 1'])
  })

  it('are given back once, whatever dies: with the message or not at all, and by the next who works', async () => {
    const id = await limited()
    await bench.enroll(id, await bench.leads(2))
    await bench.engine.run()
    const some = await ids(id)
    const full = await used()
    // Before its commit: what is owed stays owed, and is counted.
    await bench.db
      .transaction(async tx => {
        await bench.changes.change(tx, BOT, some, () => pausing(PAUSED))
        throw new Error('killed')
      })
      .catch(() => undefined)
    await worked()
    expect(await used()).toEqual(full)
    // Behind it, before anybody could give it back; then in the middle of giving it back.
    await change(some, pausing(PAUSED))
    expect(await used()).toEqual(full)
    const [fact] = await bench.db.query(`select id, body from outbound_inbox where status = 'open'`)
    await bench.db
      .transaction(async tx => {
        const body = JSON.parse(toText(fact?.body)) as Parameters<typeof freeLimits>[2][number]['body']
        await freeLimits(tx, BOT, [{ id: toNumber(fact?.id), body, receivedAt: 0 }])
        throw new Error('killed')
      })
      .catch(() => undefined)
    expect(await used()).toEqual(full)
    inbox = newInbox()
    await worked()
    await worked()
    expect(await used()).toEqual(['email:ventas@example.com 0', 'sequence:n 0', 'sequence:n:new 0'])
  })
})
