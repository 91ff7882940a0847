import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { renderMail } from '../../channels/email/template'
import { toText } from '../../platform/database/values'
import { settleDue } from '../events/settle'
import { BROWSERS, SCANNER_AGENTS } from '../testing/agents'
import { BASE, BOT, engagementBench, type EngagementBench } from '../testing/bench'
import { sentMails } from '../testing/mails'
import { publicServer, type PublicServer } from '../testing/public-server'

const START = Date.parse('2026-07-01T15:00:00Z')
const LINKS = [
  'https://example.com/a?x=1&y=ñ',
  'https://example.com/b#part',
  'http://example.com/"><script>/c'
]

describe.each(databases)('Mails that tell what becomes of them, $name', ({ create }) => {
  let test: TestDatabase
  let bench: EngagementBench
  let server: PublicServer
  let ana: number
  let mail: number

  beforeEach(async () => {
    test = await create()
    bench = await engagementBench(test.knex)
    bench.calendar.set(START)
    server = await publicServer(bench)
    ana = await bench.lead({ email: 'ana@example.com' })
    ;[mail = 0] = await sentMails(bench, [{ id: ana, email: 'ana@example.com' }])
    bench.calendar.set(START + 3_600_000)
  })
  afterEach(async () => {
    await bench.inbox.release(BOT)
    await server.close()
    await test.destroy()
  })

  const here = (url: string, bot?: string) => url.replace(BASE, server.at(bot))
  const trackingOf = (messageId = mail) =>
    bench.engagement.tracking.trackingOf(BOT, { messageId, wanted: true })
  const linkTo = async (url: string, messageId = mail) =>
    (await trackingOf(messageId)).rewriteLink?.(url) ?? ''
  const pixel = async (messageId = mail) => (await trackingOf(messageId)).pixelUrl ?? ''
  const ask = (
    url: string,
    { method = 'GET', agent = BROWSERS.chrome, from = '203.0.114.7', headers = {} } = {}
  ) =>
    fetch(here(url), {
      method,
      redirect: 'manual',
      headers: { 'user-agent': agent, 'x-forwarded-for': from, ...headers }
    })
  const workOff = async () => {
    const open = async () =>
      (
        await bench.db.query(
          `select id from outbound_inbox where status = 'open' and kind like 'engagement.%' and kind <> 'engagement.event'`
        )
      ).length
    while ((await open()) > 0) {
      await bench.inboxJob.run()
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  const settle = async (afterMs = 130_000) => {
    await workOff()
    bench.calendar.set(bench.calendar.now() + afterMs)
    while ((await settleDue(bench.db, BOT, bench.calendar.now())) > 0);
  }
  const events = async () => {
    const rows = await bench.db.query(
      'select type, verdict, link, message_id, lead_id, sequence_id, step_key, client, device, country, signals from outbound_events order by id'
    )
    return rows
  }
  const verdicts = async () => (await events()).map(row => `${toText(row.type)} ${toText(row.verdict)}`)

  it('tell that they are opened and clicked, by whom, with what and where', async () => {
    const opened = await ask(await pixel(), { headers: { 'cf-ipcountry': 'MX' } })
    expect([opened.status, opened.headers.get('content-type'), opened.headers.get('cache-control')]).toEqual([
      200,
      'image/gif',
      'no-store, private, max-age=0'
    ])
    expect((await opened.arrayBuffer()).byteLength).toBe(42)
    for (const url of LINKS) {
      const clicked = await ask(await linkTo(url), { agent: BROWSERS.iphone })
      expect(clicked.status).toBe(302)
      expect(new URL(clicked.headers.get('location') ?? '').href).toBe(new URL(url).href)
      bench.calendar.set(bench.calendar.now() + 20_000)
    }
    await settle()
    expect(await events()).toMatchObject([
      {
        type: 'opened',
        verdict: 'human',
        client: 'Chrome',
        device: 'desktop',
        country: 'MX',
        step_key: 'first'
      },
      ...LINKS.map(link => ({
        type: 'clicked',
        verdict: 'human',
        link,
        client: 'Safari',
        device: 'phone',
        country: null
      }))
    ])
    const [first] = await events()
    expect([Number(first?.lead_id), Number(first?.message_id), Number(first?.sequence_id)]).toEqual([
      ana,
      mail,
      1
    ])
    const kept = JSON.stringify(await bench.db.query('select * from outbound_events'))
    expect(kept).not.toContain('203.0.114.7')
    expect(JSON.stringify(await bench.db.query('select * from outbound_inbox'))).not.toContain('203.0.114.7')
  })

  it('are scanned by twenty and more scanners with HEAD and GET of every link, and nobody has done anything; a person a minute later has', async () => {
    for (const [n, agent] of SCANNER_AGENTS.entries()) {
      const from = `198.51.101.${n}`
      for (const method of ['HEAD', 'GET'] as const) {
        const answers = [
          await ask(await pixel(), { method, agent, from }),
          ...(await Promise.all(LINKS.map(async url => ask(await linkTo(url), { method, agent, from }))))
        ]
        expect(answers.map(({ status }) => status)).toEqual([200, 302, 302, 302])
      }
    }
    await workOff()
    bench.calendar.set(bench.calendar.now() + 60_000)
    await ask(await linkTo(LINKS[0] ?? ''), { from: '203.0.114.9' })
    await settle()
    const all = await verdicts()
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter(one => !one.endsWith('machine'))).toEqual(['clicked human'])
  })

  it('are scanned by one that looks like a browser, and known by its haste', async () => {
    await Promise.all(
      LINKS.map(async url => ask(await linkTo(url), { agent: BROWSERS.edge, from: '198.51.101.5' }))
    )
    await ask(await pixel(), { agent: BROWSERS.edge, from: '198.51.101.5' })
    await settle()
    expect(new Set((await verdicts()).map(one => one.split(' ')[1]))).toEqual(new Set(['machine']))
  })

  it("answer what was altered, is another bot's or is too old as they answer anybody, and change nothing", async () => {
    const good = new URL(here(await linkTo('https://example.com/a')))
    const key = good.searchParams.get('t') ?? ''
    const elsewhere = new URL(good)
    elsewhere.searchParams.set('u', 'https://evil.example/')
    const old = await bench.links.key('track.click', {
      botId: BOT,
      expiresAt: Date.now() - 1,
      data: { m: mail, u: 'x' }
    })
    const asPixel = new URL(here(await pixel())).searchParams.get('t') ?? ''
    const tries = [
      elsewhere.href,
      good.href.replace(key, `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`),
      good.href.replace(key, asPixel),
      good.href.replace(key, old),
      good.href.replace('/bots/___/', '/bots/other/'),
      `${good.href}&u=https://evil.example/`,
      server.at() + '/track/click',
      `${server.at()}/track/click?t[]=x&u[a]=b`
    ]
    for (const url of tries) {
      const answer = await fetch(url, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([404, null])
      expect(await answer.text()).toMatch(/Este enlace ya no funciona/)
    }
    const gif = await fetch(`${server.at()}/track/open?t=${key}`)
    expect([gif.status, gif.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(await bench.db.query('select id from outbound_inbox')).toEqual([])
    expect((await fetch(good, { redirect: 'manual' })).status).toBe(302)
    expect(
      (await fetch(good.href.replace('/bots/___/', `/bots/${BOT}/`), { redirect: 'manual' })).status
    ).toBe(302)
  })

  it('outlive ten thousand made-up keys without a fault', async () => {
    const good = new URL(here(await linkTo('https://example.com/a')))
    const [key, url] = [good.searchParams.get('t') ?? '', 'https://example.com/a']
    const { readClick, readOpen } = await import('./links')
    const random = seeded(7)
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%\u0000é'
    let opened = 0
    for (let n = 0; n < 10_000; n += 1) {
      const at = Math.floor(random() * key.length)
      const letter = letters[Math.floor(random() * letters.length)] ?? ''
      const altered =
        n % 4 === 0
          ? key.slice(0, at) + letter + key.slice(at + 1)
          : n % 4 === 1
            ? key.slice(0, at)
            : n % 4 === 2
              ? Array.from({ length: at }, () => letters[Math.floor(random() * letters.length)]).join('')
              : key.slice(0, at) + letter + key.slice(at)
      if (altered === key) continue
      if ((await readClick(bench.links, altered, url)) ?? (await readOpen(bench.links, altered))) opened += 1
      if (n % 50 === 0) {
        const answer = await fetch(`${server.at()}/track/click?t=${encodeURIComponent(altered)}&u=${url}`, {
          redirect: 'manual'
        })
        expect(answer.status).toBe(404)
      }
    }
    expect(opened).toBe(0)
    expect(server.faults).toEqual([])
    expect(await bench.db.query('select id from outbound_inbox')).toEqual([])
  })

  it('are rewritten where they lead to the web, and nowhere else', async () => {
    const { pixelUrl, rewriteLink } = await trackingOf()
    const unsubscribe = `${BASE}/unsubscribe?t=x`
    const { html } = renderMail(
      {
        subject: 'Hola',
        html:
          '<p><a class="x" href="https://example.com/?a=1&amp;b=2">uno</a> <a href=\'HTTP://example.com/b\'>dos</a>' +
          '<a href="mailto:ana@example.com">m</a><a href="tel:+52442">t</a><a href="#abajo">h</a>' +
          '<a href="{{ unsubscribe_url }}">baja</a><img src="https://example.com/i.png"></p>'
      },
      {},
      {
        unsubscribeUrl: unsubscribe,
        trackingPixel: pixelUrl,
        rewriteLink,
        language: 'es'
      }
    )
    const hrefs = [...(html ?? '').matchAll(/href="([^"]*)"/g)].map(([, href = '']) =>
      href.replace(/&amp;/g, '&')
    )
    expect(hrefs.map(href => (href.startsWith(`${BASE}/track/click?t=`) ? 'ours' : href))).toEqual([
      'ours',
      'ours',
      'mailto:ana@example.com',
      'tel:+52442',
      '#abajo',
      unsubscribe
    ])
    expect(html).toContain('src="https://example.com/i.png"')
    expect(html).toContain(`<img src="${BASE}/track/open?t=`)
    const answer = await ask(hrefs[0] ?? '')
    expect(answer.headers.get('location')).toBe('https://example.com/?a=1&b=2')
  })

  it('say nothing where tracking is off: for the bot, the sequence or the lead, also afterwards', async () => {
    const [open, click] = [await pixel(), await linkTo('https://example.com/a')]
    const off = await bench.engagement.tracking.trackingOf(BOT, { messageId: mail, wanted: false })
    expect(off).toEqual({ pixelUrl: null, rewriteLink: undefined })

    await bench.settings.change(BOT, { tracking: { opens: false } }, { email: null })
    expect(await trackingOf()).toEqual({ pixelUrl: null, rewriteLink: expect.any(Function) })
    await ask(open)
    await workOff()
    await bench.settings.change(BOT, { tracking: { opens: true, clicks: false } }, { email: null })
    expect(await trackingOf()).toEqual({ pixelUrl: expect.any(String), rewriteLink: undefined })
    await workOff()
    expect((await ask(click)).status).toBe(302)
    await workOff()

    await bench.settings.change(BOT, { tracking: { clicks: true } }, { email: null })
    await bench.leads.leads.change(BOT, ana, { tracking: false }, { email: null })
    await ask(click)
    await workOff()
    expect(await events()).toEqual([])
  })

  it('lead by way of a host of its own', async () => {
    await bench.settings.change(BOT, { tracking: { host: 'https://go.example.com/' } }, { email: null })
    expect(await pixel()).toMatch(/^https:\/\/go\.example\.com\/track\/open\?t=/)
    expect(await linkTo('https://example.com/')).toMatch(/^https:\/\/go\.example\.com\/track\/click\?t=/)
  })

  it('whose mails nobody is a lead of any more tell nothing, and lead on all the same', async () => {
    const click = await linkTo('https://example.com/a')
    await bench.forget(ana)
    expect((await ask(click)).status).toBe(302)
    await workOff()
    expect(await events()).toEqual([])
  })

  it('count one who asks again within the second once, and a flood from one place only as long as it tells something', async () => {
    const url = await pixel()
    for (let n = 0; n < 10; n += 1) await ask(url)
    await workOff()
    expect(await events()).toHaveLength(1)
    for (let n = 0; n < 150; n += 1) {
      bench.calendar.set(bench.calendar.now() + 1_000)
      await ask(url)
    }
    await ask(url, { from: '203.0.114.200' })
    await workOff()
    const count = (await events()).length
    expect(count).toBeGreaterThan(50)
    expect(count).toBeLessThan(120)
    const places = await bench.db.query('select distinct origin from outbound_events')
    expect(places).toHaveLength(2)
  })
})

/** The same numbers in every run. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return seed / 4_294_967_296
}
