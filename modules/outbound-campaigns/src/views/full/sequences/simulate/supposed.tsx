/** What the lead does meanwhile, as somebody supposes it: one after the other, each on a day and at an hour. */
import { Button, HTMLSelect } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { Simulation } from '../../../api/simulate'
import { t } from '../../../text'
import { Field } from '../../platform/field'
import { MenuButton } from '../../platform/menu'
import { TimeField } from '../../platform/time-field'
import { listOf, type Tree } from '../model/tree'
import { NumberField } from '../step-panel/number-field'
import { nameOf } from '../words'
import { aboutMessage, afterMessage, HAPPENINGS, type Happens, type HappeningType } from './happens'
import { useScope } from './scope'

interface Props {
  tree: Tree
  /** As it would go if nothing happened: says when a message can be opened. */
  without: Simulation | null
}

const begun = (type: HappeningType, taken: readonly Happens[]): Happens => ({
  id: taken.reduce((most, { id }) => Math.max(most, id), 0) + 1,
  type,
  step: null,
  day: 4,
  time: '12:00'
})

const One: FC<
  Props & { one: Happens; onChange: (change: Partial<Happens>) => void; onRemove: () => void }
> = ({ one, tree, without, onChange, onRemove }) => {
  const messages = listOf(tree).filter(({ type }) => type === 'email' || type === 'whatsapp')
  const name = t(`simulate.happens.${one.type}` as const)
  return (
    <li>
      <fieldset className="oc-supposed" data-happens={one.type}>
        <legend>{name}</legend>
        <Button
          minimal
          small
          icon="cross"
          className="oc-supposed-remove"
          aria-label={t('simulate.happens.remove', { name })}
          onClick={onRemove}
        />
        {aboutMessage(one.type) && (
          <Field id={`oc-happens-${one.id}-step`} label={t('simulate.happens.message')}>
            {field => (
              <HTMLSelect
                {...field}
                fill
                value={one.step ?? ''}
                onChange={event => {
                  const step = event.currentTarget.value || null
                  onChange({ step, ...afterMessage(without, step) })
                }}
              >
                <option value="">{t('simulate.happens.last')}</option>
                {messages.map(step => (
                  <option key={step.key} value={step.key}>
                    {nameOf(step, tree)}
                  </option>
                ))}
              </HTMLSelect>
            )}
          </Field>
        )}
        <div className="oc-side-by-side">
          <NumberField
            id={`oc-happens-${one.id}-day`}
            label={t('simulate.happens.day')}
            value={one.day}
            from={0}
            to={3650}
            onChange={day => onChange({ day: day ?? 0 })}
          />
          <TimeField
            id={`oc-happens-${one.id}-time`}
            label={t('simulate.happens.time')}
            kind="time"
            value={one.time}
            onChange={time => onChange({ time })}
          />
        </div>
      </fieldset>
    </li>
  )
}

export const Supposed: FC<Props> = ({ tree, without }) => {
  const {
    looked: { happens },
    look
  } = useScope()
  return (
    <>
      {happens.length === 0 && <p className="oc-small oc-muted">{t('simulate.happens.none')}</p>}
      <ul className="oc-plain">
        {happens.map(one => (
          <One
            key={one.id}
            one={one}
            tree={tree}
            without={without}
            onChange={change =>
              look({ happens: happens.map(other => (other.id === one.id ? { ...other, ...change } : other)) })
            }
            onRemove={() => look({ happens: happens.filter(({ id }) => id !== one.id) })}
          />
        ))}
      </ul>
      <MenuButton
        name="suppose"
        icon="plus"
        align="left"
        text={t('simulate.happens.add')}
        label={t('simulate.happens.add')}
        entries={HAPPENINGS.map(type => ({
          name: type,
          text: t(`simulate.happens.${type}` as const),
          does: () => look({ happens: [...happens, begun(type, happens)] })
        }))}
      />
    </>
  )
}
