/** One run with a sequence: a fresh database, people on their way, servers that are killed meanwhile, and what came of it. */
import { startFleet, type Fleet, type Node } from './fleet'
import { wholeBetween } from './random'
import { PATIENCE_MS, sleep, tail, type RunOptions, type RunResult } from './run'
import {
  assumeDelivered,
  beginSequence,
  enrollmentsOf,
  MAILS,
  setPace,
  type EnrollmentState
} from './sequence'
import { judgeSequence } from './sequence-verdict'
import type { Kill } from './verdict'

/** A mail takes several words to and fro: on a busy machine one second of patience would leave open what no kill has. */
const MAIL_TIMEOUT_MS = 10_000

const CONCURRENCY = 10

export const tortureSequence = async (options: RunOptions): Promise<RunResult> => {
  const { rows, folder, nodes, databaseUrl, say } = options
  const startedAt = Date.now()
  const fleet = await startFleet({
    folder,
    nodes,
    databaseUrl,
    sendTimeoutMs: MAIL_TIMEOUT_MS,
    behaviour: {}
  })
  try {
    const [first] = fleet.nodes
    if (!first) throw new Error('There is no server.')
    await setPace(first)
    const id = await beginSequence(first, rows)
    const kills = await killAll(fleet, options)
    const { unconfirmed, enrollments } = await untilAllEnded(first, id)
    const received = await fleet.mailboxes.received()
    const { complaints, lost } = judgeSequence({
      people: rows,
      mails: MAILS,
      enrollments,
      received,
      unconfirmed,
      kills: kills.length,
      concurrency: CONCURRENCY * fleet.nodes.length
    })
    const took = ((Date.now() - startedAt) / 1000).toFixed(1)
    return {
      kills,
      complaints,
      told: [
        `  mail server: ${await fleet.mailboxes.count()} mails, ${received.size} people`,
        `  module: ${enrollments.length} on their way, ${unconfirmed} mails unconfirmed (${lost} of them never sent); ${took} s`
      ]
    }
  } catch (error) {
    say(tail(fleet))
    throw error
  } finally {
    await fleet.end()
  }
}

/** When to kill is chosen by how many mails have left, and a little later at random: every kill finds the engine busy. */
const killAll = async (fleet: Fleet, { rows, kills, random, say }: RunOptions): Promise<Kill[]> => {
  const most = Math.floor(rows * MAILS.length * 0.85)
  const points = Array.from({ length: kills }, () => wholeBetween(random, 1, most))
  const done: Kill[] = []
  for (const point of points.sort((a, b) => a - b)) {
    const node = fleet.nodes[wholeBetween(random, 0, fleet.nodes.length - 1)]
    const later = wholeBetween(random, 0, 60)
    if (!node) throw new Error('There is no server.')
    const mails = await untilMailed(fleet, point)
    await sleep(later)
    await node.kill()
    done.push({ node: node.name, onTheirWay: null })
    say(`  kill ${done.length} at ${mails} mails, ${later} ms later: server ${node.name}`)
    await node.start()
  }
  return done
}

const untilMailed = async (fleet: Fleet, point: number): Promise<number> => {
  const patience = Date.now() + PATIENCE_MS
  for (;;) {
    const mails = await fleet.mailboxes.count()
    if (mails >= point) return mails
    if (Date.now() > patience) throw new Error(`${mails} mails have arrived, and ${point} are waited for.`)
    await sleep(5)
  }
}

/**
 * Whoever waits for a mail of which nobody knows waits for a person's word. It is given when nothing else happens any
 * more, and told how often it had to be: then everybody goes on, as far as the next.
 */
const untilAllEnded = async (
  node: Node,
  sequence: number
): Promise<{ unconfirmed: number; enrollments: EnrollmentState[] }> => {
  const patience = Date.now() + PATIENCE_MS
  let unconfirmed = 0
  for (;;) {
    const enrollments = await enrollmentsOf(node, sequence)
    const onTheirWay = enrollments.filter(({ status }) => status === 'active')
    if (onTheirWay.length === 0 || Date.now() > patience) return { unconfirmed, enrollments }
    const isOpen = ({ waiting_for }: EnrollmentState) =>
      waiting_for.some(({ code }) => code === 'confirmation')
    if (onTheirWay.every(isOpen)) unconfirmed += await assumeDelivered(node)
    await sleep(100)
  }
}
