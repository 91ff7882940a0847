/** `npm run torture` in small, with every test run: a few kills on each database. TEST_FULL=1: fifty on each. */
import { randomInt } from 'crypto'
import type { TortureOptions } from './options'
import { torture } from './torture'

const FULL = process.env.TEST_FULL === '1'
/** A kill in the middle of the inbox's work is found a minute later: a run may take that long, and hangs much later. */
const PATIENCE_MS = FULL ? 900_000 : 240_000

const cases: Array<Pick<TortureOptions, 'db' | 'nodes' | 'kills'>> = FULL
  ? [
      { db: 'sqlite', nodes: 1, kills: 50 },
      { db: 'postgres', nodes: 1, kills: 25 },
      { db: 'postgres', nodes: 3, kills: 25 }
    ]
  : [
      { db: 'sqlite', nodes: 1, kills: 3 },
      { db: 'postgres', nodes: 2, kills: 3 }
    ]

it.each(cases)(
  'messages nobody twice and forgets nobody: $kills kills, $nodes on $db',
  async ({ db, nodes, kills }) => {
    const said: string[] = []
    const options = {
      db,
      nodes,
      kills,
      runs: 1,
      rows: 150 + 60 * kills,
      seed: randomInt(1_000_000),
      webhooks: true
    }
    const { runs, complaints } = await torture(options, line => said.push(line))
    if (complaints.length > 0) throw new Error(said.join('\n'))
    expect(runs.flatMap(run => run.kills)).toHaveLength(kills)
  },
  PATIENCE_MS
)
