/** `npm run torture` in small, with every test run: a few kills on each database. TEST_FULL=1: thirty to fifty on each. */
import { randomInt } from 'crypto'
import type { TortureOptions } from './options'
import { torture } from './torture'

const FULL = process.env.TEST_FULL === '1'
/** A kill in the middle of the inbox's work is found a minute later: a run may take that long, and hangs much later. */
const PATIENCE_MS = FULL ? 900_000 : 240_000

type Case = Pick<TortureOptions, 'db' | 'nodes' | 'kills'>

const CAMPAIGNS: Case[] = FULL
  ? [
      { db: 'sqlite', nodes: 1, kills: 50 },
      { db: 'postgres', nodes: 1, kills: 25 },
      { db: 'postgres', nodes: 3, kills: 25 }
    ]
  : [
      { db: 'sqlite', nodes: 1, kills: 3 },
      { db: 'postgres', nodes: 2, kills: 3 }
    ]

const SEQUENCES: Case[] = FULL
  ? [
      { db: 'sqlite', nodes: 1, kills: 30 },
      { db: 'postgres', nodes: 2, kills: 30 }
    ]
  : [
      { db: 'sqlite', nodes: 1, kills: 3 },
      { db: 'postgres', nodes: 2, kills: 3 }
    ]

const run = async ({ db, nodes, kills }: Case, rows: number, sequences: boolean) => {
  const said: string[] = []
  const seed = randomInt(1_000_000)
  const options = { db, nodes, kills, runs: 1, rows, seed, webhooks: true, sequences }
  const { runs, complaints } = await torture(options, line => said.push(line))
  if (complaints.length > 0) throw new Error(said.join('\n'))
  expect(runs.flatMap(one => one.kills)).toHaveLength(kills)
}

it.each(CAMPAIGNS)(
  'a campaign messages nobody twice and forgets nobody: $kills kills, $nodes on $db',
  one => run(one, 150 + 60 * one.kills, false),
  PATIENCE_MS
)

it.each(SEQUENCES)(
  'a sequence mails nobody twice and leaves nobody behind: $kills kills, $nodes on $db',
  one => run(one, Math.min(600, 150 + 30 * one.kills), true),
  PATIENCE_MS
)
