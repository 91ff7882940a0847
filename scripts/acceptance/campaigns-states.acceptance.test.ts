/** In each state a campaign takes some orders and refuses the others, saying in which state it is and what it takes. */
import { campaignsAt, numbers, useFastSender } from './campaigns'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

const FAR = '2099-01-01T10:00:00Z'
const HOUR_MS = 3_600_000

const STATES = ['draft', 'scheduled', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const
type State = (typeof STATES)[number]

const running = async (): Promise<number> => {
  const { id } = await campaigns.prepared(numbers(3), { batch_size: 1, batch_interval_ms: HOUR_MS })
  await campaigns.command(id, 'start')
  return id
}

const runningThen = async (action: string): Promise<number> => {
  const id = await running()
  await campaigns.command(id, action)
  return id
}

const ended = async (phones: string[], status: State): Promise<number> => {
  const { id } = await campaigns.prepared(phones)
  await campaigns.command(id, 'start')
  await campaigns.status(id, status)
  return id
}

/** A campaign in each state, made by the orders and people that bring one there. */
const MADE: Record<State, () => Promise<number>> = {
  draft: async () => (await campaigns.prepared(numbers(1))).id,
  scheduled: async () => {
    const { id } = await campaigns.prepared(numbers(1))
    await campaigns.command(id, 'start', { scheduled_at: FAR })
    return id
  },
  running,
  paused: () => runningThen('pause'),
  completed: () => ended(numbers(1), 'completed'),
  failed: () => ended(numbers(1, '980422'), 'failed'),
  cancelled: () => runningThen('cancel')
}

const DONE = {
  start: (id: number) => campaigns.order(id, 'start'),
  schedule: (id: number) => campaigns.order(id, 'start', { scheduled_at: FAR }),
  pause: (id: number) => campaigns.order(id, 'pause'),
  resume: (id: number) => campaigns.order(id, 'resume'),
  cancel: (id: number) => campaigns.order(id, 'cancel'),
  retry: (id: number) => campaigns.order(id, 'retry-failed'),
  change: (id: number) => campaigns.change(id, { batch_size: 2 }),
  upload: (id: number) =>
    server.api(campaigns.at(id, '/upload-csv'), {
      method: 'POST',
      file: `phone_number,nombre\n${numbers(1)[0]},Eva`
    }),
  delete: (id: number) => campaigns.remove(id)
} satisfies Record<string, (id: number) => Promise<{ status: number; body: unknown }>>

type Action = keyof typeof DONE
const ACTIONS = Object.keys(DONE) as Action[]

/** Orders that are taken, and those that find it done already: pause, resume and cancel may be said twice. */
const TAKEN: Record<State, Action[]> = {
  draft: ['start', 'schedule', 'cancel', 'change', 'upload', 'delete'],
  scheduled: ['start', 'schedule', 'pause', 'cancel', 'change', 'upload', 'delete'],
  running: ['pause', 'resume', 'cancel', 'retry', 'change', 'upload'],
  paused: ['pause', 'resume', 'cancel', 'retry', 'change', 'upload', 'delete'],
  completed: ['retry', 'upload', 'delete'],
  failed: ['resume', 'retry', 'cancel', 'change', 'upload', 'delete'],
  cancelled: ['cancel', 'delete']
}

const VERBS: Record<Action, string> = {
  start: 'be started',
  schedule: 'be scheduled',
  pause: 'be paused',
  resume: 'be resumed',
  cancel: 'be cancelled',
  retry: 'be tried again',
  change: 'be changed',
  upload: 'take more people',
  delete: 'be deleted'
}

/** What is said of the orders that are taken leaves out those that would change nothing. */
const SAYS_NOTHING = new Set(['running resume', 'paused pause', 'cancelled cancel'])

describeWith(['sandbox'], 'a campaign that is', () => {
  useFastSender(server)

  describe.each(STATES)('%s', state => {
    const taken = TAKEN[state]
    const refused = ACTIONS.filter(action => !taken.includes(action))

    it.each(taken)('takes: %s', async action => {
      const id = await MADE[state]()
      expect(await DONE[action](id)).toMatchObject({ status: 200 })
    })

    it(`refuses ${refused.join(', ')}, and stays as it is`, async () => {
      const id = await MADE[state]()
      const before = await campaigns.get(id)
      for (const action of refused) {
        const answer = await DONE[action](id)
        expect({ action, ...answer }).toMatchObject({
          action,
          status: 409,
          type: 'application/problem+json',
          body: { status: 409, detail: expect.stringContaining(`The campaign is ${state}`) }
        })
        const { detail } = answer.body as { detail: string }
        expect(detail).toContain(`cannot ${VERBS[action]}`)
        for (const other of taken)
          if (!SAYS_NOTHING.has(`${state} ${other}`)) expect(detail).toContain(VERBS[other])
      }
      const after = await campaigns.get(id)
      expect({ ...after, counts: undefined }).toEqual({ ...before, counts: undefined })
    })
  })

  it.each([
    ['pause', 'running', 'paused'],
    ['resume', 'paused', 'running'],
    ['cancel', 'running', 'cancelled']
  ] as const)('%s may be said again and again', async (action, from, to) => {
    const id = await MADE[from]()
    const first = await campaigns.command(id, action)
    expect(first.status).toBe(to)
    const again = await campaigns.command(id, action)
    expect({ ...again, counts: undefined }).toEqual({ ...first, counts: undefined })
    const { body } = await server.api<{ items: Array<{ action: string; subject_id: string }> }>(
      '/audit?limit=20'
    )
    const told = body.items.filter(entry => entry.subject_id === String(id))
    expect(told.filter(entry => entry.action.startsWith(`campaign.${action}`))).toHaveLength(1)
  })
})

describeWith(['sandbox'], 'a running campaign', () => {
  useFastSender(server)

  it('takes a new pace at once and no new content', async () => {
    const phones = numbers(20)
    const { id } = await campaigns.prepared(phones, { batch_size: 1, batch_interval_ms: HOUR_MS })
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ counts }) => counts.total - counts.pending === 1)

    const refused = await campaigns.change(id, {
      template_id: 'oferta_semanal',
      variables: [{ column: 'nombre', fallback: 'amiga' }],
      name: 'X'
    })
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toMatch(/template_id, variables would change what people receive/)
    expect(await campaigns.get(id)).toMatchObject({ template_id: 'bienvenida', name: 'Prueba' })

    // Put back as it was read, but for its pace.
    const whole = { ...(await campaigns.get(id)), batch_size: 1000, batch_interval_ms: 1000 }
    const changed = await campaigns.change(id, whole)
    expect(changed).toMatchObject({ status: 200, body: { batch_size: 1000, batch_interval_ms: 1000 } })
    await campaigns.status(id, 'completed')
    expect(await campaigns.received(phones)).toEqual(phones.map(() => 1))
  })

  it('is cancelled: what was sent stays sent, and every other row says why it was not', async () => {
    const phones = numbers(30)
    const { id } = await campaigns.prepared(phones, { batch_size: 10, batch_interval_ms: HOUR_MS })
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ counts }) => counts.pending === 20 && counts.sending === 0)
    const cancelled = await campaigns.command(id, 'cancel')
    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { total: 30, pending: 0, cancelled: 20 } })
    expect(Date.parse(cancelled.completed_at ?? '')).not.toBeNaN()

    const unsent = await campaigns.recipients(id, '&status=cancelled')
    expect(unsent).toHaveLength(20)
    for (const { reason, attempts } of unsent)
      expect({ reason, attempts }).toEqual({
        reason: { code: 'cancelled', detail: expect.stringContaining('cancelled before') },
        attempts: 0
      })
    const report = await campaigns.report(id)
    expect(report.errors).toEqual([
      { status: 'cancelled', code: 'cancelled', reason: expect.stringContaining('cancelled'), count: 20 }
    ])
    expect(report.waiting_for).toEqual([])
    expect((await campaigns.received(phones)).filter(times => times > 0)).toHaveLength(10)
  })

  it('stands still within its pause, and goes on where it was', async () => {
    const phones = numbers(40)
    // So slow that a busy machine can't have sent everything by the time the pause comes.
    const { id } = await campaigns.prepared(phones, { batch_size: 4, batch_interval_ms: 5_000 })
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ counts }) => counts.pending < 40)
    const paused = await campaigns.command(id, 'pause')
    expect(paused).toMatchObject({ status: 'paused', status_reason: { code: 'paused_by_hand' } })
    const { counts } = await campaigns.until(id, campaign => campaign.counts.sending === 0)
    expect(counts.pending).toBeGreaterThan(0)
    expect(counts.pending).toBe(paused.counts.pending)
    expect((await campaigns.report(id)).waiting_for).toMatchObject([{ code: 'paused_by_hand' }])

    await campaigns.change(id, { batch_interval_ms: 200 })
    await campaigns.command(id, 'resume')
    await campaigns.status(id, 'completed')
    expect(await campaigns.received(phones)).toEqual(phones.map(() => 1))
  })
})
