/** Steps that stand below one another, with a place before each and behind the last; a condition with its branches. */
import React, { type FC } from 'react'
import type { Branch } from '../../../api/sequences'
import { number } from '../../../format'
import { t } from '../../../text'
import type { Steps } from '../builder/use-steps'
import type { Problem } from '../model/problems'
import { BRANCHES, type Node, type Place, type Tree } from '../model/tree'
import { numberOf } from '../words'
import { StepCard } from './card'
import type { Dragged } from './drag'
import { idOfPlace } from './drag'
import { Slot } from './slot'

export interface FlowProps {
  steps: Steps
  problems: readonly Problem[]
  canWrite: boolean
  dragged: Dragged | null
  /** Every place's number from the top. */
  orders: ReadonlyMap<string, number>
}

type LineProps = FlowProps & { line: Tree; parent: string | null; branch: Branch | null; label: string }

const PlaceAt: FC<FlowProps & { place: Place }> = ({ place, steps, canWrite, dragged, orders }) => (
  <Slot
    place={place}
    order={orders.get(idOfPlace(place)) ?? 0}
    steps={steps}
    canWrite={canWrite}
    dragged={dragged}
  />
)

const Branches: FC<FlowProps & { node: Node }> = ({ node, ...flow }) => {
  const { step } = node
  if (step.type !== 'condition') return null
  const n = number(numberOf(flow.steps.tree, step.key))
  return (
    <div className="oc-flow-branches">
      {BRANCHES.map(branch => {
        const ends = step.config[`after_${branch}` as const] === 'end'
        return (
          <div key={branch} className={`oc-flow-branch oc-branch-${branch}`}>
            <div className="oc-flow-branch-name">{t(`sequences.branch.${branch}` as const)}</div>
            <FlowLine
              {...flow}
              line={node[branch]}
              parent={step.key}
              branch={branch}
              label={t(`sequences.inBranch.${branch}` as const, { step: n })}
            />
            <div className="oc-small oc-muted oc-flow-end">
              {t(ends ? 'sequences.flow.ends' : 'sequences.flow.goesOn')}
            </div>
          </div>
        )
      })}
    </div>
  )
}

export const FlowLine: FC<LineProps> = ({ line, parent, branch, label, ...flow }) => (
  <>
    {line.length > 0 && (
      <ol className="oc-flow-line" aria-label={label}>
        {line.map((node, index) => (
          <li key={node.step.key}>
            <PlaceAt {...flow} place={{ parent, branch, index }} />
            <StepCard step={node.step} steps={flow.steps} problems={flow.problems} canWrite={flow.canWrite} />
            <Branches {...flow} node={node} />
          </li>
        ))}
      </ol>
    )}
    <PlaceAt {...flow} place={{ parent, branch, index: line.length }} />
  </>
)
