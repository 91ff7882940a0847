/** How people say no, and how it is proved afterwards: from the mail in their mailbox to the log. */
import { eventually } from './client'
import type { List } from './campaigns'
import { mailStep, sequencesAt } from './sequences'
import { describeWith, useServer } from './target'

interface OptOut {
  email: string | null
  phone_number: string | null
  channel: string
  source: string
}

interface Verified {
  ok: boolean
  checked: number
  forgotten: number
  unsealed: number
}

const server = useServer()
const sequences = sequencesAt(server)

/** What no other run has used. */
const run = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${run}@example.com`

const optOuts = async (search: string) =>
  (await server.api<List<OptOut>>(`/opt-outs?search=${encodeURIComponent(search)}`)).body.items

describeWith(['sandbox', 'clock'], 'somebody who has had enough of mails', () => {
  it('says so with one click in the mail, gets none any more, and people here can undo it', async () => {
    await sequences.settings()
    const email = address('ana')
    const lead = await sequences.lead({ email, first_name: 'Ana', consent_source: 'Fair' })
    const { id } = await sequences.create({
      name: `Farewell ${run}`,
      steps: [mailStep('one'), mailStep('two', { delay_days: 1 })],
      settings: { skip_weekends: false, send_window: null }
    })
    const enrollment = await sequences.enroll(id, lead.id)
    await sequences.execute()
    const [mail] = await eventually(
      () => sequences.mails(email),
      mails => mails.length > 0
    )
    const { headers } = await sequences.openMail(mail?.id ?? '')
    const header = headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value ?? ''
    const link = /https?:[^>\s]+/.exec(header)?.[0] ?? ''

    // What scanners do.
    for (const method of ['GET', 'HEAD']) expect((await fetch(link, { method })).status).toBe(200)
    expect(await optOuts(email)).toEqual([])

    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const click = () => fetch(link, { method: 'POST', headers: form, body: 'List-Unsubscribe=One-Click' })
    expect((await click()).status).toBe(200)
    expect((await click()).status).toBe(200)
    expect(await optOuts(email)).toMatchObject([{ email, channel: 'email', source: 'person' }])
    await sequences.until(enrollment, ({ status }) => status === 'opted_out')
    await sequences.goTo((await sequences.clock()) + 3 * 86_400_000)
    await sequences.execute()
    expect(await sequences.mails(email)).toHaveLength(1)

    const undo = (json: unknown) => server.api('/opt-outs', { method: 'DELETE', json })
    expect((await undo({ email })).status).toBe(422)
    expect(await undo({ email, reason: 'Clicked by mistake' })).toMatchObject({ status: 200 })
    expect(await optOuts(email)).toEqual([])

    const kinds = async () => {
      const { body } =
        await server.api<List<{ kind: string; personal: { person?: string } | null }>>('/evidence?limit=500')
      return body.items.filter(({ personal }) => personal?.person === email).map(({ kind }) => kind)
    }
    expect((await eventually(kinds, found => found.includes('message.sent'))).sort()).toEqual([
      'message.sent',
      'opt_out',
      'opt_out.undone'
    ])
    const verified = async () => (await server.api<Verified>('/evidence/verify')).body
    expect(await eventually(verified, ({ unsealed }) => unsealed === 0)).toMatchObject({ ok: true })

    // Forgotten, they are in no line of it any more, and it still holds.
    expect((await server.api(`/leads/${lead.id}`, { method: 'DELETE' })).status).toBe(200)
    const after = await verified()
    expect(after).toMatchObject({ ok: true })
    expect(after.forgotten).toBeGreaterThanOrEqual(3)
    expect((await server.api<string>('/evidence?format=jsonl')).body).not.toContain(email)
  })
})

describeWith(['own server'], 'a list of which too many bounce', () => {
  it('stops the sequence with its reason, and the mailboxes get nothing more', async () => {
    await server.api('/settings', { method: 'PUT', json: { guardrail_floor: 10 } })
    const { id } = await sequences.create({
      name: `Bad list ${run}`,
      steps: [mailStep('one'), mailStep('two', { delay_days: 1 })],
      settings: { skip_weekends: false, send_window: null }
    })
    const emails = Array.from({ length: 12 }, (_, n) => address(`bounce${n}`))
    for (const email of emails) await sequences.enroll(id, (await sequences.lead({ email })).id)
    await sequences.execute()
    for (const email of emails)
      await eventually(
        () => sequences.mails(email),
        mails => mails.length === 1
      )
    // What was sent is counted as it is written to the log.
    const batches = async () => {
      const { body } = await server.api<List<{ facts: { owner_id: number; attempts: number } }>>(
        '/evidence?kind=outbound_sequences.dispatch_batch&limit=500'
      )
      return body.items
        .filter(({ facts }) => facts.owner_id === id)
        .reduce((sum, { facts }) => sum + facts.attempts, 0)
    }
    await eventually(batches, sent => sent === emails.length)

    const { key } = (await server.api<{ key: string }>('/events/key', { method: 'POST' })).body
    const told = await server.api('/events', {
      method: 'POST',
      token: key,
      bot: '___',
      json: { email: emails[0], event_type: 'bounced', sequence_id: id }
    })
    expect(told.status).toBe(202)
    await eventually(
      () => optOuts(emails[0] ?? ''),
      found => found.some(({ channel, source }) => channel === 'email' && source === 'bounce')
    )
    const stopped = await eventually(
      () => sequences.get(id),
      ({ status_reason }) => status_reason !== null
    )
    expect(stopped).toMatchObject({ status_reason: { code: 'bounce_rate' } })
  })
})

describeWith([], 'the list of opt-outs', () => {
  it('is brought in and out as a file, and is for those with permission', async () => {
    const file = `email,channel\n${address('bea')},email\n${address('eva')},all\nnobody,all\n`
    const uploaded = await server.api('/opt-outs/upload-csv', { method: 'POST', file })
    expect(uploaded).toMatchObject({ status: 200, body: { rows: 3, accepted: 2, invalid: 1 } })
    const csv = (await server.api<string>(`/opt-outs?format=csv&search=${address('eva')}`)).body
    expect(csv).toContain(`${address('eva')},,all,import`)
    for (const at of ['/opt-outs', '/evidence', '/evidence/verify'])
      expect((await server.api(at, { token: undefined })).status).toBe(401)
  })
})

describeWith(['own server'], 'the read-only role', () => {
  it('reads the list and the log and changes neither', async () => {
    const token = server.address().tokens.reader
    expect((await server.api('/opt-outs', { token })).status).toBe(200)
    expect((await server.api('/evidence/verify', { token })).status).toBe(200)
    const json = { email: address('zoe'), reason: 'Because' }
    for (const method of ['POST', 'DELETE'] as const)
      expect((await server.api('/opt-outs', { token, method, json })).status).toBe(403)
  })
})
