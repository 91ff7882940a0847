import type { Database } from '../platform/database/database'
import { classifyStatusError, toOutcome } from '../channels/whatsapp/classify'
import type { ErrorPolicy } from '../platform/settings/error-policy'
import { rememberAddresses } from '../outbox/addresses'
import type { Report } from '../outbox/reported'
import { applyReports, type ReportReactions } from '../outbox/reports'
import type { Fact } from './fact'
import type { Reaction } from './registry'
import { personsReached } from './people'
import type { StatusBody } from './vonage/status'

export interface StatusParts {
  reactions: ReportReactions
  /** What the operator decides differently from the table of errors. Within the transaction, on its connection. */
  errorPolicyOf(botId: string, tx: Database): Promise<ErrorPolicy>
}

/** What Vonage's statuses do: they move messages, and tell under which address WhatsApp knows a person. */
export const settleStatuses =
  ({ reactions, errorPolicyOf }: StatusParts): Reaction<StatusBody> =>
  async (tx, botId, facts) => {
    const policy = await errorPolicyOf(botId, tx)
    const reports = facts.map(fact => toReport(fact, policy))
    await applyReports(tx, botId, reports, reactions)

    const named = facts.flatMap(({ body }) =>
      body.uuid !== null && (body.wa_id ?? body.user_id) ? [body] : []
    )
    const persons = await personsReached(
      tx,
      botId,
      named.flatMap(({ uuid }) => uuid ?? [])
    )
    await rememberAddresses(
      tx,
      botId,
      'whatsapp',
      named.flatMap(({ uuid, wa_id, user_id }) => {
        const person = persons.get(uuid ?? '')
        return person === undefined ? [] : [{ person, address: wa_id, userId: user_id }]
      })
    )
  }

/** Beyond this many digits it is none of ours, and no whole number that a database takes. */
const REF = /^([1-9]\d{0,14})\.([1-9]\d{0,8})$/

export const toReport = ({ body, receivedAt }: Fact<StatusBody>, policy: ErrorPolicy): Report => {
  const [, messageId, n] = REF.exec(body.ref ?? '') ?? []
  return {
    ref: messageId && n ? { messageId: Number(messageId), n: Number(n) } : null,
    providerId: body.uuid,
    said: saidBy(body, policy),
    at: body.at ?? receivedAt,
    price: body.price,
    currency: body.currency
  }
}

const saidBy = ({ status, error }: StatusBody, policy: ErrorPolicy): Report['said'] => {
  switch (status) {
    case 'submitted':
      return { kind: 'sent' }
    case 'delivered':
    case 'read':
      return { kind: status }
    case 'rejected':
    case 'undeliverable': {
      const classified = classifyStatusError(status, error, policy)
      const outcome = toOutcome(classified)
      return {
        kind: 'failed',
        // A status is certain that it failed, whatever the table thinks of the same code elsewhere.
        outcome:
          outcome.kind === 'accepted' || outcome.kind === 'unknown'
            ? { kind: 'refused', reason: classified.reason }
            : outcome,
        suppress: classified.class.kind === 'refused' && classified.class.suppress
      }
    }
  }
}
