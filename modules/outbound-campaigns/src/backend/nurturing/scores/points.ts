import type { Scoring } from '../../platform/settings/scoring'

/**
 * What somebody has earned by what they did, by a model of the settings: pure, and the one place that knows it. The
 * points are made of the counts alone, so another model is the same counts worked out anew.
 */
export type ScoreModel = Scoring

/**
 * opens    mails that were opened, each once, however often
 * clicks   mails of which a link was followed, each once
 * replies  answers, on any channel
 */
export interface Counts {
  opens: number
  clicks: number
  replies: number
}

export type PartKind = 'reply' | 'click' | 'open'

/** "+25 two replies": what a kind earns by itself. */
export interface Part {
  kind: PartKind
  count: number
  points: number
}

export interface Points {
  /** Never more than the model's cap. */
  total: number
  /** What is there at all, most telling first. They add up to `total + over`. */
  parts: Part[]
  /** What was earned beyond the cap, and counts for nothing. */
  over: number
}

export const NOTHING: Counts = { opens: 0, clicks: 0, replies: 0 }

export const pointsOf = (model: ScoreModel, { opens, clicks, replies }: Counts): Points => {
  const parts: Part[] = [
    { kind: 'reply' as const, count: replies },
    { kind: 'click' as const, count: clicks },
    { kind: 'open' as const, count: opens }
  ]
    .filter(({ count }) => count > 0)
    .map(part => ({ ...part, points: earned(model, part.kind, part.count) }))
  const sum = parts.reduce((before, { points }) => before + points, 0)
  const total = Math.min(model.cap, sum)
  return { total, parts, over: sum - total }
}

const TIERS = { reply: 'replies', click: 'clicks', open: 'opens' } as const

const earned = ({ model, incremental, tiered }: ScoreModel, kind: PartKind, count: number): number => {
  if (model === 'incremental') return incremental[kind] * count
  const tiers = tiered[TIERS[kind]]
  return tiers[Math.min(count, tiers.length) - 1] ?? 0
}
