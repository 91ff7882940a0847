import express from 'express'
import type http from 'http'
import type { AddressInfo } from 'net'
import { z } from 'zod'
import { notFound } from './problem'
import { route } from './route'
import { serve, serveNotFound } from './serve'

const faults: unknown[] = []

const routes = [
  route({
    method: 'get',
    path: '/things/:id',
    tag: 'Things',
    summary: 'One thing',
    params: z.object({ id: z.coerce.number().int('a whole number') }),
    query: z.object({ loud: z.enum(['yes', 'no']).default('no') }),
    answer: z.object({ id: z.number(), loud: z.string(), caller: z.string().nullable() }),
    async handle({ params, query, caller }) {
      if (params.id === 404) throw notFound('There is no thing 404.')
      if (params.id === 500) throw new Error('secret: Bearer abc')
      return { id: params.id, loud: query.loud, caller: caller.email }
    }
  }),
  route({
    method: 'post',
    path: '/things',
    tag: 'Things',
    summary: 'A new thing',
    body: z.strictObject({ name: z.string().min(1), size: z.strictObject({ cm: z.number() }).optional() }),
    answer: z.object({ name: z.string() }),
    status: 201,
    handle: async ({ body }) => ({ name: body.name })
  }),
  route({
    method: 'put',
    path: '/things/:id',
    tag: 'Things',
    summary: 'Another name',
    params: z.object({ id: z.coerce.number() }),
    body: z.strictObject({ name: z.string() }),
    answer: z.object({ id: z.number(), name: z.string(), status: z.string() }),
    handle: async ({ params: { id }, body }) => ({ id, name: body.name, status: 'new' })
  })
]

describe('Served routes', () => {
  let server: http.Server
  let base: string

  beforeAll(async () => {
    const router = express.Router({ mergeParams: true })
    const extended = Object.assign(router, { getPublicPath: async () => '' })
    serve(extended, routes, { botExists: botId => botId === 'demo', onFault: fault => faults.push(fault) })
    serveNotFound(extended)
    const app = express()
    app.use('/bots/:botId', (req, _res, next) => {
      Object.assign(req, { tokenUser: { email: 'ana@example.com' } })
      next()
    })
    app.use('/bots/:botId', router)
    server = app.listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bots`
  })
  afterAll(() => new Promise(resolve => server.close(resolve)))

  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${base}${path}`, init)
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as object
    }
  }
  const post = (body: string, type = 'application/json') =>
    call('/demo/things', { method: 'POST', body, headers: { 'content-type': type } })

  it('hand validated input to the handler and answer what it returns', async () => {
    expect(await call('/demo/things/7?loud=yes')).toMatchObject({
      status: 200,
      body: { id: 7, loud: 'yes', caller: 'ana@example.com' }
    })
    expect(await call('/demo/things/7?loud=')).toMatchObject({ status: 200, body: { loud: 'no' } })
    expect(await post('{"name":"a"}')).toMatchObject({ status: 201, body: { name: 'a' } })
  })

  it('answer problems as problem+json', async () => {
    expect(await call('/demo/things/404')).toMatchObject({
      status: 404,
      type: expect.stringContaining('application/problem+json'),
      body: { title: 'Not found', status: 404, detail: 'There is no thing 404.', errors: [] }
    })
  })

  it('tell nobody what was in a fault, and hand it to the log', async () => {
    const answer = await call('/demo/things/500')
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(faults).toContainEqual(new Error('secret: Bearer abc'))
  })

  it('name the field that is wrong: 400 in the address, 422 in the body', async () => {
    expect(await call('/demo/things/abc')).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } })
    expect(await call('/demo/things/7?loud=maybe')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'loud' }] }
    })
    expect(await post('{"name":"","size":{"cm":"x","km":1},"nmae":2}')).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([
          expect.objectContaining({ path: 'name' }),
          expect.objectContaining({ path: 'size.cm' }),
          { path: 'size.km', message: 'unknown: it may be misspelt' },
          { path: 'nmae', message: 'unknown: it may be misspelt' }
        ])
      }
    })
  })

  it('take back a thing as it was read, and refuse what only looks as if it could be changed', async () => {
    const put = (body: object) =>
      call('/demo/things/7', {
        method: 'PUT',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' }
      })
    const read = await put({ name: 'a' })
    expect(await put({ ...read.body, name: 'b' })).toMatchObject({ status: 200, body: { name: 'b' } })
    expect(await put({ ...read.body, colour: 'red' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'colour' }] }
    })
    expect(await put({ name: 'b', status: 'sold' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'status' }] }
    })
  })

  it('hand on no text that a database cannot keep, and walk into no depth without end', async () => {
    expect(await post(JSON.stringify({ name: 'a\0b\ud800' }))).toMatchObject({
      status: 201,
      body: { name: 'a\ufffdb\ufffd' }
    })
    expect(await post(`{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('nested deeper') }
    })
    expect(await post('\ufeff{"name":"a"}')).toMatchObject({ status: 201 })
  })

  it('say what is wrong with a body that cannot be read', async () => {
    expect(await post('{"name":')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('not valid JSON') }
    })
    expect(await post('')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('needs a JSON body') }
    })
    expect(await post('name=a', 'text/plain')).toMatchObject({ status: 415 })
    expect(await post(`{"name":"${'x'.repeat(1024 * 1024)}"}`)).toMatchObject({ status: 413 })
  })

  it('know only the bots that there are, and only the addresses that there are', async () => {
    expect(await call('/nobody/things/7')).toMatchObject({
      status: 404,
      body: { detail: 'There is no bot "nobody".' }
    })
    expect(await call('/___/things/7')).toMatchObject({ status: 404 })
    expect(await call('/demo/nothing')).toMatchObject({
      status: 404,
      body: { detail: 'The module has no GET /nothing.' }
    })
  })
})
