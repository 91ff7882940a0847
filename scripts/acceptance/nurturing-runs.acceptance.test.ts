/**
 * The nurturing pipeline as its operator meets it: parameters, a simulated run, one by hand whose mails arrive, one by the
 * schedule when the calendar moves on, and one whose server is stopped in the middle.
 */
import { eventually, type Problem } from './client'
import { sequencesAt, type Lead, type Sequence } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(180_000)

interface Task {
  name: string
  status: string
  duration_ms: number
  counts: Record<string, number>
  notes: Array<{ code: string; detail: string }>
  leads: Array<{ lead_id: number; template_id: number }>
  error: string | null
}

interface Run {
  id: number
  status: string
  dry_run: boolean
  trigger: string
  scheduled_for: string | null
  started_by: string | null
  finished_at: string | null
  attempts: number
  tasks: Task[]
}

const TASKS = [
  'ensure_schema',
  'identify_cold_leads',
  'get_or_create_sequence_template',
  'start_nurturing_sequences',
  'send_scheduled_emails',
  'update_engagement',
  'auto_pause_inactive_sequences',
  'refresh_conversion_metrics',
  'notify_summary'
]

const server = useServer()
const sequences = sequencesAt(server)
const mark = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${mark}@example.com`

const ask = (json?: object) => server.api<Run & Problem>('/nurturing/run', { method: 'POST', json })
const got = async (id: number) => (await server.api<Run>(`/nurturing/runs/${id}`)).body
const ended = (id: number) =>
  eventually(
    () => got(id),
    ({ status }) => status !== 'running',
    90_000
  )
/** One that somebody asks for, from its begin to its end. */
const run = async (json: object = {}): Promise<Run> => {
  // The schedule may be faster.
  const { body } = await eventually(
    () => ask(json),
    ({ status }) => status === 202
  )
  return ended(body.id)
}
const task = ({ tasks }: Run, name: string): Task => {
  const found = tasks.find(one => one.name === name)
  if (!found) throw new Error(`There is no task ${name}.`)
  return found
}
const runs = async () =>
  (await server.api<{ items: Run[]; next_cursor: string | null; total: number }>('/nurturing/runs?limit=100'))
    .body

/** None is under way. */
const idle = () => eventually(runs, ({ items }) => items.every(({ status }) => status !== 'running'), 90_000)

describeWith(['own server', 'clock'], 'the nurturing pipeline', () => {
  let ana: Lead
  let template: Sequence

  beforeAll(async () => {
    await sequences.settings()
    ana = await sequences.lead({ email: address('ana'), first_name: 'Ana', score: 10 })
    await sequences.lead({ email: address('caliente'), score: 80 })
  })

  it('has every parameter of its documents, with its default', async () => {
    const { body } = await server.api<Record<string, unknown>>('/nurturing/settings')
    expect(body).toMatchObject({
      nurturing_enabled: true,
      nurturing_schedule: '0 */4 * * *',
      dry_run: false,
      max_leads_per_run: 100,
      min_score_to_qualify: 50,
      enable_auto_pause: true,
      pause_after_days: 30,
      request_timeout: 30,
      max_retry_attempts: 3,
      slack_webhook_url: 'not_set',
      email_webhook_url: 'not_set',
      engagement_api_url: 'not_set',
      state: { timezone: 'America/Mexico_City', next_run_at: null, next_runs_at: [], resting: 'no_sequence' }
    })
    const whole = await server.api('/nurturing/settings', { method: 'PUT', json: body })
    expect(whole).toMatchObject({ status: 200, body })
  })

  it.each([
    ['nurturing_schedule', 'every day', 422],
    ['nurturing_schedule', '0 0 31 2 *', 422],
    ['max_leads_per_run', 0, 422],
    ['pause_after_days', 'thirty', 422],
    ['email_from', 'Otra <otra@example.com>', 422]
  ])('names the parameter that is not acceptable: %s %s', async (name, value, expected) => {
    const { status, body } = await server.api<Problem>('/nurturing/settings', {
      method: 'PUT',
      json: { [name]: value }
    })
    expect(status).toBe(expected)
    expect(body.errors.map(({ path }) => path)).toEqual([name])
  })

  it('simulates: it says what it would do and does nothing', async () => {
    const done = await run({ dry_run: true })
    expect(done).toMatchObject({ status: 'completed', dry_run: true, trigger: 'manual' })
    expect(done.tasks.map(({ name }) => name)).toEqual(TASKS)
    expect(task(done, 'identify_cold_leads').counts.found).toBe(1)
    expect(task(done, 'get_or_create_sequence_template').notes).toMatchObject([{ code: 'would_create' }])
    const { body } = await server.api<{ total: number }>('/sequences/templates')
    expect(body.total).toBe(0)
  })

  it('makes its template, switched off, and tells that nobody is put into it', async () => {
    const done = await run()
    expect(done.status).toBe('completed')
    expect(task(done, 'start_nurturing_sequences')).toMatchObject({
      status: 'skipped',
      notes: [{ code: 'template_inactive' }]
    })
    const { body } = await server.api<{ items: Sequence[] }>('/sequences/templates?search=default_cold_lead')
    const [made] = body.items
    if (!made) throw new Error('There is no template.')
    expect(made).toMatchObject({ name: 'default_cold_lead_nurturing', active: false, total_steps: 5 })
    template = await sequences.change(made.id, { active: true })
  })

  it('starts the cold leads, whose first mail arrives, and nobody twice', async () => {
    const asked = await Promise.all([ask(), ask()])
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 409])
    const begun = asked.find(({ status }) => status === 202)?.body.id ?? 0
    const refused = asked.find(({ status }) => status === 409)
    expect(refused?.body.detail).toContain(`run ${begun} `)
    expect(refused?.body.errors).toMatchObject([{ path: 'run_id', message: String(begun) }])
    const done = await ended(begun)
    expect(done).toMatchObject({ status: 'completed', dry_run: false, attempts: 1 })
    expect(done.tasks.filter(({ status }) => status === 'failed')).toEqual([])
    expect(task(done, 'start_nurturing_sequences').leads).toEqual([
      { lead_id: ana.id, template_id: template.id }
    ])
    await eventually(
      () => sequences.mails(address('ana')),
      mails => mails.length === 1
    )
    const again = await run()
    expect(task(again, 'identify_cold_leads').counts.found).toBe(0)
    expect(await sequences.enrollmentsOf(ana.id)).toHaveLength(1)
    expect(await sequences.mails(address('caliente'))).toEqual([])
  })

  it('comes by its schedule, by the wall clock of the bot', async () => {
    const before = (await runs()).total
    const { body } = await server.api<{ state: { next_run_at: string } }>('/nurturing/settings')
    const due = Date.parse(body.state.next_run_at)
    // Mexico City is six hours behind: at 0, 4, 8 … there.
    expect((due - 6 * 3_600_000) % (4 * 3_600_000)).toBe(0)
    const ben = await sequences.lead({ email: address('ben'), first_name: 'Ben' })
    await sequences.goTo(due + 1_000)
    const listed = await eventually(runs, ({ total }) => total > before)
    const [newest] = listed.items
    expect(newest).toMatchObject({
      trigger: 'schedule',
      scheduled_for: new Date(due).toISOString(),
      started_by: null
    })
    const done = await ended(newest?.id ?? 0)
    expect(task(done, 'start_nurturing_sequences').leads).toEqual([
      { lead_id: ben.id, template_id: template.id }
    ])
  })

  it('pauses whoever does nothing for a month', async () => {
    // The way of the template is over by then; a longer one is still under way.
    const steps = [0, 10, 10, 10, 10].map((delay_days, n) => ({
      key: `paso-${n}`,
      type: 'email',
      delay_days,
      config: { subject: `Paso ${n}`, html: '<p>Hola</p>' }
    }))
    const long = await sequences.create({ name: `Larga ${mark}`, category: 'nurture', steps })
    const eva = await sequences.lead({ email: address('eva'), score: 60 })
    const enrollment = await sequences.enroll(long.id, eva.id)
    await sequences.until(enrollment, ({ emails_sent }) => emails_sent === 1)
    for (const sent of [2, 3]) {
      await sequences.goTo((await sequences.clock()) + 10 * 86_400_000 + 60_000)
      await sequences.until(enrollment, ({ emails_sent }) => emails_sent === sent)
    }
    await sequences.goTo((await sequences.clock()) + 9 * 86_400_000)
    await run()
    expect((await sequences.enrollment(enrollment)).status).toBe('active')
    await sequences.goTo((await sequences.clock()) + 86_400_000)
    await run()
    await sequences.until(enrollment, ({ status }) => status === 'paused')
    expect((await sequences.enrollment(enrollment)).status_reason?.code).toBe('inactive')
  })

  it('whose server is stopped in the middle is taken up, and starts everybody once', async () => {
    await server.api('/nurturing/settings', {
      method: 'PUT',
      json: { max_leads_per_run: 2_000, nurturing_enabled: false }
    })
    // One of the schedule's may have begun just before.
    await idle()
    const n = 600
    const csv = [
      'email,first_name',
      ...Array.from({ length: n }, (_, at) => `${address(`m${at}`)},Lead ${at}`)
    ]
    const uploaded = await server.api('/leads/upload-csv', { method: 'POST', file: csv.join('\n') })
    expect(uploaded.status).toBeLessThan(300)
    const { body } = await ask()
    await eventually(
      () => got(body.id),
      now => task(now, 'identify_cold_leads').status === 'done'
    )
    await server.own().stop()
    await server.own().restart()
    const done = await ended(body.id)
    expect(done.status).toBe('completed')
    expect(task(done, 'identify_cold_leads').counts.found).toBe(n)
    expect(task(done, 'start_nurturing_sequences').counts.started).toBe(n)
    const { body: people } = await server.api<{ total: number }>(
      `/sequences/enrollments?template_id=${template.id}&limit=1`
    )
    // Ana, Ben, and these.
    expect(people.total).toBe(n + 2)
  })

  it('lists its runs page by page, and shows none of them to another bot', async () => {
    const { items, total } = await runs()
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: { items: Run[]; next_cursor: string | null } = (
        await server.api<{ items: Run[]; next_cursor: string | null }>(
          `/nurturing/runs?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`
        )
      ).body
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen).toEqual(items.map(({ id }) => id))
    expect(seen).toHaveLength(total)
    await server.own().addBot('other')
    expect((await server.api(`/nurturing/runs/${seen[0]}`, { bot: 'other' })).status).toBe(404)
    expect((await server.api<{ total: number }>('/nurturing/runs', { bot: 'other' })).body.total).toBe(0)
  })

  it('may be read and not begun by whoever may only read', async () => {
    const { reader } = server.address().tokens
    expect((await server.api('/nurturing/runs', { token: reader })).status).toBe(200)
    expect((await server.api('/nurturing/run', { method: 'POST', json: {}, token: reader })).status).toBe(403)
  })
})
