import { storable } from '../../platform/text'

/** Reads what Vonage wrote, trusting none of it: any field may be missing, of another kind, or nested otherwise. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** `"0.0333"` and `0.0333` alike. */
export const amountOf = (value: unknown): number | null => {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof amount === 'number' && Number.isFinite(amount) && amount >= 0 ? amount : null
}

export const timeOf = (value: unknown): number | null => {
  const time = Date.parse(textOf(value) ?? '')
  return Number.isNaN(time) ? null : time
}

/** A number or a name, in v1 as it is, in v0.1 within `{ type, number }`. */
export const partyOf = (value: unknown): string | null =>
  textOf(value) ?? textOf(fieldOf(value, 'number')) ?? textOf(fieldOf(value, 'id'))

/** The channel, which v0.1 says of the party instead. */
export const channelOf = (body: unknown): string | null =>
  textOf(fieldOf(body, 'channel')) ??
  textOf(fieldOf(fieldOf(body, 'from'), 'type')) ??
  textOf(fieldOf(fieldOf(body, 'to'), 'type'))

/**
 * The body as a list of objects: Vonage sends one, a relay may send several. undefined for what is no JSON or holds
 * anything else. NUL and halves of surrogate pairs can't be kept by every database, so they are replaced here.
 */
export const itemsOf = (raw: Buffer): Array<Record<string, unknown>> | undefined => {
  let body: unknown
  try {
    body = JSON.parse(raw.toString('utf8'), (_name, value: unknown) =>
      typeof value === 'string' ? storable(value) : value
    )
  } catch {
    return undefined
  }
  const items = Array.isArray(body) ? body : [body]
  return items.every(isRecord) ? items : undefined
}
