import type { Database } from '../platform/database/database'
import { fromJson, toNumber, toText } from '../platform/database/values'
import { reasonSchema } from './schema'
import { countByStatus } from './store'
import type { CampaignStatus } from './states'

/** How a bot's campaigns stand, for those who watch over them. */
export interface CampaignsStanding {
  byStatus: Record<CampaignStatus, number>
  /** Of those that are paused: how many for which reason. */
  pausedFor: Map<string, number>
  /** Since when each that runs has run as it does: started, resumed or changed. */
  runningSince: Map<number, number>
}

export const campaignsStanding = async (db: Database, botId: string): Promise<CampaignsStanding> => {
  const rows = await db.query(
    `select id, status, status_reason, updated_at from outbound_campaigns
      where bot_id = ? and status in ('running', 'paused')`,
    [botId]
  )
  const standing: CampaignsStanding = {
    byStatus: await countByStatus(db, botId),
    pausedFor: new Map(),
    runningSince: new Map()
  }
  for (const row of rows) {
    if (toText(row.status) === 'running')
      standing.runningSince.set(toNumber(row.id), toNumber(row.updated_at))
    else {
      const code = reasonSchema.nullable().parse(fromJson(row.status_reason))?.code ?? 'paused'
      standing.pausedFor.set(code, (standing.pausedFor.get(code) ?? 0) + 1)
    }
  }
  return standing
}
