import type { Database } from '../../platform/database/database'
import { findVersions } from '../templates/store'
import type { PlacedStep, Step, Version } from '../steps/schema'
import { inWayOrder } from '../steps/way'
import { crowdsOf } from './move-store'
import { isUnderWay } from './over'
import { behindOn, planMove } from './plan-move'
import type { Previewed } from './preview-schema'

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
