import { Newest } from './newest'
import { Tally } from './tally'

describe('a tally', () => {
  it('knows who came more than once, and lists the first hundred', () => {
    const tally = new Tally<string>()
    for (let index = 0; index < 1000; index++) tally.add(`c:${index}`)
    expect(tally.summary()).toEqual({ distinct: 1000, more_than_once: 0, first: [] })
    for (let index = 0; index < 150; index++) tally.add(`c:${index}`)
    tally.add('c:0')
    const { distinct, more_than_once, first } = tally.summary()
    expect([distinct, more_than_once, first.length]).toEqual([1000, 150, 100])
    expect(first[0]).toEqual({ name: 'c:0', times: 3 })
  })
})

describe('the newest', () => {
  it('are kept, the older ones forgotten', () => {
    const newest = new Newest<number>(() => 10)
    for (let item = 1; item <= 1000; item++) newest.add(item)
    expect([...newest.newestFirst()].map(({ item }) => item)).toEqual([
      1000, 999, 998, 997, 996, 995, 994, 993, 992, 991
    ])
  })

  it('are paged without gaps or doubles while more arrive', () => {
    const newest = new Newest<number>(() => 100)
    for (let item = 1; item <= 25; item++) newest.add(item)
    const first = newest.page(() => true, { limit: 10 })
    newest.add(26)
    const second = newest.page(() => true, { limit: 10, cursor: Number(first.next_cursor) })
    const third = newest.page(() => true, { limit: 10, cursor: Number(second.next_cursor) })
    expect([...first.items, ...second.items, ...third.items]).toEqual(
      Array.from({ length: 25 }, (_none, index) => 25 - index)
    )
    expect(third.next_cursor).toBeNull()
  })
})
