import type { LanePace } from './lanes'
import type { Outcome, Reason } from './message'

/** How many of the last results are looked at. */
const WINDOW = 200
/** Below so many results a rate says nothing: three failures out of five numbers are no reason to stop. */
const FLOOR = 50

/** What a result says about the lane's health. Throttling and a stop are told elsewhere; they say nothing here. */
export const mark = (outcome: Outcome): '.' | 'x' | '' => {
  switch (outcome.kind) {
    case 'accepted':
      return '.'
    case 'refused':
    case 'try_again':
    case 'unknown':
      return 'x'
    case 'throttled':
    case 'stop':
      return ''
  }
}

export const remember = (recent: string, marks: string): string => (recent + marks).slice(-WINDOW)

/** Why a lane must stop, or null. The most damaging reason first. */
export const brake = (
  recent: string,
  { max_consecutive_errors, max_error_rate }: Pick<LanePace, 'max_consecutive_errors' | 'max_error_rate'>
): Reason | null => {
  const run = recent.length - (recent.lastIndexOf('.') + 1)
  if (run >= max_consecutive_errors) {
    return { code: 'consecutive_errors', detail: `${run} messages in a row could not be sent.` }
  }
  const errors = recent.split('x').length - 1
  if (recent.length >= FLOOR && errors / recent.length > max_error_rate) {
    const percent = Math.round((100 * errors) / recent.length)
    return {
      code: 'error_rate',
      detail: `${percent} % of the last ${recent.length} messages could not be sent.`
    }
  }
  return null
}
