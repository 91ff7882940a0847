/** The figures of sequences, as somebody reads them who has seen everything happen that they count. */
import { eventually, type Problem } from './client'
import { inMexico, mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

const server = useServer()
const sequences = sequencesAt(server)

/** What no other run has used. */
const run = Math.random().toString(36).slice(2, 10)
const DAY_MS = 86_400_000

interface Figures {
  total_sequences_started: number
  leads_qualified: number
  sent: number
  opened: number
  replied: number
  conversion_rate_pct: number | null
  open_rate_pct: number | null
  reply_rate_pct: number | null
  avg_days_to_qualify: number | null
  raw: { opened: number }
  happened: Record<string, number | null>
}
interface Day extends Figures {
  date: string
}
interface Summary extends Figures {
  previous: Figures
  changes: Record<string, { difference: number | null; percent: number | null }>
  rebuilding: boolean
}
interface Senders {
  items: Array<{ sender: string; scope: string; channel: string; sent: number }>
}
interface Funnel {
  started: number
  qualified: number
  steps: Array<{ step_key: string; title: string; sent: number; opened: number; reached_pct: number }>
}
interface Cohorts {
  items: Array<{
    week: string
    started: number
    qualified: number
    weeks: Array<{ age: number; qualified: number }>
  }>
}
interface Tops {
  by_conversion: Array<{ sequence_id: number; step_key?: string; name?: string; conversion_rate_pct: number }>
  by_reply_rate: Array<{ sequence_id: number; step_key?: string; reply_rate_pct: number }>
}

const dateIn = (at: number): string => new Date(at - 6 * 3_600_000).toISOString().slice(0, 10)

describeWith(['sandbox', 'clock'], 'what came of a sequence', () => {
  /** A Monday at ten in Mexico City that is still to come. */
  const nextMonday = async (): Promise<number> => {
    const now = await sequences.clock()
    for (let day = dateIn(now + DAY_MS); ; day = dateIn(inMexico(`${day} 12:00`) + DAY_MS))
      if (new Date(`${day}T12:00:00Z`).getUTCDay() === 1) return inMexico(`${day} 10:00`)
  }

  it('is told day by day, and stays the same when it is counted anew', async () => {
    await sequences.settings()
    const { key } = (await server.api<{ key: string }>('/events/key', { method: 'POST' })).body
    const tell = async (email: string, event_type: string, more: object = {}) => {
      const json = { email, event_type, timestamp: new Date(await sequences.clock()).toISOString(), ...more }
      expect((await server.api('/events', { method: 'POST', token: key, bot: '___', json })).status).toBe(202)
    }
    const monday = await nextMonday()
    await sequences.goTo(monday)
    const { id } = await sequences.create({
      name: `Figures ${run}`,
      steps: [mailStep('one'), mailStep('two', { delay_days: 2 })],
      settings: { skip_weekends: false, send_window: null }
    })
    const [ana, ben, eva] = ['ana', 'ben', 'eva'].map(name => `${name}.${run}@example.com`) as [
      string,
      string,
      string
    ]
    const enrolled = new Map<string, number>()
    for (const email of [ana, ben, eva]) {
      const lead = await sequences.lead({ email, first_name: 'Ana' })
      enrolled.set(email, await sequences.enroll(id, lead.id))
    }
    await sequences.execute()
    // It has left when the sequence knows that it has: from then on the next step's delay is counted.
    for (const enrollment of enrolled.values())
      await sequences.until(enrollment, ({ emails_sent }) => emails_sent === 1)
    // A day later: Ana opens it, a program of Ben's does, and Eva writes back.
    await sequences.goTo(monday + DAY_MS)
    await tell(ana, 'opened')
    await tell(ben, 'opened', { verdict: 'machine' })
    await tell(eva, 'replied')
    await sequences.until(enrolled.get(eva) ?? 0, ({ status }) => status === 'paused')
    // And on the third day Eva is somebody to call.
    await sequences.goTo(monday + 2 * DAY_MS + 3_600_000)
    const { lead_id: evaId } = await sequences.enrollment(enrolled.get(eva) ?? 0)
    await sequences.must(`/leads/${evaId}`, 'PUT', { status: 'qualified' }, [200])
    await sequences.until(enrolled.get(eva) ?? 0, ({ status }) => status === 'qualified')
    await sequences.execute()
    for (const email of [ana, ben])
      await sequences.until(enrolled.get(email) ?? 0, ({ emails_sent }) => emails_sent === 2)

    const days = [0, 1, 2].map(n => dateIn(monday + n * DAY_MS))
    const range = `from=${days[0]}&to=${days[2]}&sequence_id=${id}`
    const daily = () => server.api<{ timezone: string; items: Day[] }>(`/metrics/daily?${range}`)
    const answer = await eventually(daily, ({ body }) => body.items[2]?.sent === 2)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        timezone: 'America/Mexico_City',
        items: [
          {
            date: days[0],
            total_sequences_started: 3,
            leads_qualified: 1,
            conversion_rate_pct: 33.33,
            sent: 3,
            opened: 1,
            open_rate_pct: 33.33,
            raw: { opened: 2 },
            reply_rate_pct: 33.33,
            avg_days_to_qualify: 2.04,
            happened: { started: 3, sent: 3, opened: 0, replied: 0, qualified: 0 }
          },
          { date: days[1], sent: 0, open_rate_pct: null, happened: { opened: 1, raw_opened: 2, replied: 1 } },
          { date: days[2], sent: 2, opened: 0, happened: { sent: 2, qualified: 1 } }
        ]
      }
    })

    const summary = async () => (await server.api<Summary>(`/metrics/summary?${range}`)).body
    expect(await summary()).toMatchObject({
      total_sequences_started: 3,
      sent: 5,
      opened: 1,
      open_rate_pct: 20,
      previous: { sent: 0 },
      changes: { sent: { difference: 5, percent: null } }
    })
    const time = `from=${days[0]}&to=${days[2]}`
    const funnel = (await server.api<Funnel>(`/metrics/funnel?${range}`)).body
    expect(funnel).toMatchObject({
      started: 3,
      qualified: 1,
      steps: [
        { step_key: 'one', title: 'one {{first_name}}', sent: 3, reached_pct: 100 },
        { step_key: 'two', sent: 2, reached_pct: 66.67 }
      ]
    })
    const cohorts = (await server.api<Cohorts>(`/metrics/cohorts?${range}`)).body.items
    expect(cohorts).toMatchObject([
      { week: days[0], started: 3, qualified: 1, weeks: [{ age: 0, qualified: 1 }] }
    ])
    const senders = (await server.api<Senders>(`/metrics/senders?${time}`)).body.items
    expect(
      senders.find(({ scope, channel }) => scope === 'sequence' && channel === 'email')?.sent
    ).toBeGreaterThan(4)
    const best = (await server.api<Tops>(`/metrics/sequences?${time}&least=1&limit=100`)).body
    expect(best.by_conversion.find(one => one.sequence_id === id)).toMatchObject({
      name: `Figures ${run}`,
      conversion_rate_pct: 33.33
    })
    const steps = (await server.api<Tops>(`/metrics/steps?${range}&least=1`)).body
    expect(steps.by_reply_rate[0]).toMatchObject({ sequence_id: id, step_key: 'one', reply_rate_pct: 33.33 })

    const before = (await daily()).body.items
    const rebuild = await server.api<{ state: string }>('/metrics/rebuild', { method: 'POST' })
    expect(rebuild).toMatchObject({ status: 202, body: { state: 'running' } })
    await eventually(
      () => server.api<{ state: string }>('/metrics/rebuild'),
      ({ body }) => body.state === 'idle'
    )
    expect((await daily()).body.items).toEqual(before)
  })
})

describeWith([], 'figures that nobody can give', () => {
  it.each([
    ['daily?from=2026-02-30', 400, 'from'],
    ['daily?from=yesterday', 400, 'from'],
    ['daily?from=2026-03-02&to=2026-03-01', 422, 'to'],
    ['daily?from=2024-01-01&to=2026-03-01', 422, 'from'],
    ['daily?step_key=one', 422, 'sequence_id'],
    ['summary?sequence_id=none', 400, 'sequence_id'],
    ['funnel', 400, 'sequence_id'],
    ['sequences?limit=1000', 400, 'limit']
  ])('%s: %i, and says that it is %s', async (query, status, path) => {
    const answer = await server.api<Problem>(`/metrics/${query}`)
    expect(answer.status).toBe(status)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.body.errors.map(error => error.path)).toContain(path)
  })

  it('are refused to whoever has no permission, and of a sequence that is not there', async () => {
    expect((await server.api('/metrics/daily', { token: undefined })).status).toBe(401)
    expect((await server.api('/metrics/funnel?sequence_id=99999999')).status).toBe(404)
    expect((await server.api('/metrics/daily', { bot: 'none' })).status).toBe(404)
  })
})
