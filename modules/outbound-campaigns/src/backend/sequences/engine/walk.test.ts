import fc from 'fast-check'
import { nextMoment } from '../schedule/next-moment'
import { rulesFor } from '../schedule/when-due'
import { BRANCHES, stepSchema, type PlacedStep, type Step, type Version } from '../steps/schema'
import { inWayOrder } from '../steps/way'
import { sequenceSettingsSchema, type SequenceSettings } from '../templates/schema'
import type { Past, Standing, Ways } from './standing'
import { leadWith } from './testing/lead'
import { begun, ended, everything, movedOn, takenBack, walk, type Allowance, type Walked } from './walk'

const MONDAY = Date.parse('2026-03-02T16:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const ZONE = 'America/Mexico_City'

const versionOf = (steps: readonly unknown[]): Version => {
  const parsed = steps.map((step): Step => stepSchema.parse(step))
  return {
    id: 1,
    sequenceId: 1,
    n: 1,
    inUse: true,
    steps: inWayOrder(parsed).map((step, index): PlacedStep => ({ ...step, id: index + 1 }))
  }
}

const mail = (key: string, more: object = {}) => ({
  key,
  type: 'email',
  config: { subject: 'Hola', html: '<p>Hola</p>' },
  ...more
})
const wait = (key: string, more: object = {}) => ({ key, type: 'wait', config: {}, ...more })
const condition = (key: string, config: object, more: object = {}) => ({
  key,
  type: 'condition',
  config: { check: { kind: 'opened', step_key: null }, ...config },
  ...more
})

const someone = leadWith({
  email: 'ana@example.com',
  email_key: 'ana@example.com',
  phone: '+525512345678'
})
const settings = (given: Partial<SequenceSettings> = {}) => sequenceSettingsSchema.parse(given)

const waysOf = (steps: readonly unknown[], more: Partial<Ways> = {}): Ways => ({
  version: versionOf(steps),
  settings: settings(),
  zone: ZONE,
  holdUntil: null,
  lead: someone,
  history: [],
  replied: false,
  ...more
})

/** What was passed, as the past of what comes. */
const after = (history: readonly Past[], { passed }: Walked, now: number): Past[] => [
  ...history.filter(
    past => !passed.some(({ step, visit }) => step.key === past.stepKey && visit === past.visit)
  ),
  ...passed.map((what): Past => ({
    stepKey: what.step.key,
    visit: what.visit,
    type: what.step.type,
    status: what.kind === 'listening' || what.kind === 'message' ? 'waiting' : 'done',
    taken: what.kind === 'decided' ? what.taken : null,
    startedAt: now,
    opened: false,
    clicked: false,
    replied: false
  }))
]

const keys = ({ passed }: Walked) => passed.map(what => `${what.kind} ${what.step.key}`)

describe('walk', () => {
  it('owes the first message when it is due, and waits for what becomes of it', () => {
    const ways = waysOf([mail('one'), mail('two', { delay_days: 3 })])
    const start = begun(ways, MONDAY)
    expect(start).toMatchObject({ stepKey: 'one', waitingFor: 'time', dueAt: MONDAY, fresh: true })
    const walked = walk(start, ways, MONDAY, everything)
    expect(keys(walked)).toEqual(['message one'])
    expect(walked.after).toMatchObject({ waitingFor: 'message', dueAt: null, stepKey: 'one', fresh: false })
    const sent = movedOn(walked.after, MONDAY + HOUR, { ...ways, history: after([], walked, MONDAY) })
    expect(sent).toMatchObject({ stepKey: 'two', waitingFor: 'time', dueAt: MONDAY + HOUR + 3 * DAY })
  })

  it('does nothing before its time, nor for whoever is not active', () => {
    const ways = waysOf([mail('one', { delay_hours: 1 })])
    const start = begun(ways, MONDAY)
    expect(walk(start, ways, MONDAY, everything)).toEqual({ passed: [], after: start })
    for (const status of ['paused', 'completed', 'stopped', 'qualified', 'opted_out', 'failed'] as const) {
      const other = { ...start, status, dueAt: MONDAY }
      expect(walk(other, ways, MONDAY, everything).passed).toEqual([])
    }
  })

  it('looks at the rules once more when the moment has come', () => {
    const closed = waysOf([mail('one')], {
      settings: settings({ send_window: { from: '09:00', to: '17:00' } })
    })
    const evening = Date.parse('2026-03-03T02:00:00Z')
    const { passed, after: standing } = walk(
      begun(waysOf([mail('one')]), evening),
      closed,
      evening,
      everything
    )
    expect(passed).toEqual([])
    expect(standing).toMatchObject({
      waitingFor: 'time',
      dueAt: Date.parse('2026-03-03T15:00:00Z'),
      dueWhy: [{ code: 'window' }]
    })
  })

  it('waits for the day on which the limit has room, and says so', () => {
    const ways = waysOf([mail('one')], {
      settings: settings({ send_window: { from: '09:00', to: '17:00' } })
    })
    const until = Date.parse('2026-03-03T06:00:00Z')
    const none: Allowance = () => ({ code: 'daily_limit', until })
    const { passed, after: standing } = walk(begun(ways, MONDAY), ways, MONDAY, none)
    expect(passed).toEqual([])
    expect(standing.dueAt).toBe(Date.parse('2026-03-03T15:00:00Z'))
    expect(standing.dueWhy.map(({ code }) => code)).toEqual(['daily_limit', 'window'])
    expect(standing.fresh).toBe(true)
  })

  it('holds nobody who is away before they are back', () => {
    const ways = waysOf([mail('one')], { holdUntil: MONDAY + 2 * DAY })
    const { after: standing } = walk(begun(ways, MONDAY), ways, MONDAY, everything)
    expect(standing).toMatchObject({ dueAt: MONDAY + 2 * DAY, dueWhy: [{ code: 'hold' }] })
  })

  it('goes past waits, tasks that nobody waits for and decided conditions at once', () => {
    const ways = waysOf([
      wait('pause'),
      { key: 'call', type: 'task', config: { title: 'Llamar', blocks: false, due_days: 2 } },
      condition('asks', {}),
      mail('yes', { parent_key: 'asks', branch: 'yes' }),
      mail('no', { parent_key: 'asks', branch: 'no' })
    ])
    const walked = walk(begun(ways, MONDAY), ways, MONDAY, everything)
    expect(keys(walked)).toEqual(['waited pause', 'task call', 'decided asks', 'message no'])
    expect(walked.passed[1]).toMatchObject({ dueAt: MONDAY + 2 * DAY })
  })

  it('stands still at a task that blocks and at a call', () => {
    const task = waysOf([{ key: 'call', type: 'task', config: { title: 'Llamar' } }, mail('one')])
    expect(walk(begun(task, MONDAY), task, MONDAY, everything).after).toMatchObject({
      waitingFor: 'task',
      stepKey: 'call',
      dueAt: null
    })
    const call = waysOf([{ key: 'hook', type: 'webhook', config: { url: 'https://example.com/' } }])
    expect(walk(begun(call, MONDAY), call, MONDAY, everything).after).toMatchObject({ waitingFor: 'webhook' })
  })

  it('gives a condition its time: yes as soon as it is so, no when the time is over', () => {
    const steps = [
      condition('asks', { within_days: 2 }),
      mail('yes', { parent_key: 'asks', branch: 'yes' }),
      mail('no', { parent_key: 'asks', branch: 'no' })
    ]
    const ways = waysOf(steps)
    const first = walk(begun(ways, MONDAY), ways, MONDAY, everything)
    expect(keys(first)).toEqual(['listening asks'])
    expect(first.after).toMatchObject({ waitingFor: 'condition', dueAt: MONDAY + 2 * DAY })
    const history = after([], first, MONDAY)

    // Somebody did something, which makes the engine look: it isn't what was asked.
    const woken = { ...first.after, dueAt: MONDAY + HOUR }
    const again = walk(woken, { ...ways, history }, MONDAY + HOUR, everything)
    expect(again.passed).toEqual([])
    expect(again.after.dueAt).toBe(MONDAY + 2 * DAY)

    const opened = history.map(past => ({ ...past, opened: true }))
    expect(keys(walk(woken, { ...ways, history: opened }, MONDAY + HOUR, everything))).toEqual([
      'decided asks',
      'message yes'
    ])
    expect(keys(walk(first.after, { ...ways, history }, MONDAY + 2 * DAY, everything))).toEqual([
      'decided asks',
      'message no'
    ])
  })

  it('fails whom it cannot reach where the step must not fail, and else goes past it', () => {
    const nobody = { ...someone, email_key: null }
    const strict = waysOf([mail('one'), mail('two')], { lead: nobody })
    expect(walk(begun(strict, MONDAY), strict, MONDAY, everything).after).toMatchObject({
      status: 'failed',
      reason: { code: 'no_address' },
      waitingFor: 'nothing'
    })
    const lenient = waysOf(
      [
        mail('one', { config: { subject: 'a', html: 'b', on_failure: 'continue' } }),
        { key: 'wa', type: 'whatsapp', config: { template_id: 'hola', language: 'es_MX' } }
      ],
      { lead: nobody }
    )
    expect(keys(walk(begun(lenient, MONDAY), lenient, MONDAY, everything))).toEqual([
      'unreachable one',
      'message wa'
    ])
  })

  it('ends for whoever has opted out, also where nothing is due', () => {
    const ways = waysOf([mail('one', { delay_days: 1 })], { lead: { ...someone, status: 'opted_out' } })
    expect(walk(begun(ways, MONDAY), ways, MONDAY, everything).after.status).toBe('opted_out')
  })

  it('owes what was taken back once more, under another number', () => {
    const ways = waysOf([mail('one'), mail('two')])
    const walked = walk(begun(ways, MONDAY), ways, MONDAY, everything)
    const history = after([], walked, MONDAY).map(past => ({ ...past, status: 'cancelled' as const }))
    const back = takenBack(walked.after, MONDAY + HOUR, { ...ways, history })
    expect(back).toMatchObject({ stepKey: 'one', visit: 2, waitingFor: 'time', dueAt: MONDAY + HOUR })
    const again = walk(back, { ...ways, history }, MONDAY + HOUR, everything)
    expect(again.passed).toMatchObject([{ kind: 'message', visit: 2, step: { key: 'one' } }])
  })
})

/** Any tree of steps: each new one goes to the main line, or into a branch of a condition that is there. */
const anyVersion = fc
  .array(
    fc.record({
      type: fc.constantFrom('email', 'whatsapp', 'wait', 'task', 'condition', 'webhook'),
      place: fc.nat(),
      days: fc.integer({ min: 0, max: 3 }),
      flag: fc.boolean(),
      end: fc.boolean(),
      within: fc.integer({ min: 0, max: 2 })
    }),
    { minLength: 0, maxLength: 14 }
  )
  .map(given => {
    const steps: Array<Record<string, unknown>> = []
    const places: Array<{ parent_key: string | null; branch: string | null }> = [
      { parent_key: null, branch: null }
    ]
    given.forEach(({ type, place, days, flag, end, within }, index) => {
      const key = `s${index}`
      const configs: Record<string, object> = {
        email: { subject: 'a', html: 'b', on_failure: flag ? 'stop' : 'continue' },
        whatsapp: { template_id: 't', language: 'es' },
        wait: {},
        task: { title: 'x', blocks: flag },
        condition: {
          check: { kind: flag ? 'opened' : 'replied', step_key: null },
          within_days: within,
          after_yes: end ? 'end' : 'continue'
        },
        webhook: { url: 'https://example.com/' }
      }
      steps.push({ key, type, delay_days: days, config: configs[type], ...places[place % places.length] })
      if (type === 'condition') for (const branch of BRANCHES) places.push({ parent_key: key, branch })
    })
    return versionOf(steps)
  })

const anyRules = fc.record({
  skip_weekends: fc.boolean(),
  send_window: fc.constantFrom(null, { from: '09:00', to: '17:00' }, { from: '20:00', to: '02:00' }),
  holidays: fc.constantFrom<string[]>([], ['2026-03-03', '2026-03-04'])
})

describe('walk, whatever the sequence', () => {
  it('never repeats a step, and always ends or says what it waits for', () => {
    fc.assert(
      fc.property(anyVersion, anyRules, fc.array(fc.boolean(), { maxLength: 60 }), (version, rules, luck) => {
        const ways: Ways = { ...waysOf([]), version, settings: settings(rules) }
        let chance = 0
        const lucky = () => luck[(chance += 1) % Math.max(1, luck.length)] ?? false
        let at: Standing = begun(ways, MONDAY)
        let history: Past[] = []
        let now = MONDAY
        const seen: string[] = []
        for (let round = 0; at.status === 'active'; round += 1) {
          expect(round).toBeLessThan(200)
          expect(at.waitingFor).not.toBe('nothing')
          expect(at.stepKey).not.toBeNull()
          // A movement that somebody else makes: what was sent, done, answered.
          if (at.waitingFor !== 'time' && at.waitingFor !== 'condition') {
            at = movedOn(at, (now += HOUR), { ...ways, history })
            continue
          }
          expect(at.dueAt).not.toBeNull()
          now = Math.max(now, at.dueAt ?? now)
          const limit = lucky()
          const allow: Allowance =
            limit && round < 100 ? () => ({ code: 'daily_limit', until: now + DAY }) : everything
          const walked = walk(at, { ...ways, history }, now, allow)
          for (const what of walked.passed) {
            if (what.kind === 'listening') continue
            const name = `${what.step.key}.${what.visit}`
            expect(seen).not.toContain(name)
            seen.push(name)
          }
          // Either something happened, or it stands later than now.
          if (walked.passed.length === 0 && walked.after.status === 'active')
            expect(walked.after.dueAt ?? Infinity).toBeGreaterThan(now)
          history = after(history, walked, now)
          at = walked.after
        }
        expect(at).toMatchObject({ status: 'completed', waitingFor: 'nothing', stepKey: null, dueAt: null })
      }),
      { numRuns: 150 }
    )
  })

  it('sends only when the rules let it, and never to whoever has ended', () => {
    fc.assert(
      fc.property(anyVersion, anyRules, fc.integer({ min: 0, max: 20 * DAY }), (version, rules, later) => {
        const ways: Ways = { ...waysOf([]), version, settings: settings(rules) }
        const now = MONDAY + later
        const { passed } = walk(begun(ways, MONDAY), ways, now, everything)
        const messages = passed.filter(({ kind }) => kind === 'message')
        expect(messages.length).toBeLessThanOrEqual(1)
        if (messages.length > 0) {
          const again = nextMoment({
            anchor: now,
            delay: { days: 0, hours: 0 },
            rules: rulesFor('email', ways.settings),
            zone: ZONE
          })
          expect(again.at).toBe(now)
        }
        const over = ended(begun(ways, MONDAY), 'stopped')
        expect(walk(over, ways, now, everything)).toEqual({ passed: [], after: over })
      }),
      { numRuns: 150 }
    )
  })
})
