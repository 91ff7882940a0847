/** What a bot's flow does with the person it talks with: by the module's actions, as the flow runs them. */
import { numbers } from './campaigns'
import { eventually } from './client'
import { mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(120_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)

/** A message `!action {"args"}` runs an action; what came of it is answered. */
const FLOW = `
module.exports = async ({ event, reply, runAction }) => {
  const asked = /^!(\\w+) (.*)$/.exec(event.payload.text || '')
  if (!asked) return
  await runAction('outbound-campaigns/' + asked[1], JSON.parse(asked[2]))
  await reply(JSON.stringify(event.state.temp.outbound_result))
}
`

interface Result {
  ok: boolean
  error?: string
  lead_id?: number
  result?: string
  enrollment_id?: number
  stopped?: number
}

const says = async (phone: string, text: string) => {
  const answer = await server.sandbox('/vonage/inbound', {
    method: 'POST',
    json: { from: `521${phone}`, text }
  })
  expect(answer.status).toBeLessThan(300)
}

const answers = async (phone: string): Promise<Result[]> => {
  const { body } = await server.sandbox<{ messages: Array<{ text: string }> }>(
    `/vonage/messages?to=521${phone}&limit=50`
  )
  return body.messages
    .map(({ text }) => text)
    .reverse()
    .flatMap(text => (/^\{/.test(text) ? [JSON.parse(text) as Result] : []))
}

/** What came of an action that this person's words have run. */
const runs = async (phone: string, action: string, args: object): Promise<Result> => {
  const before = (await answers(phone)).length
  await says(phone, `!${action} ${JSON.stringify(args)}`)
  const found = await eventually(
    () => answers(phone),
    list => list.length > before
  )
  const last = found[found.length - 1]
  if (!last) throw new Error('No answer.')
  return last
}

describeWith(['own server', 'clock'], "a bot's flow", () => {
  let sequence = 0
  let name = ''

  beforeAll(async () => {
    await sequences.settings()
    server.own().setFlow(FLOW)
    name = `Del bot ${run}`
    const made = await sequences.create({
      name,
      settings: { pause_on_reply: false },
      steps: [{ key: 'espera', type: 'wait', delay_days: 1 }, mailStep('uno')]
    })
    sequence = made.id
  })

  it('enrolls whom it talks with: a lead is made by the number, and known again', async () => {
    const [phone = ''] = numbers(1)
    const email = `flow.${run}@example.com`
    const first = await runs(phone, 'enrollInSequence', { sequence: name, email, dealId: 'D-7' })
    expect(first).toMatchObject({ ok: true, result: 'enrolled' })
    expect(await sequences.enrollment(first.enrollment_id ?? 0)).toMatchObject({
      template_id: sequence,
      lead_id: first.lead_id,
      deal_id: 'D-7',
      source: 'bot',
      status: 'active'
    })
    expect(await sequences.getLead(first.lead_id ?? 0)).toMatchObject({ phone_number: `+521${phone}`, email })
    expect(await runs(phone, 'enrollInSequence', { sequence: String(sequence) })).toMatchObject({
      ok: true,
      lead_id: first.lead_id,
      result: 'already_in'
    })
  })

  it('writes down what people say, own fields and custom ones', async () => {
    const [phone = ''] = numbers(1)
    const { lead_id = 0 } = await runs(phone, 'setLeadField', { field: 'first_name', value: 'Inés' })
    await runs(phone, 'setLeadField', { field: 'ciudad', value: 'Puebla' })
    await runs(phone, 'setLeadField', { field: 'score', value: '70' })
    expect(await sequences.getLead(lead_id)).toMatchObject({
      first_name: 'Inés',
      score: 70,
      custom: { ciudad: 'Puebla' }
    })
    expect(await runs(phone, 'setLeadField', { field: 'score', value: 'mucho' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('score')
    })
  })

  it('stops their sequences, and says that a meeting was booked', async () => {
    const [phone = ''] = numbers(1)
    const email = `stop.${run}@example.com`
    const first = await runs(phone, 'enrollInSequence', { sequence: name, email })
    await runs(phone, 'markMeetingBooked', {})
    await sequences.until(first.enrollment_id ?? 0, ({ status }) => status === 'paused')
    expect(await runs(phone, 'stopSequences', { reason: 'Compró' })).toMatchObject({ ok: true, stopped: 1 })
    expect(await sequences.enrollment(first.enrollment_id ?? 0)).toMatchObject({ status: 'stopped' })
    expect(await runs(phone, 'stopSequences', {})).toMatchObject({ ok: true, stopped: 0 })
  })

  it('takes people off every list, and never fails itself', async () => {
    const [phone = ''] = numbers(1)
    const email = `out.${run}@example.com`
    const first = await runs(phone, 'enrollInSequence', { sequence: name, email })
    expect(await runs(phone, 'optOut', {})).toMatchObject({ ok: true, lead_id: first.lead_id })
    await sequences.until(first.enrollment_id ?? 0, ({ status }) => status === 'opted_out')
    expect(await sequences.getLead(first.lead_id ?? 0)).toMatchObject({ status: 'opted_out' })
    expect(await runs(phone, 'enrollInSequence', { sequence: name })).toMatchObject({
      ok: true,
      result: 'opted_out'
    })
    expect(await runs(phone, 'enrollInSequence', { sequence: 'No existe' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('No existe')
    })
  })
})
