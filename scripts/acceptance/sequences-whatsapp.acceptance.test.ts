/** WhatsApp in sequences, and how people come into them: each by itself, by profile, by what happens to them. */
import { numbers, type List } from './campaigns'
import { eventually } from './client'
import { mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${run}@example.com`
const DAY_MS = 86_400_000

const whatsapp = (key: string, more: Record<string, unknown> = {}) => ({
  key,
  type: 'whatsapp',
  config: { template_id: 'bienvenida', language: 'es_MX', variables: ['{{first_name}}'] },
  ...more
})
const later = async (days: number) => sequences.goTo((await sequences.clock()) + days * DAY_MS + 60_000)
const subjects = async (name: string) => (await sequences.mails(address(name))).map(({ subject }) => subject)
const receives = (name: string, wanted: readonly string[]) =>
  eventually(
    () => subjects(name),
    found => JSON.stringify(found) === JSON.stringify(wanted)
  )
const says = async (phone: string, text: string) => {
  const answer = await server.sandbox('/vonage/inbound', {
    method: 'POST',
    json: { from: `521${phone}`, text }
  })
  expect(answer.status).toBeLessThan(300)
}
const eventsOf = async (leadId: number) =>
  (
    await server.api<List<{ type: string; verdict: string; source: string; step_key: string | null }>>(
      `/events?lead_id=${leadId}&limit=100`
    )
  ).body.items.map(({ type, verdict, source, step_key }) => `${type} ${verdict} ${source} ${step_key ?? ''}`)
const begin = async (name: string, phone: string, steps: readonly object[]) => {
  const { id } = await sequences.create({ name: `${name} ${run}`, steps, known_fields: ['plan'] })
  const lead = await sequences.lead({ email: address(name), first_name: name, phone_number: phone })
  return { sequence: id, lead, enrollment: await sequences.enroll(id, lead.id) }
}

describeWith(['own server', 'clock'], 'a template in a sequence', () => {
  beforeAll(() => sequences.settings())

  it('that is read counts as opened, by a person, and the way goes on by it', async () => {
    const [phone = ''] = numbers(1)
    const { sequence, lead, enrollment } = await begin('Lupe', phone, [
      whatsapp('hola'),
      {
        key: 'lo-vio',
        type: 'condition',
        config: { check: { kind: 'opened', step_key: 'hola' }, within_days: 2 }
      },
      mailStep('visto', { parent_key: 'lo-vio', branch: 'yes' }),
      mailStep('sin-ver', { parent_key: 'lo-vio', branch: 'no' })
    ])
    await receives('Lupe', ['visto Lupe'])
    await sequences.until(enrollment, ({ status }) => status === 'completed')
    expect((await eventsOf(lead.id)).sort()).toEqual([
      'delivered human channel hola',
      'opened human channel hola'
    ])
    expect(await sequences.executions(enrollment)).toMatchObject([
      { step_key: 'hola', status: 'read' },
      { step_key: 'lo-vio', outcome: { taken: 'yes' } },
      { step_key: 'visto' }
    ])

    const whole = await server.api<{ totals: Record<string, number> }>('/sequences/metrics')
    expect(whole).toMatchObject({ status: 200, body: { totals: { sent: expect.any(Number) } } })
    const own = await server.api(`/sequences/templates/${sequence}/metrics`)
    expect(own.body).toMatchObject({
      totals: { sent: 2, emails_sent: 1, whatsapps_sent: 1, opened: 1, failed: 0 },
      steps: expect.arrayContaining([
        expect.objectContaining({ step_key: 'hola', type: 'whatsapp', sent: 1, opened: 1 })
      ])
    })
  })

  it('that the account does not take stops WhatsApp alone, with its reason: mails go on', async () => {
    const { id } = await sequences.create({
      name: `Dos canales ${run}`,
      known_fields: ['plan'],
      steps: [
        {
          key: 'por-donde',
          type: 'condition',
          config: { check: { kind: 'field', field: 'plan', operator: 'is', value: 'wa' } }
        },
        whatsapp('hola', { parent_key: 'por-donde', branch: 'yes' }),
        mailStep('carta', { parent_key: 'por-donde', branch: 'no' })
      ]
    })
    const [refused = ''] = numbers(1, '991022')
    const [other = ''] = numbers(1)
    const first = await sequences.lead({
      email: address('wa1'),
      first_name: 'Ada',
      phone_number: refused,
      custom: { plan: 'wa' }
    })
    await sequences.enroll(id, first.id)
    const stopped = await eventually(
      () => sequences.get(id),
      ({ status_reason }) => status_reason !== null
    )
    expect(stopped).toMatchObject({ active: true })
    expect(JSON.stringify(stopped.status_reason)).toMatch(/whatsapp/)

    const waits = await sequences.lead({
      email: address('wa2'),
      first_name: 'Eva',
      phone_number: other,
      custom: { plan: 'wa' }
    })
    const waiting = await sequences.enroll(id, waits.id)
    const mailed = await sequences.lead({ email: address('Carla'), first_name: 'Carla' })
    await sequences.enroll(id, mailed.id)
    await receives('Carla', ['carta Carla'])
    await sequences.until(waiting, ({ waiting_for }) => waiting_for.some(({ code }) => code === 'stopped'))
  })

  it('is the last that reaches who answers with an opt-out word', async () => {
    const [phone = ''] = numbers(1)
    const { lead, enrollment } = await begin('Nora', phone, [
      whatsapp('hola'),
      mailStep('uno', { delay_days: 1 }),
      whatsapp('otra', { delay_days: 1 })
    ])
    await sequences.until(enrollment, ({ step_key }) => step_key === 'uno')
    await says(phone, 'BAJA')
    await sequences.until(enrollment, ({ status }) => status === 'opted_out')
    expect(await sequences.getLead(lead.id)).toMatchObject({ status: 'opted_out' })
    await later(3)
    await sequences.execute()
    expect(await subjects('Nora')).toEqual([])
    expect(await sequences.executions(enrollment)).toHaveLength(1)
  })

  it('on day 4 is answered: the mails of later days wait', async () => {
    const [phone = ''] = numbers(1)
    const { enrollment } = await begin('Rita', phone, [
      mailStep('uno'),
      whatsapp('dos', { delay_days: 4 }),
      mailStep('tres', { delay_days: 3 })
    ])
    await receives('Rita', ['uno Rita'])
    await sequences.until(enrollment, ({ step_key }) => step_key === 'dos')
    await later(4)
    await sequences.until(enrollment, ({ step_key }) => step_key === 'tres')
    await says(phone, 'Sí, llámame')
    await sequences.until(enrollment, ({ status }) => status === 'paused')
    await later(5)
    await sequences.execute()
    expect(await subjects('Rita')).toEqual(['uno Rita'])
  })
})

interface Enrolled {
  counts: Record<string, number>
  results: Array<{ lead_id: number; result: string; detail: string }>
}

describeWith(['own server', 'clock'], 'many people at once, and by themselves', () => {
  beforeAll(() => sequences.settings())

  it('come in by their profile, and each is told what came of it', async () => {
    const icp = `perfil ${run}`
    const { id } = await sequences.create({
      name: `Por perfil ${run}`,
      icp,
      steps: [{ key: 'espera', type: 'wait', delay_days: 5 }, mailStep('uno')]
    })
    const [phone = ''] = numbers(1)
    const fresh = await sequences.lead({ email: address('nueva'), icp })
    const inside = await sequences.lead({ email: address('dentro'), icp })
    const out = await sequences.lead({ email: address('fuera'), icp })
    const unreachable = await sequences.lead({ phone_number: phone, icp })
    const other = await sequences.lead({ email: address('otra'), icp: `otro ${run}` })
    await sequences.enroll(id, inside.id)
    expect(
      (await server.api('/opt-outs', { method: 'POST', json: { email: address('fuera') } })).status
    ).toBeLessThan(300)
    const answer = await server.api<Enrolled>('/sequences/enroll-by-icp', {
      method: 'POST',
      json: { template_id: id }
    })
    expect(answer.status).toBeLessThan(300)
    const results = new Map(answer.body.results.map(({ lead_id, result }) => [lead_id, result]))
    expect(Object.fromEntries(results)).toEqual({
      [fresh.id]: 'enrolled',
      [inside.id]: 'already_in',
      [out.id]: 'opted_out',
      [unreachable.id]: 'no_address'
    })
    expect(answer.body.results.every(({ detail }) => detail.length > 5)).toBe(true)
    expect(await sequences.enrollmentsOf(other.id)).toEqual([])
  })

  it('begin by themselves: whoever becomes a lead, and whoever comes to a score', async () => {
    const steps = [{ key: 'espera', type: 'wait', delay_days: 5 }, mailStep('uno')]
    const icp = `disparo ${run}`
    const made = await sequences.create({
      name: `Al crear ${run}`,
      icp,
      trigger: { kind: 'on_lead_created' },
      steps
    })
    const scored = await sequences.create({
      name: `Por puntos ${run}`,
      icp,
      trigger: { kind: 'score_threshold', score: 60 },
      steps
    })
    const lead = await sequences.lead({ email: address('sola'), icp, score: 10 })
    const inWhich = async () => (await sequences.enrollmentsOf(lead.id)).map(one => one.template_id).sort()
    await eventually(inWhich, ids => ids.includes(made.id))
    expect(await inWhich()).not.toContain(scored.id)
    await sequences.lead({ email: address('sola'), score: 75 })
    await eventually(inWhich, ids => ids.includes(scored.id))
    expect(await sequences.enrollmentsOf(lead.id)).toMatchObject([
      { source: 'trigger' },
      { source: 'trigger' }
    ])
  })
})
