/** The bodies of status webhooks, in the two formats of the Messages API. */
import { randomBytes } from 'crypto'
import { ERROR_TEXTS } from './error-codes'
import type { Entry } from './ledger'
import type { PlannedStatus } from './status-plan'

/** ISO 8601 with whole seconds, as Vonage writes it. */
export const vonageTime = (when: Date) => when.toISOString().replace(/\.\d+Z$/, 'Z')

/** WhatsApp knows Mexican mobiles by the old form with a 1 after the country code, however they were written. */
export const waIdOf = (to: string) => to.replace(/^52(\d{10})$/, '521$1')

const describeError = ({ code, reason }: NonNullable<PlannedStatus['error']>) =>
  reason ? `${ERROR_TEXTS[code]} (${reason})` : ERROR_TEXTS[code]

const v1 = (
  { message, content, message_uuid }: Entry,
  planned: PlannedStatus,
  price: string,
  when: Date
) => ({
  message_uuid,
  to: message.to,
  from: message.from,
  timestamp: vonageTime(when),
  status: planned.status,
  channel: 'whatsapp',
  ...(message.client_ref !== null && { client_ref: message.client_ref }),
  ...(planned.error && {
    error: {
      type: `https://developer.vonage.com/api-errors/messages#${planned.error.code}`,
      title: planned.error.code,
      detail: describeError(planned.error),
      instance: randomBytes(16).toString('hex')
    }
  }),
  ...(planned.status === 'delivered' && {
    usage: { currency: 'EUR', price },
    whatsapp: {
      recipient: { wa_id: waIdOf(message.to) },
      pricing: { type: 'regular', pricing_model: 'PMP', category: content.category },
      conversation: { id: message_uuid.replace(/-/g, ''), origin: { type: content.category } }
    }
  })
})

const v01 = ({ message, message_uuid }: Entry, planned: PlannedStatus, price: string, when: Date) => ({
  message_uuid,
  to: { type: 'whatsapp', number: message.to },
  from: { type: 'whatsapp', number: message.from },
  timestamp: when.toISOString(),
  status: planned.status,
  ...(message.client_ref !== null && { client_ref: message.client_ref }),
  ...(planned.error && { error: { code: Number(planned.error.code), reason: describeError(planned.error) } }),
  ...(planned.status === 'delivered' && { usage: { currency: 'EUR', price } })
})

export const statusBody = (
  entry: Entry,
  planned: PlannedStatus,
  { price, version, when }: { price: string; version: 'v1' | 'v0.1'; when: Date }
) => JSON.stringify((version === 'v1' ? v1 : v01)(entry, planned, price, when))
