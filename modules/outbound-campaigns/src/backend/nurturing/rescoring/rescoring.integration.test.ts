import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { toNumber } from '../../platform/database/values'
import { DEFAULT_SCORING, type Scoring } from '../../platform/settings/scoring'
import { pointsOf } from '../scores/points'
import { Qualifying } from '../qualification/qualify'
import { scoreNews } from '../scores/scored'
import { ANA, BOT, scoresBench, type ScoresBench } from '../testing/bench'
import { RescoringJob } from './job'
import { Rescorings } from './rescorings'
import { shownRescoring } from './schema'

const INCREMENTAL: Scoring = { ...DEFAULT_SCORING, model: 'incremental' }
const PEOPLE = 450

describe.each(databases)('All leads with the points of another model, $name', ({ create, engine }) => {
  let test: TestDatabase
  let bench: ScoresBench

  beforeEach(async () => {
    test = await create()
    bench = await scoresBench(test.knex)
  })
  afterEach(async () => {
    await bench.stop()
    await test.destroy()
  })

  /** As another node has it. */
  const node = (): Rescorings => {
    const poke = () => undefined
    return new Rescorings({
      ...bench.context,
      qualifying: new Qualifying({ ...bench.context, places: bench.sequences.qualified, poke }),
      news: scoreNews(async () => false),
      poke
    })
  }
  /** Leads who did this and that, with the points of the tiered model. */
  const people = async (many = PEOPLE) => {
    const { db } = bench
    const first = toNumber((await db.first('select coalesce(max(id), 0) as id from outbound_leads'))?.id)
    const did = Array.from({ length: many }, (_, n) => ({
      id: first + n + 1,
      opens: n % 6,
      clicks: n % 4,
      replies: n % 3
    }))
    const rows = did.map(one => ({ ...one, points: pointsOf(DEFAULT_SCORING, one).total }))
    const given = db.rows({
      id: 'integer',
      opens: 'integer',
      clicks: 'integer',
      replies: 'integer',
      points: 'integer'
    })
    const json = JSON.stringify(rows)
    await db.change(
      `insert into outbound_leads (id, bot_id, ext_id, points, custom, status, created_at, updated_at)
       select id, ?, 'key-' || id, points, '{}', 'active', 0, 0 from ${given} given where true`,
      [BOT, json]
    )
    await db.change(
      `insert into outbound_lead_scores (lead_id, bot_id, opens, clicks, replies, last_at)
       select id, ?, opens, clicks, replies, 0 from ${given} given where true`,
      [BOT, json]
    )
    return did
  }
  const wrong = async (did: Awaited<ReturnType<typeof people>>, model: Scoring): Promise<number> => {
    const rows = await bench.db.query('select id, points from outbound_leads')
    const points = new Map(rows.map(row => [toNumber(row.id), toNumber(row.points)]))
    return did.filter(one => points.get(one.id) !== pointsOf(model, one).total).length
  }
  const progress = async (rescorings: Rescorings) => {
    const last = await rescorings.last(BOT)
    return last && shownRescoring(last)
  }

  it('goes on where a killed process was, and says how far it is', async () => {
    const did = await people()
    await bench.settings.change(BOT, { scoring: { model: 'incremental' } }, ANA)
    const killed = node()
    expect(await killed.isNeeded(BOT)).toBe(true)
    const { id } = await killed.start(BOT, ANA)
    expect(await killed.step(BOT)).toBe(true)
    expect(await progress(killed)).toMatchObject({
      id,
      status: 'running',
      model: 'incremental',
      asked_by: ANA.email,
      leads: PEOPLE,
      done: 200,
      progress: 200 / PEOPLE,
      finished_at: null
    })
    expect(await wrong(did.slice(0, 200), INCREMENTAL)).toBe(0)

    const next = node()
    expect(await next.isNeeded(BOT)).toBe(false)
    while (await next.step(BOT));
    expect(await progress(next)).toMatchObject({
      id,
      status: 'completed',
      done: PEOPLE,
      changed: did.filter(one => pointsOf(INCREMENTAL, one).total !== pointsOf(DEFAULT_SCORING, one).total)
        .length,
      progress: 1
    })
    expect(await wrong(did, INCREMENTAL)).toBe(0)
    // Another time there is nothing to change.
    expect((await next.start(BOT, ANA)).id).not.toBe(id)
    while (await next.step(BOT));
    expect(await progress(next)).toMatchObject({ status: 'completed', done: PEOPLE, changed: 0 })
  })

  it('is done once by any number of nodes, and asked for twice it is the same one', async () => {
    const did = await people()
    await bench.settings.change(BOT, { scoring: { model: 'incremental' } }, ANA)
    const nodes = [node(), node(), node()]
    const ids = []
    for (const one of nodes) ids.push((await one.start(BOT, ANA)).id)
    expect(new Set(ids).size).toBe(1)
    await Promise.all(
      nodes.map(async one => {
        while ((await one.last(BOT))?.status === 'running') await one.step(BOT)
      })
    )
    expect(await progress(node())).toMatchObject({ status: 'completed', done: PEOPLE })
    expect(await wrong(did, INCREMENTAL)).toBe(0)
  })

  it('begins anew when the model is changed meanwhile', async () => {
    const did = await people()
    const one = node()
    const job = new RescoringJob(BOT, one)
    await bench.settings.change(BOT, { scoring: { model: 'incremental' } }, ANA)
    const { id } = await one.start(BOT, null)
    await one.step(BOT)
    await bench.settings.change(BOT, { scoring: { model: 'tiered', tiered: { replies: [40] } } }, ANA)
    while ((await job.run()) !== null);
    const first = await bench.db.first('select status from outbound_rescorings where id = ?', [id])
    expect(first?.status).toBe('superseded')
    expect(await progress(one)).toMatchObject({ status: 'completed', model: 'tiered', asked_by: null })
    const tiered = { ...DEFAULT_SCORING.tiered, replies: [40] }
    expect(await wrong(did, { ...DEFAULT_SCORING, tiered })).toBe(0)
  })

  it('leaves alone whom it does not concern: other bots, and who has been forgotten', async () => {
    await people(3)
    await bench.db.change('delete from outbound_leads where id = (select min(id) from outbound_leads)')
    await bench.db.change(`update outbound_lead_scores set bot_id = 'other' where lead_id = 3`)
    await bench.settings.change(BOT, { scoring: { model: 'incremental' } }, ANA)
    const one = node()
    await one.start(BOT, null)
    while (await one.step(BOT));
    expect(await progress(one)).toMatchObject({ leads: 2, done: 2, changed: 1 })
    expect(await one.isNeeded('other')).toBe(false)
    expect(await one.step('other')).toBe(false)
  })

  it('is not needed while nobody has changed anything', async () => {
    await people(3)
    const one = node()
    expect(await one.isNeeded(BOT)).toBe(false)
    expect(await new RescoringJob(BOT, one).run()).toBeNull()
    expect(await one.last(BOT)).toBeUndefined()
  })

  it('holds the database for a moment at a time, and finds who may qualify among many by index', async () => {
    const many = 20_000
    await people(many)
    await bench.db.execute('analyze')
    const one = node()
    await bench.settings.change(BOT, { scoring: { model: 'incremental' }, min_score_to_qualify: 100 }, ANA)
    await one.start(BOT, null)
    const times: number[] = []
    for (let more = true; more;) {
      const from = process.hrtime.bigint()
      more = await one.step(BOT)
      times.push(Number(process.hrtime.bigint() - from) / 1e6)
    }
    // The middle one of a hundred: a loaded machine makes single ones slow.
    const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity
    expect({ middle, isShort: middle < 100 }).toEqual({ middle, isShort: true })
    await bench.db.execute('analyze')
    const asked: Array<{ sql: string; bindings: ReadonlyArray<string | number> }> = []
    const remember = ({ sql, bindings }: { sql: string; bindings: ReadonlyArray<string | number> }) => {
      if (/^select l\.id, .* from outbound_leads/.test(sql))
        asked.push({ sql: sql.replace(/\$\d+/g, '?'), bindings })
    }
    test.knex.on('query', remember)
    await bench.scores.qualifyDue(BOT)
    test.knex.removeListener('query', remember)
    const [{ sql, bindings } = { sql: '', bindings: [] }] = asked
    const plan = await bench.db.query(`explain ${engine === 'SQLite' ? 'query plan ' : ''}${sql}`, bindings)
    expect(JSON.stringify(plan)).toContain('outbound_leads_unqualified')
  }, 180_000)
})
