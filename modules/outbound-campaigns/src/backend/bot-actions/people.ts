import type { Leads, LeadInput, UpsertResult } from '../leads'
import { unprocessable } from '../platform/http/problem'
import type { Caller } from '../platform/http/route'
import { matchForms } from '../platform/phone/address'
import type { Meant } from './schema'

export interface PeopleSources {
  leads: Pick<Leads, 'upsert'>
  /** The WhatsApp number behind a conversation of Botpress's; undefined: it has none. */
  numberOf(botId: string, threadId: string): Promise<string | undefined>
}

/** The person whom a flow talks with, as a lead: found by their number or address, made where nobody knew them. */
export const personMeant = async (
  { leads, numberOf }: PeopleSources,
  botId: string,
  { channel, thread_id, phone_number, email }: Meant,
  caller: Caller,
  more: LeadInput = {}
): Promise<UpsertResult> => {
  const behind =
    channel === 'vonage' && thread_id !== undefined ? await numberOf(botId, thread_id) : undefined
  // The provider's digits are taken as they are; what the flow was told is read as people write it.
  const number = phone_number ?? (behind === undefined ? undefined : matchForms(behind)[0])
  const identity: LeadInput = {
    ...(number !== undefined && { phone_number: number }),
    ...(email !== undefined && email.trim() !== '' && { email })
  }
  if (Object.keys(identity).length === 0) {
    const message =
      'Nobody knows who this is: the conversation is not on WhatsApp, and neither phone_number nor email is given.'
    throw unprocessable(message, [{ path: 'phone_number', code: 'nobody', message }])
  }
  return leads.upsert(botId, { ...more, ...identity }, caller)
}
