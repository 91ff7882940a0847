/**
 * Every address of the module, called with everything that nobody should: 10,000 calls, 100,000 with TEST_FULL=1; the half
 * of them what anybody may call, the others what needs a token, with none, with a wrong one, with one that may only read,
 * and with one that may do anything, of things that are not there. Nothing breaks, nothing hangs, nothing changes, and no
 * answer tells of anybody whom the caller may not know.
 */
import type { List } from './campaigns'
import { describeWith, useServer } from './target'

const server = useServer()

const CALLS = process.env.TEST_FULL === '1' ? 100_000 : 10_000
const AT_ONCE = 16
/** In which every call is answered, on a machine that is busy with other tests. */
const HANGING_MS = 30_000
const WHOLE_MS = 30 * 60_000

const PATHS = [
  '/unsubscribe',
  '/track/open',
  '/track/click',
  '/webhooks/vonage/status',
  '/webhooks/vonage/inbound',
  '/webhooks/ses',
  '/events'
]
const LISTS = ['/opt-outs', '/leads', '/campaigns', '/evidence', '/audit', '/events']
const SECRET_PERSON = 'nobody.else.knows@example.com'

/** The same row of numbers for the same seed, so that what was found is found again. */
const numbersFrom = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

type Random = ReturnType<typeof numbersFrom>

const pick = <T>(random: Random, from: readonly [T, ...T[]]): T => from[random(from.length)] ?? from[0]

const NASTY = [
  '',
  '0',
  '-1',
  'null',
  '%00',
  '..%2f..%2fetc%2fpasswd',
  "' or '1'='1",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'eyJiIjoiZGVtbyJ9.AAAA',
  'a.b.c',
  '💥'.repeat(20),
  'x'.repeat(3_000),
  'https://evil.example/',
  'javascript:alert(1)'
] as const

const altered = (random: Random, text: string): string => {
  const at = random(Math.max(1, text.length))
  switch (random(5)) {
    case 0:
      return text.slice(0, at) + pick(random, ['A', '_', '.', '=', '%', '\u0000']) + text.slice(at + 1)
    case 1:
      return text.slice(0, at)
    case 2:
      return text + text
    case 3:
      return text.split('.').reverse().join('.')
    default:
      return text.toUpperCase()
  }
}

const BODIES = [
  '',
  '{}',
  '[]',
  '[[[[[[[[]]]]]]]]',
  '{"message_uuid":"x","status":"delivered"',
  '{"__proto__":{"admin":true}}',
  'List-Unsubscribe=One-Click',
  'scope=all&scope=all',
  '\u0000\u0001\u0002',
  JSON.stringify({ email: SECRET_PERSON, event_type: 'complained' }),
  JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL: 'http://169.254.169.254/latest/' }),
  'x'.repeat(20_000)
] as const

const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'text/plain; charset=\uFFFD'.replace('\uFFFD', 'utf-99'),
  'text/csv'
] as const

interface OpenApi {
  paths: Record<string, Record<string, { security?: unknown[] }>>
}

const METHODS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' }

/** Of nothing that is there: an id that exists may be changed by whoever may. */
const IDS = [
  '0',
  '-1',
  '999999999',
  '9007199254740993',
  '1e3',
  'x',
  '%00',
  '..%2f1',
  '1%20or%201=1',
  'NaN'
] as const

describeWith(['own server'], 'every address, called with anything', () => {
  it(
    `stands ${CALLS} calls: no fault, no change, nobody told of`,
    async () => {
      await server.own().addBot('second')
      await server.api('/leads', { method: 'POST', json: { email: SECRET_PERSON } })
      const addresses = (await server.api<Record<string, unknown>>('/webhook-addresses')).body
      const keys = JSON.stringify(addresses).match(/k=[\w.-]+/g) ?? []
      const key = (keys[0] ?? '').slice(2)
      expect(key).toMatch(/^[\w-]+\.[\w-]+$/)
      const standing = async () => {
        const counts: Record<string, unknown> = {}
        for (const bot of ['demo', 'second'])
          for (const list of LISTS)
            counts[`${bot} ${list}`] = (
              await server.api<List<unknown>>(`${list}?limit=1`, { bot })
            ).body.total
        return counts
      }
      const before = await standing()

      const { paths } = (await server.api<OpenApi>('/openapi.json')).body
      const guarded = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).flatMap(([method, { security }]) =>
          security === undefined ? [{ path, method: METHODS[method] ?? 'GET' }] : []
        )
      )
      expect(guarded.length).toBeGreaterThan(80)

      const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
      const random = numbersFrom(seed)
      const statuses = new Map<number, number>()
      const wrong: unknown[] = []
      let left = CALLS

      const { admin, reader } = server.address().tokens
      /** What needs a token. Whoever may write does so to what is not there alone, or to nothing. */
      const callGuarded = async (): Promise<void> => {
        const { path, method } = guarded[random(guarded.length)] ?? { path: '/status', method: 'GET' }
        const hasId = path.includes('{')
        const tokens = [
          '',
          'x',
          `${admin}x`,
          `x${altered(random, admin)}`,
          reader,
          ...(method === 'GET' || hasId ? [admin] : [])
        ]
        const token = tokens[random(tokens.length)] ?? ''
        const isKnown = token === admin || token === reader
        const bot = pick(random, ['second', 'second', isKnown ? 'second' : 'demo', 'nobody', '__proto__'])
        const filled = path.replace(/\{\w+\}/g, () => pick(random, IDS))
        const asked = pick(random, [
          'limit',
          'cursor',
          'from',
          'status',
          'q',
          'search',
          'lead_id',
          'format',
          'filter[a]'
        ])
        const url =
          `${server.address().url}/api/v1/bots/${bot}/mod/outbound-campaigns${filled}` +
          `?${asked}=${encodeURIComponent(pick(random, NASTY))}`
        const body = method === 'GET' ? undefined : pick(random, BODIES)
        const answer = await fetch(url, {
          method,
          redirect: 'manual',
          headers: {
            ...(token !== '' && { authorization: `Bearer ${encodeURIComponent(token)}` }),
            ...(body === undefined ? {} : { 'content-type': pick(random, TYPES) })
          },
          body,
          signal: AbortSignal.timeout(HANGING_MS)
        })
        const text = await answer.text()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        // An account that is not set up says so to whoever may know.
        const isFault = answer.status >= 500 && !(answer.status === 503 && isKnown)
        const isTooMuch = !isKnown && ![401, 403, 404].includes(answer.status)
        const isWritten = token === reader && method !== 'GET' && answer.status < 400
        if (isFault || isTooMuch || isWritten || text.includes(SECRET_PERSON))
          wrong.push({ method, url, body, isKnown, status: answer.status, text: text.slice(0, 200) })
      }

      const callPublic = async (): Promise<void> => {
        const bot = pick(random, ['___', 'demo', 'second', 'nobody', '%2e%2e', '__proto__'])
        const path = pick(random, ['/unsubscribe', ...PATHS])
        const value = random(2) === 0 ? altered(random, key) : pick(random, NASTY)
        const method = pick(random, ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])
        const query = pick(random, ['t', 'k', 't[]', 't[a]', 'u', 'toString'])
        const more = random(3) === 0 ? `&u=${encodeURIComponent(pick(random, NASTY))}&t=2&k=3` : ''
        const body = method === 'GET' || method === 'HEAD' ? undefined : pick(random, BODIES)
        const url =
          `${server.address().url}/api/v1/bots/${bot}/mod/outbound-campaigns${path}` +
          `?${query}=${random(4) === 0 ? '%' + value.slice(0, 3).replace(/[^\w]/g, 'z') : encodeURIComponent(value)}${more}`
        const answer = await fetch(url, {
          method,
          redirect: 'manual',
          headers: {
            // From ever other places, or what limits the calls would answer them all.
            'x-forwarded-for': `${1 + random(9)}.${random(256)}.${random(256)}.${1 + random(254)}`,
            'user-agent': encodeURIComponent(pick(random, NASTY)),
            authorization: pick(random, ['', 'Bearer x', 'Bearer a.b.c', 'Basic eDp5', `Bearer ${key}`]),
            ...(body === undefined ? {} : { 'content-type': pick(random, TYPES) })
          },
          body,
          signal: AbortSignal.timeout(HANGING_MS)
        })
        const text = await answer.text()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status >= 500 || answer.status === 302 || text.includes(SECRET_PERSON))
          wrong.push({ method, url, body, status: answer.status, text: text.slice(0, 200) })
      }
      const worker = async (): Promise<void> => {
        while (left > 0 && wrong.length === 0) {
          left -= 1
          await (left % 2 === 0 ? callPublic() : callGuarded())
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))

      console.log(
        `${CALLS} calls (seed ${seed}): ${[...statuses]
          .sort()
          .map(one => one.join(' × '))
          .join(', ')}`
      )
      expect({ seed, wrong }).toEqual({ seed, wrong: [] })
      // It was not the limits alone that answered.
      expect((statuses.get(429) ?? 0) / CALLS).toBeLessThan(0.5)
      expect(await standing()).toEqual(before)
    },
    WHOLE_MS
  )

  it('says when to go on to whoever calls too often from one place, and others are answered', async () => {
    const call = (from: string) =>
      fetch(`${server.address().url}/api/v1/bots/___/mod/outbound-campaigns/unsubscribe?t=x`, {
        headers: { 'x-forwarded-for': from }
      })
    const answers = await Promise.all(Array.from({ length: 600 }, () => call('203.0.114.9')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await call('203.0.115.9')).status).toBe(404)
  })
})
