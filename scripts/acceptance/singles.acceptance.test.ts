/** Messages that belong to nothing else: one template that somebody or a flow asks for, and the answer to a stop word. */
import { numbers } from './campaigns'
import { eventually } from './client'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const run = Math.random().toString(36).slice(2, 10)
const CONFIRMATION = `Listo, ya no te escribiremos. ${run}`

/** A message `!action {"args"}` runs an action, twice: an event may be worked off again. What came of it is answered. */
const FLOW = `
module.exports = async ({ event, reply, runAction }) => {
  const asked = /^!(\\w+) (.*)$/.exec(event.payload.text || '')
  if (!asked) return
  await runAction('outbound-campaigns/' + asked[1], JSON.parse(asked[2]))
  await runAction('outbound-campaigns/' + asked[1], JSON.parse(asked[2]))
  await reply(JSON.stringify(event.state.temp.outbound_result))
}
`

interface Single {
  id: number
  status: string
  created?: boolean
  reason: { code: string; detail: string } | null
  replied_at: string | null
  phone_number: string | null
}

const TEMPLATE = { template_id: 'bienvenida', language: 'es_MX', variables: ['Ana'] }

const ask = (to: string, more: object = {}) =>
  server.api<Single>('/messages', {
    method: 'POST',
    json: { to, ...TEMPLATE, idempotency_key: `${run} ${to}`, ...more }
  })

const got = async (id: number) => (await server.api<Single>(`/messages/${id}`)).body
const until = (id: number, ...statuses: string[]) =>
  eventually(
    () => got(id),
    ({ status }) => statuses.includes(status)
  )

const textsTo = async (phone: string): Promise<string[]> => {
  const { body } = await server.sandbox<{ messages: Array<{ text: string }> }>(
    `/vonage/messages?to=521${phone}&limit=50`
  )
  return body.messages.map(({ text }) => text)
}

const says = async (phone: string, text: string) => {
  const answer = await server.sandbox('/vonage/inbound', {
    method: 'POST',
    json: { from: `521${phone}`, text }
  })
  expect(answer.status).toBeLessThan(300)
}

describeWith(['sandbox'], 'single messages', () => {
  beforeAll(async () => {
    const { status } = await server.api('/settings', {
      method: 'PUT',
      json: { sender_rate_per_second: 1000, opt_out_confirmation: CONFIRMATION }
    })
    expect(status).toBe(200)
  })

  it('are sent once for each key, and tell what became of them', async () => {
    const [phone = ''] = numbers(1)
    const [first, again] = await Promise.all([ask(phone), ask(phone)])
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.body.id).toBe(first.body.id)
    expect([first.body.created, again.body.created].sort()).toEqual([false, true])
    await until(first.body.id, 'delivered', 'read')
    expect((await ask(phone)).body).toMatchObject({ id: first.body.id, created: false })
    expect(await textsTo(phone)).toHaveLength(1)
    await says(phone, 'Gracias')
    const answered = await eventually(
      () => got(first.body.id),
      ({ replied_at }) => replied_at !== null
    )
    expect(answered.phone_number).toBe(`+521${phone}`)
  })

  it('are refused where they are known to fail', async () => {
    const [phone = ''] = numbers(1)
    const paths = async (asked: ReturnType<typeof ask>) => {
      const { status, body } = await asked
      return {
        status,
        paths: (body as unknown as { errors: Array<{ path: string }> }).errors.map(e => e.path)
      }
    }
    expect(await paths(ask('12'))).toEqual({ status: 422, paths: ['to'] })
    expect(await paths(ask(phone, { template_id: 'no_existe' }))).toEqual({
      status: 422,
      paths: ['template_id']
    })
    expect(await paths(ask(phone, { variables: [] }))).toEqual({ status: 422, paths: ['variables'] })
    expect(await paths(ask(phone, { idempotency_key: undefined }))).toMatchObject({
      paths: ['idempotency_key']
    })
    expect(await textsTo(phone)).toEqual([])
    expect((await server.api('/messages/999999999')).status).toBe(404)
  })

  it('answer a stop word once, and reach that person no more', async () => {
    const [phone = ''] = numbers(1)
    await until((await ask(phone)).body.id, 'delivered', 'read')
    await says(phone, 'BAJA')
    await eventually(
      () => textsTo(phone),
      texts => texts.some(text => text.includes(CONFIRMATION))
    )
    await says(phone, 'BAJA')
    const { body } = await ask(phone, { idempotency_key: `${run} ${phone} later` })
    expect((await until(body.id, 'skipped')).reason).toMatchObject({ code: 'suppressed' })
    expect((await textsTo(phone)).filter(text => text.includes(CONFIRMATION))).toHaveLength(1)
  })
})

describeWith(['own server'], "a template of a bot's flow", () => {
  it('is sent once, however often the event is worked off', async () => {
    server.own().setFlow(FLOW)
    const [phone = ''] = numbers(1)
    const args = { templateId: 'bienvenida', language: 'es_MX', variables: '["Inés"]' }
    await says(phone, `!sendTemplate ${JSON.stringify(args)}`)
    const texts = await eventually(
      () => textsTo(phone),
      list => list.some(text => /^\{/.test(text)) && list.some(text => text.includes('Inés'))
    )
    const result = JSON.parse(texts.find(text => /^\{/.test(text)) ?? '{}') as { message_id: number }
    expect(result).toMatchObject({ ok: true, created: false, message_id: expect.any(Number) })
    await until(result.message_id, 'delivered', 'read')
    expect((await textsTo(phone)).filter(text => text.includes('Inés'))).toHaveLength(1)
  })
})
