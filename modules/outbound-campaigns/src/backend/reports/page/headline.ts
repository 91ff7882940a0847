import type { Writing } from './writing'

/** The report in a sentence or two. */
export const headline = (writing: Writing): string => {
  const { words, report, before } = writing
  const { key_figures: figures, changes } = report
  if (writing.isEmpty) return words.headline.nothing
  const { qualified_in_period: qualified, replied, total_sequences_started: started } = figures
  const difference = changes.qualified_in_period.difference ?? 0
  const size = writing.count(Math.abs(difference))
  const first = [
    qualified === 0 ? words.headline.none : words.headline.qualified(qualified, writing.count(qualified)),
    difference > 0
      ? words.headline.more(size, before)
      : difference < 0
        ? words.headline.fewer(size, before)
        : words.headline.same(before)
  ].join(', ')
  const then = [
    words.headline.started(started, writing.count(started)),
    words.headline.replies(replied, writing.count(replied))
  ].join(words.headline.and)
  return `${first}. ${then.charAt(0).toUpperCase()}${then.slice(1)}.`
}
