import type { Contribution } from './contributions'
import { addTo, isNothing, type Counts } from './measures'

/**
 * By what the sums are kept, so that each question reads few rows:
 *
 * all       every sequence together: what a dashboard of 90 days reads are 90 rows
 * sequence  the leads of one sequence
 * step      the messages of one step of a sequence, by sender. `part` is the step's key
 * sender    one sender. `part` says for what it sent, and on which channel: sequences, campaigns and single messages apart
 * cohort    those who started in the week that begins on `day`, by the weeks that it took them: `part` (sequence 0: all)
 *
 * What is not about sequences is in `sender` alone.
 */
export type Grain = 'all' | 'sequence' | 'step' | 'sender' | 'cohort'

export interface SumKey {
  grain: Grain
  sequenceId: number
  day: number
  part: string
  sender: string
}

export interface SumChange extends SumKey {
  counts: Counts
}

export const grainsOf = ({ kind, day, sequenceId, part, sender, channel }: Contribution): SumKey[] => {
  const all: SumKey = { grain: 'all', sequenceId: 0, day, part: '', sender: '' }
  const sequence: SumKey = { ...all, grain: 'sequence', sequenceId }
  switch (kind) {
    case 'enrollment':
      return [all, sequence]
    case 'message':
      return [
        all,
        { ...sequence, grain: 'step', part, sender },
        { ...all, grain: 'sender', part: senderPart('sequence', channel), sender }
      ]
    case 'other':
      return [{ ...all, grain: 'sender', part: senderPart(part, channel), sender }]
    case 'cohort':
      return [
        { ...all, grain: 'cohort', part },
        { ...sequence, grain: 'cohort', part }
      ]
  }
}

export const senderPart = (scope: string, channel: string): string => `${scope} ${channel}`

/** What must be added to the sums so that they hold `now` in the place of `before`. */
export class SumChanges {
  private readonly byKey = new Map<string, SumChange>()

  replace(before: readonly Contribution[], now: readonly Contribution[]): void {
    for (const one of before) this.add(one, -1)
    for (const one of now) this.add(one, 1)
  }

  /** In one order for everybody. */
  all(): SumChange[] {
    return [...this.byKey.entries()]
      .filter(([, { counts }]) => !isNothing(counts))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, change]) => change)
  }

  private add(contribution: Contribution, times: 1 | -1): void {
    for (const key of grainsOf(contribution)) {
      const name = [key.grain, key.sequenceId, key.day, key.part, key.sender].join('\n')
      const known = this.byKey.get(name) ?? { ...key, counts: {} }
      addTo(known.counts, contribution.counts, times)
      this.byKey.set(name, known)
    }
  }
}
