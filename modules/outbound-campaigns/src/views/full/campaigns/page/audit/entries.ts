/**
 * Who did what to one campaign. The API's audit is the whole bot's, newest first: it is read page by page until the
 * campaign's beginning is found, and no further than somebody wants to look back.
 */
import type { Answer } from '../../../../api/answer'
import type { Http } from '../../../../studio'
import { getAuditPage, type AuditEntry } from '../api'

export interface CampaignAudit {
  entries: AuditEntry[]
  /** Where older pages would go on; null: there is nothing older of this campaign. */
  older: string | null
}

const PAGES = 4
const BEGINNINGS = ['campaign.created', 'campaign.cloned']

export const readAudit = async (
  http: Http,
  campaignId: number,
  cursor: string | undefined,
  pages: number = PAGES
): Promise<Answer<CampaignAudit>> => {
  const entries: AuditEntry[] = []
  let next = cursor
  for (let page = 0; page < pages; page += 1) {
    const answer = await getAuditPage(http, next)
    if (answer.kind === 'failure') return answer
    const own = answer.value.items.filter(
      entry => entry.subject_type === 'campaign' && entry.subject_id === String(campaignId)
    )
    entries.push(...own)
    if (answer.value.next_cursor === null || own.some(({ action }) => BEGINNINGS.includes(action)))
      return { kind: 'value', value: { entries, older: null } }
    next = answer.value.next_cursor
  }
  return { kind: 'value', value: { entries, older: next ?? null } }
}
