/** Reads the fields of a control request, and collects what is wrong with them so that all of it is said at once. */
import { Refusal, type InvalidParameter } from './problems'

export const isHttpUrl = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return false
  try {
    return Boolean(new URL(value).hostname)
  } catch {
    return false
  }
}

export class Fields {
  private readonly invalid: InvalidParameter[] = []

  constructor(
    private readonly body: Record<string, unknown>,
    known: readonly string[]
  ) {
    for (const name of Object.keys(body)) {
      if (!known.includes(name)) this.refuse(name, `is not known here; known are ${known.join(', ')}.`)
    }
  }

  refuse(name: string, reason: string) {
    this.invalid.push({ name, reason })
  }

  /** The field if it is there and right. */
  optional<T>(name: string, accepts: (value: unknown) => value is T, mustBe: string): T | undefined {
    const value = this.body[name]
    if (value === undefined) return undefined
    if (accepts(value)) return value
    this.refuse(name, `must be ${mustBe}.`)
    return undefined
  }

  /** Ends the reading: refuses with 422 when anything was wrong. */
  done() {
    const names = this.invalid.map(({ name }) => name)
    if (names.length) {
      throw new Refusal(422, 'Invalid params', `Wrong: ${[...new Set(names)].join(', ')}.`, this.invalid)
    }
  }
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isWhole =
  (from: number, to: number) =>
  (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to

/** `limit` and `cursor` of a list, the same everywhere. */
export const pageOf = (query: URLSearchParams) => {
  const fields = new Fields(
    {
      ...(query.has('limit') && { limit: Number(query.get('limit')) }),
      ...(query.has('cursor') && { cursor: Number(query.get('cursor')) })
    },
    ['limit', 'cursor']
  )
  const limit = fields.optional('limit', isWhole(1, 1000), 'a whole number from 1 to 1000') ?? 50
  const cursor = fields.optional('cursor', isWhole(0, Number.MAX_SAFE_INTEGER), 'the next_cursor of a page')
  fields.done()
  return { limit, cursor }
}
