/** What is other on a way than it would be if nothing happened: pure. */
import type { Entry, Simulation, StepEntry } from '../../../api/simulate'

export type Difference = { kind: 'new' } | { kind: 'moved'; before: StepEntry }

export interface Compared {
  /** By the place among the entries of the way. */
  differences: ReadonlyMap<number, Difference>
  /** What would not come any more. */
  missing: StepEntry[]
  /** Whether anything at all is other. */
  changed: boolean
}

const isStep = (entry: Entry): entry is StepEntry => entry.kind === 'step' && entry.type !== 'wait'

export const compared = (without: Simulation, way: Simulation): Compared => {
  const before = new Map(without.entries.filter(isStep).map(entry => [entry.step_key, entry]))
  const differences = new Map<number, Difference>()
  const there = new Set<string>()
  way.entries.forEach((entry, index) => {
    if (!isStep(entry)) return
    there.add(entry.step_key)
    const was = before.get(entry.step_key)
    if (!was) differences.set(index, { kind: 'new' })
    else if (was.at !== entry.at) differences.set(index, { kind: 'moved', before: was })
  })
  const missing = [...before.values()].filter(({ step_key: key }) => !there.has(key))
  const changed = differences.size > 0 || missing.length > 0 || without.end.status !== way.end.status
  return { differences, missing, changed }
}
