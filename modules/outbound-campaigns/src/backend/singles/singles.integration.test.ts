import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { obeyWords, stopWordObeyed, suppress } from '../compliance'
import { takeReplies, type Fact, type ReplyBody } from '../inbox'
import { keepingLogger, mexicans, sentMessages } from '../inbox/testing/sent-messages'
import { readLane, takeTurn, type Outcome, type Reactions } from '../outbox'
import { LaneRunner } from '../outbox/runner'
import { Audit } from '../platform/audit/audit'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toText } from '../platform/database/values'
import { SettingsService } from '../platform/settings/settings'
import { confirmStopWords } from './confirmation'
import { forgetOld, forgetOwed } from './forget'
import { SinglesJob } from './job'
import { ownersOfBot } from './lanes'
import { SinglePlanner } from './planner'
import { Singles } from './singles'

const BOT = 'demo'
const SOMEBODY = { email: 'ana@example.com' }
const TEMPLATE = { template_id: 'recordatorio', language: 'es_MX', variables: ['Ana'] }
const TEXT = 'Listo: ya no te escribiremos.'
const NOBODY_KNOWN = {
  addressesOf: async () => new Map(),
  known: async () => new Map(),
  changed: async () => undefined
}

describe.each(databases)('Single messages, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let settings: SettingsService
  let singles: Singles
  let planner: SinglePlanner
  let sent: Array<Record<string, unknown>>
  let answer: () => Outcome

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    const audit = new Audit(db)
    settings = new SettingsService(db, audit)
    sent = []
    let n = 0
    answer = () => ({ kind: 'accepted', providerId: `uuid-${(n += 1)}` })
    const channel = {
      sender: '447700900001',
      timeoutMs: 1000,
      send: async (message: Record<string, unknown>) => {
        sent.push(message)
        return answer()
      },
      abort: () => undefined
    }
    // Only what the provider would answer is the test's; everything else is as it runs.
    const whatsapp = {
      open: async () => ({ kind: 'ready', channel }) as never,
      templates: async () => ({
        items: [],
        stale: true,
        fetched_at: null,
        reason: { code: 'no_list', detail: 'There is no list.' }
      })
    }
    const sources = { db, settings, audit, whatsapp, statusAddress: async () => null, owed: () => undefined }
    singles = new Singles(sources)
    planner = new SinglePlanner(sources)
  })
  afterEach(() => test.destroy())

  const ask = (person: string, key = 'k1', asked = TEMPLATE) =>
    singles.ask(BOT, person, { ...asked, idempotency_key: key }, SOMEBODY)

  /** Runs each lane until nothing in it is due. */
  const send = async () => {
    for (const owner of await ownersOfBot(db, BOT)) {
      const found = await planner.deliveryOf(BOT, owner)
      if (found.kind === 'impossible') throw new Error(found.reason.detail)
      // Whoever is told of the end ends the runner, which would look once more two seconds later.
      const ending: Reactions = {
        async stopped(tx, botId, of, reason) {
          await planner.stopped(tx, botId, of, reason)
          runner.stop()
        },
        async drained(tx, lane) {
          await planner.drained(tx, lane)
          runner.stop()
        }
      }
      const runner = new LaneRunner(db, owner, found.delivery, ending, keepingLogger().logger, () => 0)
      await runner.run()
    }
  }

  const told = async () => {
    const rows = await db.query('select id, body from outbound_inbox where kind = ? order by id', [
      stopWordObeyed.name
    ])
    return rows.map(row => ({
      id: Number(row.id),
      body: stopWordObeyed.body.parse(JSON.parse(toText(row.body))),
      receivedAt: Date.now()
    }))
  }
  let replies = 0
  const says = async (person: string, text: string) => {
    replies += 1
    const body: ReplyBody = {
      via: 'webhook',
      person,
      user_id: null,
      address: person.slice(1),
      uuid: `in-${replies}`,
      answers: null,
      at: null,
      type: 'text',
      text,
      payload: null
    }
    const fact: Fact<ReplyBody> = { id: replies, body, receivedAt: Date.now() }
    const react = takeReplies(obeyWords((botId, tx) => settings.of(botId, tx), NOBODY_KNOWN))
    await db.transaction(tx => react(tx, BOT, [fact]))
  }
  const confirm = async () => {
    const facts = await told()
    await db.transaction(tx => confirmStopWords(settings, () => undefined)(tx, BOT, facts))
  }

  it('are sent once, however often they are asked for with one key', async () => {
    const [a = ''] = mexicans(1)
    const first = await ask(a)
    expect(first).toMatchObject({ created: true, status: 'pending', kind: 'template' })
    expect(await ask(a)).toMatchObject({ id: first.id, created: false })
    await send()
    expect(await ask(a)).toMatchObject({ id: first.id, created: false, status: 'sent' })
    await send()
    expect(sent).toEqual([
      {
        to: `521${a.slice(3)}`,
        content: { template_id: 'recordatorio', language: 'es_MX', header: null, buttons: null },
        parameters: ['Ana'],
        ref: `${first.id}.1`,
        webhookUrl: null
      }
    ])
    expect(await singles.get(BOT, first.id)).toMatchObject({ status: 'sent', message_uuid: 'uuid-1' })
  })

  it('are one where two ask at the same moment', async () => {
    const [a = ''] = mexicans(1)
    const both = await Promise.all([ask(a), ask(a)])
    expect(both.map(({ created }) => created).sort()).toEqual([false, true])
    expect(both[0].id).toBe(both[1].id)
    await send()
    expect(sent).toHaveLength(1)
  })

  it('are not taken for one another by their key, nor for those of another bot', async () => {
    const [a = '', b = ''] = mexicans(2)
    const { id } = await ask(a)
    await expect(ask(b)).rejects.toMatchObject({ status: 409 })
    await expect(ask(a, 'k1', { ...TEMPLATE, language: 'en' })).rejects.toMatchObject({ status: 409 })
    await expect(singles.get('other', id)).rejects.toMatchObject({ status: 404 })
    const [campaigns = 0] = await sentMessages(db, [b])
    await expect(singles.get(BOT, campaigns)).rejects.toMatchObject({ status: 404 })
  })

  it('do not reach who has opted out, or has had enough', async () => {
    const [a = '', b = ''] = mexicans(2)
    await suppress(db, BOT, [{ person: a, channel: 'all', source: 'stop_word', evidence: 'BAJA' }])
    await settings.change(BOT, { frequency_cap: { max: 1, per_hours: 24 } }, SOMEBODY)
    await sentMessages(db, [b])
    const [one, two] = [await ask(a, 'a'), await ask(b, 'b')]
    await send()
    expect(sent).toEqual([])
    expect(await singles.get(BOT, one.id)).toMatchObject({
      status: 'skipped',
      reason: { code: 'suppressed' }
    })
    expect(await singles.get(BOT, two.id)).toMatchObject({
      status: 'skipped',
      reason: { code: 'frequency_cap' }
    })
  })

  it('of which nobody knows whether they were sent wait for a word', async () => {
    const [a = ''] = mexicans(1)
    answer = () => ({ kind: 'unknown', reason: { code: 'timeout', detail: 'No answer.' } })
    const { id } = await ask(a)
    await send()
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'unconfirmed', reason: { code: 'timeout' } })
    await send()
    expect(sent).toHaveLength(1)
    answer = () => ({ kind: 'accepted', providerId: 'uuid-again' })
    expect(await singles.decide(BOT, id, 'retry', SOMEBODY)).toMatchObject({ status: 'pending' })
    await db.change('update outbound_contacts set last_at = 0')
    await send()
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'sent', attempts: 2 })
    await expect(singles.decide(BOT, id, 'assume_delivered', SOMEBODY)).rejects.toMatchObject({ status: 409 })
  })

  it('wait with their reason where the account is refused, and are tried again a minute later', async () => {
    const [a = '', b = ''] = mexicans(2)
    answer = () => ({ kind: 'stop', reason: { code: 'http_401', detail: 'Refused credentials.' } })
    const { id } = await ask(a)
    await send()
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'pending', reason: { code: 'http_401' } })
    const [owner = { type: '', id: 0 }] = await ownersOfBot(db, BOT)
    await ask(b, 'k2')
    expect((await readLane(db, owner))?.open).toBe(false)

    let now = 0
    const job = new SinglesJob(BOT, { db, settings, owed: () => undefined }, () => now)
    await job.run()
    expect((await readLane(db, owner))?.open).toBe(false)
    now = 60_000
    await job.run()
    expect((await readLane(db, owner))?.open).toBe(true)
    answer = () => ({ kind: 'accepted', providerId: `uuid-${sent.length}` })
    await db.change('update outbound_contacts set last_at = 0')
    await send()
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'sent' })
    expect(await readLane(db, owner)).toMatchObject({ open: false, tally: { sent: 2, pending: 0 } })
  })

  it('are not sent a day late', async () => {
    const [a = ''] = mexicans(1)
    const { id } = await ask(a)
    const row = await db.first('select data from outbound_messages where id = ?', [id])
    const data = typeof row?.data === 'string' ? JSON.parse(row.data) : row?.data
    await db.change('update outbound_messages set data = ? where id = ?', [
      JSON.stringify({ ...data, until: 1 }),
      id
    ])
    await send()
    expect(sent).toEqual([])
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'failed', reason: { code: 'too_late' } })
  })

  it('answer a stop word once, past the opt-out that they confirm', async () => {
    const [a = ''] = mexicans(1)
    await settings.change(BOT, { opt_out_confirmation: TEXT }, SOMEBODY)
    await says(a, 'BAJA')
    await says(a, 'STOP')
    await confirm()
    await confirm()
    await send()
    await confirm()
    await send()
    // Under the address that WhatsApp has written back from.
    expect(sent).toEqual([{ to: a.slice(1), text: TEXT, ref: expect.any(String), webhookUrl: null }])
    const { id } = await ask(a)
    await send()
    expect(await singles.get(BOT, id)).toMatchObject({ status: 'skipped' })
  })

  it('answer no stop word of whom anything else keeps off the list of those written to', async () => {
    const [a = '', b = ''] = mexicans(2)
    await settings.change(BOT, { opt_out_confirmation: TEXT }, SOMEBODY)
    await says(a, 'BAJA')
    await says(b, 'BAJA')
    await suppress(db, BOT, [{ person: a, channel: 'whatsapp', source: 'provider', evidence: '131050' }])
    await confirm()
    await says(b, 'ALTA')
    await send()
    expect(sent).toEqual([])
    const rows = await db.query('select status, reason_code from outbound_messages order by id')
    expect(rows).toEqual([
      { status: 'skipped', reason_code: 'suppressed' },
      { status: 'skipped', reason_code: 'taken_back' }
    ])
  })

  it('answer nothing where the bot has no words for it', async () => {
    const [a = ''] = mexicans(1)
    await says(a, 'BAJA')
    await confirm()
    expect(await ownersOfBot(db, BOT)).toEqual([])
  })

  it('are forgotten with their person, owed or not, and when their time has come', async () => {
    const [a = '', b = ''] = mexicans(2)
    const one = await ask(a, 'a')
    await forgetOwed(db, BOT, [a])
    expect(await singles.get(BOT, one.id)).toMatchObject({
      status: 'cancelled',
      phone_number: null,
      template_id: null,
      reason: { code: 'forgotten' }
    })
    const two = await ask(b, 'b')
    await send()
    const [owner = { type: '', id: 0 }] = await ownersOfBot(db, BOT)
    await forgetOld(db, owner, 3_600_000)
    expect((await singles.get(BOT, two.id)).phone_number).not.toBeNull()
    await db.change('update outbound_messages set updated_at = 1')
    expect(await forgetOld(db, owner, 3_600_000)).toBe(false)
    expect(await singles.get(BOT, two.id)).toMatchObject({ status: 'sent', phone_number: null })
    expect((await readLane(db, owner))?.tally).toMatchObject({ sent: 1, cancelled: 1, pending: 0 })
  })

  it('leave their lane closed when nothing is owed', async () => {
    const [a = ''] = mexicans(1)
    await ask(a)
    const [owner = { type: '', id: 0 }] = await ownersOfBot(db, BOT)
    expect((await readLane(db, owner))?.open).toBe(true)
    await send()
    expect((await readLane(db, owner))?.open).toBe(false)
    const request = {
      owner,
      settlements: [],
      inFlight: 0,
      holds: false,
      sender: { id: 'whatsapp:447700900001', ratePerSecond: 20, dailyUniqueLimit: null },
      leaseMs: 1000,
      gate: { frequencyCap: null, pairRestMs: 0 }
    }
    expect((await takeTurn(db, request, planner, () => 0)).waiting).toEqual({ code: 'closed', until: null })
  })
})
