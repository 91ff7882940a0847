/** A step in words: its number and kind, what is in it, when it is due, and what is wrong with it. */
import { Icon, Intent, Tag } from '@blueprintjs/core'
import React, { type FC } from 'react'
import { number } from '../../../format'
import { counted, t } from '../../../text'
import { ICONS } from '../icons'
import { problemsOf, type Problem } from '../model/problems'
import type { StepBody } from '../model/step'
import { find, type Tree } from '../model/tree'
import { delayText, numberOf, titleOf, typeName } from '../words'

interface Props {
  step: StepBody
  tree: Tree
  problems: readonly Problem[]
}

export const isFirst = (tree: Tree, key: string): boolean => {
  const found = find(tree, key)
  return found !== null && found.place.parent === null && found.place.index === 0
}

const endsText = (step: StepBody): string | null => {
  if (step.type !== 'condition') return null
  const { after_yes: yes, after_no: no } = step.config
  if (yes === 'end' && no === 'end') return t('sequences.ends.both')
  if (yes === 'end') return t('sequences.ends.yes')
  return no === 'end' ? t('sequences.ends.no') : null
}

export const StepText: FC<Props> = ({ step, tree, problems }) => {
  const wrong = problemsOf(problems, step.key).length
  const ends = endsText(step)
  return (
    <span className="oc-step-text">
      <span className="oc-step-head">
        <span className={`oc-step-sign oc-step-${step.type}`}>
          <Icon icon={ICONS[step.type]} iconSize={14} />
        </span>
        <span className="oc-small oc-muted">
          {t('sequences.numbered', { n: number(numberOf(tree, step.key)), type: typeName(step.type) })}
        </span>
        {wrong > 0 && (
          <Tag minimal intent={Intent.DANGER} icon="error" data-wrong={wrong}>
            {t('sequences.toMend', counted(wrong, number))}
          </Tag>
        )}
      </span>
      <span className="oc-step-title">{titleOf(step, tree)}</span>
      <span className="oc-small oc-muted">
        {delayText(step, isFirst(tree, step.key))}
        {ends !== null && ` · ${ends}`}
      </span>
    </span>
  )
}
