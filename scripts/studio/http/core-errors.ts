/**
 * The core's own errors, in the shape every client of Botpress knows: `{ statusCode, errorCode, type, message, details,
 * docs }`. Whatever a handler throws synchronously takes the same way: its `statusCode`, else 400.
 */
import type { ErrorRequestHandler } from 'express'
import { isRecord } from '../problems'

export class CoreError extends Error {
  constructor(
    readonly type: string,
    readonly statusCode: number,
    readonly errorCode: string,
    message: string
  ) {
    super(message)
  }
}

export const unauthorized = (why: string) =>
  new CoreError('UnauthorizedError', 401, 'BP_0041', `Unauthorized: ${why}`)
export const forbidden = (why: string) => new CoreError('ForbiddenError', 403, 'BP_0043', `Forbidden: ${why}`)
export const notFound = (why: string) => new CoreError('NotFoundError', 404, 'BP_0044', `Not Found: ${why}`)

const DOCS = 'https://botpress.com/docs'

// Express knows an error handler by its four parameters.
export const answerWithError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error)
  const fault = isRecord(error) ? error : {}
  const statusCode = typeof fault.statusCode === 'number' ? fault.statusCode : 400
  res.status(statusCode).json({
    statusCode,
    errorCode: fault.errorCode,
    type: fault.type ?? (typeof fault.name === 'string' ? fault.name : 'Exception'),
    message: fault.message ?? (typeof error === 'string' && error ? error : 'Unexpected error'),
    details: fault.details ?? '',
    docs: fault.docs ?? DOCS
  })
}
