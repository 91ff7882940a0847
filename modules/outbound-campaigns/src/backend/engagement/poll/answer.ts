import { z } from 'zod'
import { POLLED_TYPES, type Known, type PolledType } from './store'

/** What the engagement API answers: `{ "opened": true, "clicked": false, "replied": false }`, and whatever else. */
const answerSchema = z.object({
  opened: z.boolean().optional(),
  clicked: z.boolean().optional(),
  replied: z.boolean().optional()
})

export interface News {
  type: PolledType
  /** Which time this is. */
  times: number
}

/**
 * The API says only whether something ever happened, or, if it heeds `since`, whether it did since it was asked last. So
 * what is news is that it begins to say so. undefined: this is no such answer.
 */
export const newsIn = (body: string, known: Known): { news: News[]; known: Known } | undefined => {
  const read = answerSchema.safeParse(parsed(body))
  if (!read.success) return undefined
  const next = Object.fromEntries(
    POLLED_TYPES.map(type => {
      const before = known[type] ?? { is: false, times: 0 }
      const is = read.data[type] === true
      return [type, { is, times: before.times + (is && !before.is ? 1 : 0) }]
    })
  ) as Record<PolledType, { is: boolean; times: number }>
  const news = POLLED_TYPES.filter(type => next[type].times > (known[type]?.times ?? 0)).map(type => ({
    type,
    times: next[type].times
  }))
  return { news, known: next }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
