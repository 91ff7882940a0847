/**
 * The module's own five mails, played through on a calendar that moves: on which days they come, at which hours, and how
 * they look in the mailbox. The dates are worked out by hand.
 */
import { inMexico, sequencesAt, type Sequence } from './sequences'
import { describeWith, useServer } from './target'

jest.setTimeout(180_000)

const server = useServer()
const sequences = sequencesAt(server)
const run = Math.random().toString(36).slice(2, 10)
const address = (name: string) => `${name}.${run}@example.com`

/** Comes so long after the moment at most: what is late by seconds makes the next a little later. */
const WITHIN_MS = 60 * 60_000
const BEFORE_MS = 2 * 60_000

interface Person {
  name: string
  sequence: 'plain' | 'office'
  start: string
  /** By the clock in Mexico City. */
  mails: string[]
}

/** In 2030 the 7th of January is a Monday and the 10th a Thursday. */
const PEOPLE: Person[] = [
  {
    name: 'Lunes',
    sequence: 'plain',
    start: '2030-01-07 10:00',
    // Days 0, 3, 7, 10, 14, weekends or not.
    mails: [
      '2030-01-07 10:00',
      '2030-01-10 10:00',
      '2030-01-14 10:00',
      '2030-01-17 10:00',
      '2030-01-21 10:00'
    ]
  },
  {
    name: 'Tarde',
    sequence: 'office',
    start: '2030-01-07 18:30',
    // Closed since five: Tuesday at nine. Then Friday, Tuesday, Friday, Tuesday, each at nine.
    mails: [
      '2030-01-08 09:00',
      '2030-01-11 09:00',
      '2030-01-15 09:00',
      '2030-01-18 09:00',
      '2030-01-22 09:00'
    ]
  },
  {
    name: 'Jueves',
    sequence: 'plain',
    start: '2030-01-10 12:00',
    mails: [
      '2030-01-10 12:00',
      '2030-01-13 12:00',
      '2030-01-17 12:00',
      '2030-01-20 12:00',
      '2030-01-24 12:00'
    ]
  },
  {
    name: 'Oficina',
    sequence: 'office',
    start: '2030-01-10 14:00',
    // Three days later is Sunday: Monday the 14th at nine. Four days later Friday, then Monday, then Friday.
    mails: [
      '2030-01-10 14:00',
      '2030-01-14 09:00',
      '2030-01-18 09:00',
      '2030-01-21 09:00',
      '2030-01-25 09:00'
    ]
  }
]

describeWith(['own server', 'clock'], 'the default sequence', () => {
  let plain: Sequence
  let office: Sequence

  beforeAll(async () => {
    await sequences.settings()
    plain = await sequences.must<Sequence>('/sequences/default', 'POST', { language: 'es' }, [201])
    expect(plain).toMatchObject({ active: false, total_steps: 5, settings: { send_window: null } })
    office = await sequences.must<Sequence>(
      `/sequences/templates/${plain.id}/clone`,
      'POST',
      { name: `Oficina ${run}` },
      [201]
    )
    await sequences.change(plain.id, { active: true })
    await sequences.change(office.id, {
      active: true,
      settings: {
        send_window: { from: '09:00', to: '17:00' },
        skip_weekends: true,
        timezone: 'America/Mexico_City'
      }
    })
  })

  it('is made once: asked again, it is the one that is there', async () => {
    const again = await server.api<Sequence>('/sequences/default', {
      method: 'POST',
      json: { language: 'es' }
    })
    expect(again).toMatchObject({ status: 200, body: { id: plain.id } })
  })

  it.each(PEOPLE)(
    'simulated for somebody who begins at $start: the dates worked out by hand',
    async person => {
      const { id } = person.sequence === 'plain' ? plain : office
      const body = await sequences.must<{
        entries: Array<{ local: { date: string; time: string }; content: { subject: string; html: string } }>
        end: { status: string }
      }>(
        `/sequences/templates/${id}/simulate`,
        'POST',
        {
          lead: { email: address('nadie'), first_name: 'Ana' },
          start_at: new Date(inMexico(person.start)).toISOString()
        },
        [200]
      )
      expect(body.entries.map(({ local }) => `${local.date} ${local.time}`)).toEqual(person.mails)
      expect(body.end.status).toBe('completed')
      for (const { content } of body.entries) {
        expect(content.subject).not.toMatch(/\{\{|^$/)
        expect(content.html).toContain('Ana')
      }
      expect(await sequences.mails(address('nadie'))).toEqual([])
    }
  )

  it('is simulated by rules that are not saved, which stay unsaved', async () => {
    const person = PEOPLE.find(({ name }) => name === 'Oficina')
    const body = await sequences.must<{ entries: Array<{ local: { date: string; time: string } }> }>(
      `/sequences/templates/${plain.id}/simulate`,
      'POST',
      {
        lead: { email: address('nadie'), first_name: 'Ana' },
        start_at: new Date(inMexico(person?.start ?? '')).toISOString(),
        settings: {
          send_window: { from: '09:00', to: '17:00' },
          skip_weekends: true,
          timezone: 'America/Mexico_City'
        }
      },
      [200]
    )
    expect(body.entries.map(({ local }) => `${local.date} ${local.time}`)).toEqual(person?.mails)
    const { body: kept } = await server.api<Sequence>(`/sequences/templates/${plain.id}`)
    expect(kept).toMatchObject({ settings: { send_window: null, skip_weekends: false } })
  })

  it("shows one step for somebody, and sends it to an address of one's own", async () => {
    const [{ key = '' } = {}] = plain.steps
    const at = `/sequences/templates/${plain.id}/steps/${key}`
    const lead = { first_name: 'Inés', email: address('ines') }
    const shown = await sequences.must<{ content: { subject: string; html: string } }>(
      `${at}/preview`,
      'POST',
      { lead },
      [200]
    )
    expect(shown.content.html).toContain('Inés')
    const own = address('yo')
    const sent = await sequences.must(`${at}/test-send`, 'POST', { to: own, lead }, [200])
    expect(sent).toMatchObject({ accepted: true })
    expect(await sequences.mails(own)).toMatchObject([{ subject: shown.content.subject }])
    expect(await sequences.mails(address('ines'))).toEqual([])
    const refused = await server.api(`${at}/test-send`, { method: 'POST', json: { to: 'nobody' } })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'to' }] } })
    expect(await server.api(`${at}x/preview`, { method: 'POST', json: {} })).toMatchObject({ status: 404 })
  })

  it('plays through: started on a Monday and on a Thursday, with and without office hours', async () => {
    const enrolled = new Map<string, number>()
    const received = async ({ name }: Person) => (await sequences.mails(address(name))).length
    const moments = PEOPLE.flatMap(person => [
      { at: inMexico(person.start), person, begins: true, nth: 0 },
      ...person.mails.map((local, nth) => ({ at: inMexico(local), person, begins: false, nth: nth + 1 }))
    ]).sort((a, b) => a.at - b.at || Number(b.begins) - Number(a.begins))

    for (const { at, person, begins, nth } of moments) {
      if (begins) {
        await sequences.goTo(at)
        const lead = await sequences.lead({ email: address(person.name), first_name: person.name })
        const { id } = person.sequence === 'plain' ? plain : office
        enrolled.set(person.name, await sequences.enroll(id, lead.id))
        continue
      }
      if (nth > 1 && at - BEFORE_MS > (await sequences.clock())) {
        await sequences.goTo(at - BEFORE_MS)
        await sequences.execute()
        expect({ person: person.name, at, received: await received(person) }).toEqual({
          person: person.name,
          at,
          received: nth - 1
        })
      }
      const id = enrolled.get(person.name) ?? 0
      if (at > (await sequences.clock())) await sequences.goTo(at + 60_000)
      // The mail before this one left a little late, and this one is counted from then.
      const { emails_sent, next_send_at } = await sequences.enrollment(id)
      if (emails_sent < nth && next_send_at !== null && Date.parse(next_send_at) > (await sequences.clock()))
        await sequences.goTo(Date.parse(next_send_at) + 1_000)
      expect((await sequences.clock()) - at).toBeLessThan(WITHIN_MS)
      await sequences.until(id, found => found.emails_sent >= nth)
      expect(await received(person)).toBe(nth)
    }
    for (const id of enrolled.values())
      await sequences.until(id, ({ status, emails_sent }) => status === 'completed' && emails_sent === 5)
  })

  it('arrives as mails should: each with its subject, a text beside the HTML, and one way out', async () => {
    const listed = await sequences.mails(address('Lunes'))
    expect(new Set(listed.map(({ subject }) => subject)).size).toBe(5)
    for (const { id, subject } of listed) {
      const mail = await sequences.openMail(id)
      const named = (name: string) => mail.headers.filter(header => header.name.toLowerCase() === name)
      expect(subject).not.toMatch(/\{\{|^$/)
      expect(mail.html).toContain('Lunes')
      expect(mail.text).toContain('Lunes')
      expect(mail.html).not.toMatch(/\{\{/)
      expect(named('list-unsubscribe')).toHaveLength(1)
      expect(named('list-unsubscribe-post')).toMatchObject([{ value: 'List-Unsubscribe=One-Click' }])
      const [link = ''] = /https?:[^>\s]+/.exec(named('list-unsubscribe')[0]?.value ?? '') ?? []
      expect(mail.text).toContain(link)
      expect(named('message-id')).toHaveLength(1)
    }
  })
})
