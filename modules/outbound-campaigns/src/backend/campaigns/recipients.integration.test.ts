import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Recipients } from './recipients'
import { COUNTED } from './recipients-count'
import type { Recipient } from './recipients-schema'
import { accepted, Bench, BOT, refused } from './testing/bench'

describe.each(databases)("A campaign's people, $name", ({ create }) => {
  let test: TestDatabase
  let bench: Bench
  let recipients: Recipients

  beforeEach(async () => {
    test = await create()
    bench = await Bench.on(test)
    recipients = new Recipients(bench)
  })
  afterEach(() => test.destroy())

  type Query = Omit<Parameters<Recipients['list']>[2], 'limit' | 'cursor'>

  /** Page by page, with the total that every page says. */
  const all = async (id: number, query: Query) => {
    const found: Recipient[] = []
    const totals = new Set<number>()
    let cursor: string | undefined
    do {
      const page = await recipients.list(BOT, id, { ...query, limit: 3, cursor })
      found.push(...page.items)
      totals.add(page.total)
      expect(page.total_is_exact).toBe(true)
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(new Set(found.map(one => one.id)).size).toBe(found.length)
    expect([...totals]).toEqual([found.length])
    return found
  }

  it('are found by status, by reason and by number, and in each case counted', async () => {
    const id = await bench.sent(30, n =>
      n % 3 === 0 ? refused('1300') : n % 5 === 0 ? refused('470') : accepted(n)
    )
    expect(await all(id, {})).toHaveLength(30)
    expect(await all(id, { status: 'failed' })).toHaveLength(14)
    expect(await all(id, { code: '1300' })).toHaveLength(10)
    expect((await all(id, { code: '470', status: 'failed' })).map(({ reason }) => reason?.code)).toEqual(
      Array.from({ length: 4 }, () => '470')
    )
    expect(await all(id, { code: '470', status: 'sent' })).toEqual([])
    expect(await all(id, { code: 'no_such' })).toEqual([])

    const [somebody] = await all(id, { code: '1300' })
    const number = somebody?.phone_number ?? ''
    expect((await all(id, { search: number })).map(one => one.id)).toEqual([somebody?.id])
    expect(await all(id, { search: number, status: 'sent' })).toEqual([])
    expect(await all(id, { search: number, code: '470' })).toEqual([])
    const everybody = number.slice(0, 6)
    expect(await all(id, { search: everybody })).toHaveLength(30)
    expect(await all(id, { search: everybody, status: 'sent' })).toHaveLength(16)
    expect(await all(id, { search: everybody, status: 'failed', code: '470' })).toHaveLength(4)
  })

  it('who wait for a retry are found by the reason as well', async () => {
    const id = await bench.draft(5)
    await bench.db.change(
      `update outbound_messages set reason_code = 'http_503' where id in (select id from outbound_messages where owner_id = ? limit 2)`,
      [id]
    )
    expect(await all(id, { code: 'http_503' })).toHaveLength(2)
    expect(await all(id, { code: 'http_503', status: 'pending' })).toHaveLength(2)
    expect(await all(id, { code: 'http_503', status: 'failed' })).toEqual([])
  })

  it('of a search that finds very many it is only said that there are at least so many', async () => {
    const id = await bench.draft(COUNTED + 1)
    const found = await recipients.list(BOT, id, { limit: 1, search: '+52' })
    expect(found).toMatchObject({ total: COUNTED, total_is_exact: false })
    const none = await recipients.list(BOT, id, { limit: 1, search: '+52', status: 'sent' })
    expect(none).toMatchObject({ items: [], total: 0, total_is_exact: false })
  })
})
