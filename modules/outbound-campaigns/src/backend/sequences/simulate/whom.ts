import { givenLead, newLead, type Leads, type LeadInput, type StoredLead } from '../../leads'
import { unprocessable } from '../../platform/http/problem'

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
  return newLead(givenLead(lead ?? {}, defaultCountry))
}
