/** From what people do to who qualifies: points, the total, the end of a sequence, the CRM, the bot's flow, the file. */
import { numbers } from './campaigns'
import { eventually, type Problem } from './client'
import { mailStep, sequencesAt, type Lead } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const HOOK = `crm-${run}`

/** A flow that knows the event: it greets whoever has qualified, by what the event says. */
const FLOW = `
module.exports = async ({ event, reply }) => {
  if (event.type !== 'lead_qualified') return
  const { total, lead_id } = event.payload
  await reply('Calificó ' + lead_id + ' con ' + total + ', user ' + event.state.user.outbound_lead.total)
}
`

interface ScoredLead extends Lead {
  score: number | null
  points: number
  total: number
  qualified_at: string | null
  scoring: {
    model: string
    parts: Array<{ kind: string; count: number; points: number }>
    total: number
    up_to_date: boolean
    qualification: { id: number; how: string; webhook: string } | null
  }
}

interface Rescored {
  needed: boolean
  last: { status: string; model: string; changed: number; progress: number } | null
}

const leadOf = async (id: number) => (await server.api<ScoredLead>(`/leads/${id}`)).body

describeWith(['own server'], 'scores', () => {
  let key = ''

  beforeAll(async () => {
    await sequences.settings()
    server.own().setFlow(FLOW)
    await sequences.must(
      '/settings',
      'PUT',
      {
        qualified_bot_event: 'flow',
        qualified_webhook: {
          url: `${server.address().url}/sandbox/hooks/${HOOK}`,
          secret: `secreto ${run}`,
          hubspot_lifecycle_stage: 'salesqualifiedlead'
        }
      },
      [200]
    )
    key = (await server.api<{ key: string }>('/events/key', { method: 'POST' })).body.key
  })

  const tell = async (email: string, ...types: string[]) => {
    const now = await sequences.clock()
    const json = types.map((event_type, n) => ({
      id: `${run} ${email} ${event_type} ${n}`,
      email,
      event_type,
      timestamp: new Date(now - n * 1000).toISOString()
    }))
    const answer = await server.api('/events', { method: 'POST', token: key, bot: '___', json })
    expect(answer.status).toBe(202)
  }
  const rescored = async () => (await server.api<Rescored>('/nurturing/rescore')).body

  it('add up on the lead, and who reaches the score and answered qualifies: the CRM and the flow are told', async () => {
    const [phone = ''] = numbers(1)
    const email = `ana.${run}@example.com`
    const lead = await sequences.lead({ email, phone_number: phone, first_name: '=Ana', score: 20 })
    const sequence = await sequences.create({
      name: `Notas ${run}`,
      steps: [{ key: 'espera', type: 'wait', delay_days: 1 }, mailStep('uno')]
    })
    const enrollment = await sequences.enroll(sequence.id, lead.id)

    await tell(email, 'opened', 'opened', 'opened')
    const opened = await eventually(
      () => leadOf(lead.id),
      ({ points }) => points === 10
    )
    expect(opened).toMatchObject({ score: 20, total: 30, status: 'active' })

    await tell(email, 'clicked', 'replied')
    const qualified = await eventually(
      () => leadOf(lead.id),
      ({ scoring }) => scoring.qualification?.webhook === 'told'
    )
    expect(qualified).toMatchObject({
      points: 33,
      total: 53,
      status: 'qualified',
      qualified_at: expect.any(String),
      scoring: {
        model: 'tiered',
        parts: [
          { kind: 'reply', count: 1, points: 15 },
          { kind: 'click', count: 1, points: 8 },
          { kind: 'open', count: 3, points: 10 }
        ],
        total: 53,
        qualification: { how: 'score' }
      }
    })
    const ended = await sequences.until(enrollment, ({ status }) => status === 'qualified')
    expect(ended).toMatchObject({ qualified_at: qualified.qualified_at })

    const [call, ...more] = await sequences.calls(HOOK)
    expect(more).toEqual([])
    expect(call?.headers['x-signature']).toMatch(/^sha256=[0-9a-f]{64}$/)
    expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
      event: 'lead.qualified',
      id: call?.headers['idempotency-key'],
      lead: { id: lead.id, email, total: 53 },
      scoring: { own: 20, points: 33, opens: 3, clicks: 1, replies: 1 },
      crm: {
        hubspot: { id: email, properties: { lifecyclestage: 'salesqualifiedlead' } },
        salesforce: { object: 'Lead', fields: { Email: email, Status: 'Qualified' } }
      }
    })
    await eventually(
      async () =>
        (
          await server.sandbox<{ messages: Array<{ text: string }> }>(
            `/vonage/messages?to=521${phone}&limit=50`
          )
        ).body.messages.map(({ text }) => text),
      texts => texts.includes(`Calificó ${lead.id} con 53, user 53`)
    )

    const listed = await server.api<{ items: Array<{ lead_id: number; id: number }> }>('/nurturing/qualified')
    const found = listed.body.items.find(({ lead_id }) => lead_id === lead.id)
    expect(found?.id).toBe(qualified.scoring.qualification?.id)
    const file = await server.api<string>('/nurturing/qualified?format=csv')
    expect([file.type, file.headers.get('content-disposition')]).toEqual([
      'text/csv',
      'attachment; filename="qualified-leads.csv"'
    ])
    expect(file.body).toContain(`${email},+521${phone},'=Ana`)

    const again = await server.api(`/nurturing/qualified/${found?.id ?? 0}/tell`, { method: 'POST' })
    expect(again.status).toBe(202)
    const calls = await eventually(
      () => sequences.calls(HOOK),
      list => list.length === 2
    )
    expect(calls[1]?.headers['idempotency-key']).toBe(calls[0]?.headers['idempotency-key'])
  })

  it('are worked out anew when the model is changed, and say how far that is', async () => {
    const email = `eva.${run}@example.com`
    const lead = await sequences.lead({ email, score: 5 })
    await tell(email, 'clicked', 'clicked', 'clicked')
    await eventually(
      () => leadOf(lead.id),
      ({ points }) => points === 12
    )
    const changed = await server.api<{ scoring: { model: string; tiered: object } }>('/settings', {
      method: 'PUT',
      json: { scoring: { model: 'incremental' } }
    })
    expect(changed.body.scoring).toMatchObject({ model: 'incremental', tiered: { replies: [15, 25] } })
    const started = await server.api('/nurturing/rescore', { method: 'POST' })
    expect([started.status, started.body]).toMatchObject([202, { model: 'incremental' }])
    await eventually(rescored, ({ last }) => last?.status === 'completed')
    expect(await rescored()).toMatchObject({ needed: false, last: { progress: 1 } })
    expect(await leadOf(lead.id)).toMatchObject({ points: 30, total: 35, scoring: { up_to_date: true } })
    // By itself as well.
    await sequences.must('/settings', 'PUT', { scoring: { incremental: { click: 1 } } }, [200])
    await eventually(
      () => leadOf(lead.id),
      ({ points }) => points === 3
    )
  })

  it('refuse what makes no sense, with its place, and who may only read changes nothing', async () => {
    const paths = async (json: object) => {
      const { status, body } = await server.api<Problem>('/settings', { method: 'PUT', json })
      return [status, body.errors.map(({ path }) => path)]
    }
    expect(await paths({ scoring: { tiered: { opens: [5, 4] } } })).toEqual([422, ['scoring.tiered.opens.1']])
    expect(await paths({ min_score_to_qualify: 101 })).toEqual([422, ['min_score_to_qualify']])
    expect(await paths({ qualified_webhook: { url: 'ftp://example.com' } })).toEqual([
      422,
      ['qualified_webhook.url']
    ])
    const { body } = await server.api<{ qualified_webhook: object }>('/settings')
    expect(body.qualified_webhook).toMatchObject({ url: 'set', secret: 'set' })
    const token = server.address().tokens.reader
    expect((await server.api('/nurturing/rescore', { token })).status).toBe(200)
    expect((await server.api('/nurturing/rescore', { token, method: 'POST' })).status).toBe(403)
    expect((await server.api('/nurturing/qualified', { bot: 'nobody' })).status).toBe(404)
  })
})
