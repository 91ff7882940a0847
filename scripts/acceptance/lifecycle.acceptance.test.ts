/** Stopping and starting again. */
import { describeWith, useServer } from './target'

const server = useServer()

interface Clock {
  now: string
}

const HOUR = 3_600_000

describeWith(['own server'], 'a server that is stopped', () => {
  it('ends by itself within five seconds, and goes on where it was', async () => {
    await server.api('/settings', { method: 'PUT', json: { batch_size: 77 } })
    await server.sandbox('/clock', { method: 'POST', json: { advance: '2d' } })
    const settings = (await server.api('/settings')).body

    const { code, milliseconds } = await server.own().stop()
    expect(code).toBe(0)
    expect(milliseconds).toBeLessThan(5_000)

    await server.own().restart()
    expect((await server.api('/settings')).body).toEqual(settings)
    expect(settings).toMatchObject({ batch_size: 77 })
    expect((await server.api('/status')).body).toMatchObject({ ok: true })
    const { body } = await server.sandbox<Clock>('/clock')
    expect(new Date(body.now).getTime()).toBeGreaterThan(Date.now() + 47 * HOUR)
  })
})
