import { createHmac } from 'crypto'
import http from 'http'
import type { AddressInfo } from 'net'
import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { DEFAULT_SCORING } from '../../platform/settings/scoring'
import { ANA, BOT, MONDAY, scoresBench, type ScoresBench } from '../testing/bench'
import { scoringOf } from '../scores/arithmetic'

interface Heard {
  headers: http.IncomingHttpHeaders
  text: string
}

const heard: Heard[] = []
let answers: number[] = []
const server = http.createServer((req, res) => {
  let text = ''
  req.on('data', (chunk: Buffer) => (text += chunk.toString()))
  req.on('end', () => {
    heard.push({ headers: req.headers, text })
    res.writeHead(answers.shift() ?? 200).end()
  })
})
let url = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`
})
afterAll(() => new Promise(resolve => server.close(resolve)))

describe.each(databases)('Who qualifies, $name', ({ create }) => {
  let test: TestDatabase
  let bench: ScoresBench

  beforeEach(async () => {
    heard.length = 0
    answers = []
    test = await create()
    bench = await scoresBench(test.knex)
  })
  afterEach(async () => {
    await bench.stop()
    await test.destroy()
  })

  const shown = async (id: number) => scoringOf(bench)(BOT, await bench.find(id))
  const qualificationOf = async (id: number) => (await shown(id)).qualification
  const bodies = () => heard.map(({ text }) => JSON.parse(text) as Record<string, unknown>)
  const route = (method: string, path: string) => {
    const found = bench.scores.routes.find(one => one.method === method && one.path === path)
    if (!found) throw new Error('There is no such route.')
    return found
  }
  const tellAgain = async (id: number) =>
    route('post', '/nurturing/qualified/:id/tell').handle(
      { botId: BOT, caller: ANA, params: { id }, query: {}, body: undefined, req: {} as never },
      {} as never
    ) as Promise<{ webhook: string }>
  /** As the QualifyJob does, whenever its time has come. */
  const due = () => bench.scores.qualifyDue(BOT)

  it('reaches the score and has replied: their sequences end, and both are told', async () => {
    const { event } = bench
    await bench.settings.change(
      BOT,
      { qualified_webhook: { url, secret: 'muy secreto', salesforce_lead_status: 'Working - Contacted' } },
      ANA
    )
    const [one, two] = [await bench.sequence('Una'), await bench.sequence('Otra')]
    const ana = await bench.lead({
      email: 'Ana@Example.com',
      phone_number: '4422591631',
      first_name: 'Ana',
      score: 36
    })
    const eva = await bench.lead({ email: 'eva@example.com', score: 30 })
    for (const id of [ana, eva]) await bench.enroll(one, id)
    await bench.enroll(two, ana)
    bench.clock.at += 3_600_000
    // Opens alone never do.
    await bench.happen(...[1, 2, 3, 4].map(message_id => event(ana, 'opened', { message_id })))
    expect(await bench.find(ana)).toMatchObject({ points: 15, status: 'active', qualified_at: null })
    await bench.happen(event(ana, 'clicked', { message_id: 1 }), event(eva, 'replied'))

    const at = MONDAY + 3_600_000
    expect(await bench.find(ana)).toMatchObject({ points: 23, status: 'qualified', qualified_at: at })
    expect(await bench.places(ana)).toEqual([
      { sequence: one, status: 'qualified', qualifiedAt: at },
      { sequence: two, status: 'qualified', qualifiedAt: at }
    ])
    // 30 + 15: not yet.
    expect(await bench.find(eva)).toMatchObject({ status: 'active', qualified_at: null })
    expect(await bench.places(eva)).toMatchObject([{ status: 'paused', qualifiedAt: null }])

    const [call] = heard
    const { id } = (await qualificationOf(ana)) ?? { id: 0 }
    expect(bodies()).toEqual([
      {
        event: 'lead.qualified',
        id: `demo.qualified.${id}`,
        bot_id: BOT,
        qualified_at: new Date(at).toISOString(),
        how: 'score',
        lead: expect.objectContaining({ id: ana, email: 'Ana@Example.com', status: 'qualified', total: 59 }),
        scoring: {
          model: 'tiered',
          own: 36,
          points: 23,
          total: 59,
          opens: 4,
          clicks: 1,
          replies: 0,
          min_score_to_qualify: 50
        },
        sequences: expect.arrayContaining([
          { enrollment_id: expect.any(Number), sequence_id: one, name: 'Una', status: 'qualified' }
        ]),
        crm: {
          hubspot: {
            idProperty: 'email',
            id: 'Ana@Example.com',
            properties: {
              email: 'Ana@Example.com',
              firstname: 'Ana',
              phone: '+5214422591631',
              lifecyclestage: 'marketingqualifiedlead'
            }
          },
          salesforce: {
            object: 'Lead',
            fields: {
              Email: 'Ana@Example.com',
              FirstName: 'Ana',
              MobilePhone: '+5214422591631',
              Status: 'Working - Contacted'
            }
          }
        }
      }
    ])
    expect(call?.headers['idempotency-key']).toBe(`demo.qualified.${id}`)
    const signed = `${String(call?.headers['x-timestamp'])}.${call?.text ?? ''}`
    expect(call?.headers['x-signature']).toBe(
      `sha256=${createHmac('sha256', 'muy secreto').update(signed).digest('hex')}`
    )
    expect(await qualificationOf(ana)).toMatchObject({ how: 'score', webhook: 'told', webhook_status: 200 })

    const told = { id, lead_id: ana, how: 'score', total: 59, points: 23, opens: 4, clicks: 1, replies: 0 }
    expect(bench.world.events).toMatchObject([
      {
        type: 'lead_qualified',
        channel: 'vonage',
        target: 'user of conversation 5214422591631',
        threadId: 'conversation 5214422591631',
        botId: BOT,
        payload: { type: 'lead_qualified', ...told },
        flags: ['flow', 'nlu', 'qna']
      }
    ])
    expect(bench.world.attributes.get('user of conversation 5214422591631')).toMatchObject({
      outbound_lead: told
    })
    expect(bench.lines).toEqual([])
  })

  it('does so once: more that they do changes nothing, and a sequence that begins later goes on', async () => {
    const { event } = bench
    await bench.settings.change(BOT, { qualified_webhook: { url } }, ANA)
    const ana = await bench.lead({ email: 'ana@example.com', score: 40 })
    await bench.happen(event(ana, 'replied'))
    const after = await bench.sequence('Clientes')
    await bench.enroll(after, ana)
    await bench.happen(event(ana, 'clicked'))
    expect(await due()).toMatchObject({ qualified: 0 })
    await bench.workOff()
    expect(await bench.places(ana)).toMatchObject([{ sequence: after, status: 'active' }])
    expect(heard).toHaveLength(1)
    expect(heard[0]?.headers['x-signature']).toBeUndefined()
  })

  it('is noted at the sequence that they came to the end of last, where they are in none', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com', score: 40 })
    const [one, two] = [await bench.sequence('Una'), await bench.sequence('Otra')]
    await bench.enroll(one, ana)
    await bench.enroll(two, ana)
    const ended = 'update outbound_enrollments set status = ?, waiting_for = ?, due_at = null, ended_at = 5'
    await bench.db.change(ended, ['completed', 'nothing'])
    await bench.happen(event(ana, 'replied'))
    expect(await bench.places(ana)).toEqual([
      { sequence: one, status: 'completed', qualifiedAt: null },
      { sequence: two, status: 'completed', qualifiedAt: MONDAY }
    ])
    const rows = await bench.db.query('select ended_at from outbound_enrollments')
    expect(rows.map(row => Number(row.ended_at))).toEqual([5, 5])
  })

  it('is found where nobody tells: another score of your own, or a lower one that counts', async () => {
    const { event } = bench
    const [ana, eva, none] = [
      await bench.lead({ email: 'ana@example.com', score: 20 }),
      await bench.lead({ email: 'eva@example.com', score: 10 }),
      await bench.lead({ email: 'none@example.com', score: 90 })
    ]
    await bench.happen(event(ana, 'clicked'), event(eva, 'clicked'), event(none, 'opened'))
    expect(await due()).toEqual({ qualified: 0, isThrough: true })
    await bench.leads.leads.change(BOT, ana, { score: 42 }, ANA)
    // Two nodes at once are as one.
    const both = await Promise.all([due(), due()])
    expect(both.map(({ qualified }) => qualified).sort()).toEqual([0, 1])
    await bench.settings.change(BOT, { min_score_to_qualify: 18 }, ANA)
    expect(await due()).toMatchObject({ qualified: 1 })
    expect(await due()).toMatchObject({ qualified: 0 })
    await bench.workOff()
    const statuses = []
    for (const id of [ana, eva, none]) statuses.push((await bench.find(id)).status)
    expect(statuses).toEqual(['qualified', 'qualified', 'active'])
    const rows = await bench.db.query('select lead_id from outbound_qualifications order by id')
    expect(rows.map(row => Number(row.lead_id))).toEqual([ana, eva])
  })

  it('is said by somebody as well; and whoever is put back does not qualify by themselves again', async () => {
    const { event } = bench
    await bench.settings.change(BOT, { qualified_webhook: { url } }, ANA)
    const one = await bench.sequence('Una')
    const ana = await bench.lead({ email: 'ana@example.com', score: 5 })
    await bench.enroll(one, ana)
    await bench.leads.leads.change(BOT, ana, { status: 'qualified' }, ANA)
    await bench.workOff()
    expect(await bench.places(ana)).toMatchObject([{ status: 'qualified', qualifiedAt: MONDAY }])
    expect(await qualificationOf(ana)).toMatchObject({ how: 'person', by: ANA.email, webhook: 'told' })
    expect(bodies()).toMatchObject([{ how: 'person', scoring: { own: 5, points: 0, total: 5 } }])

    await bench.leads.leads.change(BOT, ana, { status: 'active', score: 95 }, ANA)
    await bench.happen(event(ana, 'replied'))
    expect(await due()).toMatchObject({ qualified: 0 })
    expect(await bench.find(ana)).toMatchObject({ status: 'active', qualified_at: null })
    await bench.leads.leads.change(BOT, ana, { status: 'qualified' }, ANA)
    // Said again, it is no news.
    await bench.leads.leads.change(BOT, ana, { status: 'qualified' }, ANA)
    await bench.workOff()
    expect(heard).toHaveLength(2)
    expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
  })

  it('is nobody who wants to hear nothing any more', async () => {
    const { event } = bench
    const ana = await bench.lead({ email: 'ana@example.com', score: 90 })
    await bench.db.change(`update outbound_leads set status = 'opted_out' where id = ?`, [ana])
    await bench.happen(event(ana, 'replied'))
    expect(await due()).toMatchObject({ qualified: 0 })
    expect(await bench.find(ana)).toMatchObject({ status: 'opted_out', points: 15, qualified_at: null })
  })

  it('tells the other system again while that may help, with the same key, and says what was given up', async () => {
    const { event } = bench
    await bench.settings.change(BOT, { qualified_webhook: { url } }, ANA)
    const ana = await bench.lead({ email: 'ana@example.com', score: 40 })
    answers = [503, 200]
    await bench.happen(event(ana, 'replied'))
    expect(heard).toHaveLength(2)
    expect(new Set(heard.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(await qualificationOf(ana)).toMatchObject({ webhook: 'told' })

    answers = [404]
    const eva = await bench.lead({ email: 'eva@example.com', score: 40 })
    await bench.happen(event(eva, 'replied'))
    const given = await qualificationOf(eva)
    expect(given).toMatchObject({
      webhook: 'failed',
      webhook_status: 404,
      webhook_error: 'The server answered 404.'
    })
    expect(await tellAgain(given?.id ?? 0)).toMatchObject({ webhook: 'waiting', lead_id: eva })
    await bench.workOff()
    expect(await qualificationOf(eva)).toMatchObject({ webhook: 'told', webhook_error: null })
    await bench.settings.change(BOT, { qualified_webhook: { url: null } }, ANA)
    await expect(tellAgain(given?.id ?? 0)).rejects.toMatchObject({ status: 409 })
    await expect(tellAgain(999_999)).rejects.toMatchObject({ status: 404 })
    expect(bench.lines).toEqual([])
  })

  it("calls nothing of the server's own net, unless it may", async () => {
    const { event } = bench
    bench.world.allowsPrivate = false
    await bench.settings.change(BOT, { qualified_webhook: { url } }, ANA)
    const ana = await bench.lead({ email: 'ana@example.com', score: 40 })
    await bench.happen(event(ana, 'replied'))
    expect(heard).toEqual([])
    expect(await qualificationOf(ana)).toMatchObject({ webhook: 'failed', webhook_status: null })
  })

  it('tells nobody of who was forgotten meanwhile; that somebody qualified stays counted', async () => {
    await bench.settings.change(BOT, { qualified_webhook: { url } }, ANA)
    const ana = await bench.lead({ email: 'ana@example.com', score: 40 })
    await bench.leads.leads.change(BOT, ana, { status: 'qualified' }, ANA)
    await bench.db.change('delete from outbound_leads where id = ?', [ana])
    await bench.workOff()
    expect([heard, bench.world.events]).toEqual([[], []])
    const list = route('get', '/nurturing/qualified')
    const query = { limit: 50, format: 'json' }
    const listed = await list.handle(
      { botId: BOT, caller: ANA, params: {}, query, body: undefined, req: {} as never },
      {} as never
    )
    expect(listed).toMatchObject({ total: 1, items: [{ lead_id: ana, lead: null, webhook: 'failed' }] })
  })

  it.each([
    ['hooks', null, { channel: 'outbound-campaigns', flags: ['flow', 'nlu', 'qna'] }],
    ['flow', null, { channel: 'outbound-campaigns', flags: ['flow', 'nlu', 'qna'] }],
    ['flow', '4422591631', { channel: 'vonage', flags: ['nlu', 'qna'] }],
    ['off', '4422591631', null]
  ] as const)(
    'tells the bot as the settings say: %s, by number %s',
    async (wanted, phone_number, expected) => {
      const { event } = bench
      await bench.settings.change(BOT, { qualified_bot_event: wanted }, ANA)
      const ana = await bench.lead({ email: 'ana@example.com', phone_number, score: 40 })
      await bench.happen(event(ana, 'replied'))
      expect(bench.world.events).toMatchObject(expected === null ? [] : [expected])
      if (phone_number === null) expect(bench.world.events[0]?.target).toBe(`lead-${ana}`)
    }
  )

  it('speaks in the conversation that WhatsApp itself has with the person', async () => {
    const { event } = bench
    await bench.db.change(
      `insert into outbound_addresses (bot_id, channel, person, address, user_id, updated_at)
       values (?, 'whatsapp', '+524422591631', '524422591631', null, 0)`,
      [BOT]
    )
    const ana = await bench.lead({ phone_number: '4422591631', score: 40 })
    await bench.happen(event(ana, 'replied'))
    expect(bench.world.events).toMatchObject([{ threadId: 'conversation 524422591631' }])
    bench.world.number = null
    const eva = await bench.lead({ phone_number: '4422591632', score: 40 })
    await bench.happen(event(eva, 'replied'))
    expect(bench.world.events[1]).toMatchObject({ channel: 'outbound-campaigns', target: `lead-${eva}` })
  })

  it('ends as a file that a spreadsheet runs nothing of', async () => {
    const { event } = bench
    const ana = await bench.lead({
      ext_id: '1',
      email: 'ana@example.com',
      company: '=1+1, "S.A."',
      score: 40
    })
    await bench.happen(event(ana, 'replied'))
    const gone = await bench.lead({ ext_id: '2', score: 40 })
    await bench.happen(event(gone, 'replied'))
    await bench.db.change('delete from outbound_leads where id = ?', [gone])
    const written: string[] = []
    const res = {
      status: () => res,
      set: () => res,
      write: (piece: string) => written.push(piece) > 0,
      end: () => undefined,
      on: () => res,
      off: () => res,
      destroyed: false
    }
    await route('get', '/nurturing/qualified').handle(
      {
        botId: BOT,
        caller: ANA,
        params: {},
        query: { limit: 50, format: 'csv' },
        body: undefined,
        req: {} as never
      },
      res as never
    )
    const lines = written.join('').replace('\ufeff', '').trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^ext_id,email,phone_number,.*,qualified_at,how,total,score,points/)
    expect(lines[1]).toBe(
      `1,ana@example.com,,,,"'=1+1, ""S.A.""",,,qualified,,${new Date(MONDAY).toISOString()},score,55,40,15,0,0,1,none`
    )
  })

  it('is rescored: the points of another model, by itself, and whoever they qualify', async () => {
    const { event } = bench
    const ana = await bench.lead({ ext_id: '1', score: 30 })
    await bench.happen(...[1, 2].map(message_id => event(ana, 'clicked', { message_id })))
    expect(await bench.find(ana)).toMatchObject({ points: 12, status: 'active' })
    await bench.settings.change(BOT, { scoring: { ...DEFAULT_SCORING, model: 'incremental' } }, ANA)
    for (const job of bench.scores.jobsFor(BOT)) await job.run()
    await bench.workOff()
    expect(await bench.find(ana)).toMatchObject({ points: 20, status: 'qualified' })
  })
})
