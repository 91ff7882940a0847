/** The module's own addresses: what it says of itself, its description of its API, its errors. */
import Ajv2020 from 'ajv/dist/2020'
import { type Problem } from './client'
import { describeWith, useServer } from './target'

const server = useServer()

interface Operation {
  parameters?: Array<{ name: string; in: string }>
  responses: Record<string, unknown>
}

interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
}

describeWith([], 'GET /status', () => {
  it('says whether the module works for this bot, and what can send', async () => {
    const { status, type, body } = await server.api('/status')
    expect({ status, type }).toEqual({ status: 200, type: 'application/json' })
    expect(body).toMatchObject({
      ok: true,
      problem: null,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      bot_id: server.address().bot,
      database: expect.anything(),
      scheduler: { running: true, lag_ms: expect.any(Number) },
      can_write: true
    })
    const { channels } = body as { channels: Array<Record<string, unknown>> }
    expect(channels.map(({ name }) => name)).toContain('whatsapp')
    for (const channel of channels) {
      expect(channel).toMatchObject({ ready: expect.any(Boolean), sandbox: expect.any(Boolean) })
      expect(channel.ready).toBe(channel.reason === null)
    }
  })

  it('holds no secret', async () => {
    const { body } = await server.api('/status')
    expect(JSON.stringify(body)).not.toMatch(/PRIVATE KEY|apiSecret|api_secret|signatureSecret/)
  })
})

describeWith([], 'GET /openapi.json', () => {
  it('describes the API in OpenAPI 3.1, every address with its answers', async () => {
    const { status, body } = await server.api<OpenApi>('/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1\.\d+$/)
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/status', '/settings', '/audit']))
    const methods = Object.values(body.paths).flatMap(address => Object.values(address))
    expect(methods.filter(({ responses }) => Object.keys(responses ?? {}).length === 0)).toEqual([])
  })

  it("is true: the module's answers are what it describes", async () => {
    const { body: document } = await server.api<OpenApi>('/openapi.json')
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(document, 'openapi')
    for (const address of ['/status', '/settings']) {
      const { body } = await server.api(address)
      const pointer = `openapi#/paths/${address.replace('/', '~1')}/get/responses/200/content/application~1json/schema`
      const validate = ajv.compile({ $ref: pointer })
      expect({ address, valid: validate(body), errors: validate.errors }).toEqual({
        address,
        valid: true,
        errors: null
      })
    }
  })

  it('declares each parameter of an address', async () => {
    const { body: document } = await server.api<OpenApi>('/openapi.json')
    const undeclared = Object.entries(document.paths).flatMap(([address, methods]) =>
      [...address.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) =>
        Object.entries(methods)
          .filter(
            ([, { parameters = [] }]) => !parameters.some(one => one.in === 'path' && one.name === name)
          )
          .map(([method]) => `${method} ${address}: ${name}`)
      )
    )
    expect(undeclared).toEqual([])
  })

  it('refers to nothing that it lacks', async () => {
    const { body: document } = await server.api<OpenApi>('/openapi.json')
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, at = '']) => at
    )
    const missing = references.filter(at => {
      const found = at
        .split('/')
        .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'))
        .reduce<unknown>((inside, part) => (inside as Record<string, unknown> | undefined)?.[part], document)
      return found === undefined
    })
    expect(missing).toEqual([])
  })
})

describeWith([], "the module's errors", () => {
  const expectProblem = (answer: { status: number; type: string; body: unknown }, statuses: number[]) => {
    expect(statuses).toContain(answer.status)
    expect(answer.type).toBe('application/problem+json')
    expect(answer.body).toMatchObject({
      type: expect.any(String),
      title: expect.any(String),
      status: answer.status,
      detail: expect.any(String)
    })
    return answer.body as Problem
  }

  it('a body that is no JSON is 400', async () => {
    expectProblem(await server.api('/settings', { method: 'PUT', raw: '{"batch_size": 5' }), [400])
  })

  it('no body is 400', async () => {
    expectProblem(await server.api('/settings', { method: 'PUT' }), [400])
  })

  it('an unknown setting is refused by its name, and changes nothing', async () => {
    const before = await server.api('/settings')
    const answer = await server.api('/settings', { method: 'PUT', json: { batch_size: 7, bach_interval: 1 } })
    expect(expectProblem(answer, [400, 422]).errors.map(({ path }) => path)).toContain('bach_interval')
    expect((await server.api('/settings')).body).toEqual(before.body)
  })

  it('a value out of range is 422, with its path', async () => {
    const answer = await server.api('/settings', { method: 'PUT', json: { batch_size: -1 } })
    expect(expectProblem(answer, [422]).errors.map(({ path }) => path)).toContain('batch_size')
  })

  it('an address that the module lacks is 404', async () => {
    expectProblem(await server.api('/no-such-thing'), [404])
  })
})
