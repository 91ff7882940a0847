import { databases } from '../../../../../../scripts/test/databases'
import { toNumber } from '../../platform/database/values'
import { forgetPersons } from '../forgotten'
import { suppress } from '../suppressions'
import { startCompliance, type ComplianceServer } from '../testing/compliance-server'
import { removeOld } from './retention'
import { seal } from './seal'
import { verify as verifyLog } from './verify'

interface Verified {
  ok: boolean
  finding: { kind: string; seq: number | null; seal: number; detail: string } | null
  checked: number
  forgotten: number
  removed: number
  unsealed: number
  head: { seq: number; seals: number; hash: string }
}

interface Entry {
  seq: number | null
  kind: string
  at: string
  facts: Record<string, unknown>
  personal: Record<string, unknown> | null
}

const ANA = 'ana@example.com'
const BEA = 'bea@example.com'

describe.each(databases)('The compliance log, $name', database => {
  let server: ComplianceServer

  beforeEach(async () => {
    server = await startCompliance(database)
    await server.db.change(
      `insert into outbound_leads (bot_id, email, email_key, custom, status, consent_source, consent_at, created_at, updated_at)
       values ('demo', ?, ?, '{}', 'active', 'Fair in León', 1700000000000, 0, 0)`,
      [ANA, ANA]
    )
    await sent('demo', 1, ANA, 'accepted')
    await sent('demo', 2, BEA, 'refused')
    await sent('other', 3, ANA, 'accepted')
  })
  afterEach(async () => {
    expect(server.faults).toEqual([])
    await server.close()
  })

  /** A mail of the sequence 9 that was tried once, a minute ago. */
  const sent = async (botId: string, id: number, person: string, outcome: string) => {
    const { db } = server
    await db.change(
      `insert into outbound_messages
         (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, status, attempts, updated_at)
       values (?, ?, 'sequence_email', 9, 'email', ?, ?, 'sent', 1, 0)`,
      [id, botId, person, `key ${id}`]
    )
    await db.change(
      `insert into outbound_attempts (message_id, n, bot_id, sender, started_at, outcome, settled_at)
       values (?, 1, ?, 'mail', ${db.now} - 60000 + ?, ?, ${db.now})`,
      [id, botId, id, outcome]
    )
  }
  const get = async <Body>(address: string, bot?: string) =>
    (await (await fetch(server.url(address, bot))).json()) as Body
  const verify = (bot?: string) => get<Verified>('/evidence/verify', bot)
  const entries = async (query = '') =>
    (await get<{ items: Entry[]; total: number }>(`/evidence?${query}`)).items
  const optOut = (person: string) =>
    suppress(server.db, 'demo', [{ person, channel: 'email', source: 'person', evidence: 'One click' }])

  it('says who was sent what on which basis, who opted out from where, and each batch with its counts', async () => {
    await optOut(BEA)
    const log = await entries()
    expect(log.map(({ kind }) => kind)).toEqual([
      'message.sent',
      'message.sent',
      'outbound_sequences.dispatch_batch',
      'opt_out'
    ])
    expect(log[0]).toMatchObject({
      facts: {
        message_id: 1,
        outcome: 'accepted',
        channel: 'email',
        basis: 'consent',
        consent_at: 1_700_000_000_000
      },
      personal: { person: ANA, consent_source: 'Fair in León' }
    })
    expect(log[1]).toMatchObject({ facts: { outcome: 'refused', basis: 'none_recorded' } })
    expect(log[2]).toMatchObject({
      facts: { owner_id: 9, attempts: 2, people: 2, outcomes: { accepted: 1, refused: 1 } },
      personal: null
    })
    expect(log[3]).toMatchObject({
      facts: { channel: 'email', source: 'person' },
      personal: { person: BEA, evidence: 'One click' }
    })
    const lines = (await (await fetch(server.url('/evidence?format=jsonl&kind=opt_out'))).text())
      .trim()
      .split('\n')
    expect(lines.map(line => (JSON.parse(line) as Entry).kind)).toEqual(['opt_out'])
    expect(await entries('to=2020-01-01')).toEqual([])
  })

  it('is sealed once and verifies, and each bot has its own', async () => {
    await verify()
    const again = await verify()
    expect(again).toMatchObject({
      ok: true,
      finding: null,
      checked: 3,
      unsealed: 0,
      head: { seq: 3, seals: 1 }
    })
    expect(await verify('other')).toMatchObject({ ok: true, checked: 2 })
    await optOut(ANA)
    expect(await verify()).toMatchObject({ ok: true, checked: 4, head: { seq: 4, seals: 2 } })
  })

  it('names the entry that was changed', async () => {
    await verify()
    for (const change of [
      `update outbound_evidence set facts = '{"outcome":"accepted"}' where seq = 2 and bot_id = 'demo'`,
      `update outbound_evidence set personal = '{"person":"eva@example.com"}' where seq = 2 and bot_id = 'demo'`,
      `update outbound_evidence set at = at - 1 where seq = 2 and bot_id = 'demo'`
    ]) {
      const before = await server.db.first(
        `select * from outbound_evidence where seq = 2 and bot_id = 'demo'`
      )
      await server.db.change(change)
      expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'altered', seq: 2, seal: 1 } })
      const json = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
      await server.db.change(
        `update outbound_evidence set facts = ?, personal = ?, at = ? where seq = 2 and bot_id = 'demo'`,
        [json(before?.facts), json(before?.personal), toNumber(before?.at)]
      )
      expect(await verify()).toMatchObject({ ok: true })
    }
  })

  it('names the entry that is gone, wherever it was, and a seal that is gone or was written anew', async () => {
    await optOut(BEA)
    await verify()
    await optOut(ANA)
    await verify()
    await server.db.transaction(async tx => {
      await tx.change(`delete from outbound_evidence where bot_id = 'demo' and seq = 5`)
    })
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'missing', seq: 5, seal: 2 } })
    await server.db.change(`delete from outbound_evidence where bot_id = 'demo' and seq = 1`)
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'missing', seq: 1, seal: 1 } })
    await server.db.change(`update outbound_evidence_seals set root = 'x' where bot_id = 'demo' and n = 1`)
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'seal_altered', seal: 1 } })
    await server.db.change(`delete from outbound_evidence_seals where bot_id = 'demo' and n = 1`)
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'seal_missing', seal: 1 } })
    expect(await verify('other')).toMatchObject({ ok: true })
  })

  it('finds what was put in, and that its end was cut off', async () => {
    await verify()
    await server.db.change(
      `insert into outbound_evidence (bot_id, seq, kind, at, facts) values ('demo', 4, 'opt_out', 0, '{}')`
    )
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'altered', seq: 4 } })
    await server.db.change(`delete from outbound_evidence where bot_id = 'demo'`)
    await server.db.change(`delete from outbound_evidence_seals where bot_id = 'demo'`)
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'seal_missing' } })
  })

  it('still verifies when a person was forgotten, and says nothing of them any more', async () => {
    await optOut(ANA)
    await verify()
    await server.db.transaction(tx => forgetPersons(tx, 'demo', [ANA]))
    expect(await verify()).toMatchObject({ ok: true, forgotten: 2 })
    expect(JSON.stringify(await entries())).not.toContain('ana@')
    expect(JSON.stringify(await entries())).not.toContain('Fair')
    expect(JSON.stringify(await entries())).toContain('bea@')
    // The other bot knows them still: nobody asked it to forget.
    const others = await get<{ items: Entry[] }>('/evidence', 'other')
    expect(others.items[0]?.personal).toMatchObject({ person: ANA })
  })

  describe('is searched by person', () => {
    const PHONE = '+525512345678'
    const foundBy = async (search: string, more = '', bot?: string) => {
      const { items, total } = await get<{ items: Entry[]; total: number }>(
        `/evidence?search=${encodeURIComponent(search)}${more}`,
        bot
      )
      expect(total).toBe(items.length)
      return items.map(({ kind, personal }) => `${kind} ${String(personal?.person)}`)
    }

    it('by the whole address or number, in any form it is typed in, and in no other bot', async () => {
      await suppress(server.db, 'demo', [
        { person: PHONE, channel: 'whatsapp', source: 'person', evidence: null }
      ])
      expect(await foundBy(' BEA@example.com ')).toEqual([`message.sent ${BEA}`])
      expect(await foundBy(BEA, '&kind=opt_out')).toEqual([])
      expect(await foundBy(BEA, '&to=2020-01-01')).toEqual([])
      expect(await foundBy(BEA, '', 'other')).toEqual([])
      for (const typed of [PHONE, '+5215512345678', '5215512345678', '52 55 1234 5678', '55 1234 5678'])
        expect([typed, await foundBy(typed)]).toEqual([typed, [`opt_out ${PHONE}`]])
      for (const typed of ['bea@', 'bea', '+52551234', 'eva@example.com', '%', '0'])
        expect([typed, await foundBy(typed)]).toEqual([typed, []])
      const file = await fetch(server.url(`/evidence?format=jsonl&search=${encodeURIComponent(PHONE)}`))
      expect((await file.text()).trim().split('\n')).toHaveLength(1)
      expect(await verify()).toMatchObject({ ok: true, checked: 4 })
    })

    it('by any address of a lead, page by page in the order of the log', async () => {
      await server.db.change(`update outbound_leads set phone = ? where email_key = ?`, [PHONE, ANA])
      for (const [id, person] of [PHONE, ANA, PHONE, ANA].entries())
        await sent('demo', id + 10, person, 'accepted')
      const expected = [ANA, PHONE, ANA, PHONE, ANA].map(person => `message.sent ${person}`)
      expect(await foundBy('+52 1 55 1234 5678')).toEqual(expected)
      expect(await foundBy(ANA)).toEqual(expected)
      const paged: string[] = []
      let cursor = ''
      do {
        const page = await get<{ items: Entry[]; next_cursor: string | null; total: number }>(
          `/evidence?limit=2&search=${ANA}${cursor && `&cursor=${cursor}`}`
        )
        expect(page.total).toBe(expected.length)
        paged.push(...page.items.map(({ kind, personal }) => `${kind} ${String(personal?.person)}`))
        cursor = page.next_cursor ?? ''
      } while (cursor !== '')
      expect(paged).toEqual(expected)
    })

    it('and finds nothing of whoever was forgotten, until something is heard of them again', async () => {
      await optOut(ANA)
      expect(await foundBy(ANA)).toEqual([`message.sent ${ANA}`, `opt_out ${ANA}`])
      await server.db.transaction(tx => forgetPersons(tx, 'demo', [ANA]))
      expect(await foundBy(ANA)).toEqual([])
      expect(await foundBy(ANA, '', 'other')).toEqual([`message.sent ${ANA}`])
      await optOut(ANA)
      expect(await foundBy(ANA)).toEqual([`opt_out ${ANA}`])
      expect(await verify()).toMatchObject({ ok: true })
    })
  })

  it('still verifies when its oldest entries were removed in time, and not when they were before it', async () => {
    await verify()
    expect(await removeOld(server.db, 'demo', 30)).toBe(false)
    await server.db.change(
      `insert into outbound_evidence (bot_id, kind, at, facts) values ('old', 'opt_out', ${server.db.now} - 86400000000, '{}')`
    )
    await seal(server.db, 'old')
    await suppress(server.db, 'old', [{ person: ANA, channel: 'email', source: 'person', evidence: null }])
    await seal(server.db, 'old')
    expect(await removeOld(server.db, 'old', 30)).toBe(true)
    expect(await removeOld(server.db, 'old', 30)).toBe(false)
    const left = await server.db.query(`select seq from outbound_evidence where bot_id = 'old'`)
    expect(left.map(row => toNumber(row.seq))).toEqual([2])
    expect(await verifyLog(server.db, 'old')).toMatchObject({ finding: null, checked: 1, removed: 1 })

    await server.db.change(`delete from outbound_evidence where bot_id = 'demo'`)
    await server.db.change(
      `update outbound_evidence_seals set removed_at = ${server.db.now} where bot_id = 'demo'`
    )
    expect(await verify()).toMatchObject({ ok: false, finding: { kind: 'seal_altered', seal: 1 } })
  })

  it('waits for what is under way, and for nothing longer than ten minutes', async () => {
    const { db } = server
    await sent('demo', 4, BEA, 'accepted')
    await db.change(`update outbound_attempts set outcome = null where message_id = 2`)
    await verify()
    expect((await entries('kind=message.sent')).map(({ facts }) => facts.message_id)).toEqual([1])
    await db.change(`update outbound_attempts set outcome = 'unknown' where message_id = 2`)
    expect((await entries('kind=message.sent')).map(({ facts }) => facts.message_id)).toEqual([1, 2, 4])
  })
})
