import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import type { EventBody } from '../../engagement'
import type { StoredLead } from '../../leads'
import { BOT, DAY, HOUR, mailStep, MONDAY, SequenceBench } from '../testing/sequence-bench'
import { SequenceReactions } from './reactions'

describe.each(databases)('What people do, in their sequences, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench
  let reactions: SequenceReactions

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
    reactions = new SequenceReactions({
      settings: bench.settings,
      changes: bench.changes,
      changed: () => undefined
    })
  })
  afterEach(() => test.destroy())

  const tell = (lead: StoredLead, event: Partial<EventBody>) =>
    bench.db.transaction(tx =>
      reactions.events(tx, BOT, [
        {
          id: 1,
          receivedAt: 0,
          body: {
            event_id: 1,
            type: 'replied',
            lead_id: lead.id,
            person: lead.phone,
            channel: 'whatsapp',
            message_id: null,
            enrollment_id: null,
            sequence_id: null,
            step_key: null,
            at: bench.calendar.time,
            verdict: 'human',
            ...event
          }
        }
      ])
    )
  const one = async (id: number, n = 0) => {
    const enrollment = (await bench.enrollments(id))[n]
    if (!enrollment) throw new Error('Nobody is in it.')
    return enrollment
  }
  const lead = async (more = {}) => {
    const [made] = await bench.leads(1, more)
    if (!made) throw new Error('No lead.')
    return made
  }
  const sentMessage = async () =>
    Number((await bench.db.first('select id from outbound_messages order by id limit 1'))?.id)

  it('a reply on WhatsApp stops the mails of the same person, also those that are owed', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 3 })])
    const ana = await lead()
    await bench.enroll(id, [ana])
    await bench.engine.run()
    await tell(ana, {})
    await bench.settle()
    expect(bench.sent).toEqual([])
    expect(await one(id)).toMatchObject({
      status: 'paused',
      reason: { code: 'replied' },
      replied: 1
    })
  })

  it('what a machine did counts as nothing', async () => {
    const id = await bench.sequence([mailStep('one')])
    const ana = await lead()
    await bench.enroll(id, [ana])
    await tell(ana, { verdict: 'machine' })
    expect(await one(id)).toMatchObject({ status: 'active', replied: 0 })
  })

  it('an automatic answer holds them until the working day after their return, and is no reply', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two', { delay_days: 1 })])
    const ana = await lead()
    await bench.enroll(id, [ana])
    await bench.settle()
    // Back on Friday the sixth: the next working day is Monday the ninth.
    await tell(ana, { type: 'auto_reply', return_at: Date.parse('2026-03-06T18:00:00Z') })
    expect(await one(id)).toMatchObject({
      status: 'active',
      replied: 0,
      dueAt: Date.parse('2026-03-09T06:00:00Z'),
      dueWhy: [{ code: 'hold' }]
    })
  })

  it('opens and clicks are noted at the step, wake a condition, and count each mail once', async () => {
    const id = await bench.sequence([
      mailStep('one'),
      { key: 'asks', type: 'condition', config: { check: { kind: 'clicked' }, within_days: 5 } },
      mailStep('yes', { parent_key: 'asks', branch: 'yes' }),
      mailStep('no', { parent_key: 'asks', branch: 'no' })
    ])
    const ana = await lead()
    await bench.enroll(id, [ana])
    await bench.settle()
    expect(await one(id)).toMatchObject({ waitingFor: 'condition', dueAt: MONDAY + 5 * DAY })
    bench.calendar.time += HOUR
    const message_id = await sentMessage()
    await tell(ana, { type: 'opened', channel: 'email', message_id })
    await tell(ana, { type: 'opened', channel: 'email', message_id })
    await bench.settle()
    expect(bench.sent).toHaveLength(1)
    await tell(ana, { type: 'clicked', channel: 'email', message_id })
    await bench.settle()
    expect(bench.sent.map(({ subject }) => subject)).toEqual(['one Ana', 'yes Ana'])
    expect(await one(id)).toMatchObject({ opened: 1, clicked: 1, status: 'completed' })
    const row = await bench.db.first(
      `select open_count, click_count from outbound_executions where step_key = 'one'`
    )
    expect([Number(row?.open_count), Number(row?.click_count)]).toEqual([2, 1])
  })

  it('a reply pauses the whole company where the sequence wants that', async () => {
    const id = await bench.sequence([mailStep('one')], { settings: { pause_company_on_reply: true } })
    const other = await lead({ company: 'Nopal' })
    const [a, b] = [await lead({ company: 'ACME' }), await lead({ company: 'ACME' })]
    await bench.enroll(id, [other, a, b])
    await tell(a, {})
    const states = (await bench.enrollments(id)).map(({ status, reason }) => [status, reason?.code ?? null])
    expect(states).toEqual([
      ['active', null],
      ['paused', 'replied'],
      ['paused', 'company_replied']
    ])
  })

  it('a booked meeting pauses, a bounce fails, spam and opt-outs end it', async () => {
    const id = await bench.sequence([mailStep('one', { delay_days: 1 })])
    const [a, b, c, d] = await bench.leads(4)
    if (!a || !b || !c || !d) throw new Error('No leads.')
    await bench.enroll(id, [a, b, c, d])
    await tell(a, { type: 'meeting_booked', channel: null })
    await tell(b, { type: 'bounced', channel: 'email' })
    await tell(c, { type: 'complained', channel: 'email' })
    await bench.db.transaction(tx =>
      reactions.suppressed(tx, BOT, [{ body: { person: d.email_key ?? '', channel: 'all' } }])
    )
    expect((await bench.enrollments(id)).map(({ status }) => status)).toEqual([
      'paused',
      'failed',
      'opted_out',
      'opted_out'
    ])
  })
})
