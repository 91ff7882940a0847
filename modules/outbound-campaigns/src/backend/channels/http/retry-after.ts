/** Nobody means more than a day; a larger number would stop a sender for good. */
const LONGEST_MS = 86_400_000

/** `Retry-After`: seconds, or the date of the next try. null where there is none that can be read. */
export const retryAfterMs = (header: string | undefined, now: number): number | null => {
  const given = (header ?? '').trim()
  if (given === '') return null
  const ms = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : dateOf(given) - now
  return Number.isFinite(ms) ? Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms))) : null
}

/** A date of HTTP's begins with the day of the week; `Date.parse` alone would take nearly anything. */
const dateOf = (text: string): number => (/^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN)
