/** What goes wrong on the way: the campaign stops or slows down with its reason, and every row says what became of it. */
import { campaignsAt, numbers, useFastSender, type Recipient } from './campaigns'
import { eventually } from './client'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

/** An account that is repaired: whatever the number, from now on its message is taken. */
const repair = () => campaigns.behave({ outcomes_by_number: false })
const behavesAgain = () => server.sandbox('/vonage/behaviour', { method: 'DELETE' })

describeWith(['sandbox'], 'an account that cannot send', () => {
  useFastSender(server)
  afterEach(behavesAgain)

  it('stops the campaign with its reason, and it goes on where it was once that is repaired', async () => {
    const begin = async (ending: string) => {
      const phones = [...numbers(5), ...numbers(1, ending), ...numbers(5)]
      const { id } = await campaigns.prepared(phones, { concurrency: 1 })
      await campaigns.command(id, 'start')
      return { id, phones }
    }
    // An end where the settings want that; usually a pause.
    await campaigns.settings({ on_fatal: 'fail' })
    const failed = await begin('980402')
    expect(await campaigns.status(failed.id, 'failed')).toMatchObject({ status_reason: { code: 'http_402' } })
    await campaigns.settings({ on_fatal: 'pause' })

    const stopped = [
      { ...failed, code: 'http_402' },
      { ...(await begin('980401')), code: 'http_401' },
      { ...(await begin('980402')), code: 'http_402' }
    ]
    for (const { id, code } of stopped) {
      const { status, status_reason, counts } = await campaigns.until(
        id,
        campaign => campaign.status !== 'running' && campaign.counts.sending === 0
      )
      expect(status).toBe(id === failed.id ? 'failed' : 'paused')
      expect(status_reason).toEqual({ code, detail: expect.stringMatching(/\w+ \w+/) })
      expect(counts).toMatchObject({ pending: 6, failed: 0 })
      expect((await campaigns.report(id)).waiting_for).toMatchObject([{ code }])
    }

    await repair()
    for (const { id } of stopped) await campaigns.command(id, 'resume')
    for (const { id, phones } of stopped) {
      await campaigns.status(id, 'completed')
      expect(await campaigns.received(phones)).toEqual(phones.map(() => 1))
    }
  })
})

describeWith(['sandbox'], 'a provider that is busy or in trouble for a moment', () => {
  useFastSender(server)

  it('is asked again, slower; everybody gets the message once, and what never works says so', async () => {
    const [throttled, troubled, hopeless] = [numbers(3, '980429'), numbers(2, '980500'), numbers(1, '981500')]
    const phones = [...numbers(10), ...throttled, ...troubled]
    const { id } = await campaigns.prepared([...phones, ...hopeless], { max_retries: 1 })
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ status, counts }) => status === 'completed' && counts.read === 15)
    expect(await campaigns.received([...phones, ...hopeless])).toEqual([...phones.map(() => 1), 0])
    expect((await campaigns.report(id)).errors).toMatchObject([
      { status: 'failed', code: 'http_500', count: 1 }
    ])

    const attemptsOf = async ([phone]: string[]) => {
      const [found] = await campaigns.recipients(id, `&search=${phone}`)
      const { body } = await server.api<Recipient & { attempts_log: unknown[] }>(
        campaigns.at(id, `/recipients/${found?.id}`)
      )
      return { reason: body.reason?.code ?? null, log: body.attempts_log }
    }
    const accepted = { n: 2, outcome: 'accepted', code: null }
    expect(await attemptsOf(throttled)).toMatchObject({
      reason: null,
      log: [{ n: 1, outcome: 'throttled', code: 'http_429' }, accepted]
    })
    expect(await attemptsOf(troubled)).toMatchObject({
      reason: null,
      log: [{ n: 1, outcome: 'try_again', code: 'http_500' }, accepted]
    })
    expect(await attemptsOf(hopeless)).toMatchObject({
      reason: 'http_500',
      log: [
        { n: 1, outcome: 'try_again' },
        { n: 2, outcome: 'try_again' }
      ]
    })
  })
})

describeWith(['sandbox'], 'rows that fail', () => {
  useFastSender(server)
  afterEach(behavesAgain)

  const FAILING = { '980422': 'http_422_recipient', '991300': '1300', '991340': '1340' }
  const failedOf = async (id: number) =>
    Object.fromEntries(
      (await campaigns.report(id)).errors
        .filter(({ status }) => status === 'failed')
        .map(({ code, count }) => [code, count])
    )

  it('are grouped by their code in the report, each in words, and say so in their own row', async () => {
    const phones = Object.keys(FAILING).flatMap((ending, n) => numbers(n + 2, ending))
    const { id } = await campaigns.prepared([...phones, ...numbers(4), ...numbers(1, '980010')])
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    await campaigns.until(
      id,
      ({ counts }) => counts.failed === 9 && counts.read === 4 && counts.delivered === 1
    )
    expect(await failedOf(id)).toEqual({ http_422_recipient: 2, '1300': 3, '1340': 4 })
    const { errors, counts } = await campaigns.report(id)
    for (const { reason } of errors) expect(reason).toMatch(/\w+ \w+ \w+/)
    expect(counts).toMatchObject({ total: 14, sent: 0, failed: 9 })
    const failed = await campaigns.recipients(id, '&status=failed')
    expect(failed).toHaveLength(9)
    for (const { phone_number, reason } of failed)
      expect({ phone_number, code: reason?.code }).toEqual({
        phone_number,
        code: FAILING[phone_number.slice(-6) as keyof typeof FAILING]
      })
  })

  it('are tried again by their code, or all of them, on demand', async () => {
    const { id } = await campaigns.prepared([...numbers(2, '980422'), ...numbers(2, '991300'), ...numbers(1)])
    await campaigns.command(id, 'start')
    await campaigns.until(id, ({ counts }) => counts.failed === 4 && counts.read === 1)

    await repair()
    const some = await campaigns.command(id, 'retry-failed', { codes: ['1300'] })
    expect(some).toEqual({ count: 2 })
    await campaigns.until(id, ({ status, counts }) => status === 'completed' && counts.read === 3)
    expect(await failedOf(id)).toEqual({ http_422_recipient: 2 })

    expect(await campaigns.command(id, 'retry-failed')).toEqual({ count: 2 })
    await campaigns.until(id, ({ status, counts }) => status === 'completed' && counts.read === 5)
    expect((await campaigns.report(id)).errors).toEqual([])
    expect(await campaigns.command(id, 'retry-failed')).toEqual({ count: 0 })
  })

  it('too often in a row stop the campaign', async () => {
    const { id } = await campaigns.prepared(numbers(30, '980422'), {
      max_consecutive_errors: 5,
      concurrency: 1
    })
    await campaigns.command(id, 'start')
    const paused = await campaigns.status(id, 'paused')
    expect(paused.status_reason?.code).toBe('consecutive_errors')
    expect(paused.counts.failed).toBeLessThan(10)
    await campaigns.change(id, { max_consecutive_errors: 1000 })
    await campaigns.command(id, 'resume')
    await campaigns.status(id, 'failed')
    expect((await campaigns.report(id)).counts).toMatchObject({ total: 30, failed: 30 })
  })
})

describeWith(['sandbox'], 'a campaign that waits', () => {
  useFastSender(server)

  it('for its next batch says when that is', async () => {
    const { id } = await campaigns.prepared(numbers(4), { batch_size: 2, batch_interval_ms: 3_600_000 })
    await campaigns.command(id, 'start')
    const report = await eventually(
      () => campaigns.report(id),
      ({ counts, waiting_for }) => counts.pending === 2 && waiting_for[0]?.code === 'batch'
    )
    const next = Date.parse(report.next_batch_at ?? '')
    expect(next - Date.now()).toBeGreaterThan(3_400_000)
    expect(next - Date.now()).toBeLessThanOrEqual(3_601_000)
    expect(report.waiting_for[0]?.until).toBe(report.next_batch_at)
    expect(Date.parse(report.eta ?? '')).not.toBeNaN()
  })
})
