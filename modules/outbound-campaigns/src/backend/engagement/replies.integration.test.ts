import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { messageReply, news, takeReplies, type ReplyBody } from '../inbox'
import { sentMessages } from '../inbox/testing/sent-messages'
import { toText } from '../platform/database/values'
import { BOT, engagementBench, type EngagementBench } from './testing/bench'

const ANA = '+524422591631'
const said = (more: Partial<ReplyBody> = {}): ReplyBody => ({
  via: 'webhook',
  person: ANA,
  user_id: null,
  address: '5214422591631',
  uuid: 'in-1',
  answers: null,
  at: null,
  type: 'text',
  text: 'Sí, me interesa',
  payload: null,
  ...more
})

describe.each(databases)('Replies on WhatsApp, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    bench.inbox.on(messageReply, takeReplies(bench.engagement.replies))
  })
  afterEach(async () => {
    await bench.inbox.release(BOT)
    await test.destroy()
  })

  const hear = async (...bodies: ReplyBody[]) => {
    await bench.inbox.receive(
      BOT,
      bodies.map((body, n) =>
        news(messageReply, { dedupeKey: `${body.via} ${n} ${body.text ?? ''}`, subject: null, body })
      )
    )
    const open = async () =>
      (await bench.db.query(`select id from outbound_inbox where status = 'open' and kind = 'message.reply'`))
        .length
    while ((await open()) > 0) {
      await bench.inboxJob.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const told = async () =>
    (await bench.db.query(`select body from outbound_inbox where kind = 'engagement.event' order by id`)).map(
      ({ body }) => JSON.parse(toText(body)) as Record<string, unknown>
    )

  it('are replies of the lead who has this number, to the message that was sent last', async () => {
    const lead = await bench.lead({ phone_number: '4422591631' })
    const [message = 0] = await sentMessages(bench.db, [ANA])
    bench.engagement.readPlacesFrom(
      async () =>
        new Map([[message, { enrollmentId: 5, sequenceId: 6, stepKey: 'hello', leadId: lead, sentAt: 0 }]])
    )
    await hear(said())
    expect(await told()).toEqual([
      expect.objectContaining({
        type: 'replied',
        lead_id: lead,
        channel: 'whatsapp',
        person: ANA,
        message_id: message,
        enrollment_id: 5,
        step_key: 'hello',
        verdict: 'human'
      })
    ])
  })

  it('that both the webhook and the bot tell of are one', async () => {
    await bench.lead({ phone_number: '4422591631' })
    await hear(said(), said({ via: 'bot', uuid: null }))
    await hear(said({ text: 'Otra cosa' }))
    expect(await told()).toHaveLength(2)
  })

  it('of people who are no leads are none', async () => {
    await hear(said())
    expect(await bench.db.query('select id from outbound_events')).toEqual([])
  })
})
