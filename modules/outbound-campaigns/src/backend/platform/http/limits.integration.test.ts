import express from 'express'
import http from 'http'
import type { AddressInfo } from 'net'
import { z } from 'zod'
import { route } from './route'
import { serve } from './serve'
import { servePublic } from './serve-public'

describe('Limits of calls', () => {
  let server: http.Server
  let base: string
  const faults: unknown[] = []

  beforeAll(async () => {
    const router = Object.assign(express.Router({ mergeParams: true }), { getPublicPath: async () => '' })
    const options = { botExists: () => true, onFault: (fault: unknown) => faults.push(fault) }
    servePublic(
      router,
      [
        {
          method: 'post',
          path: '/open',
          describes: { tag: 'Test', summary: 'An address', proof: 'address', answers: {} },
          limit: { perSecond: 0.01, burst: 3 },
          handle: async (_req, res) => void res.json({})
        }
      ],
      options
    )
    serve(
      router,
      [
        route({
          method: 'post',
          path: '/closed',
          tag: 'Test',
          summary: 'Large work',
          limit: { perSecond: 0.01, burst: 2 },
          answer: z.object({}),
          handle: async () => ({})
        })
      ],
      options
    )
    const app = express().use('/bots/:botId', router)
    server = http.createServer(app).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bots`
  })
  afterAll(
    () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
  )

  const post = async (address: string, from?: string) => {
    const answer = await fetch(`${base}${address}`, {
      method: 'POST',
      headers: from === undefined ? {} : { 'x-forwarded-for': from },
      body: 'x'.repeat(100_000)
    })
    return {
      status: answer.status,
      retry: Number(answer.headers.get('retry-after')),
      headers: answer.headers
    }
  }

  it('hold for each address that calls, say when to go on, and keep nobody else away', async () => {
    for (let n = 0; n < 3; n += 1) expect((await post('/a/open', '8.8.8.8')).status).toBe(200)
    const refused = await post('/a/open', '8.8.8.8')
    expect(refused.status).toBe(429)
    expect(refused.retry).toBeGreaterThan(1)
    expect((await post('/a/open', '1.1.1.1')).status).toBe(200)
  })

  it('hold for each bot by itself where the work is large', async () => {
    const statuses: number[] = []
    for (const bot of ['a', 'a', 'a', 'b']) statuses.push((await post(`/${bot}/closed`)).status)
    expect(statuses).toEqual([200, 200, 429, 200])
  })

  it('every answer is kept by no cache and taken for nothing else than what it says', async () => {
    for (const address of ['/a/open', '/c/closed']) {
      const { headers } = await post(address)
      expect(headers.get('cache-control')).toContain('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(faults).toEqual([])
  })
})
