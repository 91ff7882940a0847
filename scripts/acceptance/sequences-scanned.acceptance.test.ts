/** A mail whose every link is opened by machines: nobody has done anything. A person's click a minute later counts. */
import type { List } from './campaigns'
import { eventually } from './client'
import { mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const email = `scanned.${run}@example.com`

const SCANNERS = [
  'Barracuda Sentinel (EE)',
  'Mozilla/5.0 (compatible; Proofpoint URL Defense)',
  'Mimecast-URL-Protect/1.0',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0; SafeLinks)',
  'Cisco-IronPort-Outbreak-Filter',
  'Symantec-Email-Security.cloud',
  'TrendMicro-WRS/1.0',
  'Sophos Email Appliance',
  'FortiGuard URL scanner',
  'Google-Safety',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'facebookexternalhit/1.1',
  'WhatsApp/2.23.20.0',
  'TelegramBot (like TwitterBot)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0)',
  'python-requests/2.31.0',
  'Go-http-client/2.0',
  'curl/8.4.0',
  'Java/17.0.1',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36'
]
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'

const later = async (minutes: number) => sequences.goTo((await sequences.clock()) + minutes * 60_000)
const subjects = async () => (await sequences.mails(email)).map(({ subject }) => subject)
const events = async (leadId: number) =>
  (await server.api<List<{ type: string; verdict: string }>>(`/events?lead_id=${leadId}&limit=500`)).body
    .items

describeWith(['own server', 'clock'], 'a mail that machines look at first', () => {
  it('has nobody unsubscribed, no points and no branch, and the person who clicks afterwards has', async () => {
    await sequences.settings()
    const lead = await sequences.lead({ email, first_name: 'Iris', score: 10 })
    const link = 'https://example.com/precios'
    const { id } = await sequences.create({
      name: `Con enlaces ${run}`,
      steps: [
        {
          key: 'carta',
          type: 'email',
          config: {
            subject: 'carta',
            html: `<p><a href="${link}">Precios</a> <a href="https://example.com/demo">Demo</a></p>`
          }
        },
        {
          key: 'clic',
          type: 'condition',
          config: { check: { kind: 'clicked', step_key: 'carta' }, within_days: 5 }
        },
        mailStep('hizo-clic', { parent_key: 'clic', branch: 'yes' })
      ]
    })
    const enrollment = await sequences.enroll(id, lead.id)
    const [mail] = await eventually(
      () => sequences.mails(email),
      found => found.length > 0
    )
    const { html, headers } = await sequences.openMail(mail?.id ?? '')
    const inHtml = [...(html ?? '').matchAll(/(?:href|src)="(https?:[^"]+)"/g)].map(([, url = '']) =>
      url.replace(/&amp;/g, '&')
    )
    const header = headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value ?? ''
    const links = [...new Set([...inHtml, /https?:[^>\s]+/.exec(header)?.[0] ?? ''])].filter(url =>
      url.startsWith(server.address().url)
    )
    expect(links.filter(url => url.includes('/track/click'))).toHaveLength(2)
    expect(links.some(url => url.includes('/track/open'))).toBe(true)
    expect(links.some(url => url.includes('/unsubscribe'))).toBe(true)
    const visit = (url: string, method: string, agent: string, from: string) =>
      fetch(url, { method, redirect: 'manual', headers: { 'user-agent': agent, 'x-forwarded-for': from } })

    for (const [n, agent] of SCANNERS.entries())
      for (const method of ['HEAD', 'GET'])
        for (const url of links)
          // Whoever opens one link all the time is told to wait: that changes nothing either.
          expect([200, 302, 429]).toContain((await visit(url, method, agent, `203.0.113.${n + 1}`)).status)
    await later(4)
    const seen = await eventually(
      () => events(lead.id),
      found => found.length >= 2
    )
    expect(seen.filter(({ verdict, type }) => type !== 'delivered' && verdict !== 'machine')).toEqual([])
    expect(await sequences.enrollment(enrollment)).toMatchObject({
      status: 'active',
      step_key: 'clic',
      opened: 0,
      clicked: 0,
      engagement_score: 0
    })
    expect(await sequences.getLead(lead.id)).toMatchObject({ status: 'active' })
    expect((await server.api<List<unknown>>(`/opt-outs?search=${email}`)).body.items).toEqual([])
    expect(await subjects()).toEqual(['carta'])

    const click = links.find(url => url.includes('/track/click') && url.includes(encodeURIComponent(link)))
    const answer = await visit(click ?? '', 'GET', CHROME, '198.51.100.7')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, link])
    await later(3)
    await eventually(subjects, found => found.length === 2)
    expect(await subjects()).toEqual(['carta', 'hizo-clic Iris'])
    await sequences.until(enrollment, ({ status, clicked }) => status === 'completed' && clicked === 1)
  })
})
