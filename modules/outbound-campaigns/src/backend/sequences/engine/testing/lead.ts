import type { StoredLead } from '../../../leads'

/** For tests: somebody of whom this much is known, and nothing else. */
export const leadWith = (known: Partial<StoredLead> = {}): StoredLead => ({
  id: 7,
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
  updated_at: 0,
  ...known
})
