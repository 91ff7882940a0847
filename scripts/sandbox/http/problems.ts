/**
 * How the sandboxes say no: every refusal is a problem document (RFC 7807), which is also what Vonage answers, so a
 * client needs one way to read them all.
 */
import { randomBytes } from 'crypto'
import type { ServerResponse } from 'http'

export interface InvalidParameter {
  name: string
  reason: string
}

export interface Problem {
  status: number
  type: string
  title: string
  detail: string
  invalid_parameters?: InvalidParameter[]
}

/** Thrown by a handler of the control routes; the router turns it into the answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly invalid: InvalidParameter[] = []
  ) {
    super(detail)
  }

  toProblem(): Problem {
    const { status, title, detail, invalid } = this
    return {
      status,
      type: 'about:blank',
      title,
      detail,
      ...(invalid.length && { invalid_parameters: invalid })
    }
  }
}

export const sendJson = (res: ServerResponse, status: number, body: unknown, headers = {}) => {
  const bytes = Buffer.from(JSON.stringify(body))
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
  res.end(bytes)
}

/** `instance` is a trace id, given in a header too, as Vonage does. */
export const sendProblem = (res: ServerResponse, { status, ...problem }: Problem, headers = {}) => {
  const instance = randomBytes(16).toString('hex')
  const { type, title, detail, ...more } = problem
  sendJson(
    res,
    status,
    { type, title, detail, instance, ...more },
    { 'content-type': 'application/problem+json', 'x-request-id': instance, ...headers }
  )
}
