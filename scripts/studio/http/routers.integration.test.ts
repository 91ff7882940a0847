/** Botpress's rules for a module's routes, one by one, over real HTTP. */
import path from 'path'
import { entryOf, type Fixture, writeModule } from '../testing/fixture-module'
import { cleanUp, folderForTest, READER, studioAt, studioWith, writeBot } from '../testing/studio'

afterEach(cleanUp)

const readyWith = (code: string): Fixture => ({
  entry: entryOf({ onServerReady: `async bp => { ${code} }` })
})
const ROUTE = '/api/v1/bots/demo/mod/fixture'

const withBots = async (fixture: Fixture, bots: Record<string, Record<string, unknown>>) => {
  const folder = folderForTest()
  for (const [id, config] of Object.entries(bots)) writeBot(path.join(folder, 'data'), id, config)
  return studioAt(folder, { module: writeModule(folder, fixture) })
}

const post = (body: string, type = 'application/json', more: object = {}) => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
  ...more
})

describe('authentication', () => {
  const closed = readyWith(`
    const router = bp.http.createRouterForBot('fixture')
    router.get('/who', (req, res) => res.json({ user: req.tokenUser, bot: req.params.botId }))
    router.post('/who', (req, res) => res.json({ ok: true }))`)

  it('asks for a bearer token, in the shape of the core', async () => {
    const studio = await studioWith(closed)
    const answer = await studio.call(`${ROUTE}/who`, { token: null })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({
      statusCode: 401,
      errorCode: 'BP_0041',
      type: 'UnauthorizedError',
      message: expect.stringContaining('Unauthorized'),
      details: '',
      docs: expect.any(String)
    })
  })

  it.each([
    ['Basic dXNlcjpwYXNz', 401],
    ['Bearer', 401],
    ['Bearer wrong', 401],
    ['bearer admin-token-of-the-test', 200]
  ])('answers "%s" with %d', async (authorization, status) => {
    const studio = await studioWith(closed)
    expect((await studio.call(`${ROUTE}/who`, { token: null, headers: { authorization } })).status).toBe(
      status
    )
  })

  it("tells the module who it is, and gives it the bot's id", async () => {
    const studio = await studioWith(closed)
    expect(await (await studio.call(`${ROUTE}/who`)).json()).toEqual({
      user: { email: expect.any(String), strategy: 'default', isSuperAdmin: true },
      bot: 'demo'
    })
  })

  it('needs the right to write even for GET, unless the router goes by the method', async () => {
    const studio = await studioWith(closed)
    const refused = await studio.call(`${ROUTE}/who`, { token: READER })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      statusCode: 403,
      errorCode: 'BP_0043',
      type: 'ForbiddenError'
    })
  })

  it('by the method: who may only read gets GET and not POST', async () => {
    const studio = await studioWith(
      readyWith(`
        const router = bp.http.createRouterForBot('fixture', { checkMethodPermissions: true })
        router.all('/x', (req, res) => res.json({ ok: true }))`)
    )
    expect((await studio.call(`${ROUTE}/x`, { token: READER })).status).toBe(200)
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect((await studio.call(`${ROUTE}/x`, { method, token: READER })).status).toBe(403)
      expect((await studio.call(`${ROUTE}/x`, { method })).status).toBe(200)
    }
  })

  it('refuses a reader who speaks for another workspace', async () => {
    const studio = await studioWith(
      readyWith(
        `bp.http.createRouterForBot('fixture', { checkMethodPermissions: true }).get('/x', (req, res) => res.json({}))`
      )
    )
    const inWorkspace = (workspace: string) =>
      studio.call(`${ROUTE}/x`, { token: READER, headers: { 'x-bp-workspace': workspace } })
    expect((await inWorkspace('default')).status).toBe(200)
    expect((await inWorkspace('other')).status).toBe(403)
  })

  it('lends needPermission and hasPermission', async () => {
    const studio = await studioWith(
      readyWith(`
        const router = bp.http.createRouterForBot('fixture', { checkMethodPermissions: true })
        router.get('/may', async (req, res) => res.json({ may: await bp.http.hasPermission(req, 'write', 'module.fixture') }))
        router.get('/must', bp.http.needPermission('write', 'module.fixture'), (req, res) => res.json({}))`)
    )
    expect(await (await studio.call(`${ROUTE}/may`, { token: READER })).json()).toEqual({ may: false })
    expect(await (await studio.call(`${ROUTE}/may`)).json()).toEqual({ may: true })
    expect((await studio.call(`${ROUTE}/must`, { token: READER })).status).toBe(403)
    expect((await studio.call(`${ROUTE}/must`)).status).toBe(200)
  })
})

describe('two routers of one name', () => {
  const PUBLIC = `bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/open', (req, res) => res.send('open'))`
  const PRIVATE = `bp.http.createRouterForBot('fixture').get('/closed', (req, res) => res.send('closed'))`

  it('public first: each has its own rules', async () => {
    const studio = await studioWith(readyWith(`${PUBLIC}; ${PRIVATE}`))
    expect((await studio.call(`${ROUTE}/open`, { token: null })).status).toBe(200)
    expect((await studio.call(`${ROUTE}/closed`, { token: null })).status).toBe(401)
    expect((await studio.call(`${ROUTE}/closed`)).status).toBe(200)
  })

  it('private first: it shadows the public one', async () => {
    const studio = await studioWith(readyWith(`${PRIVATE}; ${PUBLIC}`))
    expect((await studio.call(`${ROUTE}/open`, { token: null })).status).toBe(401)
    expect((await studio.call(`${ROUTE}/open`)).status).toBe(200)
  })
})

describe('which bot', () => {
  const both = readyWith(`
    bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/open', (req, res) => res.send(req.params.botId))
    bp.http.createRouterForBot('fixture').get('/closed', (req, res) => res.send(req.params.botId))`)
  const bots = { open: {}, hidden: { private: true }, off: { disabled: true } }

  it.each([
    ['open', 'open', null, 200],
    ['open', 'closed', null, 401],
    ['hidden', 'open', null, 401],
    ['hidden', 'open', 'admin', 200],
    ['hidden', 'closed', 'admin', 200],
    ['off', 'open', null, 404],
    ['off', 'closed', 'admin', 404],
    ['nobody', 'open', null, 404],
    ['nobody', 'closed', 'admin', 404],
    ['___', 'open', null, 200],
    ['___', 'closed', null, 401],
    ['___', 'closed', 'admin', 200]
  ])('%s, %s route, token %s: %d', async (bot, route, token, status) => {
    const studio = await withBots(both, bots)
    const answer = await studio.call(`/api/v1/bots/${bot}/mod/fixture/${route}`, token ? {} : { token: null })
    expect(answer.status).toBe(status)
    if (status === 404) {
      expect(await answer.json()).toMatchObject({
        statusCode: 404,
        errorCode: 'BP_0044',
        type: 'NotFoundError'
      })
    }
  })
})

describe('bodies', () => {
  const echo = (options: string) =>
    readyWith(`
      bp.http.createRouterForBot('fixture', ${options}).post('/echo', (req, res) => res.json({ body: req.body === undefined ? 'none' : req.body, length: JSON.stringify(req.body || {}).length }))
      bp.http.createRouterForBot('neighbour', { checkAuthentication: false }).post('/echo', (req, res) => res.json({ body: req.body }))`)

  it('are read by the core: JSON and forms', async () => {
    const studio = await studioWith(echo('{}'))
    expect(await (await studio.call(`${ROUTE}/echo`, post('{"a":1}'))).json()).toMatchObject({
      body: { a: 1 }
    })
    const form = post('a=1&b[c]=2', 'application/x-www-form-urlencoded')
    expect(await (await studio.call(`${ROUTE}/echo`, form)).json()).toMatchObject({
      body: { a: '1', b: { c: '2' } }
    })
  })

  it('that are not JSON are refused in the shape of the core, before anybody asks for a token', async () => {
    const studio = await studioWith(echo('{}'))
    const answer = await studio.call(`${ROUTE}/echo`, post('{"a":', 'application/json', { token: null }))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ statusCode: 400, type: 'entity.parse.failed', details: '' })
  })

  it('end at 10 MB of JSON and 100 kB of form', async () => {
    const studio = await studioWith(echo('{}'))
    const json = (bytes: number) => post(JSON.stringify({ a: 'x'.repeat(bytes) }))
    expect((await studio.call(`${ROUTE}/echo`, json(9_900_000))).status).toBe(200)
    const tooMuch = await studio.call(`${ROUTE}/echo`, json(10_600_000))
    expect(tooMuch.status).toBe(413)
    expect(await tooMuch.json()).toMatchObject({ statusCode: 413, type: 'entity.too.large' })
    const form = (bytes: number) => post(`a=${'x'.repeat(bytes)}`, 'application/x-www-form-urlencoded')
    expect((await studio.call(`${ROUTE}/echo`, form(90_000))).status).toBe(200)
    expect((await studio.call(`${ROUTE}/echo`, form(110_000))).status).toBe(413)
  })

  it('of a name whose parsers are off arrive raw, on all of its routers, and on nobody else’s', async () => {
    const studio = await studioWith(
      readyWith(`
        const raw = (req, res) => {
          const parts = []
          req.on('data', part => parts.push(part))
          req.on('end', () => res.json({ raw: Buffer.concat(parts).toString(), body: req.body === undefined }))
        }
        bp.http.createRouterForBot('fixture', { checkAuthentication: false, enableJsonBodyParser: false, enableUrlEncoderBodyParser: false }).post('/open', raw)
        bp.http.createRouterForBot('fixture').post('/closed', raw)
        bp.http.createRouterForBot('neighbour', { checkAuthentication: false }).post('/echo', (req, res) => res.json({ body: req.body }))`)
    )
    for (const route of ['open', 'closed']) {
      expect(await (await studio.call(`${ROUTE}/${route}`, post('{"a": 1}'))).json()).toEqual({
        raw: '{"a": 1}',
        body: true
      })
      const form = post('a=1', 'application/x-www-form-urlencoded')
      expect(await (await studio.call(`${ROUTE}/${route}`, form)).json()).toEqual({ raw: 'a=1', body: true })
    }
    const neighbour = await studio.call('/api/v1/bots/demo/mod/neighbour/echo', post('{"a":1}'))
    expect(await neighbour.json()).toEqual({ body: { a: 1 } })
  })

  it('in parts are left alone', async () => {
    const studio = await studioWith(
      readyWith(`bp.http.createRouterForBot('fixture').post('/x', (req, res) => {
        let bytes = 0
        req.on('data', part => { bytes += part.length })
        req.on('end', () => res.json({ bytes }))
      })`)
    )
    const form = new FormData()
    form.set('file', new Blob(['a,b\n1,2\n']), 'x.csv')
    const answer: unknown = await (await studio.call(`${ROUTE}/x`, { method: 'POST', body: form })).json()
    expect(answer).toEqual({ bytes: expect.any(Number) })
    expect((answer as { bytes: number }).bytes).toBeGreaterThan(100)
  })
})

describe('what goes wrong in a handler', () => {
  it('thrown at once: its status code, else 400', async () => {
    const studio = await studioWith(
      readyWith(`
        const router = bp.http.createRouterForBot('fixture')
        router.get('/plain', () => { throw new Error('plain') })
        router.get('/teapot', () => { throw Object.assign(new Error('teapot'), { statusCode: 418 }) })`)
    )
    const plain = await studio.call(`${ROUTE}/plain`)
    expect(plain.status).toBe(400)
    expect(await plain.json()).toMatchObject({ statusCode: 400, message: 'plain' })
    expect((await studio.call(`${ROUTE}/teapot`)).status).toBe(418)
  })
})

describe('the rest of http', () => {
  it('lets every origin in', async () => {
    const studio = await studioWith(
      readyWith(`bp.http.createRouterForBot('fixture').get('/x', (req, res) => res.json({}))`)
    )
    expect((await studio.call(`${ROUTE}/x`)).headers.get('access-control-allow-origin')).toBe('*')
    const preflight = await studio.call(`${ROUTE}/x`, {
      method: 'OPTIONS',
      token: null,
      headers: { 'access-control-request-headers': 'authorization' }
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization')
  })

  it('gives the public path with EXTERNAL_URL and a place for the bot', async () => {
    const route = readyWith(`
      const router = bp.http.createRouterForBot('fixture', { checkAuthentication: false })
      router.get('/path', async (req, res) => res.send(await router.getPublicPath()))`)
    const studio = await studioWith(route)
    expect(await (await studio.call(`${ROUTE}/path`)).text()).toBe(
      `${studio.url}/api/v1/bots/BOT_ID/mod/fixture`
    )
    const outside = await studioWith(route, { externalUrl: 'https://bots.example.org/chat' })
    expect(await (await outside.call(`/chat${ROUTE}/path`)).text()).toBe(
      'https://bots.example.org/chat/api/v1/bots/BOT_ID/mod/fixture'
    )
  })

  it('takes a router back by its name', async () => {
    const studio = await studioWith(
      readyWith(`
        bp.http.createRouterForBot('fixture', { checkAuthentication: false }).get('/x', (req, res) => {
          res.send('still here')
          bp.http.deleteRouterForBot('fixture')
        })
        bp.http.createRouterForBot('fixture-two', { checkAuthentication: false }).get('/x', (req, res) => res.send('other'))`)
    )
    expect((await studio.call(`${ROUTE}/x`)).status).toBe(200)
    expect((await studio.call(`${ROUTE}/x`)).status).toBe(404)
    expect((await studio.call('/api/v1/bots/demo/mod/fixture-two/x')).status).toBe(200)
  })

  it('lends a module a token for its own API', async () => {
    const studio = await studioWith(
      readyWith(
        `bp.http.createRouterForBot('fixture').post('/x', (req, res) => res.json({ user: req.tokenUser }))`
      )
    )
    const config = await studio.bp('fixture').http.getAxiosConfigForBot('demo', { localUrl: true })
    expect(config.baseURL).toBe(`${studio.url}/api/v1/bots/demo`)
    const answer = await fetch(`${config.baseURL}/mod/fixture/x`, {
      method: 'POST',
      headers: config.headers as Record<string, string>
    })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ user: { isSuperAdmin: false } })
  })

  it('follows short links, with the query of who comes', async () => {
    const studio = await studioWith(
      readyWith(`bp.http.createShortLink('Offer', 'http://example.org/x', { a: 1 })`)
    )
    const answer = await studio.call('/s/offer?b=2', { token: null })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('http://example.org/x?a=1&b=2')
    studio.bp('fixture').http.deleteShortLink('offer')
    expect((await studio.call('/s/offer')).status).toBe(404)
  })

  it("serves a module's assets to anybody, and nothing beside them", async () => {
    const studio = await studioWith({ files: { 'assets/web/full.bundle.js': '1' } })
    expect((await studio.call('/assets/modules/fixture/web/full.bundle.js', { token: null })).status).toBe(
      200
    )
    expect((await studio.call('/assets/modules/fixture/%2e%2e/package.json', { token: null })).status).toBe(
      404
    )
    expect((await studio.call('/assets/modules/nobody/web/full.bundle.js', { token: null })).status).toBe(404)
  })

  it('answers 503 until every bot is mounted, but lets modules call each other', async () => {
    const folder = folderForTest()
    const entry = entryOf({
      onServerReady: `async bp => { bp.http.createRouterForBot('fixture').get('/x', (req, res) => res.json({})) }`,
      onBotMount: `async (bp, id) => {
        const { baseURL, headers } = await bp.http.getAxiosConfigForBot(id, { localUrl: true })
        const status = more => new Promise((resolve, reject) => {
          require('http').get(baseURL + '/mod/fixture/x', { headers: { ...headers, ...more } }, res => resolve(res.statusCode)).on('error', reject)
        })
        await bp.kvs.global().set('seen', [await status({}), await status({ 'user-agent': 'axios/0.21' })])
      }`
    })
    const studio = await studioAt(folder, { module: writeModule(folder, { entry }) })
    expect(await studio.bp('fixture').kvs.global().get('seen')).toEqual([503, 200])
    expect((await studio.call(`${ROUTE}/x`)).status).toBe(200)
  })
})
