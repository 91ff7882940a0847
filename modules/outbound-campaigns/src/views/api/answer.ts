/**
 * What a request comes to: a value, or a failure of a kind that a person can be told about. Nothing is thrown, so no
 * caller can forget.
 */

/** One thing that speaks against a request: which field, why, and a code where the server gives one. */
export interface Objection {
  path: string
  message: string
  code: string | null
}

export type Failure =
  | { kind: 'unreachable' }
  | { kind: 'signed_out' }
  | { kind: 'forbidden' }
  | {
      kind: 'refused'
      status: number
      detail: string
      objections: Objection[]
      /** Of an upload without a column of numbers: the columns to choose among. */
      columns: string[]
    }
  /** An answer that is not ours: a proxy's page, another version's shape. */
  | { kind: 'unreadable' }

export type Answer<T> = { kind: 'value'; value: T } | { kind: 'failure'; failure: Failure }

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The API's errors are problems with a detail; the host's own carry a message. */
const detailOf = (body: unknown): string => (isRecord(body) ? textOf(body.detail ?? body.message) : '')

const objectionsOf = (body: unknown): Objection[] =>
  isRecord(body) && Array.isArray(body.errors)
    ? body.errors.filter(isRecord).map(error => ({
        path: textOf(error.path),
        message: textOf(error.message),
        code: textOf(error.code) || null
      }))
    : []

const columnsOf = (body: unknown): string[] =>
  isRecord(body) && Array.isArray(body.columns)
    ? body.columns.filter((column): column is string => typeof column === 'string')
    : []

export const readFailure = (thrown: unknown): Failure => {
  const response = isRecord(thrown) ? thrown.response : undefined
  if (!isRecord(response) || typeof response.status !== 'number') return { kind: 'unreachable' }
  switch (response.status) {
    case 401:
      return { kind: 'signed_out' }
    case 403:
      return { kind: 'forbidden' }
    default:
      return {
        kind: 'refused',
        status: response.status,
        detail: detailOf(response.data),
        objections: objectionsOf(response.data),
        columns: columnsOf(response.data)
      }
  }
}
