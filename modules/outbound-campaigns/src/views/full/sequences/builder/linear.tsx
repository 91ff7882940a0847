/**
 * The sequence as a plain list from top to bottom: each step a line that says where it stands, with the same actions as
 * in the flow, by buttons. For who prefers it, and for who hears the page.
 */
import { Button } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../format'
import { t } from '../../../text'
import { MenuButton } from '../../platform/menu'
import type { Problem } from '../model/problems'
import { find, listOf, placeDown, placeUp, type FlatStep, type Tree } from '../model/tree'
import { nameOf, numberOf } from '../words'
import { StepMenu, typeEntries } from './step-menu'
import { StepText } from './step-text'
import type { Steps } from './use-steps'

interface Props {
  steps: Steps
  problems: readonly Problem[]
  canWrite: boolean
}

const depthOf = (tree: Tree, key: string): number => {
  const parent = find(tree, key)?.place.parent ?? null
  return parent === null ? 0 : 1 + depthOf(tree, parent)
}

const Line: FC<{ step: FlatStep } & Props> = ({ step, steps, problems, canWrite }) => {
  const { tree, selected } = steps
  const name = nameOf(step, tree)
  return (
    <li
      className={step.key === selected ? 'oc-linear-step oc-chosen' : 'oc-linear-step'}
      style={{ marginLeft: depthOf(tree, step.key) * 24 }}
      data-step={step.key}
      data-type={step.type}
    >
      {step.parent_key !== null && step.branch !== null && (
        <div className={`oc-linear-branch oc-branch-${step.branch}`}>
          {t(`sequences.inBranch.${step.branch}` as const, {
            step: number(numberOf(tree, step.parent_key))
          })}
        </div>
      )}
      <div className="oc-linear-row">
        <button
          type="button"
          className="oc-open-step"
          data-open={step.key}
          aria-current={step.key === selected ? 'step' : undefined}
          onClick={() => steps.select(step.key)}
        >
          <StepText step={step} tree={tree} problems={problems} />
        </button>
        {canWrite && (
          <div className="oc-linear-actions">
            <Button
              small
              minimal
              icon="arrow-up"
              aria-label={t('sequences.linear.up', { step: name })}
              title={t('sequences.menu.up')}
              disabled={placeUp(tree, step.key) === null}
              onClick={() => steps.up(step.key)}
            />
            <Button
              small
              minimal
              icon="arrow-down"
              aria-label={t('sequences.linear.down', { step: name })}
              title={t('sequences.menu.down')}
              disabled={placeDown(tree, step.key) === null}
              onClick={() => steps.down(step.key)}
            />
            <StepMenu step={step} steps={steps} />
          </div>
        )}
      </div>
    </li>
  )
}

export const LinearSteps: FC<Props> = props => {
  const { steps, canWrite } = props
  return (
    <div className="oc-linear">
      {steps.tree.length === 0 ? (
        <p className="oc-muted">{t('sequences.builder.empty')}</p>
      ) : (
        <ol className="oc-plain" aria-label={t('sequences.builder.steps')}>
          {listOf(steps.tree).map(step => (
            <Line key={step.key} step={step} {...props} />
          ))}
        </ol>
      )}
      {canWrite && (
        <MenuButton
          className="oc-add-last"
          icon="plus"
          name="add"
          align="left"
          text={t('sequences.builder.addLast')}
          label={t('sequences.builder.addLast')}
          entries={typeEntries(type =>
            steps.add(type, { parent: null, branch: null, index: steps.tree.length })
          )}
        />
      )}
    </div>
  )
}
