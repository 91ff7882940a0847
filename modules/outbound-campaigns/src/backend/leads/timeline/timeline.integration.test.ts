import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { suppress } from '../../compliance'
import { addNews, messageReply, news, type ReplyBody } from '../../inbox'
import { subjectOf } from '../../inbox/reply'
import { sentMessages } from '../../inbox/testing/sent-messages'
import { enqueue } from '../../outbox'
import { BOT, CALLER, leadsBench, type LeadsBench } from '../testing/bench'
import type { ShownEntry } from './schema'
import { cutOut, type TimelineEntry } from './source'

const PHONE = '+524422591631'

describe.each(databases)("A lead's timeline, $name", ({ create }) => {
  let test: TestDatabase
  let bench: LeadsBench
  let id: number

  beforeAll(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
    const { db, leads } = bench
    id = (
      await leads.upsert(
        BOT,
        { phone_number: PHONE, email: 'a@example.com', consent_source: 'feria' },
        CALLER
      )
    ).lead.id
    await leads.change(BOT, id, { company: 'Acme', consent_at: '2026-01-31T00:00:00Z' }, CALLER)
    const [message = 0] = await sentMessages(db, [PHONE, '+524422591632'])
    await db.change(
      'update outbound_messages set delivered_at = sent_at, read_at = sent_at + 5 where id = ?',
      [message]
    )
    const owed = { owner: { type: 'campaign', id: 2 }, botId: BOT, channel: 'whatsapp' }
    await sentMessages(db, ['+524422591639'], { owner: owed.owner })
    await enqueue(db, owed, [{ person: PHONE, dedupeKey: PHONE, importId: null, line: 1, data: [] }])
    await db.transaction(tx =>
      suppress(tx, BOT, [{ person: PHONE, channel: 'whatsapp', source: 'stop_word', evidence: 'BAJA' }])
    )
    const reply = (via: 'webhook' | 'bot', text: string, key: string) => {
      const body: ReplyBody = {
        via,
        person: PHONE,
        user_id: null,
        address: null,
        uuid: null,
        answers: null,
        at: null,
        type: 'text',
        text,
        payload: null
      }
      return { ...news(messageReply, { dedupeKey: key, subject: subjectOf(PHONE), body }), botId: BOT }
    }
    await addNews(db, [
      reply('bot', 'Hola', '1'),
      reply('webhook', 'Hola', '2'),
      reply('webhook', 'BAJA', '3')
    ])
    // Twenty of one moment, from a part of the module that comes later.
    bench.addTimelineSource({
      name: 'tests',
      read: async (_botId, lead, range) =>
        cutOut(
          Array.from({ length: 20 }, (_, n): TimelineEntry => ({
            at: 1_000 + Math.floor(n / 10),
            id: n + 1,
            kind: 'test',
            channel: null,
            details: { lead: lead.id, n }
          })),
          range
        )
    })
  })
  afterAll(() => test.destroy())

  const page = async (limit: number, cursor?: string) =>
    (await bench.handler('get', '/leads/:id/timeline')(
      {
        botId: BOT,
        caller: CALLER,
        params: { id },
        query: { limit, cursor },
        body: undefined,
        req: {} as never
      },
      {} as never
    )) as { items: ShownEntry[]; next_cursor: string | null }

  it('tells everything that happened on every channel, each once, newest first', async () => {
    const { items, next_cursor } = await page(500)
    expect(next_cursor).toBeNull()
    const kinds = items.map(({ kind }) => kind).filter(kind => kind !== 'test')
    expect([...kinds].sort()).toEqual([
      'lead.changed',
      'lead.consented',
      'lead.created',
      'message.delivered',
      'message.pending',
      'message.read',
      'message.sent',
      'opt_out',
      'reply',
      'reply'
    ])
    const times = items.map(({ at }) => Date.parse(at))
    expect(times).toEqual([...times].sort((a, b) => b - a))
    expect(items.find(({ kind }) => kind === 'message.sent')).toMatchObject({
      channel: 'whatsapp',
      details: { campaign_id: 1, status: 'sent', attempt: 1 }
    })
    expect(items.find(({ kind }) => kind === 'lead.changed')).toMatchObject({
      details: { actor: CALLER.email, fields: ['company', 'consent_at'] }
    })
    expect(items.find(({ kind }) => kind === 'opt_out')).toMatchObject({
      channel: 'whatsapp',
      details: { source: 'stop_word', evidence: 'BAJA' }
    })
  })

  it.each([1, 3, 7])('is the same page by page, %i at a time', async limit => {
    const whole = (await page(500)).items
    const found: ShownEntry[] = []
    let cursor: string | undefined
    do {
      const one = await page(limit, cursor)
      expect(one.items.length).toBeLessThanOrEqual(limit)
      found.push(...one.items)
      cursor = one.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(found).toEqual(whole)
  })

  it('refuses a cursor that it did not give', async () => {
    await expect(page(5, 'x')).rejects.toMatchObject({ status: 400 })
    await expect(page(5, '1.99.1')).rejects.toMatchObject({ status: 400 })
  })
})
