/** What people call a lead, and the words a lead can have. */
import type { Lead, LeadStatus, Priority } from '../../api/leads'

export const LEAD_STATUSES = ['active', 'qualified', 'opted_out'] as const satisfies readonly LeadStatus[]
export const PRIORITIES = ['high', 'medium', 'low'] as const satisfies readonly Priority[]

type Named = Pick<Lead, 'first_name' | 'last_name' | 'company' | 'email' | 'phone_number' | 'ext_id'>

export const nameOf = ({ first_name, last_name }: Pick<Named, 'first_name' | 'last_name'>): string =>
  [first_name, last_name].flatMap(part => part ?? []).join(' ')

/** Somebody without a name is called by whatever is known. */
export const calledBy = (lead: Named): string =>
  nameOf(lead) || lead.company || lead.email || lead.phone_number || lead.ext_id || ''

/** The addresses that are not the name already. */
export const addressesOf = (lead: Named): string =>
  [lead.email, lead.phone_number]
    .flatMap(address => (address === null || address === calledBy(lead) ? [] : [address]))
    .join(' · ')
