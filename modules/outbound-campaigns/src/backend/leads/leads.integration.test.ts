import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { optOut, suppress, suppressedAmong } from '../compliance'
import { Problem } from '../platform/http/problem'
import { addressBook } from './address-book'
import type { LeadInput } from './schema'
import { leadsByPersons, markQualified, setPoints } from './store'
import { BOT, CALLER, leadsBench, type LeadsBench } from './testing/bench'

const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (err: unknown) => err
  )
  if (thrown instanceof Problem) return thrown
  throw new Error(`A problem was expected, and not ${String(thrown)}.`)
}

describe.each(databases)('Leads, $name', ({ create, engine }) => {
  let test: TestDatabase
  let bench: LeadsBench

  beforeEach(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
  })
  afterEach(() => test.destroy())

  const upsert = (input: LeadInput, bot = BOT) => bench.leads.upsert(bot, input, CALLER)
  const count = async () => (await bench.db.query('select id from outbound_leads')).length

  it('are known again by any of their identities, however it is written, and learn the others', async () => {
    const { lead, created } = await upsert({ phone_number: '442 259 1631', first_name: 'Ana' })
    expect({ created, phone: lead.phone }).toEqual({ created: true, phone: '+524422591631' })
    const second = await upsert({ phone_number: '+52 1 442 259 1631', email: ' Ana@Example.COM' })
    expect(second).toMatchObject({ created: false, lead: { id: lead.id, email_key: 'ana@example.com' } })
    const third = await upsert({ email: 'ana@example.com', ext_id: 'A-1', last_name: 'Díaz' })
    expect(third.lead).toMatchObject({ id: lead.id, ext_id: 'A-1', first_name: 'Ana', last_name: 'Díaz' })
    expect(await count()).toBe(1)
  })

  it('change only in what is given: custom fields by name, null takes away', async () => {
    await upsert({ ext_id: '1', company: 'Acme', score: 20, custom: { city: 'León', plan: 'pro', n: 3 } })
    const { lead } = await upsert({
      ext_id: '1',
      company: null,
      custom: { plan: null, city: 'Mérida', ok: true }
    })
    expect(lead).toMatchObject({ company: null, score: 20, custom: { city: 'Mérida', n: 3, ok: true } })
    expect((await upsert({ ext_id: '1', custom: null })).lead.custom).toEqual({})
    const again = await bench.leads.find(BOT, lead.id)
    expect(again).toMatchObject({ company: null, score: 20, custom: {} })
  })

  it('are never made one of two: a conflict says who has what', async () => {
    const a = (await upsert({ email: 'a@example.com' })).lead.id
    const b = (await upsert({ phone_number: '4422591631' })).lead.id
    const problem = await problemOf(upsert({ email: 'a@example.com', phone_number: '4422591631' }))
    expect(problem).toMatchObject({
      status: 409,
      errors: [
        { path: 'email', code: 'held', message: expect.stringContaining(`lead ${a}`) },
        { path: 'phone_number', code: 'held', message: expect.stringContaining(`lead ${b}`) }
      ]
    })
    expect(await count()).toBe(2)
  })

  it('take a new address from a surer identity, and not from a less sure one', async () => {
    const { lead } = await upsert({ ext_id: '1', email: 'a@example.com', phone_number: '4422591631' })
    const moved = await upsert({ ext_id: '1', email: 'b@example.com', phone_number: '4422591632' })
    expect(moved.lead).toMatchObject({ id: lead.id, email_key: 'b@example.com', phone: '+524422591632' })
    expect(await upsert({ email: 'B@example.com', phone_number: '4422591633' })).toMatchObject({
      created: false
    })
    const other = await problemOf(upsert({ phone_number: '4422591633', email: 'c@example.com' }))
    expect(other).toMatchObject({ status: 409, errors: [{ path: 'email', code: 'other_person' }] })
    const stranger = await problemOf(upsert({ ext_id: '2', email: 'b@example.com' }))
    expect(stranger).toMatchObject({ status: 409, errors: [{ path: 'ext_id', code: 'other_person' }] })
  })

  it('need an identity, and addresses that can be', async () => {
    expect(await problemOf(upsert({ first_name: 'Ana' }))).toMatchObject({ status: 422 })
    expect(await problemOf(upsert({ email: 'ana', phone_number: '12' }))).toMatchObject({
      status: 422,
      errors: [{ path: 'email' }, { path: 'phone_number' }]
    })
    const { lead } = await upsert({ ext_id: '1' })
    const change = bench.leads.change(BOT, lead.id, { ext_id: null }, CALLER)
    expect(await problemOf(change)).toMatchObject({ status: 422 })
  })

  it('change their identities as long as nobody else has them', async () => {
    const a = (await upsert({ email: 'a@example.com' })).lead.id
    const b = (await upsert({ email: 'b@example.com', phone_number: '4422591631' })).lead.id
    const taken = await problemOf(bench.leads.change(BOT, a, { email: 'b@example.com' }, CALLER))
    expect(taken).toMatchObject({
      status: 409,
      errors: [{ path: 'email', message: expect.stringContaining(`lead ${b}`) }]
    })
    expect(await bench.leads.change(BOT, b, { email: 'c@example.com' }, CALLER)).toMatchObject({
      email_key: 'c@example.com'
    })
    expect(await bench.leads.change(BOT, a, { email: 'b@example.com' }, CALLER)).toMatchObject({ id: a })
  })

  it('are of one bot: another bot has its own, and sees none of these', async () => {
    const { lead } = await upsert({ email: 'a@example.com' })
    expect(await upsert({ email: 'a@example.com' }, 'other')).toMatchObject({ created: true })
    expect(await problemOf(bench.leads.get('other', lead.id))).toMatchObject({ status: 404 })
    expect(await leadsByPersons(bench.db, 'third', ['a@example.com'])).toEqual(new Map())
  })

  it('are one, however many say so at the same moment', async () => {
    const ways: LeadInput[] = [
      { phone_number: '4422591631', ext_id: '1' },
      { email: 'a@example.com', phone_number: '4422591631' },
      { ext_id: '1', email: 'a@example.com' },
      { phone_number: '4422591631', first_name: 'Ana' }
    ]
    const all = Array.from({ length: 24 }, (_, n) => upsert(ways[n % ways.length] ?? {}))
    const results = await Promise.all(all.map(one => one.catch((err: unknown) => err)))
    const created = results.filter(one => !(one instanceof Error) && (one as { created: boolean }).created)
    expect(created.length).toBeGreaterThan(0)
    const leads = await bench.db.query('select ext_id, email_key, phone from outbound_leads')
    // Those that came before anything joined them may be two; what holds is that nobody holds what another holds.
    for (const column of ['ext_id', 'email_key', 'phone'] as const) {
      const values = leads.map(lead => lead[column]).filter(value => value !== null)
      expect(new Set(values).size).toBe(values.length)
    }
    for (const one of results) if (one instanceof Error) expect(one).toMatchObject({ status: 409 })
  })

  it('tell others that they were created, after it was committed and until that was worked off', async () => {
    const told: number[] = []
    let fails = 1
    bench.onCreated(async (_tx, _botId, ids) => {
      if (fails-- > 0) throw new Error('not yet')
      told.push(...ids)
    })
    const job = bench.inbox.jobFor(BOT)
    const { lead } = await upsert({ email: 'a@example.com' })
    await upsert({ email: 'a@example.com', first_name: 'Ana' })
    while (told.length === 0) {
      await job.run()
      await bench.db.change(
        `update outbound_inbox set due_at = 0 where status = 'open' and claim_token is null`
      )
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    await bench.inbox.release(BOT)
    expect(told).toEqual([lead.id])
  })

  it('who want to hear nothing any more are left alone at every address, also at one they get later', async () => {
    const { lead } = await upsert({ phone_number: '4422591631', email: 'a@example.com' })
    const phone = lead.phone ?? ''
    await bench.db.transaction(tx =>
      optOut(tx, BOT, addressBook, [{ person: phone, channel: 'all', source: 'stop_word', evidence: 'BAJA' }])
    )
    expect(await suppressedAmong(bench.db, BOT, 'email', ['a@example.com'])).toEqual(
      new Set(['a@example.com'])
    )
    expect(await bench.leads.find(BOT, lead.id)).toMatchObject({ status: 'opted_out' })

    await bench.leads.change(BOT, lead.id, { email: 'new@example.com', phone_number: '4422591632' }, CALLER)
    const both = ['new@example.com', '+524422591632']
    expect(await suppressedAmong(bench.db, BOT, 'email', both)).toEqual(new Set(both))
    // Of one channel only that one.
    const other = (await upsert({ phone_number: '4422591639', email: 'o@example.com' })).lead
    await bench.db.transaction(tx =>
      suppress(tx, BOT, [{ person: 'o@example.com', channel: 'email', source: 'person', evidence: null }])
    )
    expect(await bench.leads.find(BOT, other.id)).toMatchObject({ status: 'active' })
  })

  it('who come in with an address that is off all lists have opted out', async () => {
    await bench.db.transaction(tx =>
      suppress(tx, BOT, [{ person: '+524422591631', channel: 'all', source: 'operator', evidence: null }])
    )
    const { lead } = await upsert({ phone_number: '4422591631', email: 'a@example.com' })
    expect(lead.status).toBe('opted_out')
    expect(await suppressedAmong(bench.db, BOT, 'email', ['a@example.com'])).toEqual(
      new Set(['a@example.com'])
    )
  })

  it('have points and qualify, until somebody takes it back', async () => {
    const { lead } = await upsert({ ext_id: '1' })
    await setPoints(bench.db, [{ id: lead.id, points: 15 }])
    await markQualified(bench.db, [lead.id], 1_000)
    expect(await bench.leads.find(BOT, lead.id)).toMatchObject({
      points: 15,
      status: 'qualified',
      qualified_at: 1_000
    })
    await bench.leads.change(BOT, lead.id, { status: 'active' }, CALLER)
    expect(await bench.leads.find(BOT, lead.id)).toMatchObject({ status: 'active', qualified_at: null })
  })

  it('get a field by its name, their own or a custom one', async () => {
    const { lead } = await upsert({ ext_id: '1' })
    const set = (field: string, value: string | number | null) =>
      bench.leads.setField(BOT, lead.id, field, value, CALLER)
    await set('score', '72.5')
    await set('favourite colour', 'azul')
    expect(await set('first_name', 'Ana')).toMatchObject({
      score: 72.5,
      first_name: 'Ana',
      custom: { 'favourite colour': 'azul' }
    })
    expect(await problemOf(set('score', 'many'))).toMatchObject({ status: 422, errors: [{ path: 'score' }] })
    expect(await problemOf(set('language', 'fr'))).toMatchObject({ status: 422 })
  })

  it('do not wait for each other crosswise when many come at once', async () => {
    if (engine === 'SQLite') return
    const people = Array.from({ length: 40 }, (_, n) => ({
      ext_id: `x${n}`,
      email: `p${n}@example.com`,
      phone_number: `44225${String(91_000 + n)}`
    }))
    await Promise.all([...people, ...[...people].reverse()].map(one => upsert(one)))
    expect(await count()).toBe(40)
  })
})
