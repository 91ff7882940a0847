import type { Logger } from 'botpress/sdk'
import http from 'http'
import type { AddressInfo } from 'net'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Inbox } from '../inbox'
import { Notifier } from '../notify'
import { Audit } from '../platform/audit/audit'
import { configSchema } from '../platform/config'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { SettingsService } from '../platform/settings/settings'
import { exportErrand, metricsExport } from './export/errand'
import { S3Exporter } from './export/exporter'
import { S3RVER_KEY, StrictS3 } from './export/testing/strict-s3'
import { ReportsJob } from './job'
import { Reports, type ReportTeller } from './reports'
import { findKept, markExported, markNotExported } from './store'
import { sampleSource } from './testing/sample-report'

const quiet = (() => {
  const logger = {
    forBot: () => logger,
    attachError: () => logger,
    debug() {},
    info() {},
    warn() {},
    error() {},
    critical() {}
  }
  return logger
})() as unknown as Logger

const DAY = 86_400_000
const ANA = { email: 'ana@example.com' }
const at = (iso: string) => Date.parse(iso)

const until = async (isSo: () => boolean | Promise<boolean>) => {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 10))
}

describe.each(databases)('Reports, $name', ({ create }) => {
  let test: TestDatabase
  /** Each test has a bot of its own. */
  let bot = ''
  let bots = 0
  let db: Database
  let settings: SettingsService
  let inbox: Inbox
  let notifier: Notifier
  let slack: http.Server
  let slackUrl = ''
  const s3 = new StrictS3('metrics')
  const calendar = { time: 0, now: () => calendar.time }
  const heard: string[] = []

  beforeAll(async () => {
    await s3.start()
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    settings = new SettingsService(db, new Audit(db))
    slack = http.createServer((req, res) => {
      let body = ''
      req.on('data', (chunk: Buffer) => (body += chunk.toString()))
      req.on('end', () => {
        heard.push((JSON.parse(body) as { text: string }).text)
        res.end()
      })
    })
    await new Promise<void>(resolve => slack.listen(0, '127.0.0.1', resolve))
    slackUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/`
  })
  afterAll(async () => {
    await new Promise(resolve => slack.close(resolve))
    await s3.close()
    await test.destroy()
  })

  beforeEach(async () => {
    bot = `bot${(bots += 1)}`
    inbox = new Inbox(db, quiet)
    notifier = new Notifier({
      settings,
      email: { open: () => Promise.reject(new Error('no mail here')) },
      allowsPrivate: async () => true
    })
    notifier.register(inbox)
    const exporter = new S3Exporter({
      settings,
      configOf: async () =>
        configSchema.parse({
          s3Endpoint: `http://127.0.0.1:${s3.port}`,
          s3AccessKeyId: S3RVER_KEY,
          s3SecretAccessKey: S3RVER_KEY
        }),
      environment: {}
    })
    inbox.onErrand(
      metricsExport,
      exportErrand({
        exporter,
        reportOf: async (botId, id) => (await findKept(db, botId, id))?.report,
        written: (botId, id, { key }) => markExported(db, botId, id, key, calendar.now()),
        failed: (botId, id, { detail }) => markNotExported(db, botId, id, detail)
      })
    )
    await settings.change(bot, { notify: { slack_webhook_url: slackUrl } }, ANA)
    heard.length = 0
    s3.requests.length = 0
    calendar.time = at('2026-03-02T09:00:00Z')
  })
  afterEach(() => inbox.release(bot))

  interface Node {
    size?: number
    tell?: ReportTeller['tell']
    counted?: () => boolean
  }

  /** As one server has them. */
  const node = ({ size = 40, tell, counted = () => true }: Node = {}) => {
    const reports = new Reports({
      db,
      calendar,
      settings,
      figures: sampleSource(size),
      refresh: async () => counted(),
      notifier: { tell: tell ?? ((tx, botId, notice) => notifier.tell(tx, botId, notice)) },
      botName: async botId => `Bot ${botId}`,
      poke: () => undefined
    })
    return { reports, job: new ReportsJob(bot, { reports, calendar, settings }) }
  }
  const listed = async (reports: Reports) =>
    (await reports.list(bot, { limit: 50 })).items.map(({ kind, period }) => `${kind} ${period}`)
  const work = () => inbox.jobFor(bot).run()

  it('are made on Monday at nine and on the first, each once, and told to Slack', async () => {
    const { reports, job } = node()
    calendar.time = at('2026-03-02T08:59:59Z')
    await job.run()
    // The month has ended a day before; of the weeks, the one before the last.
    expect(await listed(reports)).toEqual(['monthly 2026-02', 'weekly 2026-W08'])
    calendar.time += 1000
    await job.run()
    // Within a minute nobody looks again.
    expect(await listed(reports)).toHaveLength(2)
    calendar.time += 60_000
    for (let tick = 0; tick < 3; tick += 1) await job.run()
    expect(await listed(reports)).toEqual(['weekly 2026-W09', 'monthly 2026-02', 'weekly 2026-W08'])
    await work()
    await until(() => heard.length === 3)
    expect(heard.find(text => text.includes('Semana 9'))).toMatch(
      /^Reporte semanal · Semana 9 de 2026 .* · Bot bot1\n\d+ prospectos se calificaron, /
    )
  })

  it('are made once by any number of servers, and after a restart not again', async () => {
    const nodes = Array.from({ length: 4 }, () => node())
    await Promise.all(nodes.map(({ job }) => job.run()))
    for (const { job } of [node(), node()]) await job.run()
    expect(await listed(node().reports)).toEqual(['monthly 2026-02', 'weekly 2026-W09'])
    expect(
      await db.query(`select id from outbound_inbox where bot_id = ? and kind = 'notice'`, [bot])
    ).toHaveLength(2)
  })

  it('are taken up where a server was killed half-way: nothing is kept without being told', async () => {
    const dying = node({
      tell: async (tx, botId, notice) => {
        await notifier.tell(tx, botId, notice)
        throw new Error('killed before the commit')
      }
    })
    await expect(dying.job.run()).rejects.toThrow('killed')
    expect(await listed(dying.reports)).toEqual([])
    expect(await db.query('select id from outbound_inbox where bot_id = ?', [bot])).toEqual([])
    calendar.time += 3 * 3_600_000
    const { job, reports } = node()
    await job.run()
    expect(await listed(reports)).toHaveLength(2)
  })

  it('wait until everything of the period is counted', async () => {
    let isCounted = false
    const { job, reports } = node({ counted: () => isCounted })
    await job.run()
    expect(await listed(reports)).toEqual([])
    isCounted = true
    await job.run()
    expect(await listed(reports)).toHaveLength(2)
  })

  it('that fell due while the server was down are made when it is up: the last of each kind', async () => {
    calendar.time = at('2026-04-23T12:00:00Z')
    const { job, reports } = node()
    await job.run()
    expect(await listed(reports)).toEqual(['monthly 2026-03', 'weekly 2026-W16'])
  })

  it('are not made of nothing, of periods that nobody wants, or before their day has ended', async () => {
    const empty = node({ size: 0 })
    await empty.job.run()
    await settings.change(bot, { weekly_report: { weekday: 3, at: '18:30' }, monthly_report: null }, ANA)
    const { job, reports } = node()
    await job.run()
    expect(await listed(reports)).toEqual(['weekly 2026-W08'])
    calendar.time = at('2026-03-04T18:30:00Z')
    await job.run()
    expect(await listed(reports)).toEqual(['weekly 2026-W09', 'weekly 2026-W08'])
  })

  it('are kept as they went out, and can be asked for of any period as the figures stand', async () => {
    await node().job.run()
    const { reports } = node({ size: 80 })
    const { items } = await reports.list(bot, { kind: 'weekly', limit: 1 })
    const kept = await reports.kept(bot, items[0]?.id ?? 0)
    const now = await reports.make(bot, 'weekly', '2026-W09')
    expect(kept.report).toMatchObject({ period: '2026-W09', complete: true, bot_name: `Bot ${bot}` })
    expect(now.figures.sent).toBeGreaterThan(kept.report.figures.sent)
    expect(await reports.make(bot, 'weekly', undefined)).toMatchObject({ period: '2026-W09' })
    expect(await reports.make(bot, 'monthly', '2024-02')).toMatchObject({ to: '2024-02-29' })
    expect(await reports.make(bot, 'weekly', '2026-W10')).toMatchObject({ to: '2026-03-02', complete: false })
    await expect(reports.make(bot, 'weekly', '2026-W11')).rejects.toThrow('has not begun yet')
    await expect(reports.make(bot, 'weekly', '2025-W53')).rejects.toThrow('no ISO week')
    await expect(reports.kept('other', items[0]?.id ?? 0)).rejects.toThrow('no report')
  })

  it('are listed newest first, a page at a time', async () => {
    const { job, reports } = node()
    for (let week = 0; week < 9; week += 1) {
      await job.run()
      calendar.time += 7 * DAY
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await reports.list(bot, { kind: 'weekly', limit: 4, cursor })
      expect(page.total).toBe(9)
      seen.push(...page.items.map(({ period }) => period))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(9)
    expect(seen).toEqual([...seen].sort().reverse())
    expect((await reports.list('other', { limit: 5 })).total).toBe(0)
  })

  it('are exported to S3 when somebody wants it, each as one object', async () => {
    await settings.change(bot, { export_metrics_to_s3: true, s3_bucket: 'metrics' }, ANA)
    const { job, reports } = node()
    await job.run()
    await work()
    await until(async () =>
      (await reports.list(bot, { limit: 5 })).items.every(({ exported }) => exported.at)
    )
    const { items } = await reports.list(bot, { kind: 'weekly', limit: 1 })
    const [weekly] = items
    const key = `lead_nurturing/metrics/${bot}/weekly__2026-W09.json`
    expect(weekly?.exported).toEqual({ key, at: calendar.time, error: null })
    const kept = await reports.kept(bot, weekly?.id ?? 0)
    expect((await s3.objects()).get(key)).toEqual({
      timestamp: kept.report.made_at,
      run_id: 'weekly__2026-W09',
      performance_report: kept.report,
      export_version: '1.0'
    })
    expect(s3.requests).toHaveLength(2)
  })

  it('that S3 refuses say so where they are listed', async () => {
    await settings.change(bot, { export_metrics_to_s3: true, s3_bucket: 'nowhere' }, ANA)
    const { job, reports } = node()
    await job.run()
    await work()
    const errors = async () =>
      (await reports.list(bot, { limit: 5 })).items.map(({ exported }) => exported.error)
    await until(async () => (await errors()).every(error => error !== null))
    expect((await errors())[0]).toMatch(/^There is no such bucket/)
  })
})
