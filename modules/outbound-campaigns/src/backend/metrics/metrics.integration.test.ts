/** Counting along comes to what counting anew comes to, and to what somebody comes to who counts by the words alone. */
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { toNumber } from '../platform/database/values'
import { dateOf } from './day'
import { readHead } from './head'
import { MEASURES } from './measures'
import { dailyMetrics, lastDayOf, summaryOf } from './read'
import { beginRebuild } from './rebuild'
import { refreshMetrics } from './refresh'
import { senderMetrics } from './senders'
import { DiedError, dyingDatabase } from './testing/dying-database'
import { BOT, DAY, FactsBench, SOMEBODY, ZONE, type OwedMessage } from './testing/facts-bench'
import { recount } from './testing/recount'

/** Half past nine in the evening in Mexico City: the next day in Greenwich. */
const EVENING = Date.parse('2026-03-02T03:30:00Z')
const RANGE = { from: '2026-01-01', to: '2026-06-30' }

describe.each(databases)('Metrics, $name', ({ create, engine }) => {
  let test: TestDatabase
  let bench: FactsBench

  beforeEach(async () => {
    test = await create()
    bench = await FactsBench.on(test)
  })
  afterEach(() => test.destroy())

  /** What is shown: every sum that is not nothing. */
  const sums = async () => {
    const head = await readHead(bench.db, BOT)
    const rows = await bench.db.query(
      `select * from outbound_metrics_days where bot_id = ? and generation = ?
        order by grain, sequence_id, day, part, sender`,
      [BOT, head?.generation ?? 0]
    )
    return rows.flatMap(row => {
      const counted = MEASURES.flatMap(name =>
        toNumber(row[name]) === 0 ? [] : [`${name} ${String(row[name])}`]
      )
      const key = [row.grain, row.sequence_id, dateOf(toNumber(row.day)), row.part, row.sender].join(' ')
      return counted.length === 0 ? [] : [`${key}: ${counted.join(', ')}`]
    })
  }
  const rebuild = async (zone = ZONE) => {
    const head = await readHead(bench.db, BOT)
    if (!head) throw new Error('Nothing was ever counted.')
    await beginRebuild(bench.db, BOT, head, zone, null)
    await bench.refresh()
  }
  /** Those of the whole bot, by date, named as in `recount`. */
  const shown = async () => {
    const days = await dailyMetrics(bench.db, BOT, RANGE)
    return new Map(
      days.flatMap(({ date, raw, happened, ...day }) => {
        const all: Record<string, unknown> = {
          ...day,
          'raw.opened': raw.opened,
          'raw.clicked': raw.clicked,
          ...Object.fromEntries(Object.entries(happened).map(([name, n]) => [`happened.${name}`, n]))
        }
        const counted = Object.entries(all).filter(([name, n]) => KNOWN.test(name) && n !== 0)
        return counted.length === 0 ? [] : [[date, Object.fromEntries(counted)]]
      })
    )
  }
  const KNOWN =
    /^(total_sequences_started|leads_qualified|((happened\.)?(qualified|completed|opted_out|stopped|failed|delivered|opened|clicked|replied|bounced|complained|raw_opened|raw_clicked))|sent|raw\.(opened|clicked))$/

  it('count on the days of the bot, and each day says what came of what began on it', async () => {
    const sequence = await bench.sequence('Bienvenida')
    const enrollment = await bench.enroll(sequence, 1, EVENING)
    const place = { leadId: 1, enrollmentId: enrollment, sequenceId: sequence, channel: 'email' } as const
    const one = await bench.take({ ...place, stepKey: 'one' }, EVENING)
    await bench.settle(one, 'accepted', 'sent', EVENING)
    await bench.refresh()
    const opened = await bench.event({ leadId: 1, type: 'opened', at: EVENING + DAY, messageId: one.id })
    await bench.refresh()
    // Not yet: it may still turn out to be a machine.
    expect(await summaryOf(bench.db, BOT, RANGE)).toMatchObject({ sent: 1, opened: 0, raw: { opened: 0 } })
    await bench.told(opened, 1)
    await bench.end(enrollment, 'qualified', EVENING + 2 * DAY)
    await bench.refresh()
    const days = await dailyMetrics(bench.db, BOT, { from: '2026-03-01', to: '2026-03-03' })
    expect(days).toMatchObject([
      {
        date: '2026-03-01',
        total_sequences_started: 1,
        leads_qualified: 1,
        conversion_rate_pct: 100,
        sent: 1,
        opened: 1,
        open_rate_pct: 100,
        avg_days_to_qualify: 2,
        in_progress: 0,
        happened: { started: 1, sent: 1, opened: 0, qualified: 0 }
      },
      { date: '2026-03-02', sent: 0, open_rate_pct: null, happened: { opened: 1 } },
      { date: '2026-03-03', happened: { qualified: 1, avg_days_to_qualify: 2 } }
    ])
  })

  it.each([1, 2, 3])(
    'come to the same however a history (%i) was counted, also by those who died of it',
    async seed => {
      const random = randomOf(seed)
      const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
      const sequences = [await bench.sequence('A'), await bench.sequence('B')]
      const people: Array<{ leadId: number; enrollmentId: number; sequenceId: number; at: number }> = []
      const messages: OwedMessage[] = []
      const events: Array<{ id: number; leadId: number }> = []
      let now = EVENING
      const steps: Array<() => Promise<void>> = [
        async () => {
          const [leadId, sequenceId] = [1 + Math.floor(random() * 12), pick(sequences)]
          if (people.some(one => one.leadId === leadId && one.sequenceId === sequenceId)) return
          people.push({
            leadId,
            sequenceId,
            at: now,
            enrollmentId: await bench.enroll(sequenceId, leadId, now)
          })
        },
        async () => {
          if (people.length === 0) return
          const { leadId, enrollmentId, sequenceId } = pick(people)
          const stepKey = `step${messages.length}`
          const channel = pick(['email', 'whatsapp'] as const)
          const sender = channel === 'email' ? pick(['a@example.com', 'b@example.com']) : 'whatsapp:1'
          const message = await bench.take(
            { leadId, enrollmentId, sequenceId, stepKey, channel },
            now,
            sender
          )
          messages.push(message)
          if (random() < 0.2) return
          const [outcome, status] = pick([
            ['accepted', 'sent'],
            ['accepted', 'sent'],
            ['refused', 'failed'],
            ['unknown', 'unconfirmed']
          ] as const)
          await bench.settle(message, outcome, status, now)
        },
        async () => {
          if (messages.length === 0) return
          const message = pick(messages.filter(({ channel }) => channel === 'whatsapp').concat(messages))
          if (message.channel === 'email') return bench.assumed(message, now)
          await bench.report(message, pick(['delivered', 'read', 'failed']), random() < 0.5)
        },
        async () => {
          if (messages.length === 0) return
          const { leadId, id, sequenceId } = pick(messages)
          const named = random() < 0.7
          const event = await bench.event({
            leadId,
            type: pick([
              'opened',
              'opened',
              'clicked',
              'replied',
              'bounced',
              'complained',
              'delivered',
              'auto_reply'
            ]),
            // Told late, and in no order.
            at: now - Math.floor(random() * 3 * DAY),
            messageId: named ? id : null,
            channel: pick([null, 'email', 'whatsapp']),
            sequenceId: random() < 0.3 ? sequenceId : null,
            verdict: pick(['human', 'unknown', 'machine'])
          })
          events.push({ id: event, leadId })
        },
        async () => {
          const event = events.splice(Math.floor(random() * events.length), 1)[0]
          if (event) await bench.told(event.id, event.leadId, pick(['human', 'machine']))
        },
        async () => {
          if (people.length === 0) return
          const { enrollmentId } = pick(people)
          await bench.end(
            enrollmentId,
            pick(['qualified', 'completed', 'opted_out', 'stopped', 'failed']),
            now
          )
        },
        async () => {
          if (people.length > 0) await bench.qualifiedLater(pick(people).enrollmentId, now)
        },
        async () => {
          const [outcome, status] = pick([
            ['accepted', 'sent'],
            ['refused', 'failed']
          ] as const)
          const id = await bench.campaignMessage(outcome, status)
          if (random() < 0.5) await bench.report({ id }, pick(['delivered', 'read', 'failed']))
        }
      ]
      for (let n = 0; n < 160; n += 1) {
        now += Math.floor(random() * 0.6 * DAY)
        await pick(steps)()
        if (random() < 0.15) {
          const dying = dyingDatabase(bench.db, () => random() < 0.1)
          const most = 1 + Math.floor(random() * 4)
          await refreshMetrics(dying, BOT, bench, { most, holder: 'dying' }).catch(dead)
          await bench.db.change('update outbound_metrics_heads set lease_until = 0')
        }
      }
      await bench.letTimePass()
      await bench.refresh()
      const along = await sums()
      expect(along.length).toBeGreaterThan(50)
      expect(await shown()).toEqual(await recount(bench.db, BOT, ZONE))

      await rebuild()
      expect(await sums()).toEqual(along)
    },
    120_000
  )

  const dead = (err: unknown) => {
    if (!(err instanceof DiedError)) throw err
  }

  const someHistory = async (leads: number) => {
    const sequence = await bench.sequence('Historia')
    for (let leadId = 1; leadId <= leads; leadId += 1) {
      const at = EVENING + (leadId % 20) * DAY
      const enrollmentId = await bench.enroll(sequence, leadId, at)
      const place = { leadId, enrollmentId, sequenceId: sequence, stepKey: 'one', channel: 'email' } as const
      const message = await bench.take(place, at)
      await bench.settle(message, 'accepted', 'sent', at)
      if (leadId % 3 > 0) continue
      const event = await bench.event({ leadId, type: 'clicked', at: at + DAY, messageId: message.id })
      await bench.told(event, leadId)
    }
    return sequence
  }

  it('are counted by several nodes at once, each thing once, while more happens', async () => {
    const counting = (holder: string) => async () => {
      for (let n = 0; n < 40; n += 1) {
        await refreshMetrics(bench.db, BOT, bench, { most: 3, holder })
        // As if its lease had run out while it was still at it.
        await bench.db.change('update outbound_metrics_heads set lease_until = 0')
      }
    }
    await Promise.all([someHistory(60), ...['a', 'b', 'c'].map(name => counting(name)())])
    await bench.refresh()
    const along = await sums()
    expect(await shown()).toEqual(await recount(bench.db, BOT, ZONE))
    await rebuild()
    expect(await sums()).toEqual(along)
  }, 60_000)

  // On SQLite nobody reads while somebody writes.
  if (engine === 'PostgreSQL')
    it('wait for a transaction that began before, and whose rows are older than what is there already', async () => {
      const sequence = await bench.sequence('Lenta')
      await bench.enroll(sequence, 1, EVENING)
      await bench.db.transaction(async slow => {
        await bench.enroll(sequence, 2, EVENING, slow)
        await bench.enroll(sequence, 3, EVENING)
        for (let n = 0; n < 5; n += 1) {
          await new Promise(resolve => setTimeout(resolve, 100))
          await refreshMetrics(bench.db, BOT, bench)
        }
      })
      await bench.refresh()
      expect(await summaryOf(bench.db, BOT, RANGE)).toMatchObject({ total_sequences_started: 3 })
    })

  it('counted anew, go on behind where a process died, and show the old ones until then', async () => {
    await someHistory(130)
    await bench.refresh()
    const along = await sums()
    const head = await readHead(bench.db, BOT)
    if (!head) throw new Error('Nothing was counted.')
    await beginRebuild(bench.db, BOT, head, ZONE, null)
    let statements = 0
    let deaths = 0
    while ((await readHead(bench.db, BOT))?.building) {
      statements = 0
      const dying = dyingDatabase(bench.db, () => (statements += 1) > 3 + deaths)
      await refreshMetrics(dying, BOT, bench, { holder: `node ${deaths}` }).catch(dead)
      await bench.db.change('update outbound_metrics_heads set lease_until = 0')
      if ((await readHead(bench.db, BOT))?.building) expect(await sums()).toEqual(along)
      deaths += 1
    }
    expect(deaths).toBeGreaterThan(2)
    await bench.refresh()
    expect(await sums()).toEqual(along)
    // The old generation is gone.
    const generations = await bench.db.query('select distinct generation from outbound_metrics_days')
    expect(generations).toHaveLength(1)
  }, 60_000)

  it('change their days when the bot moves to another zone', async () => {
    await someHistory(5)
    await bench.refresh()
    const before = await shown()
    await bench.settings.change(BOT, { timezone: 'Asia/Tokyo' }, SOMEBODY)
    await bench.refresh()
    expect(await shown()).toEqual(await recount(bench.db, BOT, 'Asia/Tokyo'))
    expect(await shown()).not.toEqual(before)
    expect((await readHead(bench.db, BOT))?.zone).toBe('Asia/Tokyo')
  })

  it('keep what was counted of those whose facts are gone', async () => {
    await bench.campaignMessage('accepted', 'sent')
    await someHistory(3)
    await bench.refresh()
    const along = await sums()
    await bench.db.change('delete from outbound_attempts')
    await bench.db.change('delete from outbound_messages')
    await bench.db.change('delete from outbound_executions')
    await bench.db.change('delete from outbound_enrollments')
    await rebuild()
    expect(await sums()).toEqual(along)
  })

  it('of a bot at rest are looked for, and nothing is written', async () => {
    await someHistory(2)
    await bench.refresh()
    const written: string[] = []
    const remember = ({ sql }: { sql: string }) => {
      if (!/^\s*select/i.test(sql)) written.push(sql)
    }
    test.knex.on('query', remember)
    expect(await refreshMetrics(bench.db, BOT, bench)).toMatchObject({ pieces: 0, more: false })
    test.knex.removeListener('query', remember)
    expect(written).toEqual([])
  })

  it('know the last day on which anything was, of all sequences or of one', async () => {
    expect(await lastDayOf(bench.db, BOT)).toBeNull()
    const [one, other] = [await bench.sequence('One'), await bench.sequence('Other')]
    const enrollment = await bench.enroll(one, 1, EVENING)
    await bench.enroll(other, 2, EVENING + 3 * DAY)
    await bench.refresh()
    expect(await lastDayOf(bench.db, BOT)).toBe('2026-03-04')
    expect(await lastDayOf(bench.db, BOT, one)).toBe('2026-03-01')
    const place = { leadId: 1, enrollmentId: enrollment, sequenceId: one, channel: 'email' } as const
    const message = await bench.take({ ...place, stepKey: 'one' }, EVENING + 5 * DAY)
    await bench.settle(message, 'accepted', 'sent', EVENING + 5 * DAY)
    await bench.refresh()
    expect(await lastDayOf(bench.db, BOT, one)).toBe('2026-03-06')
    expect(await lastDayOf(bench.db, BOT)).toBe('2026-03-06')
    expect(await lastDayOf(bench.db, BOT, other)).toBe('2026-03-04')
  })

  it('know another bot by nothing', async () => {
    await someHistory(3)
    await bench.refresh()
    expect(await lastDayOf(bench.db, 'other')).toBeNull()
    expect(await summaryOf(bench.db, 'other', RANGE)).toMatchObject({ sent: 0, total_sequences_started: 0 })
    await refreshMetrics(bench.db, 'other', bench)
    expect(await summaryOf(bench.db, 'other', RANGE)).toMatchObject({ sent: 0, total_sequences_started: 0 })
    expect(await summaryOf(bench.db, BOT, RANGE)).toMatchObject({ sent: 3 })
  })

  it('tell of campaigns by their sender alone, apart from sequences', async () => {
    await someHistory(2)
    const accepted = await bench.campaignMessage('accepted', 'sent')
    await bench.campaignMessage('refused', 'failed')
    await bench.report({ id: accepted }, 'delivered', true)
    await bench.refresh()
    const today = dateOf(Math.floor(Date.now() / DAY))
    const range = { from: '2026-01-01', to: dateOf(Math.floor(Date.now() / DAY) + 1) }
    expect(today > '2026-01-01').toBe(true)
    expect(await senderMetrics(bench.db, BOT, range)).toMatchObject([
      { sender: 'ventas@example.com', scope: 'sequence', channel: 'email', sent: 2, delivery_rate_pct: null },
      {
        sender: 'whatsapp:1',
        scope: 'campaign',
        channel: 'whatsapp',
        sent: 1,
        sending_failed: 1,
        delivered: 1,
        failure_rate_pct: 50
      }
    ])
    expect(await summaryOf(bench.db, BOT, range)).toMatchObject({ sent: 2, delivered: 0 })
  })
})

/** Numbers that look random and are the same each time. */
const randomOf = (seed: number) => {
  let state = seed * 2_654_435_761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296
  }
}
