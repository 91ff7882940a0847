import type { MessageStatus, Reason } from './message'
import type { Arrivals, ReasonChange, Tally } from './tally'

/** A message that went from one status to another by a report. */
export interface Move {
  from: MessageStatus
  fromReason: Reason | null
  /** It had already counted as sent before. */
  wasSent: boolean
  to: MessageStatus
  reason: Reason | null
}

interface Step {
  change: Partial<Tally>
  reasons: ReasonChange[]
  arrivals: Arrivals
}

/**
 * What a set of moves means for the counts. A message may pass several stages in one report (a `read` before anything
 * else was heard), and the timeline counts each stage; so the counts walk the same way, a stage at a time.
 */
export const tallySteps = (moves: readonly Move[]): Step[] => {
  const steps: Step[] = []
  for (const move of moves) {
    const path = [move.from, ...stagesBetween(move), move.to]
    path.slice(1).forEach((to, index) => {
      const step = (steps[index] ??= { change: {}, reasons: [], arrivals: {} })
      const from = path[index] ?? move.from
      step.change[from] = (step.change[from] ?? 0) - 1
      step.change[to] = (step.change[to] ?? 0) + 1
      if (to === 'sent' || to === 'delivered' || to === 'failed') {
        step.arrivals[to] = (step.arrivals[to] ?? 0) + 1
      }
    })
    ;(steps[0] ??= { change: {}, reasons: [], arrivals: {} }).reasons.push(...reasonChanges(move))
  }
  return steps
}

const stagesBetween = ({ from, to, wasSent }: Move): MessageStatus[] => {
  const stages: MessageStatus[] = []
  if (from === to) return stages
  if (!wasSent && to !== 'sent') stages.push('sent')
  if (to === 'read' && from !== 'delivered') stages.push('delivered')
  return stages
}

/** Only ends have their reasons counted: what is owed or under way still may end otherwise. */
const reasonChanges = ({ from, fromReason, to, reason }: Move): ReasonChange[] => {
  const counts = (status: MessageStatus) => status !== 'pending' && status !== 'sending'
  return [
    ...(fromReason && counts(from) ? [{ status: from, code: fromReason.code, n: -1 }] : []),
    ...(reason && counts(to) ? [{ status: to, code: reason.code, n: 1 }] : [])
  ]
}

/** How many of the last results are kept: as many as the brakes look at. */
const WINDOW = 200

/**
 * An accepted message that failed after all: its good mark becomes a bad one. Which mark was its own isn't kept; the
 * newest good one is taken, so that failures that follow each other stand side by side as a run.
 */
export const marksAfter = (recent: string, failures: number): string => {
  const marks = recent.split('')
  let left = failures
  for (let at = marks.length - 1; at >= 0 && left > 0; at -= 1) {
    if (marks[at] !== '.') continue
    marks[at] = 'x'
    left -= 1
  }
  return (marks.join('') + 'x'.repeat(left)).slice(-WINDOW)
}
