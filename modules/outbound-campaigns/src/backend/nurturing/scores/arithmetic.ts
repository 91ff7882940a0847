import { totalOf, type LeadScoring, type StoredLead } from '../../leads'
import type { Database } from '../../platform/database/database'
import { toIsoOrNull } from '../../platform/database/values'
import type { SettingsService } from '../../platform/settings/settings'
import { hasEngaged } from '../qualification/rule'
import { shownQualification } from '../qualification/shown'
import { lastQualificationOf } from '../qualification/store'
import { NOTHING, pointsOf } from './points'
import { countsOf } from './store'

/**
 * How a lead's total comes about, as data: the parts by the model that holds now, and beside them what the lead has. The
 * two differ only until a rescoring has come to this lead.
 */
export const scoringOf =
  ({ db, settings }: { db: Database; settings: Pick<SettingsService, 'of'> }) =>
  async (botId: string, lead: StoredLead): Promise<LeadScoring> => {
    const { scoring, min_score_to_qualify: minScore } = await settings.of(botId)
    const counted = (await countsOf(db, botId, [lead.id])).get(lead.id)
    const counts = counted ?? NOTHING
    const { total: points, parts, over } = pointsOf(scoring, counts)
    const qualification = await lastQualificationOf(db, botId, lead.id)
    return {
      model: scoring.model,
      own: lead.score,
      parts,
      over,
      points,
      total: totalOf({ score: lead.score, points }),
      up_to_date: points === lead.points,
      last_engaged_at: toIsoOrNull(counted?.lastAt ?? null),
      min_score_to_qualify: minScore,
      reached: totalOf(lead) >= minScore,
      engaged: hasEngaged(counts),
      qualification: qualification ? shownQualification(qualification) : null
    }
  }
