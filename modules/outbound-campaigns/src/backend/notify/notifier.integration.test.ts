import type { Logger } from 'botpress/sdk'
import fs from 'fs'
import http from 'http'
import type { AddressInfo } from 'net'
import os from 'os'
import path from 'path'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { startSandbox, type Sandbox } from '../../../../../scripts/sandbox/server'
import { EmailChannel } from '../channels/email/channel'
import { Inbox } from '../inbox'
import { Audit } from '../platform/audit/audit'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { SettingsService } from '../platform/settings/settings'
import { Notifier } from './notifier'

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

const notice = {
  event: 'campaign.paused',
  at: 1_790_000_000_000,
  campaign: { id: 7, name: 'Octubre', status: 'paused', counts: { total: 10, sent: 3, failed: 7 } },
  reason: { code: 'http_401', detail: 'The credentials are refused.' }
}

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 10))
}

describe.each(databases.filter(({ name }) => name.includes('knex 3')))('Notices, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let settings: SettingsService
  let inbox: Inbox
  let notifier: Notifier
  let email: EmailChannel
  let server: http.Server
  let sandbox: Sandbox
  let url: string
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'outbound-notify-'))
  const heard: Array<{ path: string; body: unknown }> = []
  let answers: number[] = []
  let allowed = true

  beforeAll(async () => {
    sandbox = await startSandbox({ dataDir: folder })
    server = http.createServer((req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => {
        heard.push({ path: req.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) as unknown })
        res.writeHead(answers.shift() ?? 200).end()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    await new Promise(resolve => server.close(resolve))
    await sandbox.close()
    fs.rmSync(folder, { recursive: true })
  })

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    settings = new SettingsService(db, new Audit(db))
    inbox = new Inbox(db, quiet)
    const { host, port, user, password } = sandbox.smtp
    const smtpUrl = `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`
    email = new EmailChannel({
      config: { getModuleConfigForBot: async () => ({ smtpUrl, emailFrom: 'Studio <studio@example.com>' }) }
    } as unknown as ConstructorParameters<typeof EmailChannel>[0])
    notifier = new Notifier({ settings, email, allowsPrivate: async () => allowed })
    notifier.register(inbox)
    heard.length = 0
    answers = []
    allowed = true
  })
  afterEach(async () => {
    email.closeAll()
    await inbox.release('demo')
    await test.destroy()
  })

  const work = () => inbox.jobFor('demo').run()

  it('reach whom the settings name, by Slack, webhook and mail, each once', async () => {
    await settings.change(
      'demo',
      { notify: { slack_webhook_url: `${url}/slack`, webhook_url: `${url}/hook`, email: 'ana@example.com' } },
      { email: null }
    )
    await db.transaction(tx => notifier.tell(tx, 'demo', notice))
    await db.transaction(tx => notifier.tell(tx, 'demo', notice))
    await work()
    const mails = async () => {
      const answer = await fetch(`${sandbox.url}/sandbox/mail?to=ana@example.com`, {
        headers: { authorization: `Bearer ${sandbox.controlToken}` }
      })
      return JSON.stringify(await answer.json())
    }
    await until(async () => heard.length === 2 && (await mails()).includes('Octubre'))
    expect(heard.find(({ path: at }) => at === '/slack')?.body).toEqual({
      text: expect.stringContaining('Por qué: ')
    })
    expect(heard.find(({ path: at }) => at === '/hook')?.body).toMatchObject({
      event: 'campaign.paused',
      bot_id: 'demo',
      campaign: { id: 7, status: 'paused' },
      reason: { code: 'http_401' },
      text: expect.stringContaining('Octubre (7) del bot demo: pausada.')
    })
  })

  it('are written in the language of the bot, which is that of its country until somebody decides', async () => {
    const told = async () => {
      heard.length = 0
      await db.transaction(tx => notifier.tell(tx, 'demo', { ...notice, at: notice.at + (told.times += 1) }))
      await work()
      await until(() => heard.length > 0)
      return (heard[0]?.body as { text: string }).text
    }
    told.times = 0
    await settings.change('demo', { notify: { slack_webhook_url: `${url}/slack` } }, { email: null })
    expect(await told()).toBe(
      'Octubre (7) del bot demo: pausada.\n' +
        'Por qué: Vonage rechazó las credenciales. Revisa el id de la aplicación y la llave privada del canal. (http_401)\n' +
        '3 de 10 enviados, 7 fallidos, 0 omitidos, 0 sin confirmar.'
    )
    await settings.change('demo', { default_country: 'US' }, { email: null })
    expect(await told()).toContain('Why: The credentials are refused. (http_401)')
    await settings.change('demo', { language: 'es' }, { email: null })
    expect(await told()).toContain('del bot demo')
  })

  it('tell what a run of nurturing came to, and what of it failed', async () => {
    await settings.change(
      'demo',
      { notify: { slack_webhook_url: `${url}/slack`, webhook_url: `${url}/hook` } },
      { email: null }
    )
    const nurturing = {
      run_id: 12,
      counts: { found: 9, started: 7, messages: 5, qualified: 3, paused: 1 },
      failed: ['update_engagement']
    }
    const told = { event: 'nurturing.failed', at: notice.at, nurturing, reason: null }
    await db.transaction(tx => notifier.tell(tx, 'demo', told))
    await db.transaction(tx => notifier.tell(tx, 'demo', told))
    await work()
    await until(() => heard.length === 2)
    const text =
      'Nutrición de prospectos del bot demo, ejecución 12.\n' +
      'Prospectos fríos encontrados: 9. Iniciaron una secuencia: 7. Mensajes por enviar: 5. Calificados: 3. Pausados: 1.\n' +
      'Tareas que fallaron: update_engagement.'
    expect(heard.find(({ path: at }) => at === '/slack')?.body).toEqual({ text })
    expect(heard.find(({ path: at }) => at === '/hook')?.body).toMatchObject({
      event: told.event,
      nurturing,
      text
    })
  })

  it('are not sent when what they tell did not happen', async () => {
    await settings.change('demo', { notify: { webhook_url: `${url}/hook` } }, { email: null })
    await db
      .transaction(async tx => {
        await notifier.tell(tx, 'demo', notice)
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await db.transaction(tx => notifier.tell(tx, 'demo', { ...notice, event: 'campaign.completed' }))
    await work()
    await until(() => heard.length > 0)
    expect(heard.map(({ body }) => (body as { event: string }).event)).toEqual(['campaign.completed'])
  })

  it('reach no address of the server itself, unless its owner allows that', async () => {
    allowed = false
    await settings.change('demo', { notify: { webhook_url: `${url}/hook` } }, { email: null })
    await db.transaction(tx => notifier.tell(tx, 'demo', notice))
    await work()
    const aside = () => db.query(`select error from outbound_inbox where status = 'set_aside'`)
    await until(async () => (await aside()).length > 0)
    expect(await aside()).toEqual([{ error: expect.stringContaining('not on the internet') }])
    expect(heard).toEqual([])
  })

  it('are for nobody when the settings name nobody', async () => {
    await db.transaction(tx => notifier.tell(tx, 'demo', notice))
    expect(await db.query('select * from outbound_inbox')).toEqual([])
  })
})
