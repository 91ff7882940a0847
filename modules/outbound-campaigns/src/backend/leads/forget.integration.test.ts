import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { optBackIn, suppress, suppressedAmong } from '../compliance'
import { addNews, messageReply, news, type ReplyBody } from '../inbox'
import { subjectOf } from '../inbox/reply'
import { sentMessages } from '../inbox/testing/sent-messages'
import { enqueue, readLane, takeTurn } from '../outbox'
import { rememberAddresses } from '../outbox/addresses'
import { Problem } from '../platform/http/problem'
import { insertImport, insertRefused } from '../platform/import/store'
import { addressBook } from './address-book'
import { BOT, CALLER, leadsBench, type LeadsBench } from './testing/bench'

const PHONE = '+524422591631'
const EMAIL = 'ana.diaz@example.com'
const OTHER = '+524422591632'
const SENT = { type: 'campaign', id: 1 }
const OWED = { type: 'campaign', id: 2 }
const SENDER = 'whatsapp:1'

describe.each(databases)('Forgetting a person, $name', ({ create }) => {
  let test: TestDatabase
  let bench: LeadsBench
  let id: number

  beforeEach(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
    const input = {
      ext_id: 'A1',
      phone_number: PHONE,
      email: EMAIL,
      first_name: 'Ana',
      custom: { city: 'León' }
    }
    id = (await bench.leads.upsert(BOT, input, CALLER)).lead.id
  })
  afterEach(() => test.destroy())

  const forget = () =>
    bench.handler('delete', '/leads/:id')(
      { botId: BOT, caller: CALLER, params: { id }, query: undefined, body: undefined, req: {} as never },
      {} as never
    )

  const said = (person: string, text: string, dedupeKey: string) => {
    const body: ReplyBody = {
      via: 'webhook',
      person,
      user_id: null,
      address: person.slice(1),
      uuid: null,
      answers: null,
      at: null,
      type: 'text',
      text,
      payload: null
    }
    return { ...news(messageReply, { dedupeKey, subject: subjectOf(person), body }), botId: BOT }
  }

  const suppressAll = (person: string) =>
    bench.db.transaction(tx =>
      suppress(tx, BOT, [{ person, channel: 'all', source: 'stop_word', evidence: 'Ana dice BAJA' }])
    )

  /** Everything that any table of the module holds. */
  const everything = async (): Promise<string> => {
    const tables =
      bench.db.dialect === 'sqlite'
        ? await bench.db.query(
            `select name from sqlite_master where type = 'table' and name like 'outbound%'`
          )
        : await bench.db.query(
            `select table_name as name from information_schema.tables where table_name like 'outbound%'`
          )
    const texts = await Promise.all(
      tables.map(async ({ name }) => JSON.stringify(await bench.db.query(`select * from ${String(name)}`)))
    )
    return texts.join('\n')
  }

  it('leaves nothing by which they could be known, and everything that was counted', async () => {
    const { db } = bench
    await sentMessages(db, [PHONE, OTHER], { owner: SENT })
    await sentMessages(db, ['+524422599999'], { owner: OWED })
    await enqueue(db, { owner: OWED, botId: BOT, channel: 'whatsapp' }, [
      { person: PHONE, dedupeKey: PHONE, importId: null, line: 3, data: ['442 259 1631', 'Ana'] }
    ])
    await db.change('insert into outbound_contacts (sender, person, last_at) values (?, ?, 1), (?, ?, 1)', [
      SENDER,
      PHONE,
      SENDER,
      OTHER
    ])
    await rememberAddresses(db, BOT, 'whatsapp', [
      { person: PHONE, address: '5214422591631', userId: 'MX.1' }
    ])
    await suppressAll(PHONE)
    await addNews(db, [said(PHONE, 'Soy Ana', 'a'), said(OTHER, 'Soy Beto', 'b')])
    await db.change(`update outbound_inbox set status = 'done'`)
    const importId = await insertImport(db, {
      botId: BOT,
      owner: SENT,
      fileName: 'x.csv',
      columns: ['tel', 'nombre'],
      mapping: {},
      delimiter: ',',
      startedBy: null
    })
    const refused = (line: number, cells: string[]) => ({
      line,
      kind: 'duplicate' as const,
      code: 'duplicate',
      column: 'tel',
      value: cells[0] ?? null,
      message: 'x',
      cells
    })
    await insertRefused(db, BOT, importId, [
      refused(2, ['044 442 259 1631', 'Ana']),
      refused(3, ['x', 'Ana <ANA.DIAZ@example.com>']),
      refused(4, ['4422591632', 'Beto'])
    ])
    await db.change('update outbound_imports set duplicates = 3 where id = ?', [importId])
    const before = await readLane(db, SENT)

    await forget()

    const left = await everything()
    for (const trace of [/4422591631/, /442 259 1631/, /ana.diaz@example/i, /Ana/, /León/, /MX\.1\b/, /"A1"/])
      expect({ trace: String(trace), left: left.match(trace) }).toEqual({ trace: String(trace), left: null })
    expect(left).toMatch(/Soy Beto/)
    expect(left).toMatch(/4422591632/)
    expect((await readLane(db, SENT))?.tally).toEqual(before?.tally)
    expect((await readLane(db, OWED))?.tally).toMatchObject({ pending: 0, cancelled: 1, sent: 1 })
    expect(await db.query('select person from outbound_contacts')).toHaveLength(2)
    await expect(bench.leads.get(BOT, id)).rejects.toBeInstanceOf(Problem)
    await expect(forget()).rejects.toMatchObject({ status: 404 })
  })

  it('keeps the opt-out in force for whoever comes in again, and for nobody else', async () => {
    await suppressAll(PHONE)
    await forget()
    expect(await suppressedAmong(bench.db, BOT, 'whatsapp', [PHONE])).toEqual(new Set())
    const again = (await bench.leads.upsert(BOT, { phone_number: PHONE, email: 'new@example.com' }, CALLER))
      .lead
    expect(again.status).toBe('opted_out')
    const both = [PHONE, 'new@example.com']
    expect(await suppressedAmong(bench.db, BOT, 'email', both)).toEqual(new Set(both))
    expect(await bench.db.query('select digest from outbound_forgotten')).toEqual([])
    expect((await bench.leads.upsert(BOT, { phone_number: OTHER }, CALLER)).lead.status).toBe('active')
    expect((await bench.leads.upsert('other', { phone_number: PHONE }, CALLER)).lead.status).toBe('active')
    // And once more.
    id = again.id
    await forget()
    await bench.leads.upsert(BOT, { phone_number: PHONE }, CALLER)
    expect(await suppressedAmong(bench.db, BOT, 'whatsapp', [PHONE])).toEqual(new Set([PHONE]))
  })

  it('ends an opt-out that the person takes back themselves', async () => {
    await suppressAll(PHONE)
    await forget()
    await bench.db.transaction(tx => optBackIn(tx, BOT, addressBook, [PHONE]))
    expect((await bench.leads.upsert(BOT, { phone_number: PHONE }, CALLER)).lead.status).toBe('active')
  })

  it('never sends what a failure that passes owes again to nobody', async () => {
    const [message = 0] = await sentMessages(bench.db, [PHONE], { owner: SENT })
    await forget()
    await bench.db.change(`update outbound_messages set status = 'pending' where id = ?`, [message])
    await bench.db.change(
      `update outbound_lanes set pending = 1, sent = 0 where owner_type = 'campaign' and owner_id = 1`
    )
    const { claimed } = await takeTurn(
      bench.db,
      {
        owner: SENT,
        settlements: [],
        inFlight: 0,
        holds: false,
        sender: { id: SENDER, ratePerSecond: 1000, dailyUniqueLimit: null },
        gate: { frequencyCap: null, pairRestMs: 0 },
        leaseMs: 60_000
      },
      { stopped: async () => undefined, drained: async () => undefined },
      () => 0
    )
    expect(claimed).toEqual([])
    expect(
      await bench.db.first('select status, reason_code from outbound_messages where id = ?', [message])
    ).toEqual({ status: 'skipped', reason_code: 'forgotten' })
  })

  it('hears first what the person said last: it may be the word by which they opt out', async () => {
    const heard: string[] = []
    let holds = true
    bench.inbox.on(messageReply, async (_tx, _botId, facts) => {
      if (holds) throw new Error('not yet')
      heard.push(...facts.map(({ body }) => body.text ?? ''))
    })
    await addNews(bench.db, [said(PHONE, 'baja', 'a')])
    await forget()
    expect(await everything()).toMatch(/baja/)
    holds = false
    const job = bench.inbox.jobFor(BOT)
    while ((await everything()).includes('baja')) {
      await bench.db.change(
        `update outbound_inbox set due_at = 0 where status = 'open' and claim_token is null`
      )
      await job.run()
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    await bench.inbox.release(BOT)
    expect(heard).toEqual(['baja'])
    expect(await everything()).not.toMatch(/4422591631/)
  })

  it('tells the others who know something, before the lead is gone', async () => {
    const told: unknown[] = []
    bench.onForget(async (botId, lead) => {
      told.push([botId, lead.id, (await bench.leads.find(botId, lead.id)).phone])
    })
    await forget()
    expect(told).toEqual([[BOT, id, PHONE]])
  })
})
