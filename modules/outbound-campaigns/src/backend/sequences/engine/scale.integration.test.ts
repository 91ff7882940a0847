/**
 * A step costs a handful of statements for a hundred leads, and finding who is due among 100,000 costs what it does among
 * 10,000.
 */
import type { KnexExtended } from 'botpress/sdk'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { toNumber } from '../../platform/database/values'
import { findSequence } from '../templates/store'
import { BOT, DAY, mailStep, MONDAY, SequenceBench } from '../testing/sequence-bench'
import { DUE } from './due'
import { dueSequences } from './store'

const PATIENCE_MS = 300_000
const RUNS = 5

const statementsOf = async (knex: KnexExtended, work: () => Promise<unknown>): Promise<string[]> => {
  const seen: string[] = []
  const note = ({ sql }: { sql: string }) => void seen.push(sql.trim().replace(/\s+/g, ' '))
  knex.on('query', note)
  await work()
  knex.removeListener('query', note)
  return seen
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

describe.each(databases.filter(({ name }) => name.includes('knex 3')))(
  'The engine among many, $name',
  ({ create }) => {
    let test: TestDatabase
    let bench: SequenceBench

    beforeAll(async () => {
      test = await create()
      bench = await SequenceBench.on(test)
    }, PATIENCE_MS)
    afterAll(() => test.destroy())

    const sequenceOf = async (id: number) => {
      const sequence = await findSequence(bench.db, BOT, id)
      if (!sequence) throw new Error('There is no sequence.')
      return sequence
    }

    it('moves a hundred leads with five statements, and one to lock the lanes', async () => {
      await bench.settings.change(BOT, { email_rate_per_second: 1000 }, { email: null })
      const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 3 })])
      await bench.enroll(id, await bench.leads(300))
      const sequence = await sequenceOf(id)
      await bench.mover.moveSome(BOT, sequence)
      const statements = await statementsOf(test.knex, () => bench.mover.moveSome(BOT, sequence))
      const moving = statements.filter(sql => /outbound_(enrollments|messages|executions|lanes)/.test(sql))
      const locks = moving.filter(sql => /^select l\.\* from outbound_lanes/.test(sql))
      expect(locks).toHaveLength(1)
      expect(moving.length - locks.length).toBeLessThanOrEqual(5)
      expect(toNumber((await bench.db.first('select count(*) as n from outbound_executions'))?.n)).toBe(200)
    })

    /** People who wait for days, and a thousand who are due. */
    const crowd = async (people: number): Promise<number> => {
      const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 3 })])
      const leads = await bench.leads(people)
      await bench.enroll(id, leads)
      await bench.db.change(
        `update outbound_enrollments set due_at = ${MONDAY + 10 * DAY} + id % 1000, fresh = id % 2
        where sequence_id = ? and id % ? <> 0`,
        [id, people / 1000]
      )
      return id
    }

    it(
      'finds and takes a thousand who are due among 100,000 as fast as among 10,000',
      async () => {
        const sequences = { small: await crowd(10_000), large: await crowd(100_000) }
        await bench.db.execute('analyze')
        const times: Record<'small' | 'large', number[]> = { small: [], large: [] }
        for (let run = 0; run < RUNS; run += 1)
          for (const size of ['small', 'large'] as const) {
            const begin = process.hrtime.bigint()
            const due = await dueSequences(bench.db, BOT, MONDAY, sequences[size])
            expect(due).toHaveLength(1)
            const sequence = await sequenceOf(sequences[size])
            const moved = await bench.mover.moveSome(BOT, sequence)
            times[size].push(Number(process.hrtime.bigint() - begin) / 1e6)
            expect(moved).toMatchObject({ leads: 100, messages: 100 })
          }
        // Twice is what a busy machine may add; a walk through all of them would be ten times.
        expect(median(times.large)).toBeLessThan(median(times.small) * 2 + 20)

        const plans: string[] = []
        const explain = bench.db.dialect === 'sqlite' ? 'explain query plan' : 'explain'
        for (const { sql } of DUE)
          plans.push(
            JSON.stringify(
              await bench.db.query(
                `${explain} select id from outbound_enrollments
                where ${sql.replace('?', String(sequences.large))} and due_at <= ${MONDAY} and waiting_for in ('time', 'condition') order by due_at, id limit 100`
              )
            )
          )
        for (const plan of plans) {
          expect(plan).toContain('outbound_enrollments_due')
          expect(plan).not.toMatch(/TEMP B-TREE|Seq Scan|SCAN TABLE/)
        }
      },
      PATIENCE_MS
    )

    it(
      'puts 10,000 people into a sequence in seconds',
      async () => {
        const id = await bench.sequence([mailStep('one')])
        const leads = await bench.leads(10_000)
        const begin = Date.now()
        const results = await bench.enroll(id, leads)
        expect(results.filter(({ result }) => result === 'enrolled')).toHaveLength(10_000)
        expect(Date.now() - begin).toBeLessThan(20_000)
      },
      PATIENCE_MS
    )
  }
)
