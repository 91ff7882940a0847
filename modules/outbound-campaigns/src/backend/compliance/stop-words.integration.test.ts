import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import type { Fact, ReplyBody } from '../inbox'
import { takeReplies } from '../inbox/replies'
import { CAMPAIGN, mexicans, sentMessages } from '../inbox/testing/sent-messages'
import { readLane } from '../outbox'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import type { AddressBook } from './opt-outs'
import { obeyWords } from './stop-words'
import { suppress, suppressByProvider, suppressedAmong } from './suppressions'
import { DEFAULT_OPT_IN_WORDS, DEFAULT_OPT_OUT_WORDS } from './words'

/** Nobody has more than the one address. */
const NOBODY_KNOWN: AddressBook = {
  addressesOf: async () => new Map(),
  known: async () => new Map(),
  changed: async () => undefined
}

describe.each(databases)('People who do not want to be written to, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let told: number

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    told = 0
  })
  afterEach(() => test.destroy())

  const react = takeReplies(
    obeyWords(
      async () => ({ opt_out_words: DEFAULT_OPT_OUT_WORDS, opt_in_words: DEFAULT_OPT_IN_WORDS }),
      NOBODY_KNOWN
    )
  )
  const says = (person: string, text: string | null, payload: string | null = null): Fact<ReplyBody> => {
    told += 1
    const body: ReplyBody = {
      via: 'webhook',
      person,
      user_id: null,
      address: person.slice(1),
      uuid: `in-${told}`,
      answers: null,
      at: null,
      type: payload === null ? 'text' : 'button',
      text,
      payload
    }
    return { id: told, body, receivedAt: Date.now() }
  }
  const hear = (...facts: Array<Fact<ReplyBody>>) => db.transaction(tx => react(tx, 'demo', facts))
  const engagement = async () => (await readLane(db, CAMPAIGN))?.engagement

  it('are written to no more from the commit of their word on, whichever word or button it was', async () => {
    const [a = '', b = '', c = ''] = mexicans(3)
    await sentMessages(db, [a, b, c])
    await hear(says(a, '¡Baja!'), says(b, 'Ya no', 'STOP'), says(c, 'baja el precio'))
    expect(await suppressedAmong(db, 'demo', 'whatsapp', [a, b, c])).toEqual(new Set([a, b]))
    expect(await suppressedAmong(db, 'demo', 'email', [a, c])).toEqual(new Set([a]))
    expect(await suppressedAmong(db, 'other', 'whatsapp', [a])).toEqual(new Set())
    const row = await db.first('select source, evidence from outbound_suppressions where person = ?', [a])
    expect(row).toEqual({ source: 'stop_word', evidence: '¡Baja!' })
  })

  it('count once for the message that they answered', async () => {
    const [a = '', b = ''] = mexicans(2)
    await sentMessages(db, [a, b])
    await hear(says(a, 'BAJA'), says(a, 'STOP'))
    await hear(says(a, 'BAJA'))
    expect(await engagement()).toEqual({ replied: 1, opted_out: 1 })
  })

  it('may come back by a word, and the last of their words holds', async () => {
    const [a = ''] = mexicans(1)
    const suppressed = async () => (await suppressedAmong(db, 'demo', 'whatsapp', [a])).has(a)
    await hear(says(a, 'BAJA'))
    await hear(says(a, 'Alta'))
    expect(await suppressed()).toBe(false)
    await hear(says(a, 'BAJA'), says(a, 'ALTA'))
    expect(await suppressed()).toBe(false)
    await hear(says(a, 'ALTA'), says(a, 'BAJA'))
    expect(await suppressed()).toBe(true)
  })

  it('stay as somebody else has decided, whatever word they write', async () => {
    const [a = '', b = ''] = mexicans(2)
    await suppress(db, 'demo', [{ person: a, channel: 'all', source: 'operator', evidence: null }])
    await suppressByProvider(db, 'demo', [
      { person: b, channel: 'whatsapp', reason: { code: '131050', detail: 'They stopped it.' } }
    ])
    await hear(says(a, 'BAJA'), says(a, 'ALTA'), says(b, 'ALTA'))
    expect(await suppressedAmong(db, 'demo', 'whatsapp', [a, b])).toEqual(new Set([a, b]))
  })

  it('are new only the first time', async () => {
    const [a = '', b = ''] = mexicans(2)
    const one = (person: string) => ({ person, channel: 'all', source: 'person' as const, evidence: null })
    expect(await suppress(db, 'demo', [one(a), one(a)])).toEqual(new Set([a]))
    expect(await suppress(db, 'demo', [one(b), one(a)])).toEqual(new Set([b]))
    expect(await suppress(db, 'demo', [])).toEqual(new Set())
  })
})
