/** What happens to people on their way: answers, conditions, tasks, other systems, orders, and a sequence that changes. */
import { createHmac } from 'crypto'
import { numbers, type List } from './campaigns'
import { eventually } from './client'
import { mailStep, sequencesAt, type Enrollment } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${run}@example.com`
const DAY_MS = 86_400_000

const later = async (days: number) => sequences.goTo((await sequences.clock()) + days * DAY_MS + 60_000)
const subjects = async (name: string) => (await sequences.mails(address(name))).map(({ subject }) => subject)
const known = new Map<string, number>()
/** In the mailbox, and noted: what is counted from a mail is counted from when it was noted as sent. */
const receives = async (name: string, wanted: readonly string[]) => {
  await eventually(
    () => subjects(name),
    found => JSON.stringify(found) === JSON.stringify(wanted)
  )
  await eventually(
    () => sequences.enrollmentsOf(known.get(name) ?? 0),
    found => found.reduce((sum, { emails_sent }) => sum + emails_sent, 0) === wanted.length
  )
}
const someone = async (name: string, more: Record<string, unknown> = {}) => {
  const lead = await sequences.lead({ email: address(name), first_name: name, ...more })
  known.set(name, lead.id)
  return lead
}
const begin = async (name: string, steps: readonly object[], more: Record<string, unknown> = {}) => {
  const { id } = await sequences.create({ name: `${name} ${run}`, steps, known_fields: ['plan'] })
  const lead = await someone(name, more)
  return { sequence: id, lead, enrollment: await sequences.enroll(id, lead.id) }
}

describeWith(['own server', 'clock'], 'a person in a sequence', () => {
  beforeAll(() => sequences.settings())

  it('who answers on WhatsApp gets no more mails', async () => {
    const [phone = ''] = numbers(1)
    const { enrollment } = await begin(
      'Marta',
      [
        mailStep('uno'),
        mailStep('dos', { delay_days: 3 }),
        mailStep('tres', { delay_days: 4 }),
        mailStep('cuatro', { delay_days: 3 })
      ],
      { phone_number: phone }
    )
    await receives('Marta', ['uno Marta'])
    await later(3)
    await receives('Marta', ['uno Marta', 'dos Marta'])
    await later(1)
    const said = await server.sandbox('/vonage/inbound', {
      method: 'POST',
      json: { from: `521${phone}`, text: 'Me interesa, ¿cuándo hablamos?' }
    })
    expect(said.status).toBeLessThan(300)
    const paused = await sequences.until(enrollment, ({ status }) => status === 'paused')
    expect(paused).toMatchObject({ status_reason: { code: 'replied' }, next_send_at: null })
    await later(10)
    await sequences.execute()
    expect(await subjects('Marta')).toEqual(['uno Marta', 'dos Marta'])

    await sequences.status(enrollment, 'active')
    await receives('Marta', ['uno Marta', 'dos Marta', 'tres Marta'])
  })

  it('takes the branch of a condition that fits', async () => {
    const steps = [
      {
        key: 'plan',
        type: 'condition',
        config: { check: { kind: 'field', field: 'plan', operator: 'is', value: 'oro' } }
      },
      mailStep('oro', { parent_key: 'plan', branch: 'yes' }),
      mailStep('otro', { parent_key: 'plan', branch: 'no' }),
      mailStep('fin')
    ]
    const { sequence, enrollment } = await begin('Olga', steps, { custom: { plan: 'Oro' } })
    const other = await someone('Pepe', { custom: { plan: 'plata' } })
    await sequences.enroll(sequence, other.id)
    await receives('Olga', ['oro Olga', 'fin Olga'])
    await receives('Pepe', ['otro Pepe', 'fin Pepe'])
    expect(await sequences.executions(enrollment)).toContainEqual(
      expect.objectContaining({ step_key: 'plan', status: 'done', outcome: { taken: 'yes' } })
    )
  })

  it('waits for somebody to do a task', async () => {
    const { lead } = await begin('Rosa', [
      { key: 'llamar', type: 'task', config: { title: 'Llamar a {{first_name}}', due_days: 1 } },
      mailStep('despues')
    ])
    type Task = { id: number; title: string; status: string; lead_id: number }
    const tasks = await eventually(
      async () => (await server.api<List<Task>>('/tasks?status=open')).body.items,
      items => items.some(task => task.lead_id === lead.id)
    )
    const task = tasks.find(one => one.lead_id === lead.id)
    expect(task).toMatchObject({ title: 'Llamar a Rosa', status: 'open' })
    await later(5)
    await sequences.execute()
    expect(await subjects('Rosa')).toEqual([])
    await sequences.must(`/tasks/${task?.id}`, 'PUT', { status: 'done', note: 'Habló con ella' }, [200])
    await receives('Rosa', ['despues Rosa'])
  })

  it('is told to another system, signed, tried again with the same key, and goes on', async () => {
    const name = `crm-${run}-503-first-1`
    const { enrollment, sequence, lead } = await begin('Saúl', [
      {
        key: 'crm',
        type: 'webhook',
        config: {
          url: `${server.address().url}/sandbox/hooks/${name}`,
          secret: 'un secreto largo',
          data: { saludo: 'Hola {{first_name}}' }
        }
      },
      mailStep('listo')
    ])
    await receives('Saúl', ['listo Saúl'])
    const calls = await sequences.calls(name)
    expect(calls.map(({ answered }) => answered)).toEqual([503, 200])
    expect(new Set(calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    const [, last] = calls
    const body = JSON.parse(last?.body ?? '') as Record<string, unknown>
    expect(body).toMatchObject({
      event: 'sequence.step',
      bot_id: server.address().bot,
      sequence: { id: sequence },
      step_key: 'crm',
      enrollment_id: enrollment,
      lead: { id: lead.id, first_name: 'Saúl' },
      data: { saludo: 'Hola Saúl' }
    })
    const signed = createHmac('sha256', 'un secreto largo').update(
      `${last?.headers['x-timestamp']}.${last?.body}`
    )
    expect(last?.headers['x-signature']).toBe(`sha256=${signed.digest('hex')}`)
    expect(await sequences.executions(enrollment)).toContainEqual(
      expect.objectContaining({ step_key: 'crm', status: 'done', outcome: { http_status: 200 } })
    )
    const { steps } = await sequences.get(sequence)
    expect(JSON.stringify(steps)).not.toContain('un secreto largo')
  })

  it('is paused, goes on and is taken out by hand', async () => {
    const { enrollment, sequence, lead } = await begin('Tito', [
      mailStep('a'),
      mailStep('b', { delay_days: 2 }),
      mailStep('c', { delay_days: 2 })
    ])
    await receives('Tito', ['a Tito'])
    expect(await sequences.status(enrollment, 'paused')).toMatchObject({ status: 'paused' })
    await later(5)
    await sequences.execute()
    expect(await subjects('Tito')).toEqual(['a Tito'])
    await sequences.status(enrollment, 'active')
    await receives('Tito', ['a Tito', 'b Tito'])
    expect(await sequences.status(enrollment, 'stopped', 'Ya es cliente')).toMatchObject({
      status: 'stopped',
      next_send_at: null
    })
    await later(5)
    await sequences.execute()
    expect(await subjects('Tito')).toEqual(['a Tito', 'b Tito'])
    const again = await server.api(`/sequences/enrollments/${enrollment}/status`, {
      method: 'PUT',
      json: { status: 'active' }
    })
    expect(again.status).toBe(409)
    // Out of it, they may begin once more.
    expect(await sequences.enroll(sequence, lead.id)).not.toBe(enrollment)
  })

  it('goes along when the sequence changes, and repeats and skips nothing', async () => {
    const { enrollment, sequence } = await begin('Úrsula', [mailStep('a'), mailStep('b', { delay_days: 3 })])
    const stays = await begin('Vera', [mailStep('a'), mailStep('b', { delay_days: 3 })])
    await receives('Úrsula', ['a Úrsula'])
    await receives('Vera', ['a Vera'])
    const steps = [mailStep('a'), mailStep('nuevo', { delay_days: 1 }), mailStep('b', { delay_days: 1 })]
    const preview = await sequences.must<{ people: unknown[] }>(
      `/sequences/templates/${sequence}/steps/preview`,
      'POST',
      { steps },
      [200]
    )
    expect(preview.people.length).toBeGreaterThan(0)
    const changed = await sequences.change(sequence, { steps, people: 'move' })
    expect(changed.version).toMatchObject({ n: 2 })
    await sequences.change(stays.sequence, { steps, people: 'stay' })
    await sequences.until(enrollment, ({ total_steps }) => total_steps === 3)
    expect(await sequences.enrollment(stays.enrollment)).toMatchObject({ total_steps: 2 })
    await later(3)
    await later(3)
    await later(3)
    const ended = ({ status }: Enrollment) => status === 'completed'
    await sequences.until(stays.enrollment, ended)
    expect(await subjects('Vera')).toEqual(['a Vera', 'b Vera'])
    await sequences.until(enrollment, ended)
    const got = await subjects('Úrsula')
    expect(new Set(got).size).toBe(got.length)
    expect(got).toContain('b Úrsula')
  })
})
