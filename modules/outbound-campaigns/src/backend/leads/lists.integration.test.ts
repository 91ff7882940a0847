import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { filterLeads } from './filter'
import type { LeadsQuery, ListedLead } from './schema'
import { BOT, CALLER, leadsBench, type LeadsBench } from './testing/bench'

describe.each(databases)('Lists of leads, $name', ({ create }) => {
  let test: TestDatabase
  let bench: LeadsBench
  const ids: number[] = []

  beforeAll(async () => {
    test = await create()
    bench = await leadsBench(test.knex)
    ids.length = 0
    for (let n = 0; n < 25; n += 1) {
      const { lead } = await bench.leads.upsert(
        BOT,
        {
          ext_id: `ana-${n}`,
          email: `ana${n}@example.com`,
          phone_number: `44225916${String(n).padStart(2, '0')}`,
          first_name: 'Ana',
          last_name: n % 2 === 0 ? 'Anaya' : 'Ñandú',
          company: n === 7 ? 'Flor🌺 Ana' : `Ana y Cía ${n % 3}`,
          icp: n % 5 === 0 ? 'Hotelería' : 'Bares',
          score: n % 4 === 0 ? 50 : n,
          priority: n < 10 ? 'high' : null
        },
        CALLER
      )
      ids.push(lead.id)
    }
    await bench.leads.upsert('other', { ext_id: 'ana-1', first_name: 'Ana' }, CALLER)
  })
  afterAll(() => test.destroy())

  const page = async (query: Partial<LeadsQuery>) =>
    (await bench.handler('get', '/leads')(
      {
        botId: BOT,
        caller: CALLER,
        params: undefined,
        query: { limit: 50, ...query },
        body: undefined,
        req: {} as never
      },
      {} as never
    )) as { items: ListedLead[]; next_cursor: string | null; total: number }

  const all = async (query: Partial<LeadsQuery>) => {
    const items: ListedLead[] = []
    let cursor: string | undefined
    let total: number | undefined
    do {
      const one = await page({ ...query, limit: 4, cursor })
      expect(total ?? one.total).toBe(one.total)
      total = one.total
      items.push(...one.items)
      cursor = one.next_cursor ?? undefined
    } while (cursor !== undefined)
    return { items, total }
  }

  it.each<[string, Partial<LeadsQuery>, number]>([
    ['everybody', {}, 25],
    ['of a profile, without case and accents', { icp: 'HOTELERIA' }, 5],
    ['of a priority', { priority: 'high' }, 10],
    ['of a status', { status: 'active' }, 25],
    ['of a rare status', { status: 'opted_out' }, 0],
    ['of a score', { min_score: 20, max_score: 50 }, 10],
    ['of several things', { icp: 'bares', priority: 'high', min_score: 5 }, 5],
    ['who came in a time', { created_from: '2020-01-01T00:00:00Z', created_to: '2021-01-01T00:00:00Z' }, 0],
    ['found by a name, a company, an address and a key at once', { search: 'ána' }, 25],
    ['found by the last name', { search: 'ñan' }, 12],
    ['found by a company', { search: 'ana y cia 2' }, 8],
    ['found by a number as people type it', { search: '(442) 259 160' }, 10],
    ['found among those of a profile', { search: 'ana1', icp: 'bares' }, 9],
    ['found by the beginning of a company with an emoji behind it', { search: 'flor' }, 1],
    ['found by nothing that anybody has', { search: 'zzz' }, 0]
  ])('has each once, page by page: %s', async (_name, query, expected) => {
    const { items, total } = await all(query)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    expect({ found: items.length, total }).toEqual({ found: expected, total: expected })
    expect(items.every(({ id }) => ids.includes(id))).toBe(true)
  })

  it('has the newest first, and the best of a score', async () => {
    expect((await all({})).items.map(({ id }) => id)).toEqual([...ids].sort((a, b) => b - a))
    const scores = (await all({ min_score: 0 })).items.map(({ score }) => score ?? -1)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('has those of a sequence, from whoever knows them', async () => {
    const members = ids.filter((_id, n) => n % 2 === 0).sort((a, b) => b - a)
    bench.readMembersFrom({
      page: async (_bot, sequence, below, limit) =>
        (sequence === 7 ? members : []).filter(id => below === null || id < below).slice(0, limit),
      count: async (_bot, sequence) => (sequence === 7 ? members.length : 0),
      of: async (_bot, leadIds) =>
        new Map(leadIds.map(id => [id, [{ id: 7, name: 'Siete', status: 'paused' as const }]]))
    })
    expect((await all({ sequence_id: 7 })).items.map(({ id }) => id)).toEqual(members)
    expect((await all({ sequence_id: 8 })).items).toEqual([])
    expect((await page({ limit: 1 })).items[0]?.sequences).toEqual([
      { id: 7, name: 'Siete', status: 'paused' }
    ])
    const found = await page({ sequence_id: 7, search: 'ANA2', priority: 'high' })
    expect(found.items.map(({ ext_id }) => ext_id)).toEqual(['ana-2'])
  })

  it('says of each what they did last, from whoever knows it', async () => {
    const at = Date.parse('2026-07-01T15:00:00Z')
    const [newest, second] = [...ids].reverse()
    bench.readActivitiesFrom(async (_bot, leadIds) => {
      expect(leadIds).toEqual([newest, second])
      return new Map([[second ?? 0, { type: 'clicked', channel: 'email', at }]])
    })
    expect((await page({ limit: 2 })).items.map(({ last_activity }) => last_activity)).toEqual([
      null,
      { type: 'clicked', channel: 'email', at: '2026-07-01T15:00:00.000Z' }
    ])
    bench.readActivitiesFrom(async () => new Map())
  })

  it('knows the profiles, however they are written, the commonest first', async () => {
    const profiles = async () =>
      bench.handler('get', '/leads/profiles')(
        { botId: BOT, caller: CALLER, params: undefined, query: {}, body: undefined, req: {} as never },
        {} as never
      )
    await bench.leads.upsert(BOT, { ext_id: 'otro', icp: 'BARES' }, CALLER)
    const [bares, hotels] = ((await profiles()) as { items: Array<{ icp: string; leads: number }> }).items
    expect(bares).toEqual({ icp: expect.stringMatching(/^bares$/i) as string, leads: 21 })
    expect(hotels).toEqual({ icp: 'Hotelería', leads: 5 })
    await bench.db.change(`delete from outbound_leads where ext_id = 'otro'`, [])
  })

  it('streams everybody, or those that are named', async () => {
    const streamed = async (choice: Parameters<typeof filterLeads>[2]) => {
      const found: number[] = []
      for await (const leads of filterLeads(bench.db, BOT, choice)) found.push(...leads.map(({ id }) => id))
      return found
    }
    expect(await streamed({})).toEqual([...ids].sort((a, b) => a - b))
    expect(
      await streamed({ ids: [ids[3] ?? 0, ids[1] ?? 0, ids[3] ?? 0, 999_999], priority: 'high' })
    ).toEqual([ids[3], ids[1]].sort((a, b) => (b ?? 0) - (a ?? 0)))
  })

  it.each(['x', '0.x', '9.abc', 'WzEsMiwzXQ'])('refuses a cursor that it did not give: %s', async cursor => {
    await expect(page({ cursor })).rejects.toMatchObject({ status: 400 })
    await expect(page({ cursor, search: 'ana' })).rejects.toMatchObject({ status: 400 })
    await expect(page({ cursor, sequence_id: 7 })).rejects.toMatchObject({ status: 400 })
  })
})
