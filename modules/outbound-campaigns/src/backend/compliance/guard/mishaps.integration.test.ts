import { databases } from '../../../../../../scripts/test/databases'
import { putLane, readLane } from '../../outbox'
import { toText } from '../../platform/database/values'
import { startCompliance, type ComplianceServer } from '../testing/compliance-server'
import { countSent, figuresOf } from './days'
import type { Happening } from './mishaps'

const OWNER = { type: 'sequence_email', id: 9 }
const OTHER = { type: 'sequence_email', id: 10 }
const today = () => Math.floor(Date.now() / 86_400_000)

describe.each(databases)('Mails that bounce or are called spam, $name', database => {
  let server: ComplianceServer

  beforeEach(async () => {
    server = await startCompliance(database)
    for (const owner of [OWNER, OTHER]) {
      const pace = {
        batch_size: 1,
        batch_interval_ms: 1,
        concurrency: 1,
        max_retries: 1,
        max_error_rate: 1,
        max_consecutive_errors: 9
      }
      await putLane(server.db, { owner, botId: 'demo', channel: 'email', pace })
      await server.db.change('update outbound_lanes set open = 1')
      await server.db.change(
        `insert into outbound_messages (id, bot_id, owner_type, owner_id, channel, person, dedupe_key, status, updated_at)
         values (?, 'demo', ?, ?, 'email', 'x', 'x', 'sent', 0)`,
        [owner.id, owner.type, owner.id]
      )
    }
  })
  afterEach(() => server.close())

  const happens = (...some: Array<Partial<Happening>>) =>
    server.db.transaction(tx =>
      server.compliance.mindEvents(
        tx,
        'demo',
        some.map(one => ({
          body: {
            type: 'bounced',
            verdict: 'human',
            person: 'ana@example.com',
            channel: 'email',
            message_id: 9,
            ...one
          }
        }))
      )
    )
  const suppressed = async () => {
    const rows = await server.db.query(
      'select person, channel, source from outbound_suppressions order by person'
    )
    return rows.map(row => [row.person, row.channel, row.source].map(toText).join(' '))
  }
  const sent = (n: number) =>
    countSent(
      server.db,
      'demo',
      today(),
      Array.from({ length: n }, () => OWNER)
    )

  it('a mailbox that is gone gets no mail any more, one that is full only after three in a row', async () => {
    await happens({ person: 'gone@example.com', bounce: 'hard' }, { bounce: 'soft' })
    expect(await suppressed()).toEqual(['gone@example.com email bounce'])
    await happens({ bounce: 'soft' })
    await happens({ type: 'delivered' })
    await happens({ bounce: 'soft' }, { bounce: 'soft' })
    expect(await suppressed()).toHaveLength(1)
    await happens({ type: 'opened', verdict: 'machine' }, { bounce: 'soft' })
    expect(await suppressed()).toEqual(['ana@example.com email bounce', 'gone@example.com email bounce'])
    expect(await server.told()).toEqual(['gone@example.com email', 'ana@example.com email'])
  })

  it('whoever calls a mail spam gets nothing any more, anywhere', async () => {
    await happens({ type: 'complained' })
    expect(await suppressed()).toEqual(['ana@example.com all complaint'])
  })

  it('too many stop the sequence, not before there are enough to say so, and the count begins anew', async () => {
    await sent(99)
    await happens({ bounce: 'soft', person: null }, ...Array.from({ length: 9 }, () => ({ person: null })))
    expect(server.stops).toEqual([])
    // Others' mails keep the mailbox as a whole within its limits.
    await countSent(
      server.db,
      'demo',
      today(),
      Array.from({ length: 900 }, () => OTHER)
    )
    await sent(1)
    await happens({ person: null })
    expect(server.stops).toEqual(['sequence_email 9: bounce_rate'])
    expect((await readLane(server.db, OWNER))?.open).toBe(false)
    expect((await readLane(server.db, OTHER))?.open).toBe(true)
    await happens({ person: null })
    expect(server.stops).toHaveLength(1)
  })

  it('too many over all stop whatever leaves from the mailbox', async () => {
    await sent(1000)
    await happens(
      { type: 'complained', message_id: null },
      { type: 'complained', message_id: null, person: 'b@example.com' }
    )
    expect(server.stops).toEqual(['sequence_email 9: complaint_rate', 'sequence_email 10: complaint_rate'])
    expect((await figuresOf(server.db, 'demo', ['mailbox'], today())).size).toBe(0)
    expect((await readLane(server.db, OTHER))?.open).toBe(false)
  })

  it('are shown against their limits, with what stands still and what is used up', async () => {
    const held = {
      kind: 'sequence' as const,
      id: 9,
      name: 'Bares',
      channels: ['email' as const],
      code: 'bounce_rate',
      detail: 'x',
      since: '2026-07-01T15:00:00.000Z',
      until: null
    }
    const cap = {
      code: 'daily_limit' as const,
      sender: null,
      sequence: { id: 9, name: 'Bares' },
      limit: 50,
      used: 12,
      until: null
    }
    server.compliance.readGuardedFrom(async botId => ({
      held: botId === 'demo' ? [held] : [],
      caps: botId === 'demo' ? [cap] : []
    }))
    await sent(40)
    await happens({ person: null })
    const shown = async (bot: string) => (await fetch(server.url('/guardrails', bot))).json()
    expect(await shown('demo')).toEqual({
      window_days: 7,
      floor: 100,
      mails: { sent: 40, bounced: 1, complained: 0, bounce_rate: 1 / 40, complaint_rate: 0 },
      limits: { bounce_rate: 0.05, complaint_rate: 0.001 },
      held: [held],
      caps: [cap]
    })
    expect(await shown('other')).toMatchObject({ mails: { sent: 0, bounce_rate: null }, held: [], caps: [] })
    expect(server.faults).toEqual([])
  })

  it('what is longer ago than seven days counts no more', async () => {
    await countSent(server.db, 'demo', today() - 7, [OWNER])
    await countSent(server.db, 'demo', today() - 6, [OWNER])
    expect((await figuresOf(server.db, 'demo', ['mailbox'], today())).get('mailbox')).toEqual({
      sent: 1,
      bounced: 0,
      complained: 0
    })
  })
})
