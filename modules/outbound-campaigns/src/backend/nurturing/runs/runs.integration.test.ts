import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { suppress } from '../../compliance'
import { TASKS, type StoredRun } from './run'
import type { Runs } from './runs'
import { nurturingTasks } from './capability'
import type { Task } from './task'
import { ANA, BOT, DAY, HOUR, runsBench, until, type RunsBench } from './testing/bench'

jest.setTimeout(60_000)

describe.each(databases)('A run of nurturing, $name', ({ create }) => {
  let test: TestDatabase
  let bench: RunsBench
  const nodes: Runs[] = []
  /** Those of a process that died: they never end, and nobody waits for them. */
  const another = (tasks?: readonly Task[], dies = false): Runs => {
    const node = bench.node(tasks)
    if (!dies) nodes.push(node)
    return node
  }

  beforeEach(async () => {
    test = await create()
    bench = await runsBench(test.knex)
  })
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map(node => node.release(BOT)))
    await bench.stop()
    await test.destroy()
  })

  const states = (run: StoredRun) => run.tasks.map(({ name, status }) => `${name} ${status}`)
  const counts = (run: StoredRun, name: string) => bench.task(run, name)?.counts
  const notes = (run: StoredRun, name: string) => bench.task(run, name)?.notes.map(({ code }) => code)

  it('finds the cold, starts them, moves what is due, and says what each of its nine tasks did', async () => {
    const id = await bench.template()
    const cold = await bench.lead({ email: 'fria@example.com', score: 10 })
    const low = await bench.lead({ email: 'baja@example.com', priority: 'low' })
    await bench.lead({ email: 'caliente@example.com', score: 50 })
    await bench.lead({ email: 'importante@example.com', priority: 'high' })
    await bench.lead({ phone_number: '+5215512345678' })
    bench.world.qualified = 2
    const run = await bench.run()
    expect(run).toMatchObject({ status: 'completed', dryRun: false, startedBy: ANA.email, attempts: 1 })
    expect(run.tasks.map(({ name }) => name)).toEqual([...TASKS])
    expect(states(run)).toEqual(
      TASKS.map(name => `${name} ${name === 'notify_summary' ? 'skipped' : 'done'}`)
    )
    expect(counts(run, 'identify_cold_leads')).toEqual({ found: 2, looked_at: 4 })
    expect(counts(run, 'get_or_create_sequence_template')).toEqual({ active: 1, switched_off: 0 })
    expect(counts(run, 'start_nurturing_sequences')).toEqual({ started: 2 })
    expect(counts(run, 'send_scheduled_emails')).toEqual({ leads_due: 2, messages: 2 })
    expect(counts(run, 'update_engagement')).toEqual({ qualified: 2 })
    expect(counts(run, 'refresh_conversion_metrics')).toEqual({ pieces: 1 })
    expect(notes(run, 'notify_summary')).toEqual(['nobody_to_tell'])
    expect(bench.task(run, 'start_nurturing_sequences')?.concerned).toEqual([
      { lead_id: cold, template_id: id },
      { lead_id: low, template_id: id }
    ])
    expect(await bench.enrollments()).toEqual([`${cold} in ${id} active`, `${low} in ${id} active`])
  })

  it('begins nobody again: neither in the next run, nor when their sequence is over', async () => {
    const id = await bench.template()
    const ana = await bench.lead({ email: 'ana@example.com' })
    await bench.run()
    await bench.db.change(`update outbound_enrollments set status = 'completed'`)
    const again = await bench.run()
    expect(counts(again, 'identify_cold_leads')).toEqual({ found: 0, looked_at: 0 })
    expect(await bench.enrollments()).toEqual([`${ana} in ${id} completed`])
  })

  it('looks at what makes a lead cold: how new they are, the score they have and earned, their priority', async () => {
    await bench.template()
    const ana = await bench.lead({ email: 'ana@example.com' })
    const created = await bench.db.first('select created_at from outbound_leads where id = ?', [ana])
    expect(Number(created?.created_at)).toBe(bench.clock.at)
    const asNew = `score = null, points = 0, priority = null, status = 'active', qualified_at = null`
    for (const [change, isCold] of [
      [`created_at = ${bench.clock.at - 90 * DAY - 1}`, false],
      [`created_at = ${bench.clock.at - 90 * DAY}`, true],
      ['score = 40, points = 10', false],
      ['score = 40, points = 9', true],
      ['qualified_at = 1', false],
      [`status = 'opted_out'`, false],
      [`priority = 'medium'`, false],
      [`priority = 'low'`, true]
    ] as const) {
      await bench.db.change(`update outbound_leads set ${asNew} where id = ?`, [ana])
      await bench.db.change(`update outbound_leads set ${change} where id = ?`, [ana])
      expect([change, counts(await bench.run(true), 'identify_cold_leads')?.found]).toEqual([
        change,
        isCold ? 1 : 0
      ])
    }
  })

  it('passes over who is on a list of those who want nothing, by mail or by phone', async () => {
    await bench.template()
    await bench.lead({ email: 'ana@example.com' })
    await bench.lead({ email: 'ben@example.com', phone_number: '+5215512345678' })
    await bench.lead({ email: 'eva@example.com' })
    const told = { source: 'operator' as const, evidence: null }
    await bench.db.transaction(tx =>
      suppress(tx, BOT, [
        { person: 'ana@example.com', channel: 'email', ...told },
        { person: '+525512345678', channel: 'all', ...told }
      ])
    )
    expect(counts(await bench.run(), 'start_nurturing_sequences')).toEqual({ started: 1 })
  })

  it('passes over who is in a sequence already', async () => {
    const own = await bench.template()
    const other = await bench.sequences.templates.clone(BOT, own, 'Otra', ANA)
    await bench.sequences.templates.change(
      BOT,
      other.id,
      { people: 'stay', known_fields: [], active: true, trigger: { kind: 'manual' } },
      ANA
    )
    const ana = await bench.lead({ email: 'ana@example.com' })
    await bench.sequences.enrolling.enroll(BOT, other.id, [ana], {
      source: 'manual',
      startAt: null,
      dealId: null,
      by: null
    })
    expect(counts(await bench.run(), 'identify_cold_leads')?.found).toBe(0)
  })

  it('heeds the filters of the template, and takes at most max_leads_per_run: who is known longest first', async () => {
    await bench.template({ priority_filter: 'low', min_score: 5, max_score: 20 })
    await bench.settings.change(BOT, { max_leads_per_run: 2 }, ANA)
    const ids: number[] = []
    for (const [name, score, priority] of [
      ['a', 10, 'low'],
      ['b', 4, 'low'],
      ['c', 21, 'low'],
      ['d', 10, null],
      ['e', 5, 'low'],
      ['f', 20, 'low']
    ] as const)
      ids.push(await bench.lead({ email: `${name}@example.com`, score, priority }))
    const first = await bench.run()
    expect(counts(first, 'start_nurturing_sequences')).toEqual({ started: 2 })
    expect(notes(first, 'identify_cold_leads')).toEqual(['max_leads_per_run'])
    expect(bench.task(first, 'start_nurturing_sequences')?.concerned.map(({ lead_id }) => lead_id)).toEqual([
      ids[0],
      ids[4]
    ])
    expect(counts(await bench.run(), 'start_nurturing_sequences')).toEqual({ started: 1 })
  })

  it('puts each into one sequence: a second one for those of high priority takes only them', async () => {
    const own = await bench.template()
    const vip = await bench.sequences.templates.clone(BOT, own, 'VIP', ANA)
    await bench.sequences.templates.change(
      BOT,
      vip.id,
      { people: 'stay', known_fields: [], active: true, priority_filter: 'high', max_score: 100 },
      ANA
    )
    const plain = await bench.lead({ email: 'plain@example.com' })
    const high = await bench.lead({ email: 'high@example.com', priority: 'high' })
    await bench.run()
    expect((await bench.enrollments()).sort()).toEqual(
      [`${plain} in ${own} active`, `${high} in ${vip.id} active`].sort()
    )
  })

  it('makes the template, switched off, and says so; nobody is put into it before it is switched on', async () => {
    const ana = await bench.lead({ email: 'ana@example.com' })
    const run = await bench.run()
    expect(run.status).toBe('completed')
    expect(counts(run, 'get_or_create_sequence_template')).toEqual({ created: 1, active: 0, switched_off: 1 })
    expect(notes(run, 'get_or_create_sequence_template')).toEqual(['template_inactive'])
    expect(bench.task(run, 'start_nurturing_sequences')).toMatchObject({
      status: 'skipped',
      counts: { waiting: 1 },
      notes: [{ code: 'template_inactive' }]
    })
    const [template] = await bench.sequences.nurturing.own(bench.db, BOT)
    expect(template).toMatchObject({
      name: 'default_cold_lead_nurturing',
      active: false,
      minScore: 0,
      maxScore: 50
    })
    const again = await bench.run()
    expect(counts(again, 'get_or_create_sequence_template')).toEqual({ active: 0, switched_off: 1 })
    await bench.sequences.templates.change(
      BOT,
      template?.id ?? 0,
      { people: 'stay', known_fields: [], active: true },
      ANA
    )
    expect(bench.task(await bench.run(), 'start_nurturing_sequences')?.concerned).toEqual([
      { lead_id: ana, template_id: template?.id }
    ])
  })

  it('writes nothing when it is dry, and says what it would do', async () => {
    await bench.settings.change(BOT, { notify: { webhook_url: 'https://example.com/hook' } }, ANA)
    const id = await bench.template()
    const gone = await bench.lead({ email: 'inactiva@example.com' })
    await bench.run()
    await bench.db.change(
      `update outbound_executions set status = 'sent', finished_at = ? where lead_id = ?`,
      [bench.clock.at, gone]
    )
    bench.clock.at += 40 * DAY
    const ana = await bench.lead({ email: 'ana@example.com' })
    const { outbound_nurturing_runs: runs, ...before } = await bench.contents()
    const run = await bench.run(true)
    const { outbound_nurturing_runs: after, ...now } = await bench.contents()
    expect(now).toEqual(before)
    expect(after).toHaveLength((runs?.length ?? 0) + 1)
    expect(run).toMatchObject({ status: 'completed', dryRun: true })
    expect(counts(run, 'start_nurturing_sequences')).toEqual({ would_start: 1, messages_at_once: 1 })
    expect(bench.task(run, 'start_nurturing_sequences')?.concerned).toEqual([
      { lead_id: ana, template_id: id }
    ])
    expect(counts(run, 'auto_pause_inactive_sequences')).toEqual({ would_pause: 1 })
    for (const name of ['update_engagement', 'refresh_conversion_metrics', 'notify_summary'])
      expect(notes(run, name)).toEqual(['dry_run'])
    expect(bench.world.told).toHaveLength(1)
  })

  it('writes nothing when it is dry and there is no template yet', async () => {
    await bench.lead({ email: 'ana@example.com' })
    const { outbound_nurturing_runs: _runs, ...before } = await bench.contents()
    const run = await bench.run(true)
    const { outbound_nurturing_runs: _after, ...now } = await bench.contents()
    expect(now).toEqual(before)
    expect(notes(run, 'get_or_create_sequence_template')).toEqual(['would_create'])
  })

  it('tells whom the settings name, once, where something has happened or somebody has asked for it', async () => {
    await bench.settings.change(BOT, { notify: { slack_webhook_url: 'https://example.com/slack' } }, ANA)
    await bench.template()
    await bench.lead({ email: 'ana@example.com' })
    const run = await bench.run()
    expect(counts(run, 'notify_summary')).toEqual({ told: 1 })
    expect(bench.world.told).toEqual([
      {
        event: 'nurturing.completed',
        at: run.startedAt,
        nurturing: {
          run_id: run.id,
          counts: { found: 1, started: 1, messages: 1, qualified: 0, paused: 0 },
          failed: []
        },
        reason: null
      }
    ])
    expect(counts(await bench.run(), 'notify_summary')).toEqual({ told: 1 })
  })

  it('goes on after a task that failed, but for those that need it', async () => {
    await bench.template()
    await bench.lead({ email: 'ana@example.com' })
    const broken = nurturingTasks(bench.context).map((task): Task =>
      task.name === 'identify_cold_leads'
        ? { ...task, run: () => Promise.reject(new Error('select * from secrets - no such table')) }
        : task
    )
    const node = another(broken)
    const { id } = await node.start(BOT, false, ANA)
    const run = await bench.ended(id)
    expect(run.status).toBe('failed')
    expect(bench.task(run, 'identify_cold_leads')).toMatchObject({ status: 'failed', error: 'no such table' })
    expect(bench.task(run, 'start_nurturing_sequences')).toMatchObject({
      status: 'skipped',
      notes: [{ code: 'needs', detail: 'It needs identify_cold_leads, which is not done.' }]
    })
    expect(bench.task(run, 'refresh_conversion_metrics')?.status).toBe('done')
    expect(
      bench.lines.filter(line => /event=nurturing.task_failed task=identify_cold_leads /.test(line))
    ).toHaveLength(1)
  })

  describe('to pause who does nothing', () => {
    const began = async () => {
      const id = await bench.template()
      const ana = await bench.lead({ email: 'ana@example.com' })
      await bench.run()
      // The first mail has left, and the next one is far away.
      await bench.db.change(`update outbound_executions set status = 'sent', finished_at = ?`, [
        bench.clock.at
      ])
      await bench.db.change(`update outbound_messages set status = 'sent'`)
      await bench.db.change(`update outbound_enrollments set waiting_for = 'time', due_at = ?`, [
        bench.clock.at + 1000 * DAY
      ])
      return { id, ana }
    }
    const paused = async () => counts(await bench.run(), 'auto_pause_inactive_sequences')?.paused

    it('waits pause_after_days, and says why', async () => {
      const { id, ana } = await began()
      bench.clock.at += 30 * DAY - 1
      expect(await paused()).toBe(0)
      bench.clock.at += 1
      expect(await paused()).toBe(1)
      expect(await bench.enrollments()).toEqual([`${ana} in ${id} paused`])
      const row = await bench.db.first('select reason_code from outbound_enrollments')
      expect(row?.reason_code).toBe('inactive')
      expect(await paused()).toBe(0)
    })

    it('begins to wait anew when somebody has opened, clicked or replied', async () => {
      const { ana } = await began()
      for (const type of ['opened', 'clicked', 'replied']) {
        bench.clock.at += 20 * DAY
        await bench.db.change(
          `insert into outbound_events (bot_id, lead_id, type, source, verdict, signals, at, final_at, received_at, details, dedupe_key)
           values (?, ?, ?, 'tracking', ?, '[]', ?, 0, 0, '{}', ?)`,
          [BOT, ana, type, type === 'opened' ? 'unknown' : 'human', bench.clock.at, type]
        )
        expect(await paused()).toBe(0)
      }
      await bench.db.change(`update outbound_events set verdict = 'machine' where type = 'replied'`)
      bench.clock.at += 10 * DAY
      expect(await paused()).toBe(1)
    })

    it('leaves alone who was sent nothing, and who was resumed, as long again', async () => {
      const { ana } = await began()
      bench.clock.at += 31 * DAY
      await bench.db.change(`update outbound_executions set status = 'waiting', finished_at = null`)
      expect(await paused()).toBe(0)
      await bench.db.change(`update outbound_executions set status = 'sent', finished_at = ?`, [
        bench.clock.at - 31 * DAY
      ])
      expect(await paused()).toBe(1)
      await bench.sequences.enrollments.setStatusOfLead(BOT, ana, { status: 'active' }, ANA)
      bench.clock.at += 29 * DAY
      expect(await paused()).toBe(0)
      bench.clock.at += DAY
      expect(await paused()).toBe(1)
    })

    it('does so only where the settings say', async () => {
      await began()
      await bench.settings.change(BOT, { enable_auto_pause: false }, ANA)
      bench.clock.at += 31 * DAY
      const run = await bench.run()
      expect(bench.task(run, 'auto_pause_inactive_sequences')).toMatchObject({
        status: 'skipped',
        notes: [{ code: 'switched_off' }]
      })
    })
  })

  describe('whose server dies', () => {
    /** A process that does a task, and from then on nothing any more. */
    const dyingAfter = (name: string): Task[] => {
      let isDead = false
      return nurturingTasks(bench.context).map(task => ({
        ...task,
        run: async work => {
          if (isDead) return new Promise(() => undefined)
          const result = await task.run(work)
          if (task.name === name) isDead = true
          return result
        }
      }))
    }
    /** What a run has done, but for when and by how many it was done. */
    const outcome = (run: StoredRun) => ({
      status: run.status,
      tasks: run.tasks.map(({ name, status, counts: n, notes: said, concerned }) => ({
        name,
        status,
        // The engine finds what is due once.
        counts: name === 'send_scheduled_emails' ? {} : n,
        said,
        concerned
      }))
    })

    it.each(TASKS.slice(0, -1))('after %s is taken up, and repeats nothing', async name => {
      await bench.settings.change(BOT, { notify: { webhook_url: 'https://example.com/hook' } }, ANA)
      const id = await bench.template()
      const ids = [await bench.lead({ email: 'a@example.com' }), await bench.lead({ email: 'b@example.com' })]
      const dying = another(dyingAfter(name), true)
      const { id: runId } = await dying.start(BOT, false, ANA)
      const next = TASKS[TASKS.indexOf(name) + 1]
      await until(async () => bench.task(await bench.runs.get(BOT, runId), next ?? '')?.status === 'running')
      // As long as its lease lasts, nobody takes it up.
      await bench.runs.takeUpDead(BOT)
      expect((await bench.runs.get(BOT, runId)).attempts).toBe(1)
      await bench.expire()
      await bench.runs.takeUpDead(BOT)
      const run = await bench.ended(runId)
      expect(run.attempts).toBe(2)
      expect(outcome(run)).toEqual({
        status: 'completed',
        tasks: TASKS.map(task => ({
          name: task,
          status: 'done',
          counts: expect.any(Object),
          said: expect.any(Array),
          concerned: expect.any(Array)
        }))
      })
      expect(counts(run, 'identify_cold_leads')).toEqual({ found: 2, looked_at: 2 })
      expect(counts(run, 'start_nurturing_sequences')).toEqual({ started: 2 })
      expect(counts(run, 'send_scheduled_emails')).toEqual({ leads_due: 2, messages: 2 })
      expect(await bench.enrollments()).toEqual(ids.map(lead => `${lead} in ${id} active`))
      expect(await bench.db.query('select id from outbound_messages')).toHaveLength(2)
      expect(bench.world.told).toHaveLength(1)
    })

    it('in the middle of starting them goes on with those who are left', async () => {
      await bench.template()
      const n = 250
      for (let from = 0; from < n; from += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, at) => bench.lead({ email: `lead${from + at}@example.com` }))
        )
      await bench.settings.change(BOT, { max_leads_per_run: 1000 }, ANA)
      let steps = 0
      const dying = nurturingTasks(bench.context).map((task): Task =>
        task.name !== 'start_nurturing_sequences'
          ? task
          : {
              ...task,
              run: work =>
                task.run({
                  ...work,
                  // Dies within its second step: what that one did is undone by the database.
                  step: piece => (++steps === 2 ? new Promise(() => undefined) : work.step(piece))
                })
            }
      )
      const node = another(dying, true)
      const { id } = await node.start(BOT, false, ANA)
      await until(() => steps === 2)
      expect((await bench.runs.get(BOT, id)).leadsLeft).toHaveLength(150)
      await bench.expire()
      await bench.runs.takeUpDead(BOT)
      const run = await bench.ended(id)
      expect(counts(run, 'start_nurturing_sequences')).toEqual({ started: n })
      expect(await bench.enrollments()).toHaveLength(n)
    })

    it('is too late when somebody else has taken the run up: nothing of what it does then stays', async () => {
      await bench.template()
      await bench.lead({ email: 'ana@example.com' })
      let goOn: () => void = () => undefined
      const held = new Promise<void>(resolve => (goOn = resolve))
      let isHeld = false
      const slow = nurturingTasks(bench.context).map((task): Task =>
        task.name !== 'start_nurturing_sequences'
          ? task
          : {
              ...task,
              run: async work => {
                isHeld = true
                await held
                return task.run(work)
              }
            }
      )
      const node = another(slow)
      const { id } = await node.start(BOT, false, ANA)
      await until(() => isHeld)
      await bench.expire()
      await bench.runs.takeUpDead(BOT)
      const run = await bench.ended(id)
      goOn()
      await node.release(BOT)
      expect(await bench.runs.get(BOT, id)).toEqual(run)
      expect(await bench.enrollments()).toHaveLength(1)
    })

    it('again and again is closed in the end', async () => {
      await bench.template()
      const stuck = nurturingTasks(bench.context).map((task): Task => ({
        ...task,
        run: () => new Promise(() => undefined)
      }))
      const dying = () => another(stuck, true)
      const { id } = await dying().start(BOT, false, ANA)
      for (const attempt of [2, 3, 4]) {
        await bench.expire()
        const node = attempt === 4 ? bench.runs : dying()
        await node.takeUpDead(BOT)
        await until(async () => {
          const run = await bench.runs.get(BOT, id)
          return run.attempts === attempt && (attempt < 4 || run.status !== 'running')
        })
      }
      const run = await bench.runs.get(BOT, id)
      expect(run.status).toBe('abandoned')
      expect(await bench.run()).toMatchObject({ status: 'completed' })
    })

    it('in good order gives the run back: the next goes on at once', async () => {
      await bench.template()
      const ids = [await bench.lead({ email: 'a@example.com' }), await bench.lead({ email: 'b@example.com' })]
      const node = bench.node(nurturingTasks(bench.context))
      const { id } = await node.start(BOT, false, ANA)
      await node.release(BOT)
      await bench.runs.takeUpDead(BOT)
      expect((await bench.ended(id)).status).toBe('completed')
      expect(await bench.enrollments()).toHaveLength(ids.length)
    })
  })

  it('is one at a time in a bot, whoever asks: the others are told which one is under way', async () => {
    let goOn: () => void = () => undefined
    const held = new Promise<void>(resolve => (goOn = resolve))
    const slow = nurturingTasks(bench.context).map((task): Task => ({
      ...task,
      run: async work => {
        await held
        return task.run(work)
      }
    }))
    const asked = await Promise.allSettled(
      [another(slow), another(slow), another(slow)].map(node => node.start(BOT, false, ANA))
    )
    const begun = asked.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    const refused = asked.flatMap(one => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(begun).toHaveLength(1)
    for (const problem of refused)
      expect(problem).toMatchObject({
        status: 409,
        errors: [{ path: 'run_id', code: 'run_under_way', message: String(begun[0]?.id) }]
      })
    const other = await another().start('other', true, ANA)
    expect(other.botId).toBe('other')
    goOn()
    await bench.ended(begun[0]?.id ?? 0)
    await Promise.all(nodes.map(node => node.release('other')))
  })

  describe('by its schedule', () => {
    const look = async (node = bench.capability) => {
      await node.jobFor(BOT).run()
      const run = await bench.runs.current(BOT)
      if (run) await bench.ended(run.id)
    }
    const begun = async () =>
      (await bench.runs.list(BOT, { limit: 50 })).items
        .map(run => (run.scheduledFor === null ? 'by hand' : new Date(run.scheduledFor).toISOString()))
        .reverse()

    it('comes every four hours by the wall clock of the bot, each once', async () => {
      await bench.template()
      await look()
      expect(await begun()).toEqual([])
      // Ten in the morning in Mexico City: the next is due at noon.
      bench.clock.at += 2 * HOUR - 1
      await look()
      expect(await begun()).toEqual([])
      bench.clock.at += 1
      await look()
      await look()
      expect(await begun()).toEqual(['2026-03-02T18:00:00.000Z'])
      bench.clock.at += 4 * HOUR
      await Promise.all([look(), look(), look()])
      expect(await begun()).toEqual(['2026-03-02T18:00:00.000Z', '2026-03-02T22:00:00.000Z'])
    })

    it('makes up once for what was missed', async () => {
      await bench.template()
      await look()
      bench.clock.at += 3 * DAY
      await look()
      await look()
      expect(await begun()).toEqual(['2026-03-02T18:00:00.000Z'])
      bench.clock.at += 2 * HOUR
      await look()
      expect(await begun()).toEqual(['2026-03-02T18:00:00.000Z', '2026-03-05T18:00:00.000Z'])
    })

    it('rests while it is switched off, and as long as there is no sequence for cold leads', async () => {
      await look()
      bench.clock.at += 5 * HOUR
      await look()
      expect(await begun()).toEqual([])
      await bench.template()
      await bench.settings.change(BOT, { nurturing_enabled: false }, ANA)
      bench.clock.at += 4 * HOUR
      await look()
      await bench.settings.change(BOT, { nurturing_enabled: true }, ANA)
      await look()
      expect(await begun()).toEqual([])
      bench.clock.at += 4 * HOUR
      await look()
      expect(await begun()).toHaveLength(1)
    })

    it('follows a schedule or a zone that was changed from its next moment on', async () => {
      await bench.template()
      await look()
      await bench.settings.change(BOT, { nurturing_schedule: '30 9 * * 2', timezone: 'Europe/Madrid' }, ANA)
      bench.clock.at += 10 * HOUR
      await look()
      expect(await begun()).toEqual([])
      bench.clock.at += 2 * DAY
      await look()
      // Half past nine on a Tuesday in Madrid, by then a week later.
      bench.clock.at += 7 * DAY
      await look()
      expect(await begun()).toEqual(['2026-03-03T08:30:00.000Z', '2026-03-10T08:30:00.000Z'])
    })

    it('passes over what comes while one is under way, and simulates where the settings say so', async () => {
      await bench.template()
      await look()
      const never = nurturingTasks(bench.context).map((task): Task => ({
        ...task,
        run: () => new Promise(() => undefined)
      }))
      const node = another(never, true)
      const { id } = await node.start(BOT, false, ANA)
      bench.clock.at += 3 * HOUR
      await bench.capability.jobFor(BOT).run()
      expect((await bench.runs.list(BOT, { limit: 50 })).total).toBe(1)
      await bench.expire()
      await look()
      expect((await bench.ended(id)).status).toBe('completed')
      await bench.settings.change(BOT, { nurturing_dry_run: true }, ANA)
      bench.clock.at += 4 * HOUR
      await look()
      expect((await bench.runs.list(BOT, { limit: 1 })).items[0]).toMatchObject({
        dryRun: true,
        startedBy: null
      })
    })
  })
})
