/** One run: a fresh database, a campaign, servers that are killed in the middle of it, and what came of it. */
import fs from 'fs'
import path from 'path'
import {
  prepareCampaign,
  rowsOf,
  setSenderRate,
  startCampaign,
  stateOf,
  type CampaignState,
  type Pace
} from './campaign'
import { startFleet, type Fleet, type Node, type ProviderCounts } from './fleet'
import { inspect } from './inspect'
import { wholeBetween, type Random } from './random'
import { judge, type Kill, type Verdict } from './verdict'

export interface RunOptions {
  /** An empty folder of the run's own. */
  folder: string
  nodes: number
  databaseUrl?: string
  rows: number
  kills: number
  webhooks: boolean
  random: Random
  say(line: string): void
}

/** What every run answers: how often it killed, what was wrong, and what there is to tell. */
export interface RunResult {
  kills: readonly Kill[]
  complaints: string[]
  told: string[]
}

const PACE: Pace = { batch_size: 10_000, batch_interval_ms: 100, concurrency: 10 }
export const SEND_TIMEOUT_MS = 1_000
/** Nothing that works takes longer; a run that hangs ends, and says where. */
export const PATIENCE_MS = 180_000

export const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

export const tortureOnce = async (options: RunOptions): Promise<RunResult> => {
  const { rows, webhooks, say } = options
  const startedAt = Date.now()
  const fleet = await startFleet({
    folder: options.folder,
    nodes: options.nodes,
    databaseUrl: options.databaseUrl,
    sendTimeoutMs: SEND_TIMEOUT_MS,
    behaviour: {
      any_template: true,
      outcomes_by_number: false,
      // Slow enough that a kill finds messages on their way, and never two alike.
      latency_ms: 5,
      latency_jitter_ms: 120,
      keep_messages: Math.max(10_000, rows * 2),
      ...(webhooks ? {} : { lose_share: 1 })
    }
  })
  try {
    const [first] = fleet.nodes
    if (!first) throw new Error('There is no server.')
    await setSenderRate(first, 1000)
    const id = await prepareCampaign(first, { number: 0, rows, pace: PACE })
    await startCampaign(first, id)
    const kills = await killAll(fleet, options)
    const state = await untilSettled(fleet, first, id, webhooks)
    const verdict = judge({
      people: rows,
      concurrency: PACE.concurrency,
      rows: await rowsOf(first, id),
      counts: state.counts,
      received: await fleet.provider.received(),
      kills,
      reported: webhooks
    })
    if (state.status !== 'completed')
      verdict.complaints.push(`The campaign is ${state.status}, not completed.`)
    const provider = await fleet.provider.counts()
    if (provider.recipients.more_than_once > 0)
      verdict.complaints.push(`The provider counted ${provider.recipients.more_than_once} people twice.`)
    return { kills, complaints: verdict.complaints, told: told(verdict, provider, Date.now() - startedAt) }
  } catch (error) {
    say(tail(fleet))
    throw error
  } finally {
    await fleet.end()
  }
}

/**
 * When to kill is chosen by how far the campaign is, and a little later at random: so every kill finds it running, on a
 * fast machine and on a slow one. After the restart the next may come at once.
 */
const killAll = async (fleet: Fleet, { rows, kills, random, databaseUrl, say }: RunOptions) => {
  const points = Array.from({ length: kills }, () => wholeBetween(random, 1, Math.floor(rows * 0.85)))
  const done: Kill[] = []
  for (const point of points.sort((a, b) => a - b)) {
    const node = fleet.nodes[wholeBetween(random, 0, fleet.nodes.length - 1)]
    const later = wholeBetween(random, 0, 60)
    if (!node) throw new Error('There is no server.')
    const received = await untilReceived(fleet, point)
    await sleep(later)
    await node.kill()
    const onTheirWay = fleet.nodes.length === 1 ? await leftBehind(node, databaseUrl) : null
    done.push({ node: node.name, onTheirWay })
    say(
      `  kill ${done.length} at ${received} received, ${later} ms later: server ${node.name}` +
        (onTheirWay === null ? '' : `, ${onTheirWay} on their way`)
    )
    await node.start()
  }
  return done
}

const leftBehind = async (node: Node, databaseUrl: string | undefined): Promise<number> => {
  const inspection = inspect(
    databaseUrl === undefined
      ? { sqliteFile: path.join(node.dataDir, 'storage/core.sqlite') }
      : { postgresUrl: databaseUrl }
  )
  try {
    return await inspection.onTheirWaySince(node.startedAt)
  } finally {
    await inspection.close()
  }
}

const untilReceived = async (fleet: Fleet, point: number): Promise<number> => {
  const patience = Date.now() + PATIENCE_MS
  for (;;) {
    const { received } = await fleet.provider.counts()
    if (received >= point) return received
    if (Date.now() > patience)
      throw new Error(`The provider has received ${received} and waits for ${point}.`)
    await sleep(5)
  }
}

/** Nothing owed, nothing on its way, and every report of the provider worked in. */
const untilSettled = async (
  fleet: Fleet,
  node: Node,
  id: number,
  webhooks: boolean
): Promise<CampaignState> => {
  const patience = Date.now() + PATIENCE_MS
  for (;;) {
    const state = await stateOf(node, id)
    const { counts } = state
    const owed = (counts.pending ?? 0) + (counts.sending ?? 0)
    const told = !webhooks || (await allReported(fleet, counts))
    if (owed === 0 && state.status !== 'running' && told) return state
    if (Date.now() > patience) return state
    await sleep(50)
  }
}

/** By default everybody reads, so what was received is `read` in the end. */
const allReported = async (fleet: Fleet, counts: Readonly<Record<string, number>>): Promise<boolean> => {
  const { accepted, webhooks_waiting } = await fleet.provider.counts()
  return webhooks_waiting === 0 && (counts.read ?? 0) === accepted
}

const told = (
  { sent, unconfirmed, unconfirmedReceived }: Verdict,
  { accepted, recipients }: ProviderCounts,
  milliseconds: number
) => [
  `  provider: ${accepted} accepted, ${recipients.distinct} people, ` +
    `${recipients.more_than_once} of them more than once`,
  `  module: ${sent} sent, ${unconfirmed} unconfirmed (${unconfirmedReceived} of them received); ` +
    `${(milliseconds / 1000).toFixed(1)} s`
]

/** What the servers said last, for somebody who must find out what went wrong. */
export const tail = (fleet: Fleet): string =>
  fleet.nodes
    .map(({ name, dataDir }) => {
      const log = path.join(dataDir, 'log.txt')
      const lines = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trimEnd().split('\n') : []
      return [`Server ${name} said last:`, ...lines.slice(-15)].join('\n    ')
    })
    .join('\n')
