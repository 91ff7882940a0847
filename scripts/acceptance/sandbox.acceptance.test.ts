/** The sandboxes as a script meets them: through the server's own address, with its token. */
import { eventually } from './client'
import { describeWith, useServer } from './target'

const server = useServer()

interface Messages {
  messages: unknown[]
}

describeWith(['sandbox'], "Vonage's sandbox", () => {
  it('tells nothing to who has no token', async () => {
    expect((await server.sandbox('/vonage/messages', { token: undefined })).status).toBe(401)
  })

  it('plays a person who writes to the bot, and keeps what the bot answers', async () => {
    const from = `52155${Math.floor(1e7 + Math.random() * 9e7)}`
    const said = await server.sandbox('/vonage/inbound', {
      method: 'POST',
      json: { from, text: 'hola, ¿hay alguien?' }
    })
    expect(said.status).toBe(200)

    const { body } = await eventually(
      () => server.sandbox<Messages>(`/vonage/messages?to=${from}`),
      answer => answer.status === 200 && answer.body.messages.length > 0
    )
    expect(body.messages).toHaveLength(1)
    expect(JSON.stringify(body.messages)).toContain('hola, ¿hay alguien?')
  })

  it('lets its behaviour be changed and read back', async () => {
    const before = (await server.sandbox<Record<string, unknown>>('/vonage/behaviour')).body
    expect(before).not.toEqual({})
    const same = await server.sandbox('/vonage/behaviour', { method: 'PUT', json: before })
    expect({ status: same.status, body: same.body }).toEqual({ status: 200, body: before })
  })

  it('shows the mailbox', async () => {
    expect((await server.sandbox('/mail')).status).toBe(200)
  })
})

interface Clock {
  now: string
}

const HOUR = 3_600_000

describeWith(['clock'], "the sandbox's clock", () => {
  const nowOf = async () => new Date((await server.sandbox<Clock>('/clock')).body.now).getTime()

  it('moves the calendar by what it is told', async () => {
    const before = await nowOf()
    const moved = await server.sandbox('/clock', { method: 'POST', json: { advance: '3d' } })
    expect(moved.status).toBe(200)
    const difference = (await nowOf()) - before
    expect(difference).toBeGreaterThanOrEqual(72 * HOUR)
    expect(difference).toBeLessThan(73 * HOUR)
  })

  it.each([{}, { advance: '3 parsecs' }, { advance: -5 }, { advance: '-3d' }])('refuses %j', async order => {
    const before = await nowOf()
    const answer = await server.sandbox('/clock', { method: 'POST', json: order })
    expect([400, 422]).toContain(answer.status)
    expect((await nowOf()) - before).toBeLessThan(HOUR)
  })
})
