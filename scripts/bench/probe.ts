/** What a bot notices: a query of its own on the same database, asked again and again while something else goes on. */
import { percentile } from './statistics'
import type { Store } from './store'

const PEOPLE = 1000
const EVERY_MS = 5
const ENOUGH = 300

export interface Latency {
  median: number
  p99: number
}

/** Does the work that is measured: what prepares it and cleans up behind it happens outside. */
export type Around = (work: () => Promise<void>) => Promise<void>

export const plainly: Around = work => work()

/** A table such as Botpress keeps of the people that a bot talks to. */
export const prepareProbe = async ({ db }: Store): Promise<void> => {
  await db.execute('create table bench_users (id integer primary key, attributes text not null)')
  const people = Array.from({ length: PEOPLE }, (_, id) => ({
    id,
    attributes: `{"language":"es","n":${id}}`
  }))
  await db.change(
    `insert into bench_users (id, attributes)
     select id, attributes from ${db.rows({ id: 'integer', attributes: 'text' })} given where true`,
    [JSON.stringify(people)]
  )
}

const ask = async ({ db }: Store, n: number): Promise<number> => {
  const startedAt = performance.now()
  const row = await db.first('select attributes from bench_users where id = ?', [n % PEOPLE])
  if (!row) throw new Error('The bot has lost its people.')
  return performance.now() - startedAt
}

/** In milliseconds, while `work` goes on; at rest, when there is none. */
export const latencyDuring = async (store: Store, work?: () => Promise<void>): Promise<Latency> => {
  const measured: number[] = []
  let goesOn = true
  const working = work?.().finally(() => (goesOn = false))
  while (working ? goesOn : measured.length < ENOUGH) {
    measured.push(await ask(store, measured.length))
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
  }
  await working
  return { median: percentile(measured, 0.5), p99: percentile(measured, 0.99) }
}
