/** GET /metrics of the whole module, which sends by the sandbox: what it says is what the report says. */
import { databases, type TestDatabase } from '../../../../scripts/test/databases'
import { TestSandbox } from '../../../../scripts/sandbox/testing/client'
import { CATALOGUE } from './observability'
import { FRESH_MS } from './observability/standings'
import { readExposition, valueIn, type Family } from './observability/testing/exposition'
import { RunningModule } from './testing/running-module'

interface Campaign {
  id: number
  status: string
  counts: Record<string, number>
}
interface Report {
  counts: Record<string, number>
  errors: Array<{ status: string; code: string; count: number }>
}

const until = async <T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> => {
  const end = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (Date.now() > end) throw new Error(`It did not happen: ${JSON.stringify(answer)}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Ends of numbers by which the sandbox knows what to do; five of each, and ten who simply get it. */
const ENDINGS = ['991300', '980422', '980500', '980003']
const PHONES = [
  ...Array.from({ length: 10 }, (_, n) => `44259100${10 + n}`),
  ...ENDINGS.flatMap(ending => Array.from({ length: 5 }, (_, n) => `442${n + 1}${ending}`))
]
const CSV = ['phone_number,nombre', ...PHONES.map(phone => `${phone},Guadalupe`), ''].join('\n')

describe.each(databases)('Figures for Prometheus, $name', ({ create }) => {
  let sandbox: TestSandbox
  let test: TestDatabase
  let module: RunningModule

  beforeAll(async () => {
    sandbox = await TestSandbox.start()
    await sandbox.reset()
    test = await create()
    const { url, credentials } = sandbox.running
    module = await RunningModule.on(test.knex, {
      vonage: { enabled: true, ...credentials },
      config: { vonageApiUrl: url, allowPrivateAddresses: true }
    })
    await module.call('/settings', 'PUT', { sender_rate_per_second: 500 })
  })
  afterAll(async () => {
    await module.stop()
    await test.destroy()
    await sandbox.close()
  })

  const scrape = async (): Promise<Map<string, Family>> => {
    const answer = await module.fetch('/metrics')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    return readExposition(await answer.text())
  }
  const campaign = async (): Promise<number> => {
    const { id } = await module.call<Campaign>('/campaigns', 'POST', {
      name: `Octubre ${Date.now()}`,
      template_id: 'bienvenida',
      variables: [{ column: 'nombre' }],
      max_error_rate: 1,
      max_consecutive_errors: 1000
    })
    await module.call(`/campaigns/${id}/upload-csv`, 'POST', CSV)
    return id
  }

  it('are all there before anything was sent, and pass a strict reader', async () => {
    const families = await scrape()
    expect([...families.keys()].sort()).toEqual(Object.keys(CATALOGUE).sort())
    for (const [name, { type, help, series }] of families) {
      expect({ name, type, help }).toEqual({ name, type: CATALOGUE[name]?.type, help: CATALOGUE[name]?.help })
      for (const { labels } of series) {
        const { bot, le: _le, ...own } = labels
        expect(bot).toBe('demo')
        expect(CATALOGUE[name]?.labels).toEqual(expect.arrayContaining(Object.keys(own)))
      }
    }
    expect(valueIn(families, 'outbound_attempts_total', { channel: 'whatsapp', outcome: 'accepted' })).toBe(0)
    expect(valueIn(families, 'outbound_channel_ready', { channel: 'whatsapp' })).toBe(1)
    expect(valueIn(families, 'outbound_channel_ready', { channel: 'email' })).toBe(0)
    expect(valueIn(families, 'outbound_pace_limit', { channel: 'whatsapp' })).toBe(500)
  })

  it('say what the report says, and by whom nothing is known', async () => {
    const before = await scrape()
    const id = await campaign()
    await module.call(`/campaigns/${id}/start`, 'POST', {})
    await until(
      () => module.call<Campaign>(`/campaigns/${id}`),
      ({ status, counts }) => status === 'completed' && counts.read === 20 && counts.failed === 10
    )
    const report = await module.call<Report>(`/campaigns/${id}/report`)
    const read = (all: Map<string, Family>) =>
      valueIn(all, 'outbound_messages', { channel: 'whatsapp', status: 'read' }) ?? 0
    const families = await until(scrape, all => read(all) === read(before) + 20)
    /** By how much it has grown. */
    const more = (name: string, labels: Record<string, string>) =>
      (valueIn(families, name, labels) ?? 0) - (valueIn(before, name, labels) ?? 0)
    for (const [status, count] of Object.entries(report.counts))
      if (status !== 'total')
        expect({ status, count: more('outbound_messages', { channel: 'whatsapp', status }) }).toEqual({
          status,
          count
        })

    const attempts = (outcome: string) => more('outbound_attempts_total', { channel: 'whatsapp', outcome })
    // What is accepted and then rejected was accepted; what failed for a moment was tried once more.
    expect(attempts('accepted')).toBe(10 + 5 + 5)
    expect(attempts('refused')).toBe(5)
    expect(attempts('try_again')).toBe(5)
    expect(attempts('unknown')).toBe(5)
    expect(more('outbound_retries_total', { channel: 'whatsapp' })).toBe(5)
    expect(more('outbound_errors_total', { code: 'http_422_recipient' })).toBe(
      report.errors.find(({ code }) => code === 'http_422_recipient')?.count
    )
    expect(more('outbound_errors_total', { code: 'http_500' })).toBe(5)
    expect(more('outbound_provider_seconds_count', { channel: 'whatsapp' })).toBe(35)
    // Each of the twenty that arrived was reported at least as delivered and as read.
    expect(more('outbound_webhooks_total', { from: 'vonage_status', result: 'taken' })).toBeGreaterThan(40)
    expect(more('outbound_campaigns', { status: 'completed' })).toBe(1)
    expect(valueIn(families, 'outbound_queue_lag_seconds', { channel: 'whatsapp' })).toBe(0)
    expect(JSON.stringify([...families])).not.toMatch(/44259|Guadalupe|991300"|447700/)
  })

  it('say what is owed, for how long, and why a campaign stands still', async () => {
    const id = await campaign()
    await module.call('/settings', 'PUT', { frequency_cap: null })
    await module.call(`/campaigns/${id}`, 'PUT', { batch_size: 1, batch_interval_ms: 3_600_000 })
    await module.call(`/campaigns/${id}/start`, 'POST', {})
    const owed = await until(
      scrape,
      all =>
        (valueIn(all, 'outbound_queue_lag_seconds', { channel: 'whatsapp' }) ?? 0) > 0 &&
        valueIn(all, 'outbound_campaigns', { status: 'running' }) !== 0
    )
    expect(valueIn(owed, 'outbound_messages', { channel: 'whatsapp', status: 'pending' })).toBeGreaterThan(20)
    expect(valueIn(owed, 'outbound_queue_lag_seconds', { channel: 'whatsapp' })).toBeLessThan(600)
    await module.call(`/campaigns/${id}/pause`, 'POST', {})
    const paused = await until(
      scrape,
      all => valueIn(all, 'outbound_campaigns_paused', { reason: 'paused_by_hand' }) !== undefined
    )
    expect(valueIn(paused, 'outbound_queue_lag_seconds', { channel: 'whatsapp' })).toBe(0)
  })

  it('ask the database once in a while, however often somebody asks for them', async () => {
    const asked: string[] = []
    const remember = ({ sql }: { sql: string }) => {
      if (/from outbound_enrollments/.test(sql) && /as due/.test(sql)) asked.push(sql)
    }
    test.knex.on('query', remember)
    const startedAt = Date.now()
    await until(scrape, () => asked.length > 0)
    await Promise.all(Array.from({ length: 50 }, scrape))
    test.knex.removeListener('query', remember)
    expect(asked.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - startedAt) / FRESH_MS))
  })

  it('count a forged call as refused', async () => {
    const { status } = await module.call<{ status: string }>('/webhook-addresses')
    const before = await scrape()
    await fetch(status, { method: 'POST', headers: { Authorization: 'Bearer forged' }, body: '{}' })
    const after = await scrape()
    const refused = { from: 'vonage_status', result: 'refused' }
    expect(valueIn(after, 'outbound_webhooks_total', refused)).toBe(
      (valueIn(before, 'outbound_webhooks_total', refused) ?? 0) + 1
    )
  })
})
