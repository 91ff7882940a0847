import { databases, type TestDatabase } from '../../../../../../scripts/test/databases'
import { optOut } from '../../compliance'
import { addressBook } from '../../leads'
import { accepted, BOT, mailStep, SequenceBench } from '../testing/sequence-bench'

const PEOPLE = 60
/** An attempt has the time of its slot, which may be that far ahead of when it was taken. */
const SLOT_MS = 100

/** An opt-out that comes between planning and sending wins, whenever it comes. */
describe.each(databases)('An opt-out of somebody who is owed a mail, $name', ({ create }) => {
  let test: TestDatabase
  let bench: SequenceBench

  beforeEach(async () => {
    test = await create()
    bench = await SequenceBench.on(test)
  })
  afterEach(() => test.destroy())

  const optOutOf = (person: string) =>
    bench.db.transaction(tx =>
      optOut(tx, BOT, addressBook, [{ person, channel: 'all', source: 'person', evidence: null }])
    )

  it('before anything is sent: not one message', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two')])
    const leads = await bench.leads(PEOPLE)
    await bench.enroll(id, leads)
    await bench.engine.run()
    for (const { email_key } of leads) await optOutOf(email_key ?? '')
    await bench.settle()
    expect(bench.sent).toEqual([])
    expect(new Set((await bench.enrollments(id)).map(({ status }) => status))).toEqual(new Set(['opted_out']))
  })

  it('while it is sent: to nobody after they said so', async () => {
    const id = await bench.sequence([mailStep('one'), mailStep('two'), mailStep('three')])
    const leads = await bench.leads(PEOPLE)
    await bench.enroll(id, leads)
    await bench.engine.run()
    // A mail that is on its way can't be called back: what counts is what is begun after the commit.
    const out = new Set<string>()
    const late: string[] = []
    const waiting = leads.map(({ email_key }) => email_key ?? '').reverse()
    const committed = new Map<string, number>()
    bench.answer = async mail => {
      const begun = await bench.db.first(
        `select a.started_at as at from outbound_attempts a cross join outbound_messages m
          where m.id = a.message_id and a.message_id = ? and a.n = ?`,
        mail.ref.split('.').map(Number)
      )
      if (out.has(mail.to) && Number(begun?.at) > (committed.get(mail.to) ?? 0) + SLOT_MS) late.push(mail.to)
      const next = waiting.pop()
      if (next !== undefined) {
        await optOutOf(next)
        const now = await bench.db.first(`select ${bench.db.now} as now`)
        committed.set(next, Number(now?.now))
        out.add(next)
      }
      return accepted(mail)
    }
    await bench.settle()
    expect(out.size).toBeGreaterThan(PEOPLE / 2)
    expect(late).toEqual([])
    const subjects = new Map<string, number>()
    for (const { to } of bench.sent) subjects.set(to, (subjects.get(to) ?? 0) + 1)
    for (const person of out) expect(subjects.get(person) ?? 0).toBeLessThan(3)
    for (const { status } of await bench.enrollments(id)) expect(['opted_out', 'completed']).toContain(status)
  })
})
