import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { suppress } from '../compliance'
import { createLeads, type LeadsCapability } from '../leads'
import { Inbox } from '../inbox'
import { keepingLogger } from '../inbox/testing/sent-messages'
import { Audit } from '../platform/audit/audit'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { fromJson } from '../platform/database/values'
import { SettingsService } from '../platform/settings/settings'
import { addFromLeads } from './from-leads'
import { makeLane } from './import/testing/upload-server'
import { personalise, rowReader } from './personalise'
import { importColumns } from './recipients-store'

const BOT = 'demo'
const CALLER = { email: 'ana@example.com' }

describe.each(databases)('People from the leads, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let leads: LeadsCapability['leads']

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    await makeLane(db, 1)
    const audit = new Audit(db)
    leads = createLeads({
      db,
      audit,
      settings: new SettingsService(db, audit),
      calendar: { now: () => Date.now() },
      inbox: new Inbox(db, keepingLogger().logger),
      changed: () => undefined
    }).leads
  })
  afterEach(() => test.destroy())

  const add = (choice: Parameters<typeof addFromLeads>[0]['choice']) =>
    addFromLeads({
      db,
      botId: BOT,
      campaignId: 1,
      choice,
      defaultCountry: 'MX',
      mxPrefix: '521',
      caller: CALLER
    })
  const lead = async (n: number, fields: object = {}) =>
    (await leads.upsert(BOT, { phone_number: String(4_422_000_000 + n), ...fields }, CALLER)).lead.id

  it('are added once, by what they are, and everybody is accounted for', async () => {
    const ids = [
      await lead(1, { icp: 'Hoteles', score: 80 }),
      await lead(2, { icp: 'HOTELES', score: 20 }),
      await lead(3, { icp: 'Bares', score: 90 }),
      (await leads.upsert(BOT, { email: 'a@example.com', icp: 'hoteles', score: 70 }, CALLER)).lead.id
    ]
    await db.transaction(tx =>
      suppress(tx, BOT, [{ person: '+524422000003', channel: 'all', source: 'operator', evidence: null }])
    )
    expect(await add({ icp: 'hoteles', min_score: 50 })).toMatchObject({
      leads: 2,
      added: 1,
      without_phone: 1,
      duplicates: 0,
      opted_out: 0
    })
    expect(await add({ ids })).toMatchObject({
      leads: 4,
      added: 1,
      duplicates: 1,
      without_phone: 1,
      opted_out: 1
    })
    expect(await add({})).toMatchObject({ leads: 4, added: 0, duplicates: 3, without_phone: 1, opted_out: 0 })
    expect(await add({ icp: 'nobody' })).toEqual({
      import_id: null,
      leads: 0,
      added: 0,
      duplicates: 0,
      without_phone: 0,
      opted_out: 0
    })
    const imports = await db.query('select row_count, accepted from outbound_imports order by id')
    expect(imports).toHaveLength(3)
  })

  it('bring their fields along as columns, their own ones too', async () => {
    await lead(1, { first_name: 'Ana', custom: { Ciudad: 'León' } })
    await lead(2, { first_name: 'Beto', score: 7, custom: { plan: 'oro', Ciudad: 'Mérida' } })
    await add({})
    const [columns] = [...(await importColumns(db, BOT, 1)).values()]
    const row = await db.first(`select data from outbound_messages where person = '+524422000002'`)
    const values = rowReader(columns?.columns ?? [])(fromJson(row?.data) as string[])
    const what = {
      template_id: 't',
      template_namespace: null,
      language: 'es_MX',
      variables: ['first_name', 'ciudad', 'plan', 'score', 'phone_number'],
      parameter_names: null,
      header: null,
      buttons: null
    }
    expect(personalise(what, values).parameters).toEqual(['Beto', 'Mérida', 'oro', '7', '+5214422000002'])
  })

  it('are many: all of them, a page at a time', async () => {
    const people = Array.from({ length: 1200 }, (_, n) => ({
      bot_id: BOT,
      phone: `+52442${String(3_000_000 + n)}`,
      custom: '{}'
    }))
    await db.change(
      `insert into outbound_leads (bot_id, phone, custom, status, created_at, updated_at)
       select bot_id, phone, ${db.dialect === 'postgres' ? "'{}'::jsonb" : "'{}'"}, 'active', 1, 1
         from ${db.rows({ bot_id: 'text', phone: 'text' })} given where true`,
      [JSON.stringify(people)]
    )
    expect(await add({ status: 'active' })).toMatchObject({ leads: 1200, added: 1200 })
  })
})
