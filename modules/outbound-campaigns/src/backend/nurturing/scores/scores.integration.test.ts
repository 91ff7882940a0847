import fc from 'fast-check'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import type { EventBody } from '../../engagement'
import { DEFAULT_SCORING } from '../../platform/settings/scoring'
import { ANA, BOT, scoresBench, type ScoresBench } from '../testing/bench'
import { NOTHING, pointsOf } from './points'
import { scoringOf } from './arithmetic'
import { countsOf } from './store'

describe.each(databases)('What leads earn, $name', ({ create, engine }) => {
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

  const countsOfLead = async (id: number) => {
    const counts = (await countsOf(bench.db, BOT, [id])).get(id)
    return counts && [counts.opens, counts.clicks, counts.replies]
  }
  const shown = async (id: number) => scoringOf(bench)(BOT, await bench.find(id))

  it('is made of mails opened and clicked, each once, and of replies', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com', score: 20 })
    await bench.happen(
      event(ana, 'opened', { message_id: 1 }),
      event(ana, 'opened', { message_id: 1 }),
      event(ana, 'opened', { message_id: 2 }),
      event(ana, 'clicked', { message_id: 1 }),
      event(ana, 'clicked', { message_id: 1 })
    )
    await bench.happen(
      event(ana, 'opened', { message_id: 1 }),
      event(ana, 'opened', { message_id: 3, verdict: 'unknown' }),
      event(ana, 'replied', { message_id: 3 }),
      event(ana, 'replied', { channel: 'whatsapp' })
    )
    expect(await countsOfLead(ana)).toEqual([3, 1, 2])
    expect(await bench.find(ana)).toMatchObject({ score: 20, points: 43 })
    expect(await shown(ana)).toMatchObject({
      model: 'tiered',
      own: 20,
      parts: [
        { kind: 'reply', count: 2, points: 25 },
        { kind: 'click', count: 1, points: 8 },
        { kind: 'open', count: 3, points: 10 }
      ],
      over: 0,
      points: 43,
      total: 63,
      up_to_date: true,
      reached: true,
      engaged: true
    })
  })

  it('knows nothing of machines, of what is not engagement, and of messages on WhatsApp that were read', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com' })
    await bench.happen(
      event(ana, 'opened', { verdict: 'machine', message_id: 1 }),
      event(ana, 'clicked', { verdict: 'machine', message_id: 1 }),
      event(ana, 'opened', { channel: 'whatsapp', message_id: 2 }),
      event(ana, 'delivered'),
      event(ana, 'bounced'),
      event(ana, 'auto_reply'),
      event(ana, 'meeting_booked')
    )
    expect(await countsOfLead(ana)).toBeUndefined()
    expect(await bench.find(ana)).toMatchObject({ points: 0 })
    expect(await shown(ana)).toMatchObject({ parts: [], points: 0, total: 0, last_engaged_at: null })
  })

  it('counts what is reported without a mail each time, and the same fact once, whoever brings it again', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com' })
    const told = [event(ana, 'opened'), event(ana, 'opened'), event(ana, 'replied')]
    await bench.happen(...told)
    for (let again = 0; again < 2; again += 1)
      await bench.db.transaction(tx =>
        bench.scores.events(
          tx,
          BOT,
          told.map((body, id) => ({ id, body, receivedAt: 0 }))
        )
      )
    expect(await countsOfLead(ana)).toEqual([2, 0, 1])
  })

  it('never goes down to another bot, nor to somebody who was forgotten', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com' })
    await bench.db.transaction(tx =>
      bench.scores.events(tx, 'other', [{ id: 1, body: event(ana, 'replied'), receivedAt: 0 }])
    )
    expect(await countsOfLead(ana)).toBeUndefined()
    await bench.happen(event(ana, 'replied'), event(9_999, 'replied'))
    expect(await countsOfLead(ana)).toEqual([0, 0, 1])
    await forget(ana)
    await bench.happen(event(ana, 'clicked'))
    for (const table of ['outbound_lead_scores', 'outbound_score_marks'])
      expect(await bench.db.query(`select * from ${table}`)).toEqual([])
  })

  const forget = (id: number) => {
    const route = bench.leads.routes.find(({ method, path }) => method === 'delete' && path === '/leads/:id')
    if (!route) throw new Error('There is no such route.')
    const input = { botId: BOT, caller: ANA, params: { id }, query: {}, body: undefined }
    return route.handle({ ...input, req: {} } as Parameters<typeof route.handle>[0], {} as never)
  }

  it('loses nothing when several nodes hear of the same people at once', async () => {
    const { event } = bench
    const ids = [await bench.lead({ ext_id: '1' }), await bench.lead({ ext_id: '2' })]
    const heard = (nodes: EventBody[]) =>
      bench.db.transaction(tx =>
        bench.scores.events(
          tx,
          BOT,
          nodes.map((body, id) => ({ id, body, receivedAt: 0 }))
        )
      )
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        heard([
          ...ids.map(id => event(id, 'clicked', { message_id: n })),
          // All of them tell this one.
          ...[...ids].reverse().map(id => event(id, 'opened', { message_id: 77 }))
        ])
      )
    )
    for (const id of ids) {
      expect(await countsOfLead(id)).toEqual([1, 8, 0])
      expect(await bench.find(id)).toMatchObject({ points: 12 })
    }
  })

  it('is the same in whichever order and in however many pieces it is told', async () => {
    const happening = fc.record({
      lead: fc.nat(2),
      type: fc.constantFrom('opened' as const, 'clicked' as const, 'replied' as const),
      message: fc.option(fc.nat(4)),
      verdict: fc.constantFrom('human' as const, 'unknown' as const, 'machine' as const)
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('tiered' as const, 'incremental' as const),
        async (happened, piece, model) => {
          run += 1
          await bench.settings.change(BOT, { scoring: { model } }, ANA)
          const leads: number[] = []
          for (const n of [0, 1, 2]) leads.push(await bench.lead({ ext_id: `${run} ${n}` }))
          const told = happened.map(({ lead, type, message, verdict }) =>
            bench.event(leads[lead] ?? 0, type, { message_id: message, verdict })
          )
          for (let from = 0; from < told.length; from += piece)
            await bench.db.transaction(tx =>
              bench.scores.events(
                tx,
                BOT,
                told.slice(from, from + piece).map((body, id) => ({ id, body, receivedAt: 0 }))
              )
            )
          for (const lead of leads) {
            const theirs = told.filter(one => one.lead_id === lead && one.verdict !== 'machine')
            const different = (type: string) =>
              new Set(
                theirs
                  .filter(one => one.type === type)
                  .map(one =>
                    one.message_id === null || type === 'replied' ? `e${one.event_id}` : one.message_id
                  )
              ).size
            const counts = {
              opens: different('opened'),
              clicks: different('clicked'),
              replies: different('replied')
            }
            expect((await countsOf(bench.db, BOT, [lead])).get(lead) ?? NOTHING).toMatchObject(counts)
            expect((await bench.find(lead)).points).toBe(
              pointsOf({ ...DEFAULT_SCORING, model }, counts).total
            )
          }
        }
      ),
      { numRuns: engine === 'SQLite' ? 15 : 8 }
    )
  }, 120_000)

  it('puts people into sequences that begin at a score, by the same total', async () => {
    const { event } = bench
    const at40 = await bench.sequence('A los 40', { trigger: { kind: 'score_threshold', score: 40 } })
    const ana = await bench.lead({ email: 'ana@example.com', score: 30 })
    const eva = await bench.lead({ email: 'eva@example.com', score: 20 })
    await bench.happen(event(ana, 'replied'), event(eva, 'replied'))
    expect(await bench.places(ana)).toMatchObject([{ sequence: at40, status: 'active' }])
    expect(await bench.places(eva)).toEqual([])
    // By your own score: nobody tells, but it is found.
    await bench.leads.leads.change(BOT, eva, { score: 25 }, ANA)
    for (const job of bench.sequences.jobsFor(BOT))
      if (job.name === 'scores that begin sequences') await job.run()
    expect(await bench.places(eva)).toMatchObject([{ sequence: at40, status: 'active' }])
    expect(bench.lines).toEqual([])
  })

  it('says what is beyond the cap, and which model the points are of', async () => {
    const { event } = bench
    await bench.settings.change(BOT, { scoring: { model: 'incremental', cap: 20 } }, ANA)
    const ana = await bench.lead({ ext_id: '1', score: 95 })
    await bench.happen(event(ana, 'clicked'), event(ana, 'replied'))
    expect(await shown(ana)).toMatchObject({ points: 20, over: 5, total: 100, up_to_date: true })
    await bench.settings.change(BOT, { scoring: { cap: 100 } }, ANA)
    expect(await shown(ana)).toMatchObject({ points: 25, over: 0, up_to_date: false })
    expect(await bench.find(ana)).toMatchObject({ points: 20 })
  })
})
