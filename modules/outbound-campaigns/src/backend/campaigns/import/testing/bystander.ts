/**
 * A process that has nothing to do with the import, on a database of its own: it writes one row at a time and says, when
 * its input ends, how long the slow ones took. That is what the machine itself makes everybody wait at that moment, and
 * what no import can be blamed for.
 */
import createKnex from 'knex'
import path from 'path'
import { performance } from 'perf_hooks'
import { percentile } from './percentile'

const watch = async (folder: string): Promise<number> => {
  const knex = createKnex({
    client: 'sqlite3',
    connection: { filename: path.join(folder, 'bystander.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 }
  })
  await knex.raw('create table one (id integer primary key)')
  let over = false
  process.stdin.on('end', () => (over = true)).resume()
  const waits: number[] = []
  while (!over) {
    const startedAt = performance.now()
    await knex.raw('insert into one default values')
    waits.push(performance.now() - startedAt)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  await knex.destroy()
  return percentile(waits, 0.99)
}

watch(process.argv[2] ?? '').then(
  p99 => process.stdout.write(String(p99)),
  () => process.exit(1)
)
