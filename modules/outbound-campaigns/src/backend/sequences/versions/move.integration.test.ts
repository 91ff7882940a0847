import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { toNumber } from '../../platform/database/values'
import type { GivenStep } from '../steps/given-schema'
import { findSequence } from '../templates/store'
import {
  BOT,
  CALLER,
  changeOf,
  enroll,
  mailStep,
  NOW,
  stepOf,
  templatesBench,
  type TemplatesBench
} from '../templates/testing/bench'
import { MoveJob, moveTo } from './move'
import { markMoving, movingVersions } from './store'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const asking = (key: string, within: number) =>
  stepOf({
    type: 'condition',
    key,
    config: { check: { kind: 'score', at_least: 50 }, within_days: within }
  })

describe.each(databases)('People of a sequence that is changed, $name', ({ create }) => {
  let test: TestDatabase
  let bench: TemplatesBench

  beforeEach(async () => {
    test = await create()
    bench = await templatesBench(test.knex)
  })
  afterEach(() => test.destroy())

  const make = async (steps: GivenStep[]) => {
    const { id, version } = await bench.templates.create(
      BOT,
      { ...changeOf({ steps }), name: 'Ventas' },
      CALLER
    )
    return { sequenceId: id, versionId: version?.id ?? 0 }
  }
  const change = (id: number, given: object) => bench.templates.change(BOT, id, changeOf(given), CALLER)
  const where = async () => {
    const rows = await bench.db.query(
      `select e.*, v.n from outbound_enrollments e
         join outbound_sequence_versions v on v.id = e.version_id order by e.id`
    )
    return rows.map(row => ({
      n: toNumber(row.n),
      step: row.step_key,
      status: row.status,
      waits: row.waiting_for,
      due: row.due_at === null ? null : toNumber(row.due_at) - NOW,
      moves: toNumber(row.moves)
    }))
  }

  it('stay where they are, unless they are to go along', async () => {
    const made = await make([mailStep('a'), mailStep('b')])
    await enroll(bench.db, made, [{ stepKey: 'b', had: ['a'] }])
    await change(made.sequenceId, { steps: [mailStep('a'), mailStep('c')] })
    expect(await where()).toMatchObject([{ n: 1, step: 'b', moves: 0 }])
    // Who was left behind may come along later.
    await change(made.sequenceId, { people: 'move' })
    expect(await where()).toMatchObject([
      { n: 2, status: 'completed', step: null, waits: 'nothing', due: null }
    ])
    expect(await movingVersions(bench.db, BOT)).toEqual([])
  })

  it('go along: at their step with its new delay, at the next one where theirs is gone, at the end where none is left', async () => {
    const made = await make([mailStep('a'), mailStep('b', { delay_days: 3 }), mailStep('c'), mailStep('d')])
    await enroll(bench.db, made, [
      { stepKey: 'b', had: ['a'], dueAt: NOW + 3 * DAY },
      { stepKey: 'c', had: ['a', 'b'], dueAt: NOW + 7 },
      { stepKey: 'a', dueAt: NOW + 9 },
      { stepKey: 'd', had: ['a', 'b', 'c'], status: 'paused' },
      { stepKey: 'd', had: ['a', 'b', 'c'], status: 'stopped' }
    ])
    await change(made.sequenceId, {
      steps: [mailStep('a'), mailStep('b', { delay_days: 1 }), mailStep('x', { delay_hours: 5 })],
      people: 'move'
    })
    expect(await where()).toEqual([
      { n: 2, step: 'b', status: 'active', waits: 'time', due: DAY, moves: 1 },
      { n: 2, step: null, status: 'completed', waits: 'nothing', due: null, moves: 1 },
      { n: 2, step: 'a', status: 'active', waits: 'time', due: 9, moves: 1 },
      { n: 2, step: null, status: 'completed', waits: 'nothing', due: null, moves: 1 },
      { n: 1, step: 'd', status: 'stopped', waits: 'time', due: 0, moves: 0 }
    ])
  })

  it("are due by their own zone's clock and the sequence's rules", async () => {
    const made = await make([mailStep('a'), mailStep('b')])
    await change(made.sequenceId, { settings: { send_window: { from: '09:00', to: '17:00' } } })
    const [id] = await enroll(bench.db, made, [{ stepKey: 'a' }])
    await bench.db.change(
      `insert into outbound_leads (id, bot_id, email, custom, status, timezone, created_at, updated_at)
       values (77, ?, 'a@example.com', '{}', 'active', 'Asia/Tokyo', 1, 1)`,
      [BOT]
    )
    await bench.db.change('update outbound_enrollments set lead_id = 77 where id = ?', [id ?? 0])
    await change(made.sequenceId, { steps: [mailStep('b')], people: 'move' })
    // 15:00Z is midnight in Tokyo: nine o'clock there is nine hours later.
    expect(await where()).toMatchObject([{ step: 'b', due: 9 * HOUR }])
    const row = await bench.db.first('select due_why from outbound_enrollments')
    expect(JSON.stringify(row?.due_why)).toContain('window')
  })

  it('wait for what is in other hands: in the new version, or where they are until it is through', async () => {
    const made = await make([mailStep('a'), mailStep('b'), mailStep('c')])
    await enroll(bench.db, made, [
      { stepKey: 'a', waitingFor: 'message' },
      { stepKey: 'b', had: ['a'], waitingFor: 'message' }
    ])
    const { version } = await change(made.sequenceId, {
      steps: [mailStep('a'), mailStep('c')],
      people: 'move'
    })
    expect(await where()).toMatchObject([
      { n: 2, step: 'a', waits: 'message', moves: 1 },
      { n: 1, step: 'b', waits: 'message', moves: 0 }
    ])
    const job = new MoveJob(BOT, bench.sources)
    await job.run()
    expect(await movingVersions(bench.db, BOT)).toMatchObject([{ id: version?.id }])
    // The message was sent meanwhile, and the lead stands before the next step of its version.
    await bench.db.change(
      `update outbound_enrollments set step_key = 'c', waiting_for = 'time', moves = 1 where step_key = 'b'`
    )
    await new MoveJob(BOT, bench.sources).run()
    expect(await where()).toMatchObject([{ n: 2 }, { n: 2, step: 'c', waits: 'time', moves: 2 }])
    expect(await movingVersions(bench.db, BOT)).toEqual([])
  })

  it('are no longer asked a condition that is gone, and are asked for as long as it says now', async () => {
    const made = await make([asking('q', 5), asking('r', 5), mailStep('z')])
    await enroll(bench.db, made, [
      { stepKey: 'q', waitingFor: 'condition', dueAt: NOW + 5 * DAY },
      { stepKey: 'r', had: ['q'], waitingFor: 'condition', dueAt: NOW + 5 * DAY }
    ])
    await change(made.sequenceId, { steps: [asking('r', 2), mailStep('z')], people: 'move' })
    expect(await where()).toMatchObject([
      { n: 2, step: 'r', waits: 'time', due: 0 },
      { n: 2, step: 'r', waits: 'condition', due: 2 * DAY }
    ])
    const rows = await bench.db.query(
      `select step_key, status, reason_code from outbound_executions where step_key in ('q', 'r') order by enrollment_id, step_key`
    )
    expect(rows).toEqual([
      { step_key: 'q', status: 'skipped', reason_code: 'step_removed' },
      { step_key: 'q', status: 'sent', reason_code: null },
      { step_key: 'r', status: 'waiting', reason_code: null }
    ])
  })

  it('come to a step that was taken back under another number', async () => {
    const made = await make([mailStep('a'), mailStep('b'), mailStep('c')])
    const [id] = await enroll(bench.db, made, [{ stepKey: 'b', had: ['a', 'c'] }])
    await bench.db.change(
      `update outbound_executions set status = 'cancelled' where enrollment_id = ? and step_key = 'c'`,
      [id ?? 0]
    )
    await change(made.sequenceId, { steps: [mailStep('a'), mailStep('c')], people: 'move' })
    const row = await bench.db.first('select step_key, visit from outbound_enrollments')
    expect([row?.step_key, toNumber(row?.visit)]).toEqual(['c', 2])
  })

  it('all arrive, however many they are and wherever a process died, each once', async () => {
    const made = await make([mailStep('a'), mailStep('b')])
    const [first] = await enroll(bench.db, made, [{ stepKey: 'a' }])
    const people = 501
    await bench.db.change(
      `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, step_key, waiting_for, due_at,
              anchor_at, source, started_at, created_at, updated_at)
       select e.bot_id, e.sequence_id, e.version_id, given.lead_id, e.status, e.step_key, e.waiting_for, e.due_at,
              e.anchor_at, e.source, e.started_at, e.created_at, e.updated_at
         from outbound_enrollments e cross join ${bench.db.rows({ lead_id: 'integer' })} given where e.id = ?`,
      [JSON.stringify(Array.from({ length: people }, (_, n) => ({ lead_id: n + 1 }))), first ?? 0]
    )
    const { version } = await change(made.sequenceId, { steps: [mailStep('x'), mailStep('b')] })
    const sequence = await findSequence(bench.db, BOT, made.sequenceId)
    if (!sequence || !version) throw new Error('The sequence is gone.')
    await markMoving(bench.db, version.id)
    // A process that dies after its first batch: the rest was never begun.
    let transactions = 0
    const dying: TemplatesBench['db'] = Object.create(bench.db, {
      transaction: {
        value: (work: Parameters<typeof bench.db.transaction>[0]) => {
          transactions += 1
          if (transactions > 1) return Promise.reject(new Error('killed'))
          return bench.db.transaction(work)
        }
      }
    }) as TemplatesBench['db']
    await expect(moveTo({ ...bench.sources, db: dying }, BOT, sequence, version.id)).rejects.toThrow('killed')
    const over = (await where()).filter(({ n }) => n === 2).length
    expect(over).toBeGreaterThan(0)
    expect(over).toBeLessThan(people)
    // Two nodes go on at once.
    await Promise.all([1, 2].map(() => new MoveJob(BOT, bench.sources).run()))
    const all = await where()
    expect(all).toHaveLength(people + 1)
    expect(all.filter(({ n, step, moves }) => n === 2 && step === 'b' && moves === 1)).toHaveLength(
      people + 1
    )
    expect(await movingVersions(bench.db, BOT)).toEqual([])
  })

  it('are told in advance, without anything being saved', async () => {
    const made = await make([mailStep('a'), mailStep('b'), mailStep('c')])
    await enroll(bench.db, made, [
      { stepKey: 'a' },
      { stepKey: 'b', had: ['a'] },
      { stepKey: 'b', had: ['a'] },
      { stepKey: 'b', had: ['a'], waitingFor: 'message' },
      { stepKey: 'c', had: ['a', 'b'] },
      { stepKey: 'c', had: ['a', 'b'], status: 'completed' }
    ])
    const steps = [mailStep('new'), mailStep('a'), mailStep('x'), mailStep('c')]
    const { people } = await bench.templates.preview(BOT, made.sequenceId, steps, [])
    expect(people).toEqual([
      { version: 1, step_key: 'a', people: 1, move: 'stays', to: 'a', missed: ['new'], dropped: ['b'] },
      {
        version: 1,
        step_key: 'b',
        people: 2,
        move: 'goes_to',
        to: 'c',
        missed: ['new', 'x'],
        dropped: ['b']
      },
      { version: 1, step_key: 'b', people: 1, move: 'waits', to: null, missed: [], dropped: [] },
      { version: 1, step_key: 'c', people: 1, move: 'stays', to: 'c', missed: ['new', 'x'], dropped: [] }
    ])
    expect((await bench.templates.get(BOT, made.sequenceId)).version).toMatchObject({ n: 1 })
    expect((await where()).every(({ n }) => n === 1)).toBe(true)
  })
})
