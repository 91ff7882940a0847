import { totalOf, type Leads } from '../../../leads'
import { toIsoOrNull, toIso } from '../../../platform/database/values'

/** For tests: a lead as the API shows it, without asking any settings. */
export const shownForTests: Pick<Leads, 'show'> = {
  show: async (_botId, { email_key: _key, import_id: _import, phone, ...lead }) => ({
    ...lead,
    total: totalOf(lead),
    custom: { ...lead.custom },
    phone_number: phone,
    qualified_at: toIsoOrNull(lead.qualified_at),
    consent_at: toIsoOrNull(lead.consent_at),
    created_at: toIso(lead.created_at),
    updated_at: toIso(lead.updated_at)
  })
}
