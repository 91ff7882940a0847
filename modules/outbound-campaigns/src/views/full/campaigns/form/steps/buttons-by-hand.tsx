/** Buttons of a template that the account's list doesn't have: which of its buttons brings what is the user's to know. */
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core'
import React, { type ChangeEvent, type FC } from 'react'
import { t } from '../../../../text'
import { LONGEST, MOST_BUTTONS, newButton, textOfButton, type ButtonKind } from '../buttons'
import type { ButtonInput } from '../input'
import { OptOutNote } from './button-fields'
import type { ExtraProps } from './extra-fields'

const KINDS = Object.keys(LONGEST) as ButtonKind[]

type Props = Pick<ExtraProps, 'input' | 'isOptOut' | 'onType'>

interface LineProps {
  button: ButtonInput
  free: readonly number[]
  leaves: boolean
  onChange: (button: ButtonInput) => void
  onRemove: () => void
}

const Line: FC<LineProps> = ({ button, free, leaves, onChange, onRemove }) => {
  const { type, index } = button
  const text = textOfButton(button)
  const position = index + 1
  return (
    <tr data-button={index}>
      <th scope="row">
        <HTMLSelect
          aria-label={t('form.extra.position')}
          value={index}
          onChange={event => onChange(newButton(type, Number(event.currentTarget.value), text))}
        >
          {[index, ...free]
            .sort((one, other) => one - other)
            .map(at => (
              <option key={at} value={at}>
                {at + 1}
              </option>
            ))}
        </HTMLSelect>
      </th>
      <td>
        <HTMLSelect
          fill
          aria-label={t('form.extra.kindOf', { position })}
          value={type}
          onChange={event => {
            const kind = KINDS.find(known => known === event.currentTarget.value)
            if (kind) onChange(newButton(kind, index, text.slice(0, LONGEST[kind])))
          }}
        >
          {KINDS.map(kind => (
            <option key={kind} value={kind}>
              {t(`form.extra.kinds.${kind}` as const)}
            </option>
          ))}
        </HTMLSelect>
      </td>
      <td>
        <InputGroup
          aria-label={t('form.extra.valueOf', { position })}
          maxLength={LONGEST[type]}
          value={text}
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            onChange(newButton(type, index, event.currentTarget.value))
          }
        />
        {leaves && <OptOutNote />}
      </td>
      <td>
        <Button minimal icon="cross" aria-label={t('form.extra.remove', { position })} onClick={onRemove} />
      </td>
    </tr>
  )
}

export const ButtonsByHand: FC<Props> = ({ input, isOptOut, onType }) => {
  const { buttons } = input
  const free = Array.from({ length: MOST_BUTTONS }, (_, index) => index).filter(
    index => !buttons.some(button => button.index === index)
  )
  const [next] = free
  const keep = (kept: ButtonInput[]): void =>
    onType({ buttons: [...kept].sort((one, other) => one.index - other.index) })
  return (
    <>
      <h3>{t('form.extra.buttons')}</h3>
      <p className="oc-small oc-muted">{t('form.extra.byHand')}</p>
      {buttons.length > 0 && (
        <table className="oc-table oc-table-form">
          <thead>
            <tr>
              <th scope="col">{t('form.extra.position')}</th>
              <th scope="col">{t('form.extra.what')}</th>
              <th scope="col">{t('form.extra.value')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {buttons.map((button, at) => (
              <Line
                key={button.index}
                button={button}
                free={free}
                leaves={button.type === 'quick_reply' && isOptOut(button.payload)}
                onChange={changed => keep(buttons.map((one, other) => (other === at ? changed : one)))}
                onRemove={() => keep(buttons.filter(one => one !== button))}
              />
            ))}
          </tbody>
        </table>
      )}
      {next !== undefined && (
        <Button
          icon="plus"
          text={t('form.extra.add')}
          onClick={() => keep([...buttons, newButton('quick_reply', next, '')])}
        />
      )}
    </>
  )
}
