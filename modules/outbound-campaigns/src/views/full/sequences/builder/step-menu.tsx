/** Everything that can be done with a step, in one menu: whoever does not drag lacks nothing. */
import React, { type FC } from 'react'
import { number } from '../../../format'
import { t } from '../../../text'
import { MenuButton, type MenuEntry } from '../../platform/menu'
import { ICONS } from '../icons'
import { STEP_TYPES, type StepBody } from '../model/step'
import { branchesBeside, find, placeDown, placeUp, type Place } from '../model/tree'
import { nameOf, numberOf, typeName } from '../words'
import type { Steps } from './use-steps'

/** The six kinds of steps, to be put somewhere. */
export const typeEntries = (put: (type: StepBody['type']) => void): MenuEntry[] =>
  STEP_TYPES.map(type => ({ name: type, text: typeName(type), icon: ICONS[type], does: () => put(type) }))

const entriesFor = (step: StepBody, steps: Steps): MenuEntry[] => {
  const { tree } = steps
  const { key } = step
  const place = find(tree, key)?.place
  if (!place) return []
  const behind: Place = { ...place, index: place.index + 1 }
  return [
    { name: 'edit', text: t('sequences.menu.edit'), icon: 'edit', does: () => steps.select(key) },
    {
      name: 'up',
      text: t('sequences.menu.up'),
      icon: 'arrow-up',
      disabled: placeUp(tree, key) === null,
      does: () => steps.up(key)
    },
    {
      name: 'down',
      text: t('sequences.menu.down'),
      icon: 'arrow-down',
      disabled: placeDown(tree, key) === null,
      does: () => steps.down(key)
    },
    ...branchesBeside(tree, key).map(({ condition, branch }): MenuEntry => ({
      name: `into-${condition}-${branch}`,
      text: t(`sequences.menu.into.${branch}` as const, { step: number(numberOf(tree, condition)) }),
      icon: 'fork',
      does: () => steps.into(key, condition, branch)
    })),
    {
      name: 'before',
      text: t('sequences.menu.before'),
      icon: 'add-row-top',
      does: typeEntries(type => steps.add(type, place))
    },
    {
      name: 'after',
      text: t('sequences.menu.after'),
      icon: 'add-row-bottom',
      does: typeEntries(type => steps.add(type, behind))
    },
    ...(step.type === 'condition'
      ? (['yes', 'no'] as const).map((branch): MenuEntry => ({
          name: `add-${branch}`,
          text: t(`sequences.menu.add.${branch}` as const),
          icon: 'plus',
          does: typeEntries(type => steps.add(type, { parent: key, branch, index: 0 }))
        }))
      : []),
    {
      name: 'duplicate',
      text: t('sequences.menu.duplicate'),
      icon: 'duplicate',
      does: () => steps.double(key)
    },
    {
      name: 'delete',
      text: t(step.type === 'condition' ? 'sequences.menu.deleteAll' : 'sequences.menu.delete'),
      icon: 'trash',
      danger: true,
      does: () => steps.remove(key)
    }
  ]
}

export const StepMenu: FC<{ step: StepBody; steps: Steps }> = ({ step, steps }) => (
  <MenuButton
    icon="more"
    name={`step-${step.key}`}
    label={t('sequences.menu.of', { step: nameOf(step, steps.tree) })}
    entries={entriesFor(step, steps)}
  />
)
