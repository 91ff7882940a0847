import type { Lead } from '../../leads'
import { toIso } from '../../platform/database/values'
import type { QualifiedWebhook } from '../../platform/settings/qualified'
import type { Qualification } from './store'

/**
 * What the other system is told of somebody who qualified. Beside the lead as the API shows it, what HubSpot and
 * Salesforce take is made ready, so that whoever passes it on needs no rules of their own:
 *
 * - `crm.hubspot` is one input of HubSpot's batch upsert of contacts. Its lifecycle stage only ever moves forward there:
 *   who is a customer already stays one.
 * - `crm.salesforce.fields` are those of Salesforce's Lead, whose Status is what a lifecycle stage is elsewhere.
 *
 * What isn't known of a person is left out: it must not overwrite what the other system knows.
 */
export interface QualifiedPayload {
  event: 'lead.qualified'
  id: string
  bot_id: string
  qualified_at: string
  how: Qualification['how']
  lead: Lead
  scoring: {
    model: string
    own: number | null
    points: number
    total: number
    opens: number
    clicks: number
    replies: number
    min_score_to_qualify: number
  }
  sequences: readonly SequenceOf[]
  crm: { hubspot: HubSpotContact; salesforce: SalesforceLead }
}

/** What the lead is or was in. */
export interface SequenceOf {
  enrollment_id: number
  sequence_id: number
  name: string
  status: string
}

export interface HubSpotContact {
  idProperty?: 'email'
  id?: string
  properties: Record<string, string>
}

export interface SalesforceLead {
  object: 'Lead'
  fields: Record<string, string>
}

export const payloadOf = (
  botId: string,
  qualification: Qualification,
  lead: Lead,
  sequences: readonly SequenceOf[],
  stages: Pick<QualifiedWebhook, 'hubspot_lifecycle_stage' | 'salesforce_lead_status'>
): QualifiedPayload => {
  const { at, how, model, score, points, total, counts, minScore } = qualification
  return {
    event: 'lead.qualified',
    id: idOf(botId, qualification),
    bot_id: botId,
    qualified_at: toIso(at),
    how,
    lead,
    scoring: { model, own: score, points, total, ...counts, min_score_to_qualify: minScore },
    sequences,
    crm: {
      hubspot: hubspotContact(lead, stages.hubspot_lifecycle_stage),
      salesforce: salesforceLead(lead, stages.salesforce_lead_status)
    }
  }
}

/** The same for every try, so that whoever has seen it has done it. */
export const idOf = (botId: string, { id }: Pick<Qualification, 'id'>): string => `${botId}.qualified.${id}`

const hubspotContact = (lead: Lead, stage: string): HubSpotContact => ({
  // HubSpot knows people by their address; without one it has to be searched for.
  ...(lead.email !== null && { idProperty: 'email' as const, id: lead.email }),
  properties: known({
    email: lead.email,
    firstname: lead.first_name,
    lastname: lead.last_name,
    company: lead.company,
    phone: lead.phone_number,
    lifecyclestage: stage
  })
})

const salesforceLead = (lead: Lead, status: string): SalesforceLead => ({
  object: 'Lead',
  fields: known({
    Email: lead.email,
    FirstName: lead.first_name,
    LastName: lead.last_name,
    Company: lead.company,
    MobilePhone: lead.phone_number,
    Status: status
  })
})

const known = (fields: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== null && field[1] !== '')
  )
