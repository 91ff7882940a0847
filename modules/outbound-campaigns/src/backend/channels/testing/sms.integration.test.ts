/** The driver of docs/channels.md against a server that behaves, and one that doesn't. */
import { Line } from '../http/line'
import { RawServer, respond, type Handler } from '../http/testing/raw-server'
import { sendSms } from './sms'

const open: Array<{ server: RawServer; line: Line }> = []
afterEach(async () => {
  for (const { server, line } of open.splice(0)) {
    line.close()
    await server.close()
  }
})

const sentTo = async (handler: Handler) => {
  const server = await new RawServer(handler).start()
  const line = new Line(server.url)
  open.push({ server, line })
  const outcome = await sendSms(line, { to: '+5214421234567', text: 'Hola', ref: '7.1' }, 30_000, new Set())
  return { outcome, requests: server.requests }
}

it('hands a message in once, with the reference of its attempt', async () => {
  const { outcome, requests } = await sentTo(({ socket }) => respond(socket, 202, '{"id":"a-1"}'))
  expect(outcome).toEqual({ kind: 'accepted', providerId: 'a-1' })
  expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { to: '+5214421234567', text: 'Hola', client_ref: '7.1' }
  ])
})

it('says that nobody knows when the connection breaks after the message was written', async () => {
  const { outcome } = await sentTo(({ socket }) => socket.destroy())
  expect(outcome).toMatchObject({ kind: 'unknown' })
})
