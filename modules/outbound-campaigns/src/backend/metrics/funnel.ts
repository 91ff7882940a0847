import type { Database } from '../platform/database/database'
import { sequenceNames, stepsThatWrite } from '../sequences'
import { percent, stepFiguresOf } from './figures'
import { noSums } from './measures'
import { stepsIn, summaryOf, type MetricsRange } from './read'

/** One sequence from its start to its end, by the steps that write to people; undefined: there is none of this number. */
export const funnelOf = async (
  db: Database,
  botId: string,
  { sequenceId, ...range }: MetricsRange & { sequenceId: number }
) => {
  const name = (await sequenceNames(db, botId, [sequenceId])).get(sequenceId)
  if (name === undefined) return undefined
  const summary = await summaryOf(db, botId, { ...range, sequenceId })
  const sent = new Map(
    (await stepsIn(db, botId, { ...range, sequenceId })).map(step => [step.step_key, step])
  )
  const known = await stepsThatWrite(db, botId, [sequenceId])
  const inOrder = [...known].sort(
    (a, b) => Number(b.current) - Number(a.current) || a.position - b.position || (a.key < b.key ? -1 : 1)
  )
  const started = summary.total_sequences_started
  const steps = inOrder
    .filter(({ key, current }) => current || sent.has(key))
    .map(({ key, channel, title, current }) => {
      const {
        sequence_id: _id,
        sequence_name: _name,
        ...figures
      } = sent.get(key) ?? {
        ...stepFiguresOf(noSums()),
        sequence_id: sequenceId,
        sequence_name: name
      }
      return {
        ...figures,
        step_key: key,
        channel,
        title,
        current,
        reached_pct: percent(figures.sent, started)
      }
    })
  return {
    ...range,
    sequence_id: sequenceId,
    name,
    started,
    qualified: summary.leads_qualified,
    opted_out: summary.opted_out,
    completed: summary.completed,
    in_progress: summary.in_progress,
    steps
  }
}
