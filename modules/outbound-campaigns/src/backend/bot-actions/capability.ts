import { optOut } from '../compliance'
import { recordEvents } from '../engagement'
import { addressBook, personsOf, type Leads } from '../leads'
import type { Audit } from '../platform/audit/audit'
import type { Calendar } from '../platform/calendar'
import type { Database } from '../platform/database/database'
import { notFound, unprocessable } from '../platform/http/problem'
import { route, type AnyRoute, type Caller } from '../platform/http/route'
import { displayPhone } from '../platform/phone/address'
import type { SettingsService } from '../platform/settings/settings'
import type { Singles } from '../singles'
import { personMeant } from './people'
import {
  doneSchema,
  enrolledSchema,
  enrollSchema,
  fieldSchema,
  meetingSchema,
  optedOutSchema,
  optOutSchema,
  personSchema,
  resolvedSchema,
  sendTemplateSchema,
  sentTemplateSchema,
  stoppedSchema,
  stopSchema,
  type Meant
} from './schema'

/** What the sequences do for a flow. */
export interface FlowSequences {
  /** By its id or its name; undefined: there is none. */
  find(botId: string, sequence: number | string): Promise<{ id: number } | undefined>
  enroll(
    botId: string,
    sequenceId: number,
    leadId: number,
    dealId: string | null,
    caller: Caller
  ): Promise<{ result: string; enrollmentId: number | null }>
  /** Takes a lead out of one sequence, or of all. Answers of how many. */
  stop(
    botId: string,
    leadId: number,
    sequenceId: number | null,
    reason: string | null,
    caller: Caller
  ): Promise<number>
}

export interface BotActionsContext {
  db: Database
  calendar: Calendar
  settings: SettingsService
  audit: Audit
  leads: Pick<Leads, 'upsert' | 'setField'>
  sequences: FlowSequences
  singles: Pick<Singles, 'ask'>
  numberOf(botId: string, threadId: string): Promise<string | undefined>
  /** What was told must be looked at. */
  poke(botId: string): void
}

const tag = 'Bot actions'

/** What the actions in a bot's flow (`dist/actions`) call. Whom they are about, they say by the conversation. */
export const botActionRoutes = (context: BotActionsContext): AnyRoute[] => {
  const { db, calendar, settings, audit, leads, sequences, singles, poke } = context
  const person = (botId: string, meant: Meant, caller: Caller) => personMeant(context, botId, meant, caller)
  const sequenceMeant = async (botId: string, asked: number | string) => {
    const found = await sequences.find(botId, asked)
    if (!found) throw notFound(`There is no sequence ${JSON.stringify(asked)}.`)
    return found
  }
  return [
    route({
      method: 'post',
      path: '/people/resolve',
      tag,
      summary: 'The lead behind a conversation, an address or a number; made where nobody knew them',
      body: personSchema.strict(),
      answer: resolvedSchema,
      async handle({ botId, body, caller }) {
        const { lead, created } = await person(botId, body, caller)
        const { mx_prefix } = await settings.of(botId)
        return {
          lead_id: lead.id,
          created,
          phone_number: lead.phone === null ? null : displayPhone(lead.phone, mx_prefix)
        }
      }
    }),
    route({
      method: 'post',
      path: '/bot/enroll',
      tag,
      summary: 'Put the person of a conversation into a sequence',
      body: enrollSchema,
      answer: enrolledSchema,
      async handle({ botId, body: { sequence, deal_id, lead: more, ...meant }, caller }) {
        const { id } = await sequenceMeant(botId, sequence)
        const { lead } = await personMeant(context, botId, meant, caller, more)
        const { result, enrollmentId } = await sequences.enroll(botId, id, lead.id, deal_id ?? null, caller)
        return { lead_id: lead.id, result, enrollment_id: enrollmentId }
      }
    }),
    route({
      method: 'post',
      path: '/bot/stop',
      tag,
      summary: 'Take the person of a conversation out of their sequences',
      body: stopSchema,
      answer: stoppedSchema,
      async handle({ botId, body: { sequence, reason, ...meant }, caller }) {
        const only = sequence === undefined ? null : (await sequenceMeant(botId, sequence)).id
        const { lead } = await person(botId, meant, caller)
        return {
          lead_id: lead.id,
          stopped: await sequences.stop(botId, lead.id, only, reason ?? null, caller)
        }
      }
    }),
    route({
      method: 'post',
      path: '/bot/meeting-booked',
      tag,
      summary: 'The person of a conversation has agreed to meet',
      body: meetingSchema,
      answer: doneSchema,
      async handle({ botId, body: { event_id, ...meant }, caller }) {
        const { lead } = await person(botId, meant, caller)
        await db.transaction(tx =>
          recordEvents(tx, botId, [
            {
              dedupeKey: `bot meeting ${lead.id} ${event_id}`,
              type: 'meeting_booked',
              source: 'reported',
              at: calendar.now(),
              leadId: lead.id
            }
          ])
        )
        poke(botId)
        return { lead_id: lead.id }
      }
    }),
    route({
      method: 'post',
      path: '/bot/set-field',
      tag,
      summary: "Write down what the person of a conversation said: one of a lead's fields, or a custom one",
      body: fieldSchema,
      answer: doneSchema,
      async handle({ botId, body: { field, value, ...meant }, caller }) {
        const { lead } = await person(botId, meant, caller)
        await leads.setField(botId, lead.id, field, value, caller)
        return { lead_id: lead.id }
      }
    }),
    route({
      method: 'post',
      path: '/bot/send-template',
      tag,
      summary: 'Send the person of a conversation one WhatsApp template',
      body: sendTemplateSchema,
      answer: sentTemplateSchema,
      status: 202,
      async handle({ botId, body: { channel, thread_id, phone_number, email, ...asked }, caller }) {
        const { lead } = await person(botId, { channel, thread_id, phone_number, email }, caller)
        if (lead.phone === null) {
          const message = 'The person of this conversation has no phone number.'
          throw unprocessable(message, [{ path: 'phone_number', code: 'no_address', message }])
        }
        const { id, status, created } = await singles.ask(botId, lead.phone, asked, caller)
        return { lead_id: lead.id, message_id: id, status, created }
      }
    }),
    route({
      method: 'post',
      path: '/bot/opt-out',
      tag,
      summary: 'The person of a conversation wants to hear nothing any more',
      body: optOutSchema,
      answer: optedOutSchema,
      async handle({ botId, body: { everything, ...meant }, caller }) {
        const { lead } = await person(botId, meant, caller)
        const channel = everything ? 'all' : 'whatsapp'
        const persons = everything ? personsOf(lead) : lead.phone === null ? [] : [lead.phone]
        const added = await db.transaction(async tx => {
          const told = persons.map(one => ({
            person: one,
            channel,
            source: 'person' as const,
            evidence: "bot's flow"
          }))
          const news = await optOut(tx, botId, addressBook, told)
          await audit.record(tx, botId, caller, {
            action: 'opt_out.added',
            subject_type: 'lead',
            subject_id: String(lead.id),
            details: { channel, source: 'person', added: news.size }
          })
          return news.size
        })
        poke(botId)
        return { lead_id: lead.id, added }
      }
    })
  ]
}
