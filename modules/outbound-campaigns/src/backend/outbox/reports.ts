import type { Database } from '../platform/database/database'
import { toNumber } from '../platform/database/values'
import { brake } from './brakes'
import { closeLane, openLane, readLane, type Lane } from './lanes'
import type { Became, Listener, Owner, Reason } from './message'
import { slowedDown } from './pace'
import { marksAfter, tallySteps, type Move } from './report-effects'
import {
  applyReport,
  type Failure,
  type Report,
  type ReportedAttempt,
  type ReportedMessage
} from './reported'
import { lockTargets, ownersOf, type Matched, type Target } from './reports-lookup'
import { saveSender, takeSender } from './senders'
import { writeReported } from './reports-store'
import { addCost, addToTally } from './tally'

/** What an owner decides and hears while reports are written down, in their transaction. */
export interface ReportReactions {
  /**
   * A message that counted as gone is owed again.
   * reopen    the owner had ended and runs again: its lane is opened
   * as_it_is  it runs, or waits for somebody: its lane stays open or closed
   * over      it takes nothing back any more (cancelled): the message fails instead
   */
  owesAgain(tx: Database, botId: string, owner: Owner): Promise<'reopen' | 'as_it_is' | 'over'>
  /** Nothing more can go out, or must: the lane has been closed. */
  stopped(tx: Database, botId: string, owner: Owner, reason: Reason): Promise<void>
  /** What became of messages. Left out by owners who read it off the rows. */
  became?: Listener
  /** These persons don't want to be written to on this channel. */
  suppress(
    tx: Database,
    botId: string,
    people: ReadonlyArray<{ person: string; channel: string; reason: Reason }>
  ): Promise<void>
}

/**
 * Writes down what the provider reports, in the caller's transaction: a set of reports settles in a handful of
 * statements for each owner concerned. What is no attempt of this bot's is passed over. Answers the owners whose
 * messages have moved.
 *
 * Lanes first and in the order of their keys, then messages, then what everybody shares (suppressions, senders): all who
 * write lock in this order, so nobody waits for another crosswise.
 */
export const applyReports = async (
  tx: Database,
  botId: string,
  reports: readonly Report[],
  reactions: ReportReactions,
  random: () => number = Math.random
): Promise<Owner[]> => {
  const owners = await ownersOf(tx, botId, reports)
  const lanes: Array<{ lane: Lane; matched: readonly Matched[] }> = []
  for (const { owner, matched } of owners) {
    const lane = await readLane(tx, owner, true)
    if (lane) lanes.push({ lane, matched })
  }
  const results: Array<{ lane: Lane; result: Weighed }> = []
  for (const { lane, matched } of lanes)
    results.push({ lane, result: await applyToLane(tx, lane, matched, reactions, random) })

  const people = results.flatMap(({ lane, result }) => unwilling(lane, result))
  if (people.length > 0) await reactions.suppress(tx, botId, people)
  await slowSenders(
    tx,
    results.flatMap(({ result }) => result.failures)
  )
  return results.flatMap(({ lane, result }) => (result.moves.length > 0 ? [lane.owner] : []))
}

const applyToLane = async (
  tx: Database,
  lane: Lane,
  matched: readonly Matched[],
  reactions: ReportReactions,
  random: () => number
): Promise<Weighed> => {
  const targets = await lockTargets(tx, matched)
  const now = toNumber((await tx.first(`select ${tx.now} as now`))?.now)
  const weigh = (takesBack: boolean) => weighed(targets, matched, { now, lane, takesBack, random: random() })

  let result = weigh(true)
  if (result.moves.some(({ to }) => to === 'pending')) {
    const answer = await reactions.owesAgain(tx, lane.botId, lane.owner)
    if (answer === 'over') result = weigh(false)
    if (answer === 'reopen') await openLane(tx, lane.owner)
  }
  await writeReported(tx, result.messages, result.attempts)
  for (const { change, reasons, arrivals } of tallySteps(result.moves))
    await addToTally(tx, lane.owner, change, reasons, arrivals)
  await addCost(tx, lane.owner, result.costs)
  if (result.became.length > 0) await reactions.became?.(tx, lane.botId, lane.owner, result.became)

  await pullBrakes(tx, lane, result.failures, reactions)
  return result
}

/** Who has told the provider not to be written to. */
const unwilling = (lane: Lane, { failures }: Weighed) =>
  failures.flatMap(({ message, report, failure }) =>
    report.said.kind === 'failed' && report.said.suppress
      ? [{ person: message.person, channel: lane.channel, reason: failure.reason }]
      : []
  )

interface Weighed {
  messages: ReportedMessage[]
  attempts: Array<{ messageId: number; attempt: ReportedAttempt }>
  moves: Move[]
  became: Became[]
  costs: Array<{ currency: string; amount: number }>
  failures: Array<{ message: ReportedMessage; attempt: ReportedAttempt; report: Report; failure: Failure }>
}

/** One report after the other, on copies: asked again with another answer of the owner, it begins anew. */
const weighed = (
  targets: ReadonlyMap<number, Target>,
  matched: readonly Matched[],
  { now, lane, takesBack, random }: { now: number; lane: Lane; takesBack: boolean; random: number }
): Weighed => {
  const messages = new Map<number, ReportedMessage>()
  const attempts = new Map<string, { messageId: number; attempt: ReportedAttempt }>()
  const failures: Weighed['failures'] = []
  for (const { messageId, n, report } of matched) {
    const target = targets.get(messageId)
    const message = messages.get(messageId) ?? target?.message
    const attempt = attempts.get(`${messageId}.${n}`)?.attempt ?? target?.attempts.get(n)
    if (!message || !attempt || !isAbout(attempt, report)) continue
    const applied = applyReport(message, attempt, report, {
      now,
      maxRetries: lane.max_retries,
      retryBackoffMs: lane.retry_backoff_ms,
      takesBack,
      random
    })
    if (applied.message !== message) messages.set(messageId, applied.message)
    attempts.set(`${messageId}.${n}`, { messageId, attempt: applied.attempt })
    if (applied.failure) failures.push({ message, attempt, report, failure: applied.failure })
  }
  const moved = [...messages.values()].flatMap(to => {
    const from = targets.get(to.id)?.message
    return from && (from.status !== to.status || from.reason?.code !== to.reason?.code) ? [{ from, to }] : []
  })
  const moves = moved.map(({ from, to }): Move => ({
    from: from.status,
    fromReason: from.reason,
    wasSent: from.sentAt !== null,
    to: to.status,
    reason: to.reason
  }))
  const became = moved.map(({ to: { id, status, reason } }) => ({ messageId: id, status, reason }))
  const costs = costsBetween(targets, messages)
  return {
    messages: [...messages.values()],
    attempts: [...attempts.values()],
    moves,
    became,
    costs,
    failures
  }
}

/** What these messages cost more than was known before, by currency. */
const costsBetween = (
  targets: ReadonlyMap<number, Target>,
  messages: ReadonlyMap<number, ReportedMessage>
): Weighed['costs'] => {
  const sums = new Map<string, number>()
  for (const [id, { price, currency }] of messages) {
    const more = (price ?? 0) - (targets.get(id)?.message.price ?? 0)
    if (currency !== null && more !== 0) sums.set(currency, (sums.get(currency) ?? 0) + more)
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

/** Another installation on the same account may use the same references: the provider's own id tells them apart. */
const isAbout = (attempt: ReportedAttempt, { providerId }: Report): boolean =>
  attempt.providerId === null || providerId === null || attempt.providerId === providerId

/** Failures that come after an acceptance count for the brakes as those before it do. */
const pullBrakes = async (
  tx: Database,
  lane: Lane,
  failures: Weighed['failures'],
  reactions: ReportReactions
): Promise<void> => {
  const counting = failures.filter(
    ({ failure }) => failure.kind === 'refused' || failure.kind === 'try_again'
  )
  const recent = marksAfter(lane.recentResults, counting.length)
  if (recent !== lane.recentResults) {
    await tx.change('update outbound_lanes set recent_results = ? where owner_type = ? and owner_id = ?', [
      recent,
      lane.owner.type,
      lane.owner.id
    ])
  }
  const told = failures.find(({ failure }) => failure.kind === 'stop')?.failure.reason
  const pulled = lane.open && counting.length > 0 ? brake(recent, lane) : null
  const reason = told ?? pulled
  if (!reason) return
  await closeLane(tx, lane.owner)
  await reactions.stopped(tx, lane.botId, lane.owner, reason)
}

const slowSenders = async (tx: Database, failures: Weighed['failures']): Promise<void> => {
  const rests = new Map<string, number | null>()
  for (const { attempt, failure } of failures) {
    if (failure.kind !== 'throttled') continue
    const longest = Math.max(rests.get(attempt.sender) ?? 0, failure.retryAfterMs ?? 0)
    rests.set(attempt.sender, longest || null)
  }
  for (const sender of [...rests.keys()].sort()) {
    const { state, now } = await takeSender(tx, sender)
    await saveSender(tx, sender, slowedDown(state, rests.get(sender) ?? null, now))
  }
}
