import { defaultBehaviour } from './behaviour'
import { planStatuses, reads } from './status-plan'

const usual = defaultBehaviour()
const names = (plan: { status: string }[]) => plan.map(({ status }) => status)

describe('the statuses of a message', () => {
  it('are submitted, delivered, read, with the delays of the settings', () => {
    const plan = planStatuses({ kind: 'ordinary' }, '5214422591631', usual)
    expect(plan).toEqual([
      { status: 'submitted', afterMs: 50, copies: 1 },
      { status: 'delivered', afterMs: 150, copies: 1 },
      { status: 'read', afterMs: 500, copies: 1 }
    ])
  })

  it('are read by the share of people that reads, the same people every time', () => {
    const people = Array.from({ length: 2000 }, (_none, index) => `52144225${String(index).padStart(5, '0')}`)
    const readers = people.filter(to => reads(to, 0.3))
    expect(readers.length / people.length).toBeGreaterThan(0.25)
    expect(readers.length / people.length).toBeLessThan(0.35)
    expect(people.filter(to => reads(to, 0.3))).toEqual(readers)
    expect(people.filter(to => reads(to, 0))).toEqual([])
    expect(people.filter(to => reads(to, 1))).toEqual(people)
  })

  it('are never read where the number says so', () => {
    expect(names(planStatuses({ kind: 'unread' }, '5214422980010', usual))).toEqual([
      'submitted',
      'delivered'
    ])
  })

  it('are one error where the message fails', () => {
    const plan = planStatuses({ kind: 'fails', code: '1331', times: 'always' }, '5214422991331', usual)
    expect(plan).toMatchObject([{ status: 'undeliverable', error: { code: '1331' } }])
  })

  it('can be shuffled, repeated and lost', () => {
    const orders = new Set<string>()
    for (let seed = 0; seed < 50; seed++) {
      orders.add(
        names(planStatuses({ kind: 'ordinary' }, '5214422591631', { ...usual, order: 'shuffled' })).join()
      )
    }
    expect(orders.size).toBeGreaterThan(1)
    const copies = (changes: object) =>
      planStatuses({ kind: 'ordinary' }, '5214422591631', { ...usual, ...changes }).map(
        planned => planned.copies
      )
    expect(copies({ repeat_share: 1 })).toEqual([2, 2, 2])
    expect(copies({ lose_share: 1 })).toEqual([0, 0, 0])
  })
})
