/** Who may see and do what: by bot, by token, by role. */
import { describeWith, useServer } from './target'

const server = useServer()

describeWith([], 'without a token', () => {
  it.each(['/status', '/settings', '/openapi.json', '/audit'])('%s is 401', async address => {
    expect((await server.api(address, { token: undefined })).status).toBe(401)
  })

  it('a token of nobody is 401 too, and so is one in the address', async () => {
    expect((await server.api('/status', { token: 'nobody' })).status).toBe(401)
    const { tokens } = server.address()
    expect((await server.api(`/status?token=${tokens.admin}`, { token: undefined })).status).toBe(401)
  })
})

describeWith([], 'a bot that is not there', () => {
  it.each(['nobody', '___'])('%s is 404, whatever is asked of it', async bot => {
    for (const address of ['/status', '/settings', '/openapi.json', '/audit']) {
      expect({ address, status: (await server.api(address, { bot })).status }).toEqual({
        address,
        status: 404
      })
    }
    const written = await server.api('/settings', { bot, method: 'PUT', json: { batch_size: 9 } })
    expect(written.status).toBe(404)
  })
})

describeWith(['own server'], 'two bots', () => {
  it('each sees its own settings and its own audit only', async () => {
    await server.own().addBot('second')
    const asDemo = { bot: 'demo' }
    const asSecond = { bot: 'second' }
    const untouched = (await server.api('/settings', asSecond)).body

    await server.api('/settings', { ...asDemo, method: 'PUT', json: { batch_size: 50 } })
    expect((await server.api('/settings', asDemo)).body).toMatchObject({ batch_size: 50 })
    expect((await server.api('/settings', asSecond)).body).toEqual(untouched)
    expect((await server.api('/audit', asSecond)).body).toMatchObject({ items: [], total: 0 })

    await server.api('/settings', { ...asSecond, method: 'PUT', json: { batch_size: 70 } })
    expect((await server.api('/settings', asDemo)).body).toMatchObject({ batch_size: 50 })
    expect((await server.api('/settings', asSecond)).body).toMatchObject({ batch_size: 70 })
    expect((await server.api('/status', asSecond)).body).toMatchObject({ ok: true, bot_id: 'second' })
  })
})

describeWith(['own server'], 'the read-only role', () => {
  it('reads everything', async () => {
    const token = server.address().tokens.reader
    for (const address of ['/status', '/settings', '/openapi.json', '/audit']) {
      expect({ address, status: (await server.api(address, { token })).status }).toEqual({
        address,
        status: 200
      })
    }
    expect((await server.api('/status', { token })).body).toMatchObject({ can_write: false })
  })

  it('writes nothing', async () => {
    const token = server.address().tokens.reader
    const before = (await server.api('/settings')).body
    const answer = await server.api('/settings', { token, method: 'PUT', json: { batch_size: 3 } })
    expect(answer.status).toBe(403)
    expect((await server.api('/settings')).body).toEqual(before)
  })
})
