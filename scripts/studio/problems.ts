/**
 * What a person can do something about: shown as one line, without a stack trace, and the start ends with it.
 * Everything else is a fault of ours and keeps its stack.
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}

export const messageOf = (error: unknown): string => asError(error).message

/** Errors cross realms here (modules run in their own script, tests in their own context): never `instanceof` alone. */
export const asError = (error: unknown): Error => {
  if (error instanceof Error) return error
  if (isRecord(error) && typeof error.message === 'string') {
    const same = new Error(error.message)
    if (typeof error.stack === 'string') same.stack = error.stack
    return same
  }
  return new Error(String(error))
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const codeOf = (error: unknown): string | undefined =>
  isRecord(error) && typeof error.code === 'string' ? error.code : undefined
