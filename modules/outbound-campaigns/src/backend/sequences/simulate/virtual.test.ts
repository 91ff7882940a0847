import { leadWith } from '../engine/testing/lead'
import { stepSchema, type Step, type Version } from '../steps/schema'
import { mail } from '../steps/testing/versions'
import { inWayOrder } from '../steps/way'
import { sequenceSettingsSchema } from '../templates/schema'
import { momentsIn } from './shown'
import { simulated, type Happening } from './virtual'

const ZONE = 'America/Mexico_City'

const version = (steps: readonly Step[]): Version => ({
  id: 1,
  sequenceId: 1,
  n: 1,
  inUse: false,
  steps: inWayOrder(steps).map((step, id) => ({ ...step, id }))
})

const step = (given: object) => stepSchema.parse(given)

const way = (
  steps: readonly Step[],
  {
    start = '2026-06-01T15:00:00Z',
    settings = {},
    happenings = [],
    lead = {}
  }: {
    start?: string
    settings?: object
    happenings?: Happening[]
    lead?: Parameters<typeof leadWith>[0]
  } = {}
) => {
  const startAt = Date.parse(start)
  const result = simulated(
    {
      version: version(steps),
      settings: sequenceSettingsSchema.parse(settings),
      zone: ZONE,
      lead: leadWith({ email: 'ana@example.com', email_key: 'ana@example.com', ...lead })
    },
    startAt,
    happenings
  )
  const moments = momentsIn(ZONE, startAt)
  const told = result.way.map(one => {
    const { day, local } = moments(one.at)
    const what =
      one.kind === 'event'
        ? `${one.event.type}: ${one.effect}`
        : one.kind === 'condition'
          ? `${one.step.key}: ${one.taken} (${one.because})`
          : `${one.what.step.key}: ${one.what.kind}`
    return `${day} ${local.date} ${local.time} ${what}`
  })
  return { told, result, whys: result.way.map(one => (one.kind === 'step' ? one.why : [])) }
}

const FIVE = [0, 3, 4, 3, 4].map((delay_days, n) => mail(`mail-${n + 1}`, { delay_days }))
const at = (text: string) => Date.parse(text)

describe("A lead's way on a virtual clock", () => {
  it.each([
    ['a Monday', '2026-06-01T15:00:00Z', ['06-01', '06-04', '06-08', '06-11', '06-15']],
    ['a Thursday', '2026-06-04T15:00:00Z', ['06-04', '06-07', '06-11', '06-14', '06-18']]
  ])('begun on %s: five mails on days 0, 3, 7, 10, 14', (_day, start, dates) => {
    const { told, result } = way(FIVE, { start })
    expect(told).toEqual(
      [0, 3, 7, 10, 14].map((day, n) => `${day} 2026-${dates[n]} 09:00 mail-${n + 1}: message`)
    )
    expect(result.end).toMatchObject({ status: 'completed', at: result.way[4]?.at })
  })

  it('moves on to the next open moment of a working day, with the reasons, and shifts what follows', () => {
    const settings = {
      send_window: { from: '09:00', to: '17:00' },
      skip_weekends: true,
      holidays: ['2026-06-15']
    }
    // Thursday 4 June, half past five in the afternoon.
    const { told, whys } = way(FIVE, { start: '2026-06-04T23:30:00Z', settings })
    expect(told).toEqual([
      '1 2026-06-05 09:00 mail-1: message', // Friday, when the window opens
      '4 2026-06-08 09:00 mail-2: message', // three days later, a Monday
      '8 2026-06-12 09:00 mail-3: message', // four days later, a Friday
      '12 2026-06-16 09:00 mail-4: message', // Monday the 15th is a holiday
      '18 2026-06-22 09:00 mail-5: message' // Saturday the 20th: Monday
    ])
    expect(whys.map(why => why.map(({ code }) => code))).toEqual([
      ['window'],
      [],
      [],
      ['holiday', 'window'],
      ['weekend', 'weekend', 'window']
    ])
  })

  const GIVEN_TIME = [
    mail('first'),
    step({
      type: 'condition',
      key: 'opened',
      delay_days: 1,
      config: { check: { kind: 'opened', step_key: 'first' }, within_days: 2 }
    }),
    step({ ...mail('thanks'), parent_key: 'opened', branch: 'yes' }),
    step({ ...mail('again'), parent_key: 'opened', branch: 'no', delay_days: 1 }),
    mail('last', { delay_days: 1 })
  ]

  it('decides a condition when its time is over', () => {
    expect(way(GIVEN_TIME).told).toEqual([
      '0 2026-06-01 09:00 first: message',
      '3 2026-06-04 09:00 opened: no (time_over)',
      '4 2026-06-05 09:00 again: message',
      '5 2026-06-06 09:00 last: message'
    ])
  })

  it('decides it in the moment in which it comes true, or at once where it is so', () => {
    const opened = (text: string): Happening[] => [{ type: 'opened', at: at(text), stepKey: null }]
    expect(way(GIVEN_TIME, { happenings: opened('2026-06-03T18:00:00Z') }).told).toEqual([
      '0 2026-06-01 09:00 first: message',
      '2 2026-06-03 12:00 opened: noticed',
      '2 2026-06-03 12:00 opened: yes (came_true)',
      '2 2026-06-03 12:00 thanks: message',
      '3 2026-06-04 12:00 last: message'
    ])
    expect(way(GIVEN_TIME, { happenings: opened('2026-06-01T18:00:00Z') }).told).toContain(
      '1 2026-06-02 09:00 opened: yes (so_at_once)'
    )
  })

  it('stops where the person answers, and goes on where the sequence is set so', () => {
    const happenings: Happening[] = [{ type: 'replied', at: at('2026-06-05T15:00:00Z'), stepKey: null }]
    const stopped = way(FIVE, { happenings })
    expect(stopped.told).toEqual([
      '0 2026-06-01 09:00 mail-1: message',
      '3 2026-06-04 09:00 mail-2: message',
      '4 2026-06-05 09:00 replied: paused'
    ])
    expect(stopped.result.end).toMatchObject({ status: 'paused', reason: { code: 'replied' } })
    expect(way(FIVE, { happenings, settings: { pause_on_reply: false } }).result.end.status).toBe('completed')
  })

  it('waits while the person is away: until the day after their return, else for three days', () => {
    const away = (returnAt: number | null): Happening[] => [
      { type: 'auto_reply', at: at('2026-06-01T16:00:00Z'), returnAt }
    ]
    expect(way(FIVE, { happenings: away(at('2026-06-09T15:00:00Z')) }).told.slice(0, 4)).toEqual([
      '0 2026-06-01 09:00 mail-1: message',
      '0 2026-06-01 10:00 auto_reply: held',
      '9 2026-06-10 00:00 mail-2: message',
      '13 2026-06-14 00:00 mail-3: message'
    ])
    const three = way(FIVE, { happenings: away(null) })
    expect(three.told[2]).toBe('3 2026-06-04 10:00 mail-2: message')
    expect(three.whys[2]).toMatchObject([{ code: 'hold' }])
  })

  it('takes a task as done when it is due, and asks nobody where it does not block', () => {
    const steps = (blocks: boolean) => [
      step({ type: 'task', key: 'call', config: { title: 'Llamar', due_days: 2, blocks } }),
      mail('after', { delay_days: 1 })
    ]
    expect(way(steps(true)).told).toEqual([
      '0 2026-06-01 09:00 call: task',
      '3 2026-06-04 09:00 after: message'
    ])
    expect(way(steps(false)).told[1]).toBe('1 2026-06-02 09:00 after: message')
  })

  it('ends where nobody can be reached, and where somebody wants no more', () => {
    expect(way(FIVE, { lead: { email_key: null } }).result.end).toMatchObject({
      status: 'failed',
      reason: { code: 'no_address' }
    })
    const out: Happening[] = [{ type: 'unsubscribed', at: at('2026-06-02T15:00:00Z') }]
    expect(way(FIVE, { happenings: out }).result.end.status).toBe('opted_out')
    expect(way([]).result).toMatchObject({ way: [], end: { status: 'completed' } })
  })

  it('counts days by the clock on the wall, whatever the clocks do meanwhile', () => {
    const startAt = at('2026-10-23T07:00:00Z') // 09:00 in Madrid, two days before its clocks are put back
    const moments = momentsIn('Europe/Madrid', startAt)
    const { way: taken } = simulated(
      {
        version: version(FIVE),
        settings: sequenceSettingsSchema.parse({}),
        zone: 'Europe/Madrid',
        lead: leadWith({ email_key: 'ana@example.com' })
      },
      startAt,
      []
    )
    expect(taken.map(one => [moments(one.at).day, moments(one.at).local.time])).toEqual(
      [0, 3, 7, 10, 14].map(day => [day, '09:00'])
    )
  })
})
