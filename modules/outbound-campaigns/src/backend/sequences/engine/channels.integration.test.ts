import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { BOT, HOUR, mailStep, SequenceBench } from '../testing/sequence-bench'

const whatsappStep = (key: string, more: object = {}) => ({
  key,
  type: 'whatsapp',
  config: { template_id: 'hola', language: 'es_MX' },
  ...more
})

describe.each(databases)('Two channels of one sequence, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
    // Of mails, twenty are given out ahead; of WhatsApp messages three hundred.
    await bench.settings.change(
      BOT,
      { email_rate_per_second: 0.1, sender_rate_per_second: 5 },
      { email: null }
    )
  })
  afterEach(() => test.destroy())

  const owed = async (channel: string) =>
    (
      await bench.db.query(`select id from outbound_messages where channel = ? and status = 'pending'`, [
        channel
      ])
    ).length
  const rounds = async (n: number) => {
    for (let round = 0; round < n; round += 1) await bench.engine.run()
  }

  it('do not wait for each other: a full lane of mails holds up no WhatsApp message', async () => {
    const mails = await bench.sequence([
      {
        key: 'which',
        type: 'condition',
        config: { check: { kind: 'field', field: 'company', operator: 'is', value: 'W' } }
      },
      whatsappStep('wa', { parent_key: 'which', branch: 'yes' }),
      mailStep('mail', { parent_key: 'which', branch: 'no' })
    ])
    await bench.enroll(mails, await bench.leads(200, { company: 'M' }))
    await rounds(3)
    expect([await owed('email'), await owed('whatsapp')]).toEqual([20, 0])
    bench.calendar.time += HOUR
    await bench.enroll(mails, await bench.leads(150, { company: 'W' }))
    await rounds(4)
    expect([await owed('email'), await owed('whatsapp')]).toEqual([20, 150])
  })

  it('keep whoever has to wait due, at their step, and in their turn once there is room', async () => {
    const id = await bench.sequence([
      { key: 'pause', type: 'wait', config: {} },
      mailStep('mail'),
      whatsappStep('wa', { delay_days: 1 })
    ])
    await bench.enroll(id, await bench.leads(30))
    await rounds(2)
    const waiting = (await bench.enrollments(id)).filter(({ waitingFor }) => waitingFor === 'time')
    expect(waiting).toHaveLength(10)
    for (const one of waiting)
      expect(one).toMatchObject({
        status: 'active',
        stepKey: 'mail',
        dueAt: bench.calendar.time,
        dueWhy: [{ code: 'busy' }]
      })
    await bench.settings.change(BOT, { email_rate_per_second: 1000 }, { email: null })
    await bench.settle()
    expect(bench.sent).toHaveLength(30)
    expect((await bench.enrollments(id)).every(({ stepKey }) => stepKey === 'wa')).toBe(true)
  })
})
