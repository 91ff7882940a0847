/** How the sandbox behaves: settings that a test or a person changes while it runs (`PUT /sandbox/vonage/behaviour`). */
import { isBoolean, isHttpUrl, isWhole } from '../http/fields'
import { Refusal, type InvalidParameter } from '../http/problems'
import { outcomeOfEnding } from './outcomes'

export interface Behaviour {
  /** Where statuses go when the message names no address. */
  status_url: string | null
  inbound_url: string | null
  /** Where replies to mails are handed on. */
  reply_url: string | null
  /** Forces the format of the statuses; null: what the message asks for, else v1. */
  webhook_version: 'v1' | 'v0.1' | null
  signature: 'valid' | 'none' | 'wrong'
  submitted_after_ms: number
  /** After the one before, as all that follow. */
  delivered_after_ms: number
  read_after_ms: number
  jitter_ms: number
  read_share: number
  order: 'in_order' | 'shuffled'
  repeat_share: number
  lose_share: number
  /** The first retry of a status; it doubles from there (Vonage: 5000). */
  retry_after_ms: number
  webhook_timeout_ms: number
  webhook_concurrency: number
  price: string
  outcomes_by_number: boolean
  default_outcome: string | null
  throttle_times: number
  error_times: number
  failure_times: number
  /** What `Retry-After` says with a 429. */
  retry_after_s: number
  any_template: boolean
  rate_per_second: number | null
  latency_ms: number
  latency_jitter_ms: number
  keep_messages: number
}

interface Setting<T> {
  byDefault: T
  accepts: (value: unknown) => value is T
  mustBe: string
}

const setting = <T>(byDefault: T, accepts: (value: unknown) => value is T, mustBe: string): Setting<T> => ({
  byDefault,
  accepts,
  mustBe
})

const orNull =
  <T>(accepts: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || accepts(value)

const oneOf =
  <const T>(...values: T[]) =>
  (value: unknown): value is T =>
    values.some(known => known === value)

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1
const isPrice = (value: unknown): value is string => typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
const isEnding = (value: unknown): value is string =>
  typeof value === 'string' && outcomeOfEnding(value) !== undefined

const flag = (byDefault: boolean) => setting(byDefault, isBoolean, 'true or false')
const url = setting<string | null>(null, orNull(isHttpUrl), 'an http(s) address or null')
const share = (byDefault: number) => setting(byDefault, isShare, 'a number from 0 to 1')
const whole = (byDefault: number, from: number, to: number) =>
  setting(byDefault, isWhole(from, to), `a whole number from ${from} to ${to}`)
const ms = (byDefault: number) => whole(byDefault, 0, 86_400_000)

const SETTINGS: { readonly [Name in keyof Behaviour]: Setting<Behaviour[Name]> } = {
  status_url: url,
  inbound_url: url,
  reply_url: url,
  webhook_version: setting<Behaviour['webhook_version']>(null, oneOf('v1', 'v0.1', null), 'v1, v0.1 or null'),
  signature: setting<Behaviour['signature']>(
    'valid',
    oneOf('valid', 'none', 'wrong'),
    'valid, none or wrong'
  ),
  submitted_after_ms: ms(50),
  delivered_after_ms: ms(150),
  read_after_ms: ms(500),
  jitter_ms: ms(0),
  read_share: share(1),
  order: setting<Behaviour['order']>('in_order', oneOf('in_order', 'shuffled'), 'in_order or shuffled'),
  repeat_share: share(0),
  lose_share: share(0),
  retry_after_ms: whole(500, 1, 60_000),
  webhook_timeout_ms: whole(10_000, 1, 600_000),
  webhook_concurrency: whole(20, 1, 1000),
  price: setting('0.0333', isPrice, 'a price such as 0.0333'),
  outcomes_by_number: flag(true),
  default_outcome: setting<string | null>(
    null,
    orNull(isEnding),
    'an ending of the table, such as 991300, or null'
  ),
  throttle_times: whole(1, 0, 1000),
  error_times: whole(1, 0, 1000),
  failure_times: whole(1, 0, 1000),
  retry_after_s: whole(1, 0, 86_400),
  any_template: flag(false),
  rate_per_second: setting<number | null>(
    null,
    orNull(isWhole(1, 100_000)),
    'a whole number from 1 to 100000 or null'
  ),
  latency_ms: whole(0, 0, 600_000),
  latency_jitter_ms: whole(0, 0, 600_000),
  keep_messages: whole(10_000, 1, 1_000_000)
}

const isSetting = (name: string): name is keyof Behaviour => Object.hasOwn(SETTINGS, name)

export const defaultBehaviour = (): Behaviour => {
  const values = Object.entries(SETTINGS).map(([name, { byDefault }]) => [name, byDefault])
  return Object.fromEntries(values) as Behaviour
}

const change = <Name extends keyof Behaviour>(behaviour: Behaviour, name: Name, value: unknown) => {
  const known: Setting<Behaviour[Name]> = SETTINGS[name]
  if (!known.accepts(value)) return known.mustBe
  behaviour[name] = value
  return undefined
}

/** The behaviour with the changes in it. All or nothing: one wrong field, and none is taken. */
export const changedBehaviour = (behaviour: Behaviour, changes: Record<string, unknown>): Behaviour => {
  const changed = { ...behaviour }
  const invalid: InvalidParameter[] = []
  for (const [name, value] of Object.entries(changes)) {
    const mustBe = isSetting(name) ? change(changed, name, value) : 'left out: there is no such setting'
    if (mustBe) invalid.push({ name, reason: `must be ${mustBe}.` })
  }
  if (invalid.length) {
    const names = invalid.map(({ name }) => name).join(', ')
    throw new Refusal(422, 'Invalid params', `Wrong: ${names}.`, invalid)
  }
  return changed
}
