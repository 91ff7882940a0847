import { toIso, toIsoOrNull } from '../platform/database/values'
import { displayPhone, type MxPrefix } from '../platform/phone/address'
import type { CustomValue, Lead, LeadStatus } from './schema'
import { totalOf } from './total'

/** A lead as the module knows it: what is in `Lead`, with times as numbers and addresses as person keys. */
export interface StoredLead {
  id: number
  ext_id: string | null
  /** As it was written. */
  email: string | null
  /** The person's key on the channel `email`. */
  email_key: string | null
  /** The person's key on the channel `whatsapp`: `+52…`. */
  phone: string | null
  first_name: string | null
  last_name: string | null
  company: string | null
  icp: string | null
  score: number | null
  points: number
  priority: Lead['priority']
  timezone: string | null
  language: Lead['language']
  custom: Readonly<Record<string, CustomValue>>
  status: LeadStatus
  qualified_at: number | null
  tracking: boolean
  consent_source: string | null
  consent_at: number | null
  deal_id: string | null
  /** The import that touched this lead last. */
  import_id: number | null
  created_at: number
  updated_at: number
}

/** Under which keys this person is known, on whichever channel. */
export const personsOf = ({ phone, email_key }: Pick<StoredLead, 'phone' | 'email_key'>): string[] =>
  [phone, email_key].flatMap(person => (person === null ? [] : [person]))

/** What people call somebody who is in a list: by the name, else by whatever is known of them. */
export const calledBy = (lead: Omit<StoredLead, 'custom'>): string => {
  const name = [lead.first_name, lead.last_name].flatMap(part => part ?? []).join(' ')
  return name || lead.company || lead.email || lead.phone || lead.ext_id || ''
}

/** The key on one channel; null: there is no address. */
export const personOn = (
  channel: 'whatsapp' | 'email',
  { phone, email_key }: Pick<StoredLead, 'phone' | 'email_key'>
): string | null => (channel === 'email' ? email_key : phone)

export const shownLead = (lead: StoredLead, mxPrefix: MxPrefix): Lead => {
  const { email_key, phone, import_id, qualified_at, consent_at, created_at, updated_at, ...rest } = lead
  return {
    ...rest,
    total: totalOf(lead),
    phone_number: phone === null ? null : displayPhone(phone, mxPrefix),
    custom: { ...lead.custom },
    qualified_at: toIsoOrNull(qualified_at),
    consent_at: toIsoOrNull(consent_at),
    created_at: toIso(created_at),
    updated_at: toIso(updated_at)
  }
}
