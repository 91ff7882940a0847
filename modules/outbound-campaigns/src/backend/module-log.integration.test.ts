/**
 * The log of the whole module while campaigns and sequences go right and wrong. It says what happened to which campaign and
 * which recipient, and nobody's number, address, name, text or secret, not even where a library or the database throws them.
 */
import { databases, type TestDatabase } from '../../../../scripts/test/databases'
import { TestSandbox } from '../../../../scripts/sandbox/testing/client'
import { RunningModule, type LogLine } from './testing/running-module'

const until = async <T>(ask: () => Promise<T> | T, isSo: (answer: T) => boolean): Promise<T> => {
  const end = Date.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (Date.now() > end) throw new Error(`It did not happen: ${JSON.stringify(answer)}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

interface Campaign {
  id: number
  status: string
  counts: Record<string, number>
}

const NAME = 'Guadalupe'
const CITY = 'Tlaquepaque'
const numbersWith = (ending: string, count: number) =>
  Array.from({ length: count }, (_, n) => `442${String(n + 1).padStart(7 - ending.length, '3')}${ending}`)
const csvOf = (phones: readonly string[]) =>
  ['phone_number,nombre', ...phones.map(phone => `${phone},${NAME}`), ''].join('\n')

describe.each(databases)('The log, $name', ({ create }) => {
  let sandbox: TestSandbox
  let test: TestDatabase
  let module: RunningModule
  const phones = { good: numbersWith('', 5), bad: numbersWith('980422', 4), lost: numbersWith('980003', 2) }
  const mails: string[] = []

  beforeAll(async () => {
    sandbox = await TestSandbox.start()
    await sandbox.reset()
    test = await create()
    const { url, credentials, smtp } = sandbox.running
    module = await RunningModule.on(test.knex, {
      vonage: { enabled: true, ...credentials },
      config: {
        vonageApiUrl: url,
        allowPrivateAddresses: true,
        smtpUrl: `smtp://${smtp.user}:${smtp.password}@${smtp.host}:${smtp.port}`,
        smtpTls: 'if_offered',
        emailFrom: 'Ventas <ventas@casanopal.example>'
      }
    })
    await module.call('/settings', 'PUT', { sender_rate_per_second: 500, email_rate_per_second: 100 })
  })
  afterAll(async () => {
    await module.stop()
    await test.destroy()
    await sandbox.close()
  })

  const lines = (event: string, of = ''): LogLine[] =>
    module.lines.filter(({ text }) => text.startsWith(`event=${event} `) && text.includes(of))
  const campaign = async (people: readonly string[], fields: object): Promise<number> => {
    const { id } = await module.call<Campaign>('/campaigns', 'POST', {
      name: `Rebajas de ${CITY} ${Math.random()}`,
      template_id: 'bienvenida',
      variables: [{ column: 'nombre' }],
      max_error_rate: 1,
      max_consecutive_errors: 1000,
      ...fields
    })
    await module.call(`/campaigns/${id}/upload-csv`, 'POST', csvOf(people))
    await module.call(`/campaigns/${id}/start`, 'POST', {})
    return id
  }
  const ended = (id: number, status: string) =>
    until(
      () => module.call<Campaign>(`/campaigns/${id}`),
      found => found.status === status
    )

  it('of a campaign: its start, the codes with which it fails, its end; single messages at debug alone', async () => {
    const id = await campaign([...phones.good, ...phones.bad, ...phones.lost], {})
    await ended(id, 'completed')
    expect(lines('campaign.started', `campaign=${id} `)).toMatchObject([
      { level: 'info', bot: 'demo', text: expect.stringContaining(`campaign=${id} by=person`) }
    ])
    expect(lines('campaign.completed', `campaign=${id} `)).toMatchObject([
      { level: 'info', bot: 'demo', text: expect.stringContaining(`campaign=${id} total=11`) }
    ])
    const errors = lines('send.error', `campaign=${id} `).map(({ level, text }) => `${level} ${text}`)
    expect(errors).toHaveLength(2)
    for (const code of ['http_422_recipient', 'connection_lost'])
      expect(errors.join('\n')).toMatch(
        new RegExp(
          `warn event=send.error campaign=${id} recipient=\\d+ attempt=1 channel=whatsapp .*code=${code} `
        )
      )
    const attempts = lines('send.attempt', `campaign=${id} `)
    expect(attempts).toHaveLength(11)
    expect(new Set(attempts.map(({ level }) => level))).toEqual(new Set(['debug']))
    const { items } = await module.call<{ items: Array<{ id: number }> }>(`/campaigns/${id}/recipients`)
    for (const { id: recipient } of items)
      expect(attempts.filter(({ text }) => text.includes(` recipient=${recipient} `))).toHaveLength(1)
    const aloud = module.lines.filter(
      ({ level, text }) => level !== 'debug' && text.includes(`campaign=${id} `)
    )
    expect(aloud.length).toBeLessThan(10)
  })

  it('of one that stops by itself: its reason', async () => {
    const id = await campaign(phones.bad, { max_consecutive_errors: 3 })
    await ended(id, 'paused')
    const [paused] = await until(
      () => lines('campaign.paused', `campaign=${id} `),
      all => all.length > 0
    )
    expect(paused).toMatchObject({ level: 'warn', bot: 'demo' })
    expect(paused?.text).toContain(`campaign=${id} code=consecutive_errors`)
    await module.call(`/campaigns/${id}/resume`, 'POST', {})
    expect(lines('campaign.resumed', `campaign=${id} `)).toHaveLength(1)
  })

  it('of a sequence: a mail that bounces', async () => {
    const sequence = await module.call<{ id: number }>('/sequences/templates', 'POST', {
      name: `Bienvenida a ${CITY}`,
      active: true,
      settings: { skip_weekends: false, send_window: null },
      steps: [
        {
          key: 'one',
          type: 'email',
          config: { subject: 'Hola {{first_name}}', html: '<p>Su mesa espera</p>' }
        }
      ]
    })
    const people = ['maria.lopez', 'bounce', 'lucia.diaz'].map(
      local => `${local}+${Math.random().toString(36).slice(2)}@correo.example`
    )
    mails.push(...people)
    for (const email of people) {
      const { id } = await module.call<{ id: number }>('/leads', 'POST', {
        email,
        first_name: NAME
      })
      await module.call('/sequences/enrollments', 'POST', { template_id: sequence.id, lead_id: id })
    }
    const bounced = await until(
      () => lines('send.error', `sequence=${sequence.id} `),
      found => found.length > 0
    )
    expect(bounced[0]?.text).toMatch(/recipient=\d+ attempt=1 channel=email outcome=refused code=bounced/)
    await until(
      () => lines('send.attempt', `sequence=${sequence.id} `),
      found => found.length === people.length
    )
  })

  it('of a forged call, and of a database that refuses what is written into it', async () => {
    const { status } = await module.call<{ status: string }>('/webhook-addresses')
    const to = phones.good[0] ?? ''
    await fetch(status, {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.running.credentials.signatureSecret}` },
      body: JSON.stringify({ message_uuid: 'x', to, status: 'delivered', channel: 'whatsapp' })
    })
    expect(lines('webhook.refused')[0]).toMatchObject({ level: 'warn', bot: 'demo' })

    await test.knex.raw('alter table outbound_leads rename to outbound_leads_gone')
    try {
      const answer = await module.fetch('/leads', 'POST', {
        email: 'eva.ruiz@correo.example',
        first_name: NAME
      })
      expect(answer.status).toBe(500)
      const many = await module.fetch(
        '/leads/upload',
        'POST',
        `email,first_name\neva.ruiz@correo.example,${NAME}\n`
      )
      expect(many.status).toBeGreaterThan(399)
    } finally {
      await test.knex.raw('alter table outbound_leads_gone rename to outbound_leads')
    }
    const [failed] = lines('request.failed')
    expect(failed?.level).toBe('error')
    expect(failed?.text).toMatch(
      /^event=request.failed route=POST:\/leads error=\w+ code=\w+ .*outbound_leads/
    )
  })

  /** Last of all, over everything that the others have said. */
  it('has said nothing of anybody, and no secret', () => {
    const { credentials, smtp, controlToken } = sandbox.running
    const people = [...phones.good, ...phones.bad, ...phones.lost, ...mails, 'eva.ruiz@correo.example']
    const secrets = [
      credentials.apiKey,
      credentials.apiSecret,
      credentials.applicationId,
      credentials.signatureSecret,
      credentials.botPhoneNumber,
      smtp.password,
      controlToken,
      'BEGIN'
    ]
    const texts = [
      'maria.lopez',
      'lucia.diaz',
      NAME,
      CITY,
      'Rebajas',
      'Su mesa',
      'Hola',
      'casanopal',
      'operator@example.com',
      '52442',
      'correo.example'
    ]
    expect(module.lines.length).toBeGreaterThan(20)
    expect([...people, ...secrets, ...texts].filter(secret => module.log.includes(secret))).toEqual([])
    expect(module.log).not.toMatch(/insert into|update outbound|values \(|[\w.]@[\w.]|\d{7,}|\?k=/)
    for (const { text, attached } of module.lines) {
      expect(attached).toBe('')
      expect(text).toMatch(/^event=[a-z_]+\.[a-z_]+( [a-z]+=("(?:[^"\\]|\\.)*"|[^\s"]+))* msg="[^"]+"$/)
    }
  })
})
