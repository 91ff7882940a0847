/** The weekly report of a week in which things happened: on its page, as CSV and JSON, kept, listed and told. */
import http from 'http'
import type { AddressInfo } from 'net'
import { eventually, type Problem } from './client'
import { mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(180_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

interface Report {
  kind: string
  period: string
  from: string
  to: string
  complete: boolean
  bot_name: string
  key_figures: Record<string, number | null>
  figures: Record<string, unknown>
  daily: Array<Record<string, unknown>>
  previous: { period: string }
  changes: Record<string, { difference: number | null }>
  top_templates: Array<{ name: string }>
}
interface Listed {
  id: number
  kind: string
  period: string
  made_at: string
  exported: unknown
}

/** The ISO week of a Monday, counted from the Monday of the week with January 4 in it. */
const weekOf = (monday: string): string => {
  const thursday = new Date(Date.parse(monday) + 3 * DAY_MS)
  const year = thursday.getUTCFullYear()
  const n = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1
  return `${year}-W${String(n).padStart(2, '0')}`
}

describeWith(['own server', 'clock'], 'the report of a week', () => {
  const told: string[] = []
  let slack: http.Server
  let week = ''
  let monday = ''
  let name = ''

  beforeAll(async () => {
    slack = http.createServer((req, res) => {
      let body = ''
      req.on('data', (chunk: Buffer) => (body += chunk.toString()))
      req.on('end', () => {
        told.push((JSON.parse(body) as { text: string }).text)
        res.end()
      })
    })
    await new Promise<void>(resolve => slack.listen(0, '127.0.0.1', resolve))
    await sequences.settings()
    const url = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/hook`
    await sequences.must('/settings', 'PUT', { notify: { slack_webhook_url: url }, language: 'es' }, [200])

    // From a Monday at ten on, somebody opens, somebody replies, and the week goes by.
    const now = await sequences.clock()
    const untilMonday = (8 - (new Date(now).getUTCDay() || 7)) * DAY_MS
    const start = Math.floor((now + untilMonday) / DAY_MS) * DAY_MS + 16 * HOUR_MS
    monday = new Date(start).toISOString().slice(0, 10)
    week = weekOf(monday)
    await sequences.goTo(start)
    name = `Reporte <b>${run}</b> & co`
    const { id } = await sequences.create({
      name,
      steps: [mailStep('uno'), mailStep('dos', { delay_days: 2 })],
      settings: { skip_weekends: false, send_window: null }
    })
    const { key } = (await server.api<{ key: string }>('/events/key', { method: 'POST' })).body
    const people = ['ana', 'ben', 'eva'].map(one => `${one}.${run}@example.com`)
    const enrolled: number[] = []
    for (const email of people) {
      const lead = await sequences.lead({ email, first_name: 'Ana' })
      enrolled.push(await sequences.enroll(id, lead.id))
    }
    // A mail is in the mailbox a moment before it is settled as sent: the calendar must not move in between.
    const untilSent = async (of: number[], mails: number) => {
      await sequences.execute()
      for (const one of of) await sequences.until(one, ({ emails_sent }) => emails_sent === mails)
    }
    await untilSent(enrolled, 1)
    await sequences.goTo(start + HOUR_MS)
    const timestamp = new Date(await sequences.clock()).toISOString()
    for (const [at, event_type] of ['opened', 'clicked', 'replied'].entries()) {
      const json = { email: people[at], event_type, timestamp }
      const answer = await server.api('/events', { method: 'POST', token: key, bot: '___', json })
      expect(answer.status).toBe(202)
    }
    // Whoever wrote back gets no second mail.
    const [ana = 0, ben = 0, eva = 0] = enrolled
    await sequences.until(eva, ({ status }) => status === 'paused')
    await sequences.goTo(start + 2 * DAY_MS + HOUR_MS)
    await untilSent([ana, ben], 2)
    // Monday, 09:00 UTC and a little.
    await sequences.goTo(Date.parse(`${monday}T09:01:00Z`) + 7 * DAY_MS)
  }, 180_000)

  afterAll(() => new Promise(resolve => slack.close(resolve)))

  const listed = async () => (await server.api<{ items: Listed[] }>('/reports?kind=weekly')).body.items

  it('is made by itself on Monday at nine, kept as it was, and told to Slack', async () => {
    const [report] = await eventually(listed, items => items.some(({ period }) => period === week))
    expect(report).toMatchObject({ kind: 'weekly', period: week, from: monday, exported: null })
    await eventually(
      async () => told,
      texts => texts.some(text => text.startsWith('Reporte semanal · Semana'))
    )
    const kept = await server.api<Report>(`/reports/kept/${report?.id}`)
    expect(kept).toMatchObject({ status: 200, body: { period: week, complete: true } })
    const page = await server.api<string>(`/reports/kept/${report?.id}?format=html`)
    expect(page.body).toContain('<html lang="es">')
  })

  it("has the figures that the metrics' own addresses give", async () => {
    const { status, body } = await server.api<Report>(`/reports/weekly?week=${week}`)
    expect(status).toBe(200)
    expect(body.key_figures).toMatchObject({ total_sequences_started: 3, sent: 5, opened: 1, replied: 1 })
    const range = `from=${body.from}&to=${body.to}`
    const daily = await server.api<{ items: unknown[] }>(`/metrics/daily?${range}`)
    expect(body.daily).toEqual(daily.body.items)
    const summary = await server.api<Record<string, unknown>>(`/metrics/summary?${range}`)
    for (const [figure, value] of Object.entries(body.figures)) expect(summary.body[figure]).toEqual(value)
    expect(body.top_templates.map(one => one.name)).toContain(name)
  })

  it.each(['es', 'en'])('is a page that needs nothing and takes names for text: %s', async language => {
    const { status, type, headers, body } = await server.api<string>(
      `/reports/weekly?week=${week}&format=html&language=${language}`
    )
    expect([status, type]).toEqual([200, 'text/html'])
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^;]+;/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toContain(`<html lang="${language}">`)
    expect(body).toContain(`Reporte &lt;b&gt;${run}&lt;/b&gt; &amp; co`)
    expect(body).not.toMatch(/<script|<b>| src=| href=/)
  })

  it('is a table of its days', async () => {
    const { type, headers, body } = await server.api<string>(`/reports/weekly?week=${week}&format=csv`)
    expect(type).toBe('text/csv')
    expect(headers.get('content-disposition')).toContain(`report-${week}.csv`)
    const rows = body
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n')
    expect(rows[0]).toMatch(/^row,date,total_sequences_started,leads_qualified,conversion_rate_pct,/)
    expect(rows.slice(1, 8).map(row => row.split(',').slice(0, 2))).toEqual(
      Array.from({ length: 7 }, (_, n) => [
        'day',
        new Date(Date.parse(monday) + n * DAY_MS).toISOString().slice(0, 10)
      ])
    )
    expect(rows.slice(8).map(row => row.split(',')[0])).toEqual(['total', 'previous', 'change'])
  })

  it('can be asked for of any week and month that has begun', async () => {
    expect((await server.api<Report>('/reports/weekly')).body).toMatchObject({ period: week })
    expect((await server.api<Report>('/reports/monthly?month=2024-02')).body).toMatchObject({
      to: '2024-02-29',
      key_figures: { sent: 0 }
    })
    const month = new Date(await sequences.clock()).toISOString().slice(0, 7)
    expect((await server.api<Report>(`/reports/monthly?month=${month}`)).body).toMatchObject({
      complete: expect.any(Boolean)
    })
  })

  it('is written to S3 only when somebody has set that up, and says what is missing', async () => {
    const ask = () => server.api<Problem>('/reports/weekly/export', { method: 'POST', json: { week } })
    expect(await ask()).toMatchObject({ status: 409, body: { errors: [{ path: 'export_metrics_to_s3' }] } })
    await sequences.must('/settings', 'PUT', { export_metrics_to_s3: true }, [200])
    expect(await ask()).toMatchObject({ status: 422, body: { errors: [{ code: 's3_no_bucket' }] } })
    await sequences.must('/settings', 'PUT', { export_metrics_to_s3: false }, [200])
  })
})

describeWith([], 'reports that nobody can give', () => {
  it.each([
    ['/reports/weekly?week=2026-W54', 422, 'week'],
    ['/reports/weekly?week=2999-W01', 422, 'week'],
    ['/reports/monthly?month=2026-13', 422, 'month'],
    ['/reports/weekly?format=pdf', 400, 'format'],
    ['/reports/weekly?language=de', 400, 'language'],
    ['/reports/kept/none', 400, 'id'],
    ['/reports?kind=daily', 400, 'kind']
  ])('%s: %i, and says that it is %s', async (address, status, path) => {
    const answer = await server.api<Problem>(address)
    expect(answer).toMatchObject({ status, type: 'application/problem+json' })
    expect(answer.body.errors.map(error => error.path)).toContain(path)
  })

  it('are not there, or not for whoever has no permission', async () => {
    expect((await server.api('/reports/kept/99999999')).status).toBe(404)
    expect((await server.api('/reports/weekly', { token: undefined })).status).toBe(401)
    expect((await server.api('/reports/weekly', { bot: 'none' })).status).toBe(404)
    expect((await server.api('/reports/daily/export', { method: 'POST', json: {} })).status).toBe(400)
  })
})
