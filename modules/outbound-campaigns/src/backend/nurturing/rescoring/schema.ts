import { z } from 'zod'
import { SCORE_MODELS } from '../../platform/settings/scoring'
import { toIso, toIsoOrNull } from '../../platform/database/values'
import { RESCORING_STATUSES, type Rescoring } from './store'

export const rescoringSchema = z.object({
  id: z.number().int(),
  status: z
    .enum(RESCORING_STATUSES)
    .describe('superseded: the model was changed meanwhile, and another took its place'),
  model: z.enum(SCORE_MODELS),
  asked_by: z.string().nullable().describe('null: it began by itself, because the model was changed'),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  leads: z.number().int().describe('Leads that had done anything when it began'),
  done: z.number().int().describe('How many have been looked at'),
  changed: z.number().int().describe('How many have other points than before'),
  progress: z.number().min(0).max(1)
})

export const rescoringStateSchema = z.object({
  needed: z
    .boolean()
    .describe('Whether leads have points of another model than the one that holds; it begins by itself'),
  last: rescoringSchema.nullable()
})

export const shownRescoring = ({
  scoring,
  askedBy,
  startedAt,
  finishedAt,
  afterId: _afterId,
  ...rest
}: Rescoring): z.infer<typeof rescoringSchema> => ({
  ...rest,
  model: scoring.model,
  asked_by: askedBy,
  started_at: toIso(startedAt),
  finished_at: toIsoOrNull(finishedAt),
  // Who did something since is looked at as well.
  progress: rest.status === 'completed' ? 1 : rest.leads === 0 ? 0 : Math.min(1, rest.done / rest.leads)
})
