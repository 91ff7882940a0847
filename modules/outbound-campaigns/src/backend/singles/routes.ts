import type { Leads } from '../leads'
import { unprocessable } from '../platform/http/problem'
import { route, type AnyRoute } from '../platform/http/route'
import { createdSchema, decisionSchema, messageIdSchema, newMessageSchema, singleSchema } from './schema'
import type { Singles } from './singles'

const tag = 'Single messages'

export interface SingleRouteSources {
  singles: Singles
  leads: Pick<Leads, 'find'>
}

export const singleRoutes = ({ singles, leads }: SingleRouteSources): AnyRoute[] => [
  route({
    method: 'post',
    path: '/messages',
    tag,
    summary: 'Send one WhatsApp template to one person',
    body: newMessageSchema,
    answer: createdSchema,
    status: 202,
    async handle({ botId, body: { to, lead_id, ...asked }, caller }) {
      const person =
        lead_id === undefined ? await singles.personAt(botId, to ?? '') : await phoneOf(leads, botId, lead_id)
      return singles.ask(botId, person, asked, caller)
    }
  }),
  route({
    method: 'get',
    path: '/messages/:id',
    tag,
    summary: 'What became of a single message',
    params: messageIdSchema,
    answer: singleSchema,
    handle: ({ botId, params }) => singles.get(botId, params.id)
  }),
  route({
    method: 'post',
    path: '/messages/:id/unconfirmed',
    tag,
    summary: 'Decide about a single message of which nobody knows whether it was sent',
    params: messageIdSchema,
    body: decisionSchema,
    answer: singleSchema,
    handle: ({ botId, params, body, caller }) => singles.decide(botId, params.id, body.action, caller)
  })
]

const phoneOf = async (leads: Pick<Leads, 'find'>, botId: string, id: number): Promise<string> => {
  const { phone } = await leads.find(botId, id)
  if (phone !== null) return phone
  const message = `Lead ${id} has no phone number.`
  throw unprocessable(message, [{ path: 'lead_id', code: 'no_address', message }])
}
