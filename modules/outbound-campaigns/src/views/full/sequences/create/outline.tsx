/** How a ready sequence goes, in a few lines: when what happens, and what is asked. */
import { Icon } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { LibraryEntry } from '../../../api/sequences'
import { t } from '../../../text'
import { ICONS } from '../icons'
import { durationOf, readable, typeName } from '../words'

type EntryStep = LibraryEntry['steps'][number]

const depthOf = (step: EntryStep, steps: readonly EntryStep[]): number => {
  const parent = steps.find(({ key }) => key === step.parent_key)
  return parent === undefined ? 0 : 1 + depthOf(parent, steps)
}

const whenOf = ({ delay_days: days, delay_hours: hours }: EntryStep): string =>
  days > 0 || hours > 0 ? t('sequences.outline.after', { length: durationOf(days, hours) }) : ''

const textOf = (step: EntryStep): string => {
  const title = step.title === '' ? t('sequences.outline.condition') : readable(step.title)
  return step.branch === null
    ? title
    : t('sequences.outline.inBranch', { branch: t(`sequences.branch.${step.branch}` as const), title })
}

export const Outline: FC<{ steps: readonly EntryStep[] }> = ({ steps }) => (
  <ol className="oc-outline">
    {steps.map(step => (
      <li key={step.key} style={{ paddingLeft: depthOf(step, steps) * 16 }}>
        <Icon icon={ICONS[step.type]} iconSize={12} title={typeName(step.type)} />
        <span>
          {textOf(step)} <span className="oc-muted">{whenOf(step)}</span>
        </span>
      </li>
    ))}
  </ol>
)
