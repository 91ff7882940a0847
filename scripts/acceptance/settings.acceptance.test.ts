/** A bot's settings: read, changed in part, written down in the audit. Whatever was set before is set again. */
import { describeWith, useServer } from './target'

type Settings = Record<string, unknown>

const server = useServer()

describeWith([], 'settings', () => {
  let before: Settings

  beforeAll(async () => {
    before = (await server.api<Settings>('/settings')).body
  })

  afterAll(() => server.api('/settings', { method: 'PUT', json: before }))

  const change = (json: Settings) => server.api<Settings>('/settings', { method: 'PUT', json })

  it('changes what is named and leaves the rest', async () => {
    const changed = await change({ batch_size: 50, timezone: 'America/Tijuana' })
    expect(changed.status).toBe(200)
    expect(changed.body).toEqual({ ...before, batch_size: 50, timezone: 'America/Tijuana' })
    expect((await server.api('/settings')).body).toEqual(changed.body)
  })

  it('can be set again to what was read', async () => {
    const { body } = await server.api<Settings>('/settings')
    expect((await change(body)).body).toEqual(body)
  })

  it('stands in the audit, with who did it', async () => {
    await change({ batch_size: 51 })
    const { status, body } = await server.api<{ items: Array<Record<string, unknown>> }>('/audit?limit=5')
    expect(status).toBe(200)
    expect(JSON.stringify(body.items[0])).toContain('batch_size')
  })

  it('keeps every change when many come at once', async () => {
    const answers = await Promise.all([
      change({ batch_size: 60 }),
      change({ concurrency: 3 }),
      change({ max_retries: 1 }),
      change({ retention_days: 90 })
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await server.api('/settings')).body).toMatchObject({
      batch_size: 60,
      concurrency: 3,
      max_retries: 1,
      retention_days: 90
    })
  })
})
