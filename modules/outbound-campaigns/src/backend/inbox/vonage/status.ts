import { createHash } from 'crypto'
import { z } from 'zod'
import { news, type FactKind, type News } from '../fact'
import { amountOf, channelOf, fieldOf, isRecord, partyOf, textOf, timeOf } from './fields'

const DAY_MS = 86_400_000

const STATUSES = ['submitted', 'delivered', 'read', 'rejected', 'undeliverable'] as const

const statusBody = z.object({
  uuid: z.string().nullable(),
  ref: z.string().nullable(),
  status: z.enum(STATUSES),
  /** As Vonage wrote it: the table of errors reads it when it is worked off, by the settings of then. */
  error: z.unknown(),
  at: z.number().nullable(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
  wa_id: z.string().nullable(),
  user_id: z.string().nullable()
})

export type StatusBody = z.infer<typeof statusBody>

/** Kept for as long as Vonage repeats it. Worked off twice, it would say nothing new. */
export const messageStatus: FactKind<StatusBody> = {
  name: 'message.status',
  body: statusBody,
  keepMs: DAY_MS
}

/** undefined for what is no status of a WhatsApp message. */
export const readStatus = (item: Record<string, unknown>): News | undefined => {
  const status = STATUSES.find(known => known === item.status) ?? ALIASES.get(item.status)
  const channel = channelOf(item)
  if (!status || (channel !== null && channel !== 'whatsapp')) return undefined
  const uuid = textOf(item.message_uuid)
  const ref = textOf(item.client_ref)
  if (uuid === null && ref === null) return undefined

  const recipient = fieldOf(item.whatsapp, 'recipient')
  const waId = textOf(fieldOf(recipient, 'wa_id'))
  const body: StatusBody = {
    uuid,
    ref,
    status,
    error: boundedError(item.error),
    at: timeOf(item.timestamp),
    price: amountOf(fieldOf(item.usage, 'price')),
    currency: textOf(fieldOf(item.usage, 'currency')),
    wa_id: waId !== null && /^\d{7,15}$/.test(waId) ? waId : null,
    user_id: textOf(fieldOf(recipient, 'user_id')) ?? userIdOf(partyOf(item.to))
  }
  return news(messageStatus, { dedupeKey: `status ${digest(body)}`, subject: null, body })
}

/** v0.1 has another word for the same. */
const ALIASES = new Map<unknown, StatusBody['status']>([['unreachable', 'undeliverable']])

/** WhatsApp's own name of a person (`MX.1349…`), where a number could stand. */
export const userIdOf = (party: string | null): string | null =>
  party !== null && /^[A-Z]{2}\.[\w.]{1,128}$/.test(party) ? party : null

/** An error's few texts and numbers, cut to a sensible length, nested once at most. */
const boundedError = (error: unknown, depth = 0): unknown => {
  if (!isRecord(error)) return null
  const kept = Object.entries(error).flatMap(([name, value]): Array<[string, unknown]> => {
    if (typeof value === 'number') return [[name, value]]
    if (typeof value === 'string') return [[name, value.slice(0, 500)]]
    return name === 'error' && depth === 0 ? [[name, boundedError(value, 1)]] : []
  })
  return Object.fromEntries(kept.slice(0, 12))
}

/** A repetition is the same in every field. */
const digest = (body: StatusBody): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')
