/** GET /metrics as Prometheus asks for it. What it counts is held against reports where the module's inside is known. */
import { campaignsAt, numbers, useFastSender } from './campaigns'
import { eventually } from './client'
import { describeWith, useServer } from './target'

const server = useServer()
const campaigns = campaignsAt(server)

const PATH = '/metrics'

/** The value of a series; undefined: there is none. */
const valueIn = (text: string, name: string, label: string): number | undefined => {
  const line = text.split('\n').find(one => one.startsWith(`${name}{`) && one.includes(label))
  return line === undefined ? undefined : Number(line.split(' ').pop())
}

describe('GET /metrics', () => {
  it('is for who may read the module, and for nobody else', async () => {
    expect((await server.api(PATH, { token: undefined })).status).toBe(401)
    expect((await server.api(PATH, { token: 'none' })).status).toBe(401)
    const answer = await server.api<string>(PATH)
    expect(answer).toMatchObject({ status: 200, type: 'text/plain' })
    expect(answer.headers.get('content-type')).toContain('version=0.0.4')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toMatch(/^# HELP outbound_attempts_total /)
    expect(answer.body.endsWith('\n')).toBe(true)
  })
})

describeWith(['own server'], 'a reader', () => {
  it('may scrape, and the figures of the days are another address', async () => {
    const token = server.address().tokens.reader
    expect((await server.api(PATH, { token })).status).toBe(200)
    expect(await server.api('/metrics/summary', { token })).toMatchObject({
      status: 200,
      type: 'application/json'
    })
    expect((await server.api(PATH, { token, method: 'POST', json: {} })).status).toBe(403)
  })
})

describeWith(['own server', 'sandbox'], 'what was sent', () => {
  useFastSender(server)

  it('is counted by outcome', async () => {
    const { id } = await campaigns.prepared([...numbers(4), ...numbers(2, '980422')])
    await campaigns.command(id, 'start')
    await campaigns.status(id, 'completed')
    const text = await eventually(
      async () => (await server.api<string>(PATH)).body,
      all => valueIn(all, 'outbound_messages', 'channel="whatsapp",status="failed"') === 2
    )
    expect(valueIn(text, 'outbound_attempts_total', 'outcome="accepted"')).toBe(4)
    expect(valueIn(text, 'outbound_attempts_total', 'outcome="refused"')).toBe(2)
    expect(valueIn(text, 'outbound_provider_seconds_count', 'whatsapp')).toBe(6)
  })
})
