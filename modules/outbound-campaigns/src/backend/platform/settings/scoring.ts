import { z } from 'zod'

/**
 * What engagement is worth. Two models, of which a bot uses one:
 *
 * tiered       by how many: the first mail opened, the second … have their points, and the last holds for all beyond
 * incremental  each one counts the same, however many there were
 *
 * What is earned is never more than `cap`.
 */
export const SCORE_MODELS = ['tiered', 'incremental'] as const

const points = z.number().int().min(0).max(100)

/** Who does more has never less. */
const tiersSchema = z
  .array(points)
  .min(1)
  .max(20)
  .superRefine((tiers, context) => {
    tiers.forEach((tier, at) => {
      const before = tiers[at - 1] ?? 0
      if (tier < before)
        context.addIssue({ code: 'custom', path: [at], message: `is less than what fewer earn (${before})` })
    })
  })

const incrementalSchema = z.strictObject({
  open: points.describe('For each mail that was opened'),
  click: points.describe('For each mail of which a link was followed'),
  reply: points.describe('For each reply, on any channel')
})

const tieredSchema = z.strictObject({
  opens: tiersSchema.describe('For one, two, three … opened mails; the last holds for all beyond'),
  clicks: tiersSchema.describe('The same for mails of which a link was followed'),
  replies: tiersSchema.describe('The same for replies')
})

export const scoringSchema = z.strictObject({
  model: z.enum(SCORE_MODELS),
  cap: z.number().int().min(1).max(100).describe('The most that engagement earns'),
  incremental: incrementalSchema,
  tiered: tieredSchema
})
export type Scoring = z.infer<typeof scoringSchema>

/** Any part of it: what is not named stays. */
export const scoringChangeSchema = scoringSchema
  .extend({ incremental: incrementalSchema.partial(), tiered: tieredSchema.partial() })
  .partial()
export type ScoringChange = z.infer<typeof scoringChangeSchema>

export const DEFAULT_SCORING: Scoring = {
  model: 'tiered',
  cap: 100,
  incremental: { open: 5, click: 10, reply: 15 },
  tiered: { opens: [0, 5, 10, 15], clicks: [8, 12], replies: [15, 25] }
}

/** What was decided before, and what is decided now. */
export const mergedScoring = (before: ScoringChange = {}, now: ScoringChange = {}): ScoringChange => ({
  ...before,
  ...now,
  incremental: { ...before.incremental, ...now.incremental },
  tiered: { ...before.tiered, ...now.tiered }
})

export const scoringOf = (decided: ScoringChange = {}): Scoring => ({
  ...DEFAULT_SCORING,
  ...decided,
  incremental: { ...DEFAULT_SCORING.incremental, ...decided.incremental },
  tiered: { ...DEFAULT_SCORING.tiered, ...decided.tiered }
})
