import { givenLead, type Leads, type LeadInput, type StoredLead } from '../../leads'
import { unprocessable } from '../../platform/http/problem'

/** Of whom nothing is known. */
const NOBODY: StoredLead = {
  id: 0,
  ext_id: null,
  email: null,
  email_key: null,
  phone: null,
  first_name: null,
  last_name: null,
  company: null,
  icp: null,
  score: null,
  points: 0,
  priority: null,
  timezone: null,
  language: null,
  custom: {},
  status: 'active',
  qualified_at: null,
  tracking: true,
  consent_source: null,
  consent_at: null,
  deal_id: null,
  import_id: null,
  created_at: 0,
  updated_at: 0
}

/** Whom it is about: a lead that is there, or one that is made up and never kept. */
export const leadMeant = async (
  leads: Pick<Leads, 'find'>,
  botId: string,
  { lead_id, lead }: { lead_id?: number; lead?: LeadInput },
  defaultCountry: string
): Promise<StoredLead> => {
  if (lead_id !== undefined && lead !== undefined) {
    const message = 'Give a lead_id, or a lead that is made up, but not both.'
    throw unprocessable(message, [{ path: 'lead', message }])
  }
  if (lead_id !== undefined) return leads.find(botId, lead_id)
  const { custom, ...given } = givenLead(lead ?? {}, defaultCountry)
  const set = Object.entries(custom ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const]
  )
  return { ...NOBODY, ...given, custom: Object.fromEntries(set) }
}
