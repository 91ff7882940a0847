import { burstsAmong, type Noticed } from './bursts'

let nextId = 1
const event = (more: Partial<Noticed>): Noticed => ({
  id: nextId++,
  type: 'clicked',
  messageId: 1,
  link: 'https://example.com/a',
  origin: null,
  at: 0,
  verdict: 'human',
  signals: [],
  ...more
})
const links = (count: number, from: number, everyMs: number, more: Partial<Noticed> = {}) =>
  Array.from({ length: count }, (_, n) =>
    event({ link: `https://example.com/${n}`, at: from + n * everyMs, ...more })
  )
const caught = (events: readonly Noticed[]) => {
  const found = burstsAmong(events)
  return events.map(({ id }) => found.has(id))
}
const all = (events: readonly Noticed[]) => caught(events).every(Boolean)
const none = (events: readonly Noticed[]) => !caught(events).some(Boolean)

/** When 836 bursts of a scanner began, in seconds after the mail was sent (measured by somebody else; their median: 43). */
const MEASURED = [
  { from: 0, to: 10, bursts: 4 },
  { from: 10, to: 20, bursts: 18 },
  { from: 20, to: 60, bursts: 555 },
  { from: 60, to: 300, bursts: 237 },
  { from: 300, to: 1800, bursts: 16 },
  { from: 3600, to: 86400, bursts: 6 }
]

describe('Bursts', () => {
  it('of a scanner are found whenever they begin, where a rule about the first seconds would find one in two hundred', () => {
    const starts = MEASURED.flatMap(({ from, to, bursts }) =>
      Array.from({ length: bursts }, (_, n) => (from + ((to - from) * (n + 0.5)) / bursts) * 1000)
    )
    expect(starts).toHaveLength(836)
    expect(starts.filter(at => at < 10_000)).toHaveLength(4)
    // Nine or ten links in less than a second, and an opening from the same place some half a minute before.
    const scans = starts.map((at, n) => {
      const origin = `scanner ${n}`
      const opening = event({
        type: 'opened',
        link: null,
        at: Math.max(0, at - 33_000),
        messageId: n,
        origin
      })
      return [opening, ...links(9 + (n % 2), at, 90, { messageId: n, origin })]
    })
    for (const scan of scans) expect(all(scan)).toBe(true)
    expect(all(scans.flat())).toBe(true)
  })

  it.each([
    ['all links at once, by a scanner with many addresses', links(8, 0, 10)],
    ['a slow scanner that takes a second for each', links(9, 0, 1_000)],
    ['one that takes five seconds for each', links(4, 0, 5_000)],
    ['two links at once', links(2, 0, 1_500)]
  ])('are of a machine: %s', (_what, events) => {
    expect(all(events)).toBe(true)
  })

  it.each([
    ['one click', [event({})]],
    ['the same link twice and again', [event({}), event({ at: 300 }), event({ at: 900 })]],
    ['two links, read one after the other', links(2, 0, 2_500)],
    ['three links within half a minute', links(3, 0, 9_000)],
    [
      'an opening and a click',
      [event({ type: 'opened', link: null, origin: 'a' }), event({ at: 1_000, origin: 'a' })]
    ],
    [
      'links of different mails',
      [event({}), event({ messageId: 2, link: 'https://example.com/b', at: 100 })]
    ],
    [
      'two colleagues behind one address',
      [event({ origin: 'office' }), event({ origin: 'office', messageId: 2, at: 500 })]
    ],
    [
      'many colleagues behind one address, as they come to work',
      Array.from({ length: 20 }, (_, n) => event({ origin: 'office', messageId: n, at: n * 6_000 }))
    ],
    [
      'many people at once, of whom nothing tells whether they are in one place',
      Array.from({ length: 20 }, (_, n) => event({ messageId: n, at: n }))
    ]
  ])('are not: %s', (_what, events) => {
    expect(none(events)).toBe(true)
  })

  it('take along what happens beside them in the same mail: openings, its other addresses, and not the reader a minute later', () => {
    const scan = links(5, 30_000, 100, { origin: 'scanner' })
    const opening = event({ type: 'opened', link: null, at: 31_000 })
    const second = event({ link: 'https://example.com/0', at: 38_000, origin: 'its other address' })
    const before = event({ type: 'opened', link: null, at: 2_000, origin: 'scanner' })
    const reader = event({ at: 95_000, origin: 'reader' })
    expect(caught([...scan, opening, second, before, reader])).toEqual([
      ...scan.map(() => true),
      ...[true, true, true, false]
    ])
  })

  it('begin with a request that a machine gave away by itself', () => {
    const head = event({ verdict: 'machine', signals: ['head_request'], origin: 'a' })
    const get = event({ at: 400, origin: 'b' })
    const later = event({ at: 30_000, origin: 'a' })
    const reader = event({ at: 60_000, origin: 'c' })
    expect(caught([head, get, later, reader])).toEqual([false, true, true, false])
  })

  it("are not begun by Apple's privacy proxy: somebody may read while it loads", () => {
    const proxy = event({ type: 'opened', link: null, verdict: 'machine', origin: 'apple' })
    expect(none([proxy, event({ at: 3_000, origin: 'reader' })])).toBe(true)
  })

  it('are found in a flood within reason', () => {
    const flood = Array.from({ length: 20_000 }, (_, n) =>
      event({ origin: 'one place', messageId: n % 5_000, link: `https://example.com/${n % 7}`, at: n })
    )
    const begin = process.hrtime()
    expect(all(flood)).toBe(true)
    expect(process.hrtime(begin)[0]).toBeLessThan(5)
  })
})
