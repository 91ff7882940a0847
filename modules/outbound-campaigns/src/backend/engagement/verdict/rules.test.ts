import { clientOf } from './client'
import { judge, RULES, type Visit } from './rules'
import { BROWSERS, SCANNER_AGENTS } from '../testing/agents'

const visit = (more: Partial<Visit> = {}): Visit => ({
  type: 'clicked',
  method: 'GET',
  userAgent: BROWSERS.chrome,
  purpose: null,
  network: null,
  sinceSent: 3_600_000,
  ...more
})

describe('The verdict on one request', () => {
  it.each(Object.entries(BROWSERS))('takes %s for a person', (_name, userAgent) => {
    for (const type of ['opened', 'clicked'] as const)
      expect(judge(visit({ type, userAgent }))).toEqual({ verdict: 'human', signals: [] })
  })

  it('takes no telephone and no browser for a scanner because of its name', () => {
    for (const name of ['(Linux; Android 10; CUBOT X30)', '(Windows NT 10.0; Win64; x64)']) {
      const userAgent = `Mozilla/5.0 ${name} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Avast/131.0`
      expect(judge(visit({ userAgent })).verdict).toBe('human')
    }
  })

  it.each(SCANNER_AGENTS)('takes %s for a machine', userAgent => {
    for (const type of ['opened', 'clicked'] as const)
      expect(judge(visit({ type, userAgent })).verdict).toBe('machine')
  })

  it.each([
    ['a HEAD', { method: 'HEAD' }, 'machine', ['head_request']],
    ['a prefetch', { purpose: 'prefetch;prerender' }, 'machine', ['prefetch']],
    ['a preview', { purpose: 'preview' }, 'machine', ['prefetch']],
    ['no user agent', { userAgent: '' }, 'machine', ['no_user_agent']],
    ["Apple's privacy proxy", { type: 'opened', userAgent: 'Mozilla/5.0' }, 'machine', ['apple_privacy']],
    ["Apple's network", { type: 'opened', network: 'apple' }, 'machine', ['apple_network']],
    ['a click from an iPhone', { network: 'apple', userAgent: BROWSERS.iphone }, 'human', []],
    ['1.9 s after the mail left', { sinceSent: 1_999 }, 'machine', ['impossible']],
    ['before it left, by another clock', { sinceSent: -500 }, 'machine', ['impossible']],
    ['2 s after it', { sinceSent: 2_000 }, 'unknown', ['early']],
    ['9.9 s after it', { sinceSent: 9_999 }, 'unknown', ['early']],
    ['10 s after it', { sinceSent: 10_000 }, 'human', []],
    ['at a time that nobody knows', { sinceSent: null }, 'human', []],
    ['a program that nobody knows', { userAgent: 'AcmeReader/1.0' }, 'unknown', ['unknown_client']]
  ] satisfies Array<[string, Partial<Visit>, string, string[]]>)('of %s', (_what, more, verdict, signals) => {
    expect(judge(visit(more))).toEqual({ verdict, signals })
  })

  it("takes Gmail's and Yahoo's image proxies for whoever opened, unless it was at once; a click of theirs for a check", () => {
    const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'
    const yahoo = 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html'
    for (const userAgent of [gmail, yahoo]) {
      expect(judge(visit({ type: 'opened', userAgent }))).toEqual({
        verdict: 'human',
        signals: ['image_proxy']
      })
      expect(judge(visit({ type: 'opened', userAgent, sinceSent: 5_000 })).verdict).toBe('unknown')
      expect(judge(visit({ userAgent })).verdict).toBe('machine')
    }
  })

  it('has a reason for each of its rules, and each signal once', () => {
    expect(new Set(RULES.map(({ signal }) => signal)).size).toBe(RULES.length)
    for (const { why } of RULES) expect(why.length).toBeGreaterThan(20)
  })
})

describe('What somebody reads with', () => {
  it.each([
    [BROWSERS.chrome, 'Chrome', 'desktop'],
    [BROWSERS.firefox, 'Firefox', 'desktop'],
    [BROWSERS.edge, 'Edge', 'desktop'],
    [BROWSERS.android, 'Chrome', 'phone'],
    [BROWSERS.iphone, 'Safari', 'phone'],
    [BROWSERS.ipad, 'Safari', 'tablet'],
    [BROWSERS.appleMail, 'Apple Mail', 'desktop'],
    [BROWSERS.iphoneMail, 'Apple Mail', 'phone'],
    [BROWSERS.outlook, 'Outlook', 'desktop'],
    [BROWSERS.thunderbird, 'Thunderbird', 'desktop'],
    ['Mozilla/5.0', 'Apple Mail', null],
    [
      'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      'Gmail',
      null
    ],
    ['Barracuda Sentinel (EE)', 'Barracuda', null],
    ['AcmeReader/1.0', null, null],
    ['', null, null]
  ])('%s', (userAgent, client, device) => {
    expect(clientOf(userAgent)).toEqual({ client, device })
  })
})
