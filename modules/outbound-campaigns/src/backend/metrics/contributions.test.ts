import fc from 'fast-check'
import { contributionsOf, contributionsOfOther, type Contribution } from './contributions'
import { contributionsKept, keptOf } from './counted'
import { DAY_MS, dateOf, dayNamed, daysIn, mondayOf } from './day'
import { figuresOf } from './figures'
import { SumChanges } from './grains'
import type { EnrollmentFact, EventFact, LeadHistory, MessageFact } from './history'
import { addTo, noSums, type Counts } from './measures'

const NOON = Date.parse('2026-03-02T12:00:00Z')
const HOUR = 3_600_000
const utc = daysIn('UTC')

const enrollment = (more: Partial<EnrollmentFact> = {}): EnrollmentFact => ({
  id: 1,
  leadId: 1,
  sequenceId: 7,
  status: 'active',
  startedAt: NOON,
  qualifiedAt: null,
  endedAt: null,
  ...more
})
const mail = (more: Partial<MessageFact> = {}): MessageFact => ({
  id: 1,
  leadId: 1,
  enrollmentId: 1,
  sequenceId: 7,
  stepKey: 'one',
  channel: 'email',
  sender: 'ventas@example.com',
  status: 'sent',
  accepted: true,
  at: NOON,
  ...more
})
const event = (type: string, more: Partial<EventFact> = {}): EventFact => ({
  leadId: 1,
  messageId: 1,
  sequenceId: null,
  channel: null,
  type,
  machine: false,
  at: NOON + DAY_MS,
  ...more
})
const history = (more: Partial<LeadHistory>): LeadHistory => ({
  enrollments: [enrollment()],
  messages: [],
  events: [],
  ...more
})

/** What falls on a day, whatever it is about. */
const on = (contributions: readonly Contribution[], at: number): Counts => {
  const counts: Counts = {}
  for (const one of contributions) if (one.day === utc(at) && one.kind !== 'cohort') addTo(counts, one.counts)
  return counts
}
const of = (more: Partial<LeadHistory>, at = NOON) => on(contributionsOf(history(more), utc), at)

describe('a message', () => {
  it('counts as sent on its day, and what came of it on that day and on its own', () => {
    const facts = { messages: [mail()], events: [event('opened'), event('replied')] }
    expect(of(facts)).toMatchObject({ sent: 1, of_sent_opened: 1, of_sent_raw_opened: 1, of_sent_replied: 1 })
    expect(of(facts)).not.toHaveProperty('opened')
    expect(of(facts, NOON + DAY_MS)).toEqual({ opened: 1, raw_opened: 1, replied: 1 })
  })

  it('is opened once, when it was first, also if that is told last', () => {
    const events = [event('opened', { at: NOON + 2 * DAY_MS }), event('opened'), event('opened')]
    expect(of({ messages: [mail()], events })).toMatchObject({ of_sent_opened: 1 })
    expect(of({ messages: [mail()], events }, NOON + DAY_MS)).toMatchObject({ opened: 1 })
    expect(of({ messages: [mail()], events }, NOON + 2 * DAY_MS)).toEqual({})
  })

  it('is opened by a machine among the raw figures alone', () => {
    const events = [event('opened', { machine: true }), event('clicked', { machine: true })]
    const counts = of({ messages: [mail()], events })
    expect(counts).toMatchObject({ of_sent_raw_opened: 1, of_sent_raw_clicked: 1 })
    expect(counts).not.toHaveProperty('of_sent_opened')
  })

  it.each([
    ['was refused', { status: 'failed', accepted: false }, { tried: 1, sending_failed: 1 }],
    ['was taken, and failed later', { status: 'failed' }, { tried: 1, sending_failed: 1, sent: 1 }],
    ['may have left', { status: 'unconfirmed', accepted: false }, {}],
    ['is taken to have left', { status: 'delivered', accepted: false }, { tried: 1, sent: 1 }],
    ['is still owed', { status: 'waiting', accepted: false }, {}]
  ])('that %s', (_what, more, counts) => {
    expect(of({ enrollments: [], messages: [mail(more)] })).toEqual(counts)
  })

  it('that bounced at once was sent, so that no rate of bounces is above all', () => {
    const facts = {
      enrollments: [],
      messages: [mail({ status: 'failed', accepted: false })],
      events: [event('bounced', { at: NOON })]
    }
    expect(of(facts)).toEqual({ tried: 1, sending_failed: 1, sent: 1, bounced: 1, of_sent_bounced: 1 })
  })

  it('on WhatsApp arrives and is read by its own status, a mail is not', () => {
    expect(of({ messages: [mail({ channel: 'whatsapp', status: 'read' })] })).toMatchObject({
      delivered: 1,
      opened: 1
    })
    expect(of({ messages: [mail({ status: 'delivered' })] })).not.toHaveProperty('delivered')
  })

  it('of a campaign counts for its sender alone', () => {
    const sums = new SumChanges()
    const message = {
      id: 1,
      scope: 'campaign' as const,
      channel: 'whatsapp',
      sender: 'whatsapp:1',
      status: 'delivered',
      accepted: true,
      triedAt: NOON,
      deliveredAt: NOON + HOUR,
      readAt: null
    }
    sums.replace([], contributionsOfOther(message, utc))
    expect(sums.all()).toEqual([
      {
        grain: 'sender',
        sequenceId: 0,
        day: utc(NOON),
        part: 'campaign whatsapp',
        sender: 'whatsapp:1',
        counts: { tried: 1, sent: 1, delivered: 1, of_sent_delivered: 1 }
      }
    ])
  })
})

describe('an event that names no message', () => {
  const messages = [
    mail(),
    mail({ id: 2, stepKey: 'two', at: NOON + DAY_MS }),
    mail({ id: 3, stepKey: 'text', channel: 'whatsapp', at: NOON + 2 * DAY_MS }),
    mail({ id: 4, sequenceId: 8, stepKey: 'other', at: NOON + 3 * DAY_MS })
  ]
  const answered = (more: Partial<EventFact>) =>
    contributionsOf(history({ messages, events: [event('replied', { messageId: null, ...more })] }), utc)
      .filter(({ counts }) => counts.of_sent_replied)
      .map(({ part }) => part)

  it.each([
    ['the last one before it', { at: NOON + 5 * DAY_MS }, ['other']],
    ['not one that came later', { at: NOON + HOUR }, ['one']],
    ['one on its channel', { at: NOON + 5 * DAY_MS, channel: 'whatsapp' }, ['text']],
    ['one of its sequence', { at: NOON + 5 * DAY_MS, sequenceId: 7, channel: 'email' }, ['two']],
    ['none of long ago', { at: NOON + 40 * DAY_MS }, []],
    ['none before the first', { at: NOON - HOUR }, []]
  ])('is about %s', (_what, more, parts) => {
    expect(answered(more)).toEqual(parts)
  })

  it('is about none where it names one that is not of a sequence', () => {
    expect(answered({ messageId: 99 })).toEqual([])
  })
})

describe('a lead', () => {
  it('who qualifies counts on both days, with how long it took', () => {
    const qualified = enrollment({
      status: 'qualified',
      qualifiedAt: NOON + 3 * DAY_MS,
      endedAt: NOON + 3 * DAY_MS
    })
    expect(of({ enrollments: [qualified] })).toEqual({
      started: 1,
      of_started_qualified: 1,
      of_started_qualify_ms: 3 * DAY_MS
    })
    expect(of({ enrollments: [qualified] }, NOON + 3 * DAY_MS)).toEqual({
      qualified: 1,
      qualify_ms: 3 * DAY_MS
    })
  })

  it('who qualifies after the end has ended once, of those who started', () => {
    const late = enrollment({
      status: 'completed',
      endedAt: NOON + DAY_MS,
      qualifiedAt: NOON + 2 * DAY_MS
    })
    expect(of({ enrollments: [late] })).toMatchObject({ started: 1, of_started_qualified: 1 })
    expect(of({ enrollments: [late] })).not.toHaveProperty('of_started_completed')
    expect(of({ enrollments: [late] }, NOON + DAY_MS)).toEqual({ completed: 1 })
    expect(of({ enrollments: [late] }, NOON + 2 * DAY_MS)).toMatchObject({ qualified: 1 })
  })

  it('qualifies by the last message of that sequence before', () => {
    const messages = [
      mail(),
      mail({ id: 2, stepKey: 'two', at: NOON + DAY_MS }),
      mail({ id: 3, stepKey: 'three', at: NOON + 9 * DAY_MS }),
      mail({ id: 4, stepKey: 'elsewhere', enrollmentId: 2, at: NOON + DAY_MS + HOUR })
    ]
    const enrollments = [enrollment({ qualifiedAt: NOON + 2 * DAY_MS, status: 'qualified' })]
    const credited = contributionsOf(history({ enrollments, messages }), utc).filter(
      ({ counts }) => counts.of_sent_qualified
    )
    expect(credited.map(({ part }) => part)).toEqual(['two'])
  })
})

describe('whatever happened', () => {
  const time = fc.integer({ min: 0, max: 60 }).map(hours => NOON + hours * 7 * HOUR)
  const histories = fc.record({
    enrollments: fc.array(
      fc
        .record({
          id: fc.integer({ min: 1, max: 3 }),
          status: fc.constantFrom(
            'active',
            'paused',
            'completed',
            'qualified',
            'opted_out',
            'stopped',
            'failed'
          ),
          startedAt: time,
          endedAt: time,
          qualifiedAt: fc.option(time)
        })
        .map(one => enrollment(one)),
      { maxLength: 3 }
    ),
    messages: fc.uniqueArray(
      fc
        .record({
          id: fc.integer({ min: 1, max: 6 }),
          enrollmentId: fc.integer({ min: 1, max: 3 }),
          status: fc.constantFrom(
            'waiting',
            'sent',
            'delivered',
            'read',
            'failed',
            'unconfirmed',
            'cancelled'
          ),
          channel: fc.constantFrom('email', 'whatsapp'),
          accepted: fc.boolean(),
          at: time
        })
        .map(one => mail(one)),
      { maxLength: 6, selector: ({ id }) => id }
    ),
    events: fc.array(
      fc
        .record({
          type: fc.constantFrom(
            'opened',
            'clicked',
            'replied',
            'bounced',
            'complained',
            'delivered',
            'auto_reply'
          ),
          messageId: fc.option(fc.integer({ min: 1, max: 8 })),
          machine: fc.boolean(),
          at: time
        })
        .map(({ type, ...more }) => event(type, more)),
      { maxLength: 20 }
    )
  })
  const sumOf = (facts: LeadHistory) => {
    const sums = noSums()
    for (const one of contributionsOf(facts, utc)) if (one.kind !== 'cohort') addTo(sums, one.counts)
    return sums
  }

  it('no part is more than its whole, and each thing that happened is a part of one day', () => {
    fc.assert(
      fc.property(histories, facts => {
        const sums = sumOf(facts)
        for (const what of ['delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained'] as const) {
          expect(sums[`of_sent_${what}`]).toBe(sums[what])
          expect(sums[what]).toBeLessThanOrEqual(sums.sent)
        }
        expect(sums.raw_opened).toBeGreaterThanOrEqual(sums.opened)
        expect(sums.tried).toBeGreaterThanOrEqual(sums.sent)
        expect(sums.of_started_qualified).toBe(sums.qualified)
        const figures = figuresOf(sums)
        expect(figures.in_progress).toBeGreaterThanOrEqual(0)
        expect(figures.open_rate_pct ?? 0).toBeLessThanOrEqual(100)
        expect(figures.conversion_rate_pct ?? 0).toBeLessThanOrEqual(100)
      })
    )
  })

  it('the order in which it is told makes no difference, and neither does telling it twice', () => {
    fc.assert(
      fc.property(histories, facts => {
        const otherwise = {
          enrollments: [...facts.enrollments].reverse(),
          messages: [...facts.messages].reverse(),
          events: [...facts.events, ...facts.events].reverse()
        }
        expect(contributionsOf(otherwise, utc)).toEqual(contributionsOf(facts, utc))
      })
    )
  })

  it('what was counted before and what is now differ by what is added; kept, it is the same', () => {
    fc.assert(
      fc.property(histories, histories, (before, now) => {
        const sums = new SumChanges()
        const kept = contributionsKept(keptOf(contributionsOf(before, utc)))
        sums.replace([], kept)
        sums.replace(kept, contributionsOf(now, utc))
        const anew = new SumChanges()
        anew.replace([], contributionsOf(now, utc))
        expect(sums.all().map(({ counts, ...key }) => ({ ...key, counts: whole(counts) }))).toEqual(
          anew.all().map(({ counts, ...key }) => ({ ...key, counts: whole(counts) }))
        )
      })
    )
  })
  const whole = (counts: Counts) => ({ ...noSums(), ...counts })
})

describe('days', () => {
  it.each([
    ['UTC', '2026-03-02T23:59:59Z', '2026-03-02'],
    ['America/Mexico_City', '2026-03-02T05:59:59Z', '2026-03-01'],
    ['America/Mexico_City', '2026-07-02T06:00:00Z', '2026-07-02'],
    ['Asia/Kolkata', '2026-03-01T18:30:00Z', '2026-03-02'],
    ['Europe/Madrid', '2026-03-29T21:59:59Z', '2026-03-29'],
    ['Europe/Madrid', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Pacific/Apia', '2026-03-01T11:00:00Z', '2026-03-02']
  ])('in %s, %s is on %s', (zone, at, date) => {
    expect(dateOf(daysIn(zone)(Date.parse(at)))).toBe(date)
  })

  it('belong to the week of their Monday', () => {
    for (const date of ['2026-03-02', '2026-03-05', '2026-03-08'])
      expect(dateOf(mondayOf(dayNamed(date)))).toBe('2026-03-02')
    expect(dateOf(mondayOf(dayNamed('2026-03-09')))).toBe('2026-03-09')
    expect(dateOf(mondayOf(dayNamed('1969-12-30')))).toBe('1969-12-29')
  })
})
