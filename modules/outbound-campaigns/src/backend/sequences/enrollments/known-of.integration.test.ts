import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { BOT, DAY, HOUR, mailStep, MONDAY, SequenceBench, SOMEBODY } from '../testing/sequence-bench'
import { Tasks } from '../tasks/tasks'
import { Enrollments } from './enrollments'
import { placesOfMessages } from './engagement-store'
import { enrollmentEntries, forgetInSequences, sequenceMembers, taskEntries } from './known-of'
import { dailySums, daysBetween } from './metrics'
import { ScoreJob } from './score-job'
import { Triggers } from './triggers'

const ZONE = 'America/Mexico_City'

describe.each(databases)('What sequences know of people, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench
  let enrollments: Enrollments
  let tasks: Tasks

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
    const { db, audit, settings, shelf, changes, people, calendar } = bench
    const changed = () => undefined
    enrollments = new Enrollments({ db, settings, audit, shelf, changes, people, changed })
    tasks = new Tasks({ db, calendar, settings, audit, changes, changed })
  })
  afterEach(() => test.destroy())

  it('is counted by the day on which it was sent', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 1 })])
    await bench.enroll(id, await bench.leads(3))
    await bench.settle()
    bench.calendar.time += DAY
    await bench.settle()
    const days = daysBetween('2026-03-01', '2026-03-04', ZONE)
    expect(days.map(({ day, from_at }) => [day, new Date(from_at).toISOString()])).toEqual([
      ['2026-03-01', '2026-03-01T06:00:00.000Z'],
      ['2026-03-02', '2026-03-02T06:00:00.000Z'],
      ['2026-03-03', '2026-03-03T06:00:00.000Z'],
      ['2026-03-04', '2026-03-04T06:00:00.000Z']
    ])
    for (const by of [
      { column: 'bot_id', value: BOT },
      { column: 'sequence_id', value: id }
    ] as const) {
      const sums = await dailySums(bench.db, by, days)
      expect([...sums].map(([day, { emails_sent, sent }]) => [day, emails_sent, sent]).sort()).toEqual([
        ['2026-03-02', 3, 3],
        ['2026-03-03', 3, 3]
      ])
    }
  })

  it('is in the lists of leads, on their timelines, and tells which step a message was', async () => {
    const id = await bench.sequence([mailStep('one')])
    const [ana, luis] = await bench.leads(2)
    if (!ana || !luis) throw new Error('No leads.')
    await bench.enroll(id, [ana, luis])
    await bench.settle()
    await bench.enroll(id, [ana])
    const members = sequenceMembers(bench.db)
    expect(await members.page(BOT, id, null, 10)).toEqual([luis.id, ana.id])
    expect(await members.page(BOT, id, luis.id, 10)).toEqual([ana.id])
    expect(await members.count(BOT, id)).toBe(2)
    expect(await members.of(BOT, [ana.id, luis.id, 0])).toEqual(
      new Map([[ana.id, [{ id, name: expect.any(String) as string, status: 'active' }]]])
    )
    expect((await members.of(BOT, [])).size).toBe(0)
    const entries = await enrollmentEntries(bench.db).read(BOT, ana, { before: null, limit: 10 })
    expect(entries.map(({ kind }) => kind).sort()).toEqual([
      'sequence.began',
      'sequence.began',
      'sequence.ended'
    ])
    const [message] = await bench.db.query('select id from outbound_messages order by id limit 1')
    const place = (await placesOfMessages(bench.db, BOT, [Number(message?.id)])).get(Number(message?.id))
    expect(place).toMatchObject({ sequenceId: id, stepKey: 'one' })
  })

  it('is forgotten with a person, owed mails and all, and stays counted', async () => {
    const id = await bench.sequence([
      mailStep('one'),
      { key: 'call', type: 'task', config: { title: 'Llamar a {{first_name}}' } }
    ])
    const [ana, luis] = await bench.leads(2)
    if (!ana || !luis) throw new Error('No leads.')
    await bench.enroll(id, [ana])
    await bench.settle()
    await bench.enroll(id, [luis])
    await bench.engine.run()
    for (const lead of [ana, luis, ana]) await forgetInSequences(bench, BOT, lead)
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
    const left = JSON.stringify([
      await bench.db.query('select * from outbound_messages'),
      await bench.db.query('select * from outbound_executions'),
      await bench.db.query('select * from outbound_tasks')
    ])
    expect(left).not.toMatch(/Ana|lead0|lead1|example\.com/)
    expect((await bench.enrollments(id)).map(({ status, emailsSent }) => [status, emailsSent])).toEqual([
      ['stopped', 1],
      ['stopped', 0]
    ])
  })

  it('calls a task overdue when its time is over, and one that was due at once when its day is', async () => {
    const id = await bench.sequence([
      { key: 'now', type: 'task', config: { title: 'Ya', blocks: false } },
      { key: 'soon', type: 'task', config: { title: 'Pronto', due_hours: 2, blocks: false } },
      { key: 'later', type: 'task', config: { title: 'Luego', due_days: 3, blocks: false } }
    ])
    await bench.enroll(id, await bench.leads(1))
    await bench.settle()
    const dues = async () =>
      (await tasks.list(BOT, { status: 'open', limit: 10 })).items.map(({ due }) => due)
    expect(await dues()).toEqual(['today', 'today', 'later'])
    bench.calendar.time += 3 * HOUR
    expect(await dues()).toEqual(['today', 'overdue', 'later'])
    bench.calendar.time += DAY
    expect(await dues()).toEqual(['overdue', 'overdue', 'later'])
  })

  it('waits for a task until somebody has done it', async () => {
    const id = await bench.sequence([
      { key: 'call', type: 'task', config: { title: 'Llamar a {{first_name}}', due_days: 1 } },
      mailStep('after')
    ])
    const leads = await bench.leads(1)
    await bench.enroll(id, leads)
    await bench.settle()
    bench.calendar.time += 2 * DAY
    const { items, total } = await tasks.list(BOT, { status: 'open', limit: 10 })
    expect([items, total]).toMatchObject([
      [
        {
          title: 'Llamar a Ana',
          overdue: true,
          due: 'overdue',
          blocks: true,
          lead_name: expect.stringMatching(/^Ana/) as string
        }
      ],
      1
    ])
    const { sequenceId } = (await bench.enrollments(id))[0] ?? { sequenceId: 0 }
    const ofSequence = async (template_id: number) =>
      (await tasks.list(BOT, { status: 'open', limit: 10, template_id })).items.map(one => one.template_name)
    expect([await ofSequence(sequenceId), await ofSequence(sequenceId + 1)]).toEqual([
      [expect.stringMatching(/./)],
      []
    ])
    const task = items[0]?.id ?? 0
    await tasks.change(BOT, task, { status: 'done', note: 'Contestó' }, SOMEBODY)
    expect(await tasks.change(BOT, task, { status: 'done' }, SOMEBODY)).toMatchObject({ result: 'Contestó' })
    await expect(tasks.change(BOT, task, { status: 'skipped' }, SOMEBODY)).rejects.toMatchObject({
      status: 409
    })
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
    expect(await bench.executions(id)).toEqual(['call.1 done', 'after.1 sent'])
    const [lead] = leads
    if (lead)
      expect(await taskEntries(bench.db).read(BOT, lead, { before: null, limit: 5 })).toMatchObject([
        { kind: 'task.done' }
      ])
  })

  it('shows where somebody is and what they wait for, and takes orders once', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 3 })])
    const [ana] = await bench.leads(1)
    if (!ana) throw new Error('No lead.')
    await bench.enroll(id, [ana])
    await bench.settle()
    const { items } = await enrollments.list(BOT, {
      lead_id: ana.id,
      template_id: id,
      status: 'active',
      limit: 10
    })
    const [shown] = items
    expect(shown).toMatchObject({
      current_step: 2,
      total_steps: 2,
      completion_rate: 0.5,
      emails_sent: 1,
      next_send_at: new Date(MONDAY + 3 * DAY).toISOString(),
      waiting_for: [{ code: 'time' }]
    })
    const enrollment = shown?.id ?? 0
    const order = (status: 'active' | 'paused' | 'stopped') =>
      enrollments.setStatus(BOT, enrollment, { status }, SOMEBODY)
    await order('paused')
    expect(await order('paused')).toMatchObject({ status: 'paused', waiting_for: [{ code: 'operator' }] })
    expect(await enrollments.setStatusOfLead(BOT, ana.id, { status: 'active' }, SOMEBODY)).toBe(1)
    expect(await enrollments.setStatusOfAll(BOT, id, { status: 'paused' }, SOMEBODY)).toBe(1)
    expect(await order('active')).toMatchObject({ status: 'active' })
    expect(await order('stopped')).toMatchObject({ status: 'stopped', waiting_for: [] })
    await order('stopped')
    await expect(order('active')).rejects.toMatchObject({ status: 409 })
    expect(await enrollments.executions(BOT, enrollment)).toMatchObject([
      { step_key: 'one', status: 'sent', provider: 'email:ventas@example.com', subject: 'one Ana' }
    ])
  })

  it('begins by itself for new leads and at a score, once', async () => {
    const [created, scored] = [
      await bench.sequence([mailStep('one')]),
      await bench.sequence([mailStep('two')])
    ]
    await bench.db.change(
      `update outbound_sequences set trigger_kind = 'on_lead_created', priority_filter = null where id = ?`,
      [created]
    )
    await bench.db.change(
      `update outbound_sequences set trigger_kind = 'score_threshold', trigger_score = 50 where id = ?`,
      [scored]
    )
    const { db, enrolling } = bench
    const triggers = new Triggers({ db, enrolling, logger: bench.logger.logger })
    const leads = await bench.leads(3)
    await db.transaction(tx =>
      triggers.created(
        tx,
        BOT,
        leads.map(({ id }) => id)
      )
    )
    expect(await bench.enrollments(created)).toHaveLength(3)
    expect(await bench.enrollments(scored)).toHaveLength(0)
    await db.change('update outbound_leads set score = 60 where id = ?', [leads[0]?.id ?? 0])
    await new ScoreJob(BOT, { db, triggers }).run()
    await new ScoreJob(BOT, { db, triggers }).run()
    expect(await bench.enrollments(scored)).toMatchObject([{ leadId: leads[0]?.id, source: 'trigger' }])
    bench.calendar.time += HOUR
    await bench.settle()
    await new ScoreJob(BOT, { db, triggers }).run()
    expect(await bench.enrollments(scored)).toHaveLength(1)
  })
})
