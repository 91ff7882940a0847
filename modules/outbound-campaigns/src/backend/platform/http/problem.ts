/** RFC 9457 problems: what every error of the module looks like on the wire. */
export interface ProblemDetail {
  path: string
  /** For programs and translations, where one message has several causes. */
  code?: string
  message: string
}

const TITLES = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not in this state',
  413: 'Too large',
  415: 'Unsupported content',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not ready'
} as const

/** What a caller needs to go on, beyond the words. RFC 9457 calls these a problem's extension members. */
export interface ProblemExtensions {
  /** The columns of the file that was refused, to choose among. */
  columns?: readonly string[]
}

export type ProblemStatus = keyof typeof TITLES

/** Thrown by anything below a route, answered by the route. Its detail is written for the person who called. */
export class Problem extends Error {
  constructor(
    readonly status: ProblemStatus,
    readonly detail: string,
    readonly errors: readonly ProblemDetail[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    readonly extensions: ProblemExtensions = {}
  ) {
    super(detail)
    this.name = 'Problem'
  }

  toJSON() {
    return {
      type: `urn:outbound-campaigns:problem:${this.status}`,
      title: TITLES[this.status],
      status: this.status,
      detail: this.detail,
      errors: this.errors,
      ...this.extensions
    }
  }
}

export const badRequest = (detail: string, errors?: readonly ProblemDetail[]) =>
  new Problem(400, detail, errors)
export const notFound = (detail: string) => new Problem(404, detail)
export const conflict = (detail: string, errors?: readonly ProblemDetail[]) =>
  new Problem(409, detail, errors)
export const unprocessable = (
  detail: string,
  errors?: readonly ProblemDetail[],
  extensions?: ProblemExtensions
) => new Problem(422, detail, errors, {}, extensions)

/**
 * What is not a Problem is a fault of ours: the caller learns that, and nothing of what was in it. A driver's or
 * provider's error can hold bearer tokens, statements and people's numbers.
 */
export const toProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem
    ? thrown
    : new Problem(500, 'Something went wrong in the module. The server log has the details.')
