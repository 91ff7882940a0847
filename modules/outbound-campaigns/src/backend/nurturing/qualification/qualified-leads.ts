import { leadsByIds, shownLead, type Lead } from '../../leads'
import { addNews } from '../../inbox'
import type { Audit } from '../../platform/audit/audit'
import { csvLine } from '../../platform/csv/csv'
import type { Database } from '../../platform/database/database'
import type { Page } from '../../platform/database/page'
import { conflict, notFound } from '../../platform/http/problem'
import type { Caller } from '../../platform/http/route'
import type { SettingsService } from '../../platform/settings/settings'
import type { QualifiedLead, QualifiedQuery } from './schema'
import { shownQualification } from './shown'
import {
  countQualifications,
  findQualifications,
  listQualifications,
  markWaiting,
  type Qualification,
  type QualifiedFilter
} from './store'
import { callNews } from './webhook'

export interface QualifiedSources {
  db: Database
  settings: Pick<SettingsService, 'of'>
  audit: Audit
  poke(botId: string): void
}

const AT_ONCE = 200

/** Who has qualified, as people look at it and take it elsewhere. */
export class QualifiedLeads {
  constructor(private readonly sources: QualifiedSources) {}

  async list(botId: string, query: QualifiedQuery): Promise<Page<QualifiedLead> & { total: number }> {
    const { db } = this.sources
    const { limit, cursor } = query
    const filter = filterOf(query)
    const page = await listQualifications(db, botId, filter, { limit, cursor })
    return {
      items: await this.show(botId, page.items),
      next_cursor: page.next_cursor,
      total: await countQualifications(db, botId, filter)
    }
  }

  /** All of them as a file for a spreadsheet or another system, without those who were forgotten. */
  async *csv(botId: string, query: QualifiedQuery): AsyncGenerator<string> {
    yield csvLine(EXPORT_COLUMNS)
    const filter = filterOf(query)
    let cursor: string | undefined
    do {
      const page = await listQualifications(this.sources.db, botId, filter, { limit: AT_ONCE, cursor })
      const shown = await this.show(botId, page.items)
      yield shown.flatMap(one => (one.lead ? [csvLine(cellsOf(one, one.lead))] : [])).join('')
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
  }

  /** Once more, where the other system was never told or has lost it. What is being tried already is left to it. */
  async tellAgain(botId: string, id: number, caller: Caller): Promise<QualifiedLead> {
    const { db, settings, audit, poke } = this.sources
    const before = await this.find(db, botId, id)
    const { qualified_webhook: webhook } = await settings.of(botId)
    if (webhook.url === null)
      throw conflict('There is no webhook for qualified leads: the setting qualified_webhook.url is not set.')
    if ((await leadsByIds(db, botId, [before.leadId])).length === 0)
      throw conflict('This person was forgotten: nobody can be told of them any more.')
    await db.transaction(async tx => {
      const now = await this.find(tx, botId, id)
      if (now.webhook === 'waiting') return
      await markWaiting(tx, [id])
      await addNews(tx, [{ ...callNews(id, now.tells + 1), botId }])
      await audit.record(tx, botId, caller, {
        action: 'lead.qualified_told_again',
        subject_type: 'lead',
        subject_id: String(now.leadId),
        details: null
      })
    })
    poke(botId)
    const [shown] = await this.show(botId, [await this.find(db, botId, id)])
    if (!shown) throw noSuch(id)
    return shown
  }

  private async find(db: Database, botId: string, id: number): Promise<Qualification> {
    const [found] = await findQualifications(db, botId, [id])
    if (!found) throw noSuch(id)
    return found
  }

  private async show(botId: string, qualifications: readonly Qualification[]): Promise<QualifiedLead[]> {
    const ids = [...new Set(qualifications.map(({ leadId }) => leadId))]
    const { mx_prefix } = await this.sources.settings.of(botId)
    const leads = new Map(
      (await leadsByIds(this.sources.db, botId, ids)).map(lead => [lead.id, shownLead(lead, mx_prefix)])
    )
    return qualifications.map(one => ({
      ...shownQualification(one),
      lead_id: one.leadId,
      lead: leads.get(one.leadId) ?? null,
      total: one.total,
      own: one.score,
      points: one.points,
      ...one.counts
    }))
  }
}

const noSuch = (id: number) => notFound(`Nobody has qualified under the number ${id}.`)

const filterOf = ({ from, to }: QualifiedQuery): QualifiedFilter => ({
  from: from === undefined ? undefined : Date.parse(from),
  to: to === undefined ? undefined : Date.parse(to)
})

const LEAD_COLUMNS = [
  'ext_id',
  'email',
  'phone_number',
  'first_name',
  'last_name',
  'company',
  'icp',
  'priority',
  'status',
  'deal_id'
] as const

export const EXPORT_COLUMNS = [
  ...LEAD_COLUMNS,
  'qualified_at',
  'how',
  'total',
  'score',
  'points',
  'opens',
  'clicks',
  'replies',
  'webhook'
] as const

const cellsOf = (one: QualifiedLead, lead: Lead) => [
  ...LEAD_COLUMNS.map(name => lead[name]),
  one.at,
  one.how,
  one.total,
  one.own,
  one.points,
  one.opens,
  one.clicks,
  one.replies,
  one.webhook
]
