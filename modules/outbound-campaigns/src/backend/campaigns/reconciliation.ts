import type { Logger } from 'botpress/sdk'
import { z } from 'zod'
import type { Audit } from '../platform/audit/audit'
import type { Database } from '../platform/database/database'
import { conflict } from '../platform/http/problem'
import { route, type AnyRoute, type Caller } from '../platform/http/route'
import type { Job } from '../platform/scheduler'
import { MESSAGE_STATUSES, openOwners, reconcile, type Difference } from '../outbox'
import { ownerOf, type Campaigns } from './campaigns'
import { campaignIdSchema } from './schema'
import { loggerOfBot, say } from '../platform/log/say'

export interface ReconciliationSources {
  db: Database
  audit: Audit
  campaigns: Campaigns
  logger: Logger
  changed(botId: string, campaignId: number): void
}

const answerSchema = z.object({
  differences: z
    .array(
      z.object({
        status: z.enum(MESSAGE_STATUSES),
        code: z
          .string()
          .nullable()
          .describe('null: how many are in the status; else how many for this reason'),
        kept: z.number().int(),
        counted: z.number().int()
      })
    )
    .describe('What was wrong and is right now; usually nothing')
})

/** Holds a campaign's counts against its rows: once when its bot is mounted, and whenever somebody asks for it. */
export class Reconciliation {
  constructor(private readonly sources: ReconciliationSources) {}

  async of(botId: string, campaignId: number, caller: Caller): Promise<Difference[]> {
    const { db } = this.sources
    await this.sources.campaigns.get(botId, campaignId)
    const result = await reconcile(db, ownerOf(campaignId))
    if (result.kind === 'moving') {
      throw conflict('Its messages move while they are counted. Pause the campaign, then try again.')
    }
    if (result.differences.length > 0) await this.tell(botId, campaignId, result.differences, caller)
    return result.differences
  }

  /** What is under way when a bot is mounted, before anything of it moves. What has ended was counted in its time. */
  async ofOpen(botId: string): Promise<void> {
    for (const { type, id } of await openOwners(this.sources.db, botId)) {
      if (type !== 'campaign') continue
      const result = await reconcile(this.sources.db, ownerOf(id))
      // Another node is sending at this moment; then it has counted before.
      if (result.kind === 'moving' || result.differences.length === 0) continue
      await this.tell(botId, id, result.differences, { email: null })
    }
  }

  private async tell(
    botId: string,
    id: number,
    differences: readonly Difference[],
    caller: Caller
  ): Promise<void> {
    const { db, audit, logger, changed } = this.sources
    await audit.record(db, botId, caller, {
      action: 'campaign.reconciled',
      subject_type: 'campaign',
      subject_id: String(id),
      details: { differences }
    })
    const told = differences.map(({ status, code, kept, counted }) => {
      const what = code === null ? status : `${status} (${code})`
      return `${what} ${kept}, counted ${counted}`
    })
    say(loggerOfBot(logger, botId), 'campaign.recounted', { campaign: id, why: told.join('; ') })
    changed(botId, id)
  }
}

export class ReconcileOnce implements Job {
  readonly name = 'reconcile'
  private done = false

  constructor(
    private readonly botId: string,
    private readonly reconciliation: Reconciliation
  ) {}

  async run(): Promise<number | null> {
    if (this.done) return null
    await this.reconciliation.ofOpen(this.botId)
    this.done = true
    return null
  }
}

export const reconcileRoute = (reconciliation: Reconciliation): AnyRoute =>
  route({
    method: 'post',
    path: '/campaigns/:id/reconcile',
    tag: 'Campaigns',
    summary: 'Count its rows, and mend the counts where they differ',
    params: campaignIdSchema,
    answer: answerSchema,
    async handle({ botId, params, caller }) {
      return { differences: await reconciliation.of(botId, params.id, caller) }
    }
  })
