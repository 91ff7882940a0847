import { z } from 'zod'
import { databases, type TestDatabase } from '../../../../../scripts/test/databases'
import { Database } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { migrations } from '../platform/database/schema'
import { toNumber, toText } from '../platform/database/values'
import { news, type FactKind, type News } from './fact'
import { Inbox } from './inbox'
import type { ErrandResult } from './registry'
import { claimNews, countInbox, finish, LeaseLostError, listAside, removeKept, reopen } from './store'
import { keepingLogger } from './testing/sent-messages'

const thing: FactKind<{ n: number }> = { name: 'thing', body: z.object({ n: z.number() }), keepMs: 60_000 }
const errand: FactKind<{ n: number }> = { ...thing, name: 'errand' }
const things = (...ns: number[]): News[] =>
  ns.map(n => news(thing, { dedupeKey: `thing ${n}`, subject: null, body: { n } }))

const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 5))
}

describe.each(databases)('The inbox, $name', ({ create }) => {
  let test: TestDatabase
  let db: Database
  let open: Inbox[]
  const { logger, lines } = keepingLogger()

  beforeEach(async () => {
    test = await create()
    db = new Database(test.knex)
    await migrate(db, migrations)
    await db.execute('create table seen (n integer)')
    open = []
    lines.length = 0
  })
  afterEach(async () => {
    await Promise.all(open.map(inbox => inbox.release('demo')))
    await test.destroy()
  })

  const newInbox = () => {
    const inbox = new Inbox(db, logger)
    open.push(inbox)
    return inbox
  }
  const see = (inbox: Inbox, fails: (n: number) => boolean = () => false) =>
    inbox.on(thing, async (tx, _botId, facts) => {
      for (const { body } of facts) {
        await tx.change('insert into seen (n) values (?)', [body.n])
        if (fails(body.n)) throw new Error(`insert into x values (+5214422591631) - thing ${body.n} is bad`)
      }
    })
  const start = async (inbox: Inbox, botId = 'demo') => (await inbox.jobFor(botId).run(), undefined)
  const seen = async () => (await db.query('select n from seen order by n')).map(row => toNumber(row.n))
  const openCount = async () => (await countInbox(db, 'demo')).open

  it('keeps what it is told until somebody works it off, each thing once', async () => {
    const before = newInbox()
    await before.receive('demo', things(1, 2))
    await before.receive('demo', [...things(2, 3), ...things(3)])
    await before.receive('other', things(1))
    expect(await openCount()).toBe(3)

    const inbox = newInbox()
    see(inbox)
    await start(inbox)
    await until(async () => (await openCount()) === 0)
    expect(await seen()).toEqual([1, 2, 3])
    await inbox.receive('demo', things(1, 4))
    await until(async () => (await seen()).length === 4)
    expect(await seen()).toEqual([1, 2, 3, 4])
    expect((await countInbox(db, 'other')).open).toBe(1)
  })

  it('writes what comes in at the same moment in few statements, and answers each', async () => {
    const inbox = newInbox()
    let statements = 0
    test.knex.on('query', () => (statements += 1))
    await Promise.all(Array.from({ length: 400 }, (_, n) => inbox.receive('demo', things(n))))
    expect(statements).toBeLessThan(10)
    expect(await openCount()).toBe(400)
  })

  it('keeps what was worked off for as long as its kind says, and no longer than the bot keeps anything', async () => {
    for (const [keepAtMost, expected] of [
      [null, thing.keepMs],
      [1_000, 1_000]
    ] as const) {
      const inbox = new Inbox(db, logger, undefined, async () => keepAtMost)
      open.push(inbox)
      see(inbox)
      await inbox.receive('demo', things(expected))
      await start(inbox)
      await until(async () => (await openCount()) === 0)
      const row = await db.first(
        'select due_at - received_at as kept from outbound_inbox order by id desc limit 1'
      )
      expect(toNumber(row?.kept)).toBeLessThan(expected + 30_000)
      expect(toNumber(row?.kept)).toBeGreaterThanOrEqual(expected)
    }
  })

  it('works off a thousand in few transactions', async () => {
    const inbox = newInbox()
    let calls = 0
    inbox.on(thing, async () => void (calls += 1))
    await inbox.receive('demo', things(...Array.from({ length: 1000 }, (_, n) => n)))
    await start(inbox)
    await until(async () => (await openCount()) === 0)
    expect(calls).toBe(10)
  })

  it('undoes what a failing reaction did, and lets the one cause wait without the others', async () => {
    const inbox = newInbox()
    let broken = true
    see(inbox, n => broken && n === 7)
    await inbox.receive('demo', things(...Array.from({ length: 20 }, (_, n) => n)))
    await start(inbox)
    await until(async () => (await openCount()) === 1)
    expect(await seen()).toEqual([...Array(20).keys()].filter(n => n !== 7))
    const row = await db.first(
      `select error, due_at - ${db.now} as wait from outbound_inbox where status = 'open'`
    )
    await until(
      async () => (await db.first(`select error from outbound_inbox where status = 'open'`))?.error !== null
    )
    expect((await db.first(`select error from outbound_inbox where status = 'open'`))?.error).toBe(
      'thing 7 is bad'
    )
    expect(toNumber(row?.wait)).toBeGreaterThan(0)
    broken = false
    await db.change('update outbound_inbox set due_at = 0 where status = ?', ['open'])
    inbox.poke('demo')
    await until(async () => (await openCount()) === 0)
    expect((await seen()).filter(n => n === 7)).toEqual([7])
  })

  it('sets a row aside that never succeeds, shows it with its error, and takes it up again when asked', async () => {
    const inbox = newInbox()
    let broken = true
    see(inbox, () => broken)
    await inbox.receive('demo', things(1))
    await db.change('update outbound_inbox set attempts = 9')
    await start(inbox)
    await until(async () => (await countInbox(db, 'demo')).setAside === 1)
    const { items } = await listAside(db, 'demo', { limit: 10 })
    expect(items).toMatchObject([{ kind: 'thing', attempts: 10, error: 'thing 1 is bad' }])
    expect(lines.join()).not.toContain('4422591631')
    const [aside] = items
    expect(await reopen(db, 'other', aside?.id ?? 0)).toBe(false)
    broken = false
    expect(await reopen(db, 'demo', aside?.id ?? 0)).toBe(true)
    inbox.poke('demo')
    await until(async () => (await seen()).length === 1)
  })

  it('sets aside what does not have the form of its kind, and nothing else', async () => {
    const inbox = newInbox()
    see(inbox)
    await inbox.receive('demo', [
      { kind: 'thing', dedupeKey: 'odd', subject: null, body: { n: 'x' } },
      ...things(1, 2)
    ])
    await start(inbox)
    await until(async () => (await openCount()) === 1)
    expect(await seen()).toEqual([1, 2])
  })

  it('leaves nothing of a set that another process has taken over meanwhile', async () => {
    await newInbox().receive('demo', things(1, 2))
    const mine = await claimNews(db, 'demo', ['thing'], 10, 60_000)
    expect(mine.rows).toHaveLength(2)
    expect((await claimNews(db, 'demo', ['thing'], 10, 60_000)).rows).toEqual([])
    await db.change('update outbound_inbox set due_at = 0')
    const theirs = await claimNews(db, 'demo', ['thing'], 1, 60_000)
    expect(theirs.rows).toHaveLength(1)
    const late = db.transaction(async tx => {
      await tx.change('insert into seen (n) values (1)')
      await finish(
        tx,
        mine.token,
        mine.rows.map(({ id }) => id),
        0
      )
    })
    await expect(late).rejects.toThrow(LeaseLostError)
    expect(await seen()).toEqual([])
  })

  it('lets several processes share the work without doing anything twice', async () => {
    const nodes = [newInbox(), newInbox(), newInbox()]
    nodes.forEach(node => see(node))
    await newInbox().receive('demo', things(...Array.from({ length: 1500 }, (_, n) => n)))
    await Promise.all(nodes.map(node => start(node)))
    await until(async () => (await openCount()) === 0)
    expect(await seen()).toEqual([...Array(1500).keys()])
  })

  it('removes what is done after its time, and keeps it until then', async () => {
    const inbox = newInbox()
    see(inbox)
    await inbox.receive('demo', things(1, 2))
    await start(inbox)
    await until(async () => (await openCount()) === 0)
    // It removes by itself what is due; here that is to be seen.
    await inbox.release('demo')
    expect(await removeKept(db, 'demo', 10)).toBe(0)
    await db.change('update outbound_inbox set due_at = due_at - 60000')
    expect(await removeKept(db, 'other', 10)).toBe(0)
    expect(await removeKept(db, 'demo', 10)).toBe(2)
  })

  it('does nothing more for a bot that was unmounted', async () => {
    const inbox = newInbox()
    see(inbox)
    await start(inbox)
    await inbox.release('demo')
    await inbox.receive('demo', things(1))
    inbox.poke('demo')
    expect(await openCount()).toBe(1)
    expect(await seen()).toEqual([])
  })

  it('repeats an errand until it succeeds, in the order of its subject, and forgets what it held', async () => {
    const inbox = newInbox()
    const runs: number[] = []
    let reachable = false
    inbox.onErrand(errand, async (_botId, { body }): Promise<ErrandResult> => {
      if (!reachable) throw new Error("Botpress's messaging can't be reached (ECONNREFUSED).")
      runs.push(body.n)
      return body.n === 3 ? { kind: 'never', error: 'It was refused.' } : { kind: 'done' }
    })
    await inbox.receive(
      'demo',
      [1, 2, 3].map(n => news(errand, { dedupeKey: `errand ${n}`, subject: 'ana', body: { n } }))
    )
    await start(inbox)
    const errors = async () => (await db.query('select error from outbound_inbox')).map(({ error }) => error)
    await until(async () => (await errors()).every(error => error !== null))
    expect(await errors()).toContain("Botpress's messaging can't be reached (ECONNREFUSED).")
    expect(await openCount()).toBe(3)
    reachable = true
    await db.change('update outbound_inbox set due_at = 0')
    inbox.poke('demo')
    await until(async () => (await openCount()) === 0)
    expect(runs).toEqual([1, 2, 3])
    expect(await listAside(db, 'demo', { limit: 10 })).toMatchObject({
      items: [{ error: 'It was refused.' }]
    })
    await until(async () =>
      (await db.query(`select body from outbound_inbox where status = 'done'`)).every(
        ({ body }) => toText(body) === '{}'
      )
    )
  })

  it('lets no errand wait for a server that is slow to answer errands of another kind', async () => {
    const inbox = newInbox()
    const slow: FactKind<{ n: number }> = { ...thing, name: 'slow' }
    let answer = (): void => undefined
    const answered = new Promise<void>(resolve => (answer = resolve))
    inbox.onErrand(slow, async (): Promise<ErrandResult> => answered.then(() => ({ kind: 'done' })))
    const runs: number[] = []
    inbox.onErrand(errand, async (_botId, { body }): Promise<ErrandResult> => {
      runs.push(body.n)
      return { kind: 'done' }
    })
    await start(inbox)
    await inbox.receive('demo', [news(slow, { dedupeKey: 'slow', subject: null, body: { n: 0 } })])
    await until(async () => (await db.query('select 1 from outbound_inbox where attempts = 1')).length === 1)
    await inbox.receive('demo', [news(errand, { dedupeKey: 'errand 1', subject: null, body: { n: 1 } })])
    await until(() => runs.length === 1)
    answer()
    await until(async () => (await openCount()) === 0)
  })

  it('finds its next work and what may go by an index, however much there is', async () => {
    const plan = async (sql: string) =>
      JSON.stringify(
        db.dialect === 'sqlite'
          ? await db.query(`explain query plan ${sql}`)
          : await db.transaction(async tx => {
              await tx.execute('set local enable_seqscan = off')
              return tx.query(`explain ${sql}`)
            })
      )
    const due = `select id from outbound_inbox where bot_id = 'demo' and status = 'open' and due_at <= 5 and kind in ('a') order by due_at, id limit 5`
    expect(await plan(due)).toContain('outbound_inbox_due')
    const said = `select * from outbound_inbox where bot_id = 'demo' and subject = 'x' and kind = 'a' order by id desc limit 5`
    expect(await plan(said)).toContain('outbound_inbox_subject')
  })
})
