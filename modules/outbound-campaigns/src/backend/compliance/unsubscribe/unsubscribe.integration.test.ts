import { openBrowser } from '../../../../../../scripts/e2e/browser'
import { databases } from '../../../../../../scripts/test/databases'
import { toText } from '../../platform/database/values'
import { startCompliance, type ComplianceServer } from '../testing/compliance-server'

const ANA = 'ana@example.com'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

const linkOf = async ({ compliance }: ComplianceServer, person = ANA, bot = 'demo'): Promise<string> => {
  const url = await compliance.unsubscribeUrl(bot, { person, channel: 'email', messageId: 7 })
  if (url === null) throw new Error('The server knows where it is.')
  return url
}

const suppressions = async ({ db }: ComplianceServer): Promise<unknown[]> => {
  const rows = await db.query('select bot_id, person, channel, source, evidence from outbound_suppressions')
  return rows
    .map(row => [row.bot_id, row.person, row.channel, row.source, row.evidence].map(toText).join(' | '))
    .sort()
}

describe.each(databases)('Unsubscribing, $name', database => {
  let server: ComplianceServer

  beforeEach(async () => {
    server = await startCompliance(database)
  })
  afterEach(async () => {
    expect(server.faults).toEqual([])
    await server.close()
  })

  it('a look at the page changes nothing, however often and by whom', async () => {
    const url = await linkOf(server)
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await fetch(url, { method, headers: { 'user-agent': 'Barracuda Link Scanner' } })
      expect(answer.status).toBe(200)
      const html = await answer.text()
      if (method === 'HEAD') continue
      expect(html).toContain('&lt;b&gt;Café&lt;/b&gt; &amp; Co')
      expect(html).not.toContain('<b>')
      expect(html).toContain('lang="es"')
      expect(html).toContain('lang="en"')
      expect(html).not.toContain('<script')
      expect(html).not.toContain(ANA)
    }
    expect(await suppressions(server)).toEqual([])
    expect(await server.told()).toEqual([])
  })

  it('nothing is loaded, framed, kept or told to anybody', async () => {
    const { headers } = await fetch(await linkOf(server))
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('the one click of a mail program takes off the channel, in both its ways, once', async () => {
    const url = await linkOf(server)
    const parts = new FormData()
    parts.set('List-Unsubscribe', 'One-Click')
    for (const body of ['List-Unsubscribe=One-Click', parts]) {
      const headers: Record<string, string> = typeof body === 'string' ? FORM : {}
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200)
    }
    expect(await suppressions(server)).toEqual([
      'demo | ana@example.com | email | person | one click in the mail program, message 7'
    ])
    expect(await server.told()).toEqual([`${ANA} email`])
  })

  it('the page takes off everything for whoever wants that, with every address of theirs', async () => {
    await server.db.change(
      `insert into outbound_leads (bot_id, email, email_key, phone, custom, status, created_at, updated_at)
       values ('demo', ?, ?, '+525512345678', '{}', 'active', 0, 0)`,
      [ANA, ANA]
    )
    const answer = await fetch(await linkOf(server), { method: 'POST', headers: FORM, body: 'scope=all' })
    expect(await answer.text()).toContain('neither e-mails nor messages')
    expect(await suppressions(server)).toEqual([
      'demo | +525512345678 | all | person | unsubscribe page, message 7',
      'demo | ana@example.com | all | person | unsubscribe page, message 7'
    ])
    expect((await server.told()).sort()).toEqual(['+525512345678 all', `${ANA} all`])
    expect(await server.db.first('select status from outbound_leads')).toEqual({ status: 'opted_out' })
  })

  it('whatever the key is not good for gets one answer and changes nothing', async () => {
    const url = await linkOf(server)
    const key = new URL(url).searchParams.get('t') ?? ''
    const otherPurpose = await server.links.key('track.open', { botId: 'demo', data: { m: 7 } })
    const gone = new URL(await linkOf(server, ANA, 'gone')).searchParams.get('t') ?? ''
    const expired = await server.links.key('unsubscribe', { botId: 'demo', expiresAt: 1, data: { p: 'x' } })
    const unsealed = await server.links.key('unsubscribe', {
      botId: 'demo',
      data: { p: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', c: 'email' }
    })
    const bad = ['', 'x', `${key}x`, key.slice(0, -1), otherPurpose, gone, expired, unsealed]
    const addresses = [
      ...bad.map(t => server.url(`/unsubscribe?t=${t}`, '___')),
      server.url(`/unsubscribe?t=${key}`, 'other'),
      server.url(`/unsubscribe?t=${key}&t=${key}`, '___'),
      server.url('/unsubscribe', '___')
    ]
    const answers = new Set<string>()
    for (const address of addresses) {
      for (const init of [{}, { method: 'POST', headers: FORM, body: 'scope=all' }]) {
        const answer = await fetch(address, init)
        answers.add(`${answer.status} ${await answer.text()}`)
      }
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toMatch(/^404 .*This link does not work/s)
    expect(await suppressions(server)).toEqual([])
  })

  it('a key is good until its secret was replaced twice', async () => {
    const url = await linkOf(server)
    await server.links.rotate()
    expect((await fetch(url)).status).toBe(200)
    await server.links.rotate()
    expect((await fetch(url)).status).toBe(404)
  })

  it('a body that is too large, or of any other kind, is no harm', async () => {
    const url = await linkOf(server)
    const huge = await fetch(url, { method: 'POST', headers: FORM, body: 'x'.repeat(100_000) })
    expect(huge.status).toBe(413)
    expect(await suppressions(server)).toEqual([])
    expect(
      (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' } })).status
    ).toBe(200)
    expect(await suppressions(server)).toHaveLength(1)
  })

  it('whoever opens one link all the time waits', async () => {
    const url = await linkOf(server)
    const statuses: number[] = []
    for (let n = 0; n < 40; n += 1) statuses.push((await fetch(url)).status)
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(statuses).toContain(429)
    expect((await fetch(await linkOf(server, 'bea@example.com'))).status).toBe(200)
  })

  it("names the reader's language first", async () => {
    const url = await linkOf(server)
    const langOf = async (accepted: string) =>
      /<html lang="(..)">/.exec(
        await (await fetch(url, { headers: { 'accept-language': accepted } })).text()
      )?.[1]
    expect(await langOf('en-US,en;q=0.9')).toBe('en')
    expect(await langOf('fr, es-MX;q=0.5, en;q=0.4')).toBe('es')
    expect(await langOf('de')).toBe('es')
  })
})

describe('The unsubscribe page in a browser without JavaScript', () => {
  it('asks, does it, and offers the rest', async () => {
    const sqlite = databases.find(({ engine }) => engine === 'SQLite')
    if (!sqlite) throw new Error('There is a SQLite among the databases.')
    const server = await startCompliance(sqlite)
    const browser = await openBrowser()
    try {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: 'es-MX' })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', message => complaints.push(message.text()))
      await page.goto(await linkOf(server))
      await expect(page.locator('h1').textContent()).resolves.toContain('Café')
      expect(await suppressions(server)).toEqual([])

      await page.getByRole('button', { name: 'No más correos' }).click()
      await page.getByText('Ya no recibirás correos nuestros.').waitFor()
      expect(await suppressions(server)).toHaveLength(1)

      await page.getByRole('button', { name: 'Nada más, por ningún medio' }).click()
      await page.getByText('ni correos ni mensajes').waitFor()
      expect(await server.told()).toEqual([`${ANA} email`, `${ANA} all`])
      expect(complaints).toEqual([])
      expect(await context.cookies()).toEqual([])
    } finally {
      await browser.close()
      await server.close()
    }
  })
})
