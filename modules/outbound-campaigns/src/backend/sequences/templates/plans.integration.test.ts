/**
 * What is asked of sequences costs what their people cost and no more: with tens of thousands of others beside them, every
 * statement is served by an index. The database itself says how it would answer each.
 */
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { statementsThatScan } from '../../inbox/testing/plans'
import { crowdsOf, lockPeople, peopleOfVersions } from '../versions/move-store'
import { movingVersions, typesInUse, versionIds } from '../versions/store'
import { figuresOf, RememberedFigures } from './figures-store'
import { findByDefaultKey, findByNameKey, findVersions } from './store'
import { BOT, CALLER, changeOf, enroll, mailStep, templatesBench, type TemplatesBench } from './testing/bench'

const PEOPLE = 20_000

describe.each(databases)(`Sequences with ${PEOPLE} people, $name`, ({ create }) => {
  let test: TestDatabase
  let bench: TemplatesBench
  let few: { sequenceId: number; versionId: number }

  const make = async (name: string) => {
    const change = changeOf({ steps: [mailStep('a'), mailStep('b')] })
    const { id, version } = await bench.templates.create(BOT, { ...change, name }, CALLER)
    return { sequenceId: id, versionId: version?.id ?? 0 }
  }

  beforeAll(async () => {
    test = await create()
    bench = await templatesBench(test.knex)
    few = await make('Pocos')
    await enroll(bench.db, few, [{ stepKey: 'a' }, { stepKey: 'b', had: ['a'] }])
    const many = await make('Muchos')
    const [first] = await enroll(bench.db, many, [{ stepKey: 'a' }])
    await bench.db.change(
      `insert into outbound_enrollments (bot_id, sequence_id, version_id, lead_id, status, step_key, waiting_for, due_at,
              anchor_at, source, started_at, created_at, updated_at)
       select e.bot_id, e.sequence_id, e.version_id, given.lead_id, e.status, e.step_key, e.waiting_for, e.due_at,
              e.anchor_at, e.source, e.started_at, e.created_at, e.updated_at
         from outbound_enrollments e cross join ${bench.db.rows({ lead_id: 'integer' })} given where e.id = ?`,
      [JSON.stringify(Array.from({ length: PEOPLE }, (_, n) => ({ lead_id: 1_000_000 + n }))), first ?? 0]
    )
    if (bench.db.dialect === 'postgres') await bench.db.execute('analyze')
  }, 120_000)
  afterAll(() => test.destroy())

  it('finds by index what is asked of them', async () => {
    const { db } = bench
    const scanning = await statementsThatScan(test.knex, db, async () => {
      await figuresOf(db, [few.sequenceId])
      await crowdsOf(db, few.sequenceId)
      await findVersions(db, BOT, [few.versionId])
      await typesInUse(db, few.sequenceId)
      await versionIds(db, few.sequenceId)
      await findByNameKey(db, BOT, 'pocos')
      await findByDefaultKey(db, BOT, 'five_mails.es')
      const query = { sequenceId: few.sequenceId, versionIds: [few.versionId], after: 0, limit: 200 }
      await lockPeople(db, await peopleOfVersions(db, { ...query, status: 'active' }))
    })
    expect(scanning).toEqual([])
  })

  it('looks for unfinished moves only where there are any', async () => {
    const plan = JSON.stringify(
      await statementsThatScan(test.knex, bench.db, () => movingVersions(bench.db, BOT))
    )
    // Narrowed down to the bot by an index that holds nothing but unfinished moves.
    expect(plan === '[]' || plan.includes('outbound_sequence_versions_moving')).toBe(true)
  })

  it('adds up a large one no more often than it is worth, and a small one each time', async () => {
    const times = (...moments: number[]) => {
      let n = 0
      return () => moments[Math.min(n++, moments.length - 1)] ?? 0
    }
    const totalOf = async (figures: RememberedFigures) =>
      (await figures.of(BOT, [few.sequenceId])).get(few.sequenceId)?.counts.total
    // Asked at 0, which takes 100 ms; then at 1,000 and at 3,000.
    const slow = new RememberedFigures(bench.db, times(0, 100, 1_000, 3_000, 3_001))
    const quick = new RememberedFigures(bench.db, times(0, 5, 6, 7))
    expect([await totalOf(slow), await totalOf(quick)]).toEqual([2, 2])
    await bench.db.change(`delete from outbound_enrollments where sequence_id = ? and step_key = 'b'`, [
      few.sequenceId
    ])
    expect([await totalOf(slow), await totalOf(quick)]).toEqual([2, 1])
    expect(await totalOf(slow)).toBe(1)
  })
})
