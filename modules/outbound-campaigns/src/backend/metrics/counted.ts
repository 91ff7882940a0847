import type { Contribution } from './contributions'
import { MEASURES, type Counts } from './measures'

/**
 * What was counted of a lead or a message, as it is kept: the next time, just what differs is added to the sums. Short,
 * because there is one for everybody who was ever in a sequence.
 */
type Kept = [
  kind: number,
  day: number,
  sequenceId: number,
  part: string,
  sender: string,
  channel: string,
  counts: Counts
]

const KINDS: ReadonlyArray<Contribution['kind']> = ['enrollment', 'message', 'other', 'cohort']

export const keptOf = (contributions: readonly Contribution[]): string =>
  JSON.stringify(
    contributions.map(({ kind, day, sequenceId, part, sender, channel, counts }): Kept => [
      KINDS.indexOf(kind),
      day,
      sequenceId,
      part,
      sender,
      channel,
      counts
    ])
  )

export const contributionsKept = (kept: string): Contribution[] =>
  (JSON.parse(kept) as Kept[]).map(([kind, day, sequenceId, part, sender, channel, given]) => {
    const known = KINDS[kind]
    if (known === undefined) throw new Error('What was counted before can not be read.')
    const counts: Counts = {}
    // In one order, so that the same is always written alike.
    for (const measure of MEASURES) if (given[measure] !== undefined) counts[measure] = given[measure]
    return { kind: known, day, sequenceId, part, sender, channel, counts }
  })
