import { z } from 'zod'
import type { Database } from '../../platform/database/database'
import { findVersions } from '../templates/store'
import type { PlacedStep, Step, Version } from '../steps/schema'
import { inWayOrder } from '../steps/way'
import { crowdsOf } from './move-store'
import { isUnderWay } from './over'
import { behindOn, planMove } from './plan-move'

/** Who would land where, before it is saved. */
export const previewedSchema = z.object({
  version: z.number().int().describe('The version in which they are, by its number'),
  step_key: z.string(),
  people: z.number().int(),
  move: z
    .enum(['stays', 'goes_to', 'completes', 'waits'])
    .describe('waits: for what is under way of a step that is gone; then they go on like the others'),
  to: z.string().nullable().describe('The step at which they stand afterwards'),
  missed: z.array(z.string()).describe('Steps before that one, which they never get'),
  dropped: z.array(z.string()).describe('Steps that they might still have got and that are gone')
})
export type Previewed = z.infer<typeof previewedSchema>

/** By where people stand: what each of them had is taken from the way to there. */
export const previewMove = async (
  db: Database,
  botId: string,
  sequenceId: number,
  steps: readonly Step[]
): Promise<Previewed[]> => {
  const crowds = await crowdsOf(db, sequenceId)
  const versions = await findVersions(
    db,
    botId,
    crowds.map(({ versionId }) => versionId)
  )
  const to: Version = { id: 0, sequenceId, n: 0, inUse: false, steps: placed(steps) }
  const found = new Map<string, Previewed>()
  for (const { versionId, stepKey, waitingFor, people } of crowds) {
    const from = versions.get(versionId)
    if (!from) continue
    const position = { stepKey, underWay: isUnderWay(waitingFor) }
    const { move, missed, dropped } = planMove(from, to, position, behindOn(from, stepKey))
    const key = `${from.n} ${stepKey} ${move.kind} ${missed.join()}`
    const known = found.get(key)
    found.set(key, {
      version: from.n,
      step_key: stepKey,
      people: people + (known?.people ?? 0),
      move: move.kind,
      to: move.kind === 'stays' || move.kind === 'goes_to' ? move.key : null,
      missed,
      dropped
    })
  }
  const order = (one: Previewed) =>
    [...versions.values()]
      .find(({ n }) => n === one.version)
      ?.steps.findIndex(({ key }) => key === one.step_key) ?? 0
  return [...found.values()].sort(
    (a, b) => b.version - a.version || order(a) - order(b) || b.people - a.people
  )
}

const placed = (steps: readonly Step[]): PlacedStep[] => inWayOrder(steps).map(step => ({ ...step, id: 0 }))
