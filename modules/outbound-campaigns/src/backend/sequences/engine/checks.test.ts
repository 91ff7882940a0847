import { totalOf, type StoredLead } from '../../leads'
import { sequenceSettingsSchema } from '../templates/schema'
import { checkSchema } from '../steps/schema'
import { holds } from './checks'
import type { Past, Ways } from './standing'
import { leadWith } from './testing/lead'

const past = (more: Partial<Past>): Past => ({
  stepKey: 'one',
  visit: 1,
  type: 'email',
  status: 'sent',
  taken: null,
  startedAt: 0,
  opened: false,
  clicked: false,
  replied: false,
  ...more
})

const ways = (lead: Partial<StoredLead> = {}, history: Past[] = [], replied = false): Ways => ({
  version: { id: 1, sequenceId: 1, n: 1, inUse: true, steps: [] },
  settings: sequenceSettingsSchema.parse({}),
  zone: 'UTC',
  holdUntil: null,
  lead: leadWith(lead),
  history,
  replied
})

const asks = (check: unknown, of: Ways) => holds(checkSchema.parse(check), of)
const field = (name: string, operator: string, value: unknown, lead: Partial<StoredLead>) =>
  asks({ kind: 'field', field: name, operator, value }, ways(lead))

describe('what a condition asks', () => {
  it('of what people did: about one step, or about any before', () => {
    const opened = ways({}, [past({ opened: true }), past({ stepKey: 'two' })])
    expect(asks({ kind: 'opened' }, opened)).toBe(true)
    expect(asks({ kind: 'opened', step_key: 'two' }, opened)).toBe(false)
    expect(asks({ kind: 'clicked' }, opened)).toBe(false)
    expect(asks({ kind: 'replied' }, ways({}, [], true))).toBe(true)
    expect(asks({ kind: 'replied', step_key: 'one' }, ways({}, [past({})], true))).toBe(false)
    expect(asks({ kind: 'replied', step_key: 'one' }, ways({}, [past({ replied: true })]))).toBe(true)
  })

  it('of the score: their own and what they earned together, at most 100', () => {
    expect(totalOf({ score: 90, points: 25 })).toBe(100)
    expect(asks({ kind: 'score', at_least: 50 }, ways({ score: 40, points: 10 }))).toBe(true)
    expect(asks({ kind: 'score', at_least: 50 }, ways({ score: null, points: 49 }))).toBe(false)
  })

  it.each([
    ['company', 'is', ' ACME ', { company: 'acme' }, true],
    ['company', 'is_not', 'acme', { company: null }, true],
    ['company', 'contains', 'cm', { company: 'ACME' }, true],
    ['company', 'contains', 'x', { company: null }, false],
    ['custom.plan', 'is', 'pro', { custom: { plan: 'Pro' } }, true],
    ['plan', 'is_set', null, { custom: { plan: 'Pro' } }, true],
    ['plan', 'is_not_set', null, { custom: {} }, true],
    ['toString', 'is_set', null, { custom: {} }, false],
    ['seats', 'at_least', 10, { custom: { seats: '9' } }, false],
    ['seats', 'at_least', 10, { custom: { seats: '10' } }, true],
    ['seats', 'less_than', 10, { custom: { seats: 9.5 } }, true],
    ['seats', 'less_than', 10, { custom: {} }, false],
    ['seats', 'less_than', 10, { custom: { seats: 'many' } }, false],
    ['since', 'at_least', '2026-01-01', { custom: { since: '2026-03-01' } }, true],
    ['since', 'less_than', '2026-01-01', { custom: { since: '2026-03-01' } }, false],
    ['vip', 'is', true, { custom: { vip: true } }, true]
  ] as const)('of the field %s: %s %s', (name, operator, value, lead, expected) => {
    expect(field(name, operator, value, lead)).toBe(expected)
  })
})
